"""What the journeys walk with: the portal as a child process, a Chromium, and two checkers of every page seen."""

import http.client
import os
import re
import shutil
from collections.abc import Iterator
from pathlib import Path

import html_checkers
import playwright.sync_api
import pytest
from form_client import PASSWORD, Caller
from running_portal import ROOT, Portal, free_port, running

CHROMIUM = ("chromium-headless-shell", "chromium", "chromium-browser", "google-chrome")
CHROMIUM_ARGUMENTS = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)
# Where a failed journey leaves pictures of the pages it stood on.
PICTURES = ROOT / "test-results"
FAILED = pytest.StashKey[bool]()


def pytest_collection_modifyitems(items):
    """Journeys share a portal and a browser, hence one process; the longest file of them has another one to itself."""
    for item in items:
        if Path(__file__).parent in item.path.parents:
            item.add_marker(pytest.mark.journey)
            alone = item.path.stem == "test_every_definition"
            item.add_marker(pytest.mark.xdist_group("every definition" if alone else "journeys"))


def missing(reason):
    """Skip, saying why; where everything ought to be installed, fail."""
    if os.environ.get("CI"):
        pytest.fail(reason)
    pytest.skip(reason)


@pytest.fixture(scope="session")
def prepared(tmp_path_factory):
    """The data of a portal that was started from an empty folder, published the city's definitions, and stopped."""
    with running(tmp_path_factory.mktemp("portal"), {}) as found:
        pass
    return found.data


@pytest.fixture(scope="session")
def portal(tmp_path_factory, prepared) -> Iterator[Portal]:
    with running(tmp_path_factory.mktemp("portal"), {}, prepared) as found:
        yield found


@pytest.fixture(scope="session")
def run_portal(tmp_path_factory, prepared):
    """Call with settings, PORT among them; answers a block in which a portal has them."""
    return lambda settings: running(tmp_path_factory.mktemp("portal"), settings, prepared)


@pytest.fixture(scope="session")
def port():
    """A port that nobody uses."""
    return free_port


@pytest.fixture(scope="session")
def root():
    return ROOT


@pytest.fixture(scope="session")
def driver():
    with playwright.sync_api.sync_playwright() as running:
        yield running


@pytest.fixture(scope="session")
def browser(driver):
    path = next((found for name in CHROMIUM if (found := shutil.which(name))), None)
    if path is None:
        missing("no Chromium on this machine: sudo apt install chromium")
    launched = driver.chromium.launch(executable_path=path, args=list(CHROMIUM_ARGUMENTS))
    yield launched
    launched.close()


@pytest.fixture(scope="session")
def axe():
    """The source of axe-core, to be run inside a page."""
    path = html_checkers.CHECKERS / "axe-core" / "axe.min.js"
    if not path.exists():
        missing("axe-core is not installed: make test")
    return path.read_text("utf-8")


@pytest.fixture(scope="session")
def html_findings(tmp_path_factory):
    """Call with {name: bytes of HTML}; answers what the two checkers of HTML found, one line each."""
    log = tmp_path_factory.mktemp("nu") / "log.txt"
    try:
        with html_checkers.nu(free_port(), log) as nu, html_checkers.html_validate() as html_validate:
            yield lambda pages: html_validate(pages) + nu(pages)
    except html_checkers.NotInstalledError as error:
        missing(f"{error} is not installed: make test")


