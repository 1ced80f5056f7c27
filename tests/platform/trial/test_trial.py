"""The made-up provider beside the demonstration, as somebody who tries the portal meets it."""

import os
import re
import shutil
import socket
import subprocess
import sys
import time
from pathlib import Path
from urllib.parse import parse_qs, urljoin, urlsplit

import pytest
import requests
from click.testing import CliRunner

from guichet.cli import main
from guichet.config import Config
from guichet.trial import app as trial
from guichet.trial.people import PEOPLE

ROOT = Path(__file__).resolve().parents[3]
WAIT = 10


def free_pair():
    """A port whose next one is free too."""
    while True:
        with socket.socket() as first, socket.socket() as second:
            first.bind(("127.0.0.1", 0))
            port = first.getsockname()[1]
            try:
                second.bind(("127.0.0.1", port + 1))
            except (OSError, OverflowError):
                continue
            return port


@pytest.fixture(scope="module")
def portal(tmp_path_factory):
    """A demonstration with its made-up provider: the portal's address."""
    folder = tmp_path_factory.mktemp("trial")
    port = free_pair()
    (folder / "definitions").mkdir()
    shutil.copy(ROOT / "definitions" / "city.json", folder / "definitions")
    environment = {
        **{name: value for name, value in os.environ.items() if not name.startswith("GUICHET_")},
        "PORT": str(port),
        "GUICHET_DATA": str(folder / "data"),
        "GUICHET_DEFINITIONS": str(folder / "definitions"),
        "NO_PROXY": "127.0.0.1",
    }
    log = folder / "log.txt"
    with log.open("w") as output:
        command = [sys.executable, "-m", "guichet.cli", "run", "--franceconnect"]
        process = subprocess.Popen(command, env=environment, stdout=output, stderr=subprocess.STDOUT)
        try:
            deadline = time.monotonic() + 60
            while "Guichet: http" not in log.read_text("utf-8"):
                assert process.poll() is None, log.read_text("utf-8")
                assert time.monotonic() < deadline, log.read_text("utf-8")
                time.sleep(0.1)
            yield f"http://127.0.0.1:{port}"
        finally:
            process.terminate()
            process.wait(20)


class Visitor:
    """A browser with its own cookies, in French."""

    def __init__(self, portal):
        self.portal = portal
        self.session = requests.Session()
        self.session.headers["Accept-Language"] = "fr"

    def get(self, address):
        return self.session.get(urljoin(self.portal, address), timeout=WAIT)

    def post(self, page, address, **fields):
        token = re.search(r'name="csrf_token" value="([^"]+)"', page.text)
        return self.session.post(
            urljoin(self.portal, address), data={"csrf_token": token[1] if token else "", **fields}, timeout=WAIT
        )

    def choose(self, person):
        """Press the button, choose somebody at the provider: the page it ends on."""
        there = self.post(self.get("/login"), "/sign-in/franceconnect")
        assert urlsplit(there.url).path == "/authorize", there.text
        assert "n’est pas FranceConnect" in there.text
        assert "set-cookie" not in there.headers
        return self.session.post(there.url, data={"person": person}, timeout=WAIT)

    def sign_up(self, person):
        asked = self.choose(person)
        assert asked.url.endswith("/sign-in/franceconnect/register"), asked.text
        return self.post(asked, asked.url, terms="true")


@pytest.mark.slow
def test_somebody_invented_signs_up_comes_back_and_signs_out(portal):
    first = Visitor(portal)
    assert first.sign_up("zelie").url == f"{portal}/requests"
    assert "12 avril 1991" in first.get("/profile").text
    again = Visitor(portal)
    assert again.choose("zelie").url == f"{portal}/requests"
    out = again.post(again.get("/profile"), "/logout")
    assert out.url == f"{portal}/"
    assert "Vous êtes déconnecté du portail et de FranceConnect" in out.text


@pytest.mark.slow
def test_a_birth_date_known_in_part_is_shown_as_it_is(portal):
    visitor = Visitor(portal)
    visitor.sign_up("theophile")
    assert "1978 (jour et mois inconnus)" in visitor.get("/profile").text


@pytest.mark.slow
def test_a_name_that_changed_is_taken_over_and_the_old_one_kept(portal):
    Visitor(portal).sign_up("capucine")
    later = Visitor(portal)
    assert later.choose("capucine-renamed").url == f"{portal}/requests"
    shown = later.get("/profile").text
    assert "MODÈLE" in shown
    assert "Noms certifiés auparavant" in shown


