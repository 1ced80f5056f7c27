"""The same against a provider that nobody here wrote, set up with the real parameters of each."""

import re
from urllib.parse import urljoin, urlsplit

import pytest
import requests

PORTAL = "http://127.0.0.1:8000"


@pytest.fixture(scope="session")
def peers(oidc_peer):
    """The issuers, each started once: by kind and option."""
    started = {}

    def issuer(kind, *options):
        if (kind, *options) not in started:
            started[kind, *options] = oidc_peer(PORTAL, kind, *options)
        return started[kind, *options]

    return issuer


@pytest.fixture
def pkce():
    return "off"


@pytest.fixture
def environ(environ, peers, pkce):
    return environ | {
        "GUICHET_FRANCECONNECT_ISSUER": peers("franceconnect", *(["pkce"] if pkce == "on" else [])),
        "GUICHET_FRANCECONNECT_CLIENT_SECRET": "the secret of the client",
        "GUICHET_FRANCECONNECT_PKCE": pkce,
        "GUICHET_PROCONNECT_ISSUER": peers("proconnect"),
    }


class Browser:
    """A browser at the provider: it keeps its cookies, fills the one form in, and stops where the portal begins."""

    def __init__(self):
        self.cookies = requests.Session()

    def go(self, address, form):
        response = self.cookies.get(address, allow_redirects=False, timeout=10)
        while True:
            if response.is_redirect:
                address = urljoin(address, response.headers["Location"])
                if address.startswith(PORTAL):
                    parts = urlsplit(address)
                    return f"{parts.path}?{parts.query}"
                response = self.cookies.get(address, allow_redirects=False, timeout=10)
            elif "<form" in response.text:
                hidden = dict(re.findall(r'type="hidden" name="(\w+)" value="([^"]*)"', response.text))
                action = re.search(r'action="([^"]+)"', response.text)
                address = urljoin(address, action[1]) if action else address
                response = self.cookies.post(address, data=hidden | form, allow_redirects=False, timeout=10)
            else:
                raise AssertionError(response.text)


def come(client, csrf, name="franceconnect", **form):
    there = client.post(f"/sign-in/{name}", data={"csrf_token": csrf(client)})
    assert there.status_code == 303, there.text
    browser = Browser()
    return browser, client.get(browser.go(there.location, form))


@pytest.mark.parametrize("pkce", ["off", "on"])
def test_a_citizen_gets_an_account_and_comes_back(app, client, csrf, pkce):
    _, answer = come(client, csrf, login="lea")
    assert answer.location == "/sign-in/franceconnect/register"
    page = client.get(answer.location).text
    assert "MARTIN" in page
    assert "lea.martin@example.fr" in page
    made = client.post(answer.location, data={"csrf_token": csrf(client), "terms": "true"})
    assert made.location == "/welcome"
    assert "12 avril 1991" in client.get("/profile").text
    other = app.test_client()
    _, again = come(other, csrf, login="lea")
    assert again.location == "/welcome"
    assert other.get("/profile").status_code == 200


def test_signing_out_ends_at_the_portal(client, csrf):
    browser, answer = come(client, csrf, login="omar")
    client.post(answer.location, data={"csrf_token": csrf(client), "terms": "true"})
    assert "1978 (jour et mois inconnus)" in client.get("/profile").text
    out = client.post("/logout", data={"csrf_token": csrf(client)})
    back = browser.go(out.location, {"logout": "yes"})
    assert back.startswith("/sign-in/franceconnect/signed-out?state=")
    assert client.get(back).location == "/"
    assert "Vous êtes déconnecté du portail et de FranceConnect" in client.get("/").text


def test_who_gives_up_comes_back_to_a_page(client, csrf):
    _, answer = come(client, csrf, cancel="1")
    assert answer.status_code == 200
    assert "Vous ne vous êtes pas identifié avec FranceConnect" in answer.text


def test_a_way_without_a_challenge_is_refused_by_a_provider_that_asks_for_one(client, csrf, app, peers):
    from dataclasses import replace

    from guichet.federation.provider import Provider

    known = app.extensions["guichet_federation"]
    settings = replace(known["franceconnect"].settings, issuer=peers("franceconnect", "pkce"), pkce=False)
    known["franceconnect"] = Provider(settings, PORTAL)
    _, answer = come(client, csrf, login="lea")
    assert answer.status_code == 400
    assert client.get("/profile").status_code == 302


def test_an_agent_links_and_comes_in(app, csrf, make_user, sign_in):
    client = sign_in(make_user("camille@ville.example", roles=("agent",)))
    there = client.post(
        "/profile/identity/proconnect/link", data={"csrf_token": csrf(client), "current-password": "Demarches1"}
    )
    answer = client.get(Browser().go(there.location, {"login": "camille"}))
    assert answer.location == "/profile/identity/proconnect"
    assert "MARTEL" in client.get(answer.location).text
    other = app.test_client()
    _, again = come(other, csrf, "proconnect", login="camille")
    assert again.location == "/welcome"
    assert other.get("/profile").status_code == 200