class Visitor:
    """One person in a browser; looks at a page with axe, keeps its HTML, and notes what should not happen."""

    def __init__(self, context, portal, axe, mirror, *, scripted):
        self.portal = portal
        self.scripted = scripted
        self.page = context.new_page()
        self.axe = axe
        self.mirror = mirror
        self.seen = {}
        self.violations = []
        self.complaints = []
        self._document = None
        self.page.on("response", self._note_response)
        self.page.on("request", self._note_request)
        self.page.on("console", self._note_console)
        self.page.on("pageerror", lambda error: self.complaints.append(f"script error: {error}"))

    def _note_response(self, response):
        if response.request.resource_type == "document" and not 300 <= response.status < 400:
            self._document = response

    def _note_request(self, request):
        if not request.url.startswith((self.portal.url + "/", "data:", "blob:")):
            self.complaints.append(f"request to another site: {request.url}")

    def _note_console(self, message):
        # The browser itself reports each answer of 4xx; the journeys cause some on purpose.
        if message.type == "error" and "Failed to load resource" not in message.text:
            self.complaints.append(f"console: {message.text}")

    def open(self, path):
        self.page.goto(self.portal.url + path)
        return self

    def look(self, name, *, inert=False):
        """Check the page as it stands now, under a name that says where in the journey it is.

        `inert` is a page that lets no script run, not even the checker's.
        """
        label = f"{len(self.seen):02d}-{'-'.join(name.split())}"
        self.seen[label] = self._document.body()
        if directory := os.environ.get("JOURNEY_PICTURES"):
            self.page.screenshot(path=Path(directory, f"{label}.png"), full_page=True)
        page = self.page if self.scripted and not inert else self._reflect(self.seen[label])
        found = self._violations_on(page)
        self.seen[label] = self._document.body()
        self.violations += [
            f"{label}: {violation['id']}: {node['target']} {node['failureSummary']}"
            for violation in found
            for node in violation["nodes"]
        ]
        width = page.evaluate("() => document.documentElement.scrollWidth - window.innerWidth")
        if width > 0:
            self.complaints.append(f"{label}: {width} px wider than the window")
        return self

    def _violations_on(self, page):
        """What axe finds; a page that was still on its way, what was typed being saved first, is waited for."""
        for _ in range(3):
            try:
                page.evaluate(self.axe)
                return page.evaluate("() => axe.run(document, {resultTypes: ['violations']})")["violations"]
            except playwright.sync_api.Error as error:
                if "Execution context was destroyed" not in str(error):
                    raise
                page.wait_for_load_state()
        raise AssertionError(f"{page.url} does not stand still")

    def _reflect(self, source):
        """Show the same HTML, scripts left out, where axe can run: elsewhere it would wait for ever."""

        def answer(route):
            if route.request.resource_type == "document":
                route.fulfill(body=source, content_type="text/html; charset=utf-8")
            elif route.request.resource_type == "script":
                route.abort()
            else:
                route.continue_()

        self.mirror.unroute_all()
        self.mirror.route("**/*", answer)
        self.mirror.goto(self.page.url)
        return self.mirror

    def sign_in(self, address):
        self.open("/login")
        self.page.get_by_label("Identifiant ou adresse e-mail").fill(address)
        self.page.get_by_label("Mot de passe").fill(PASSWORD)
        self.press("Me connecter")
        return self

    def letter_link(self, address, subject, folder):
        """Read the last letter to an address in the demonstration's mailbox; answer the path of its link."""
        cell = self.page.get_by_role("cell", name=address, exact=True)
        row = self.page.get_by_role("row").filter(has=cell).filter(has_text=subject)
        link = row.first.get_by_role("link")
        for _ in range(40):
            self.open("/demo/courriels")
            if link.count():
                break
            self.page.wait_for_timeout(250)
        link.click()
        main = self.page.get_by_role("main")
        playwright.sync_api.expect(main).to_contain_text(address)
        return re.search(rf"http://127\.0\.0\.1:\d+(/{folder}/[\w-]+)", main.inner_text())[1]

    def press(self, name):
        """Press the one button of the page's own part that is called so."""
        self.page.get_by_role("main").get_by_role("button", name=name, exact=True).click()
        return self

    def follow(self, name, **options):
        """Follow the one link of the page's own part that is called so."""
        self.page.get_by_role("main").get_by_role("link", name=name, **options).click()
        return self

    def heading(self):
        return self.page.get_by_role("heading", level=1).inner_text()


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item, call):
    report = yield
    if call.when == "call":
        item.stash[FAILED] = report.failed
    return report


@pytest.fixture
def visitor(request, browser, portal, axe):
    """Call with options of a browser context; answers a new person, with nothing kept from anyone before."""
    contexts = []

    def enter(**options):
        context = browser.new_context(locale="fr-FR", timezone_id="Europe/Paris", **options)
        context.set_default_timeout(10_000)
        contexts.append(context)
        return context

    def come(**options):
        scripted = options.get("java_script_enabled", True)
        mirror = enter(**{**options, "java_script_enabled": True}).new_page()
        return Visitor(enter(**options), portal, axe, mirror, scripted=scripted)

    yield come
    if request.node.stash.get(FAILED, False):
        PICTURES.mkdir(exist_ok=True)
        for number, page in enumerate(page for context in contexts for page in context.pages):
            page.screenshot(path=PICTURES / f"{number}.png", full_page=True)
    for context in contexts:
        context.close()


@pytest.fixture
def caller(driver, portal):
    """Call to get a new Caller."""
    contexts = []

    def come():
        contexts.append(driver.request.new_context(base_url=portal.url, extra_http_headers={"Accept-Language": "fr"}))
        return Caller(contexts[-1])

    yield come
    for context in contexts:
        context.dispose()


@pytest.fixture
def request_to(portal):
    """Send a bare HTTP request; answers (status, headers, body text)."""

    def send(method, path, body=None, headers=()):
        connection = http.client.HTTPConnection(portal.url.removeprefix("http://"), timeout=20)
        connection.request(method, path, body, dict(headers))
        response = connection.getresponse()
        answer = response.status, response.headers, response.read().decode("utf-8", "replace")
        connection.close()
        return answer

    return send