@pytest.mark.slow
def test_who_chooses_nobody_comes_back_to_a_page(portal):
    page = Visitor(portal).choose("")
    assert "Vous ne vous êtes pas identifié avec FranceConnect" in page.text


@pytest.fixture
def made_up(tmp_path):
    config = Config.from_environment({"GUICHET_DATA": str(tmp_path), "GUICHET_SECRET_KEY": "a secret for tests only"})
    config = trial.settings_for(config, "http://127.0.0.1:8001")
    app = trial.create(config)
    app.config["TESTING"] = True
    return config.identity_providers[0], app.test_client()


def asked(provider, **changes):
    wanted = {
        "response_type": "code",
        "client_id": provider.client_id,
        "redirect_uri": "http://127.0.0.1:8000/sign-in/franceconnect/callback",
        "scope": provider.scope,
        "state": "a state",
        "nonce": "a nonce",
        "acr_values": "eidas1",
    }
    return wanted | changes


def code_for(provider, client):
    there = client.post("/authorize", query_string=asked(provider), data={"person": "zelie"})
    return parse_qs(urlsplit(there.location).query)["code"][0]


def exchange(provider, client, code, **changes):
    form = {
        "grant_type": "authorization_code",
        "code": code,
        "client_id": provider.client_id,
        "client_secret": provider.client_secret,
        "redirect_uri": asked(provider)["redirect_uri"],
    }
    return client.post("/token", data=form | changes)


@pytest.mark.parametrize(
    "changes",
    [{"redirect_uri": "http://127.0.0.1:8000/elsewhere"}, {"client_id": "somebody"}, {"response_type": "token"}],
)
@pytest.mark.parametrize("method", ["get", "post"])
def test_a_way_that_the_portal_did_not_begin_leads_nowhere(made_up, method, changes):
    provider, client = made_up
    answer = getattr(client, method)("/authorize", query_string=asked(provider, **changes))
    assert answer.status_code == 400
    assert "Revenez au portail" in answer.text


def test_a_code_serves_once_and_for_the_portal_only(made_up):
    provider, client = made_up
    code = code_for(provider, client)
    assert exchange(provider, client, code, client_secret="another").json["error"] == "invalid_client"
    assert exchange(provider, client, code).status_code == 200
    assert exchange(provider, client, code).status_code == 400


def test_what_is_said_of_somebody_needs_a_token(made_up):
    provider, client = made_up
    assert client.get("/userinfo").status_code == 401
    token = exchange(provider, client, code_for(provider, client)).json["access_token"]
    answer = client.get("/userinfo", headers={"Authorization": f"Bearer {token}"})
    assert answer.mimetype == "application/jwt"


def test_signing_out_leads_to_the_portal_only(made_up):
    _, client = made_up
    answer = client.get(
        "/sign-out", query_string={"post_logout_redirect_uri": "https://elsewhere.example/", "state": "x"}
    )
    assert answer.location == "http://127.0.0.1:8000/"


def test_every_person_is_on_the_page(made_up):
    provider, client = made_up
    for lang, words in (("fr", "inventées"), ("en", "made up")):
        page = client.get("/authorize", query_string=asked(provider), headers={"Accept-Language": lang}).text
        assert words in page
        assert all(f'value="{person}"' in page for person in PEOPLE)


@pytest.mark.parametrize(
    ("settings", "said"),
    [
        (
            {
                "GUICHET_ENVIRONMENT": "production",
                "GUICHET_BASE_URL": "https://demarches.example.fr",
                "GUICHET_SECRET_KEY": "a secret drawn by chance, long enough",
                "GUICHET_FILE_KEY": "A" * 43 + "=",
                "GUICHET_DATABASE_URL": "sqlite:///never-made.sqlite3",
            },
            "GUICHET_ENVIRONMENT=demo",
        ),
        ({"GUICHET_BASE_URL": "http://demarches.example.fr"}, "this machine only"),
        (
            {
                "GUICHET_FRANCECONNECT_ISSUER": "https://fcp.example.fr",
                "GUICHET_FRANCECONNECT_CLIENT_ID": "x",
                "GUICHET_FRANCECONNECT_CLIENT_SECRET": "y",
            },
            "GUICHET_FRANCECONNECT_ISSUER is set",
        ),
    ],
)
def test_a_portal_it_is_not_for_does_not_start_with_it(tmp_path, settings, said):
    environment = {"GUICHET_DATA": str(tmp_path), "PORT": str(free_pair()), "GUICHET_ENVIRONMENT": "demo"} | settings
    result = CliRunner().invoke(main, ["run", "--franceconnect"], env=environment)
    assert result.exit_code == 2
    assert said in result.output
