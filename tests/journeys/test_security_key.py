"""An agent whose role needs a second factor adds a security key, signs in with it, and adds another way."""

import re

import pytest
from playwright.sync_api import expect

AGENT = "camille.martel@sainte-aurore.example"
KEY = {"protocol": "ctap2", "transport": "usb", "isUserVerified": True, "automaticPresenceSimulation": True}
WORDS = {
    "fr": {
        "identifier": "Identifiant ou adresse e-mail", "password": "Mot de passe", "sign-in": "Me connecter",
        "instead": "Ajouter une clé de sécurité à la place", "add": "Ajouter cette clé", "kept": "J’ai gardé mes codes",
        "go": "Utiliser ma clé de sécurité", "more": "Ajouter une clé de sécurité", "continue": "Continuer",
        "known": "Cette clé est déjà celle d’un compte", "needs": "a besoin de JavaScript",
    },
    "en": {
        "identifier": "Identifier or e-mail address", "password": "Password", "sign-in": "Sign in",
        "instead": "Add a security key instead", "add": "Add this key", "kept": "I have kept my codes",
        "go": "Use my security key", "more": "Add a security key", "continue": "Continue",
        "known": "This key belongs to an account already", "needs": "needs JavaScript",
    },
}  # fmt: skip


@pytest.fixture(params=["fr", "en"])
def lang(request):
    return request.param


@pytest.fixture
def portal(run_portal, port):
    """A portal by a name: browsers know no key for a bare number."""
    chosen = port()
    settings = {"PORT": str(chosen), "GUICHET_SECOND_FACTOR": "agent", "GUICHET_BASE_URL": f"http://localhost:{chosen}"}
    with run_portal(settings) as found:
        yield found


def plug_in(person):
    """Give the browser of somebody a key of software; answers how to take it out again."""
    tools = person.page.context.new_cdp_session(person.page)
    tools.send("WebAuthn.enable")
    found = tools.send("WebAuthn.addVirtualAuthenticator", {"options": KEY})["authenticatorId"]
    return lambda: tools.send("WebAuthn.removeVirtualAuthenticator", {"authenticatorId": found})


def give_password(person, words, lang):
    person.open(f"/language/{lang}?next=/login")
    person.page.get_by_label(words["identifier"]).fill(AGENT)
    person.page.get_by_label(words["password"]).fill("Demarches1")
    return person.press(words["sign-in"])


def test_an_agent_adds_a_key_and_signs_in_with_it(visitor, html_findings, lang):
    words = WORDS[lang]
    scheme = "light" if lang == "fr" else "dark"
    agent = visitor(viewport={"width": 1280 if lang == "fr" else 320, "height": 900}, color_scheme=scheme)
    page = agent.page
    take_out = plug_in(agent)
    give_password(agent, words, lang)
    agent.follow(words["instead"]).look("ajouter une clé")
    agent.press(words["add"]).look("sans nom")
    expect(page.get_by_role("main").locator(".summary a")).to_have_count(1)
    page.locator("#name").fill("Clé bleue")
    # The browser asks the key first, and leaves the page after that.
    agent.press(words["add"])
    expect(page.locator(".codes li")).to_have_count(10)
    agent.look("codes de secours")
    agent.follow(words["kept"])
    expect(page).to_have_url(re.compile("/agent/requests$"))
    # The same key once more is known; another waits for the password.
    agent.open("/profile/second-factor").look("ma double authentification").follow(words["more"])
    page.locator("#name").fill("La même")
    agent.press(words["add"])
    expect(page.locator("#key-note")).to_contain_text(words["known"])
    agent.look("clé connue")
    page.get_by_role("button", name=re.compile("déconnecter|Sign out")).click()
    give_password(agent, words, lang).look("clé demandée")
    agent.press(words["go"])
    expect(page).to_have_url(re.compile("/agent/requests$"))
    take_out()
    plug_in(agent)
    agent.open("/profile/second-factor/key")
    page.locator("#name").fill("Clé rouge")
    agent.press(words["add"])
    expect(page.locator("#current-password")).to_be_visible()
    agent.look("mot de passe")
    page.locator("#current-password").fill("Demarches1")
    agent.press(words["continue"]).look("deux clés")
    expect(page.get_by_role("main")).to_contain_text("Clé rouge")
    # Without JavaScript the page says so, and offers another way.
    plain = visitor(java_script_enabled=False, viewport={"width": 320, "height": 800}, color_scheme="dark")
    give_password(plain, words, lang).look("sans JavaScript")
    expect(plain.page.get_by_role("main")).to_contain_text(words["needs"])
    expect(plain.page.get_by_role("button", name=words["go"])).to_be_hidden()
    findings = [*agent.violations, *agent.complaints, *plain.violations, *plain.complaints]
    pages = {f"{who}-{name}": html for who, one in (("a", agent), ("p", plain)) for name, html in one.seen.items()}
    findings += html_findings(pages)
    assert not findings, "\n".join(findings)
