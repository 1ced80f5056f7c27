"""Somebody comes by FranceConnect, goes, comes back; somebody else links an account they have, and unlinks it."""

import re

import pytest
from playwright.sync_api import expect
from ways import WAYS

PEOPLE = {
    "with JavaScript": ("lea", "1991"),
    "without JavaScript, dark, 320 px wide": ("omar", "1978 (jour et mois inconnus)"),
}
ENTER = "S’identifier avec FranceConnect"


@pytest.fixture(scope="module")
def settings(oidc_peer, port):
    number = port()
    return {
        "PORT": str(number),
        "GUICHET_FRANCECONNECT_ISSUER": oidc_peer(f"http://127.0.0.1:{number}", "franceconnect"),
        "GUICHET_FRANCECONNECT_CLIENT_ID": "guichet",
        "GUICHET_FRANCECONNECT_CLIENT_SECRET": "the secret of the client",
        "GUICHET_PROCONNECT_ISSUER": oidc_peer(f"http://127.0.0.1:{number}", "proconnect"),
        "GUICHET_PROCONNECT_CLIENT_ID": "guichet",
        "GUICHET_PROCONNECT_CLIENT_SECRET": "the secret of the client",
        "GUICHET_PROCONNECT_SIRETS": "21990001000012",
    }


@pytest.fixture(scope="module")
def portal(run_portal, settings):
    """A portal of its own, with both providers."""
    with run_portal(settings) as found:
        yield found


def identify(person, login):
    """At the provider: say who one is."""
    expect(person.page.get_by_role("heading", level=1)).to_have_text("Qui êtes-vous ?")
    person.page.get_by_label("Identifiant").fill(login)
    person.page.get_by_role("button", name="Continuer").click()


def leave(person):
    """Sign out of the portal, then of the provider, and come back."""
    page = person.page
    page.get_by_role("button", name=re.compile("Me déconnecter|Sign out")).click()
    page.get_by_role("button", name="Oui").click()
    expect(page.get_by_role("heading", level=1)).to_be_visible()


def sign_in(person, address):
    person.page.get_by_label("Identifiant ou adresse e-mail").fill(address)
    person.page.get_by_label("Mot de passe").fill("Demarches1")
    person.press("Me connecter")


def sound(person, html_findings, *issuers):
    """Nothing is wrong with any page seen; the providers' own pages were gone to by people, not by pages."""
    gone_to = tuple(f"request to another site: {issuer}" for issuer in issuers)
    assert person.violations == []
    assert [text for text in person.complaints if not text.startswith(gone_to)] == []
    assert html_findings(person.seen) == []


@pytest.mark.parametrize("way", WAYS)
def test_a_new_account_by_franceconnect(visitor, html_findings, settings, way):
    login, born = PEOPLE[way]
    person = visitor(**WAYS[way])
    page = person.page
    person.open("/login").look("me connecter")
    link = page.get_by_role("link", name="Qu’est-ce que FranceConnect")
    assert link.get_attribute("href") == "https://franceconnect.gouv.fr/"
    person.press(ENTER)
    page.get_by_role("button", name="Annuler").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("Vous ne vous êtes pas identifié")
    person.look("abandon").follow("Me connecter")
    person.press(ENTER)
    identify(person, login)
    expect(page.get_by_role("heading", level=1)).to_have_text("Créer mon compte Démarches")
    expect(page.get_by_role("main")).to_contain_text(born)
    person.look("accepter les conditions").press("Créer mon compte").look("conditions non acceptées")
    expect(page).to_have_title(re.compile("^Erreur"))
    page.get_by_label("J’accepte les conditions générales").check()
    person.press("Créer mon compte")
    expect(page.get_by_role("main")).to_contain_text("Votre compte est créé et vous êtes connecté")
    person.open("/profile").look("profil certifié")
    expect(page.get_by_role("heading", name="Identité certifiée")).to_be_visible()
    person.follow("Gérer FranceConnect").look("sans mot de passe")
    person.open("/profile/email").look("adresse sans mot de passe")
    person.press("Recevoir le lien par e-mail").look("lien en route")
    leave(person)
    person.look("déconnecté")
    expect(page.get_by_role("main")).to_contain_text("Vous êtes déconnecté du portail et de FranceConnect")
    person.open("/login").press(ENTER)
    identify(person, login)
    expect(page.get_by_role("heading", level=1)).to_have_text("Mes demandes")
    sound(person, html_findings, settings["GUICHET_FRANCECONNECT_ISSUER"])


@pytest.mark.parametrize("way", WAYS)
def test_an_account_that_one_has_is_linked_and_unlinked(visitor, html_findings, settings, way):
    person = visitor(**WAYS[way])
    page = person.page
    person.open("/login?next=/requests").press(ENTER)
    identify(person, "ana")
    expect(page.get_by_role("heading", level=1)).to_have_text("Vous avez peut-être déjà un compte")
    person.look("adresse connue").follow("Me connecter et lier FranceConnect")
    sign_in(person, "ana@example.fr")
    expect(page.get_by_role("heading", level=1)).to_have_text("FranceConnect")
    person.look("lier").press("Lier FranceConnect à mon compte").look("lier sans mot de passe")
    expect(page.locator("#current-password-error")).to_be_visible()
    page.get_by_label("Mot de passe actuel").fill("Demarches1")
    person.press("Lier FranceConnect à mon compte")
    # The provider knows who it is from a moment ago.
    expect(page.get_by_role("main")).to_contain_text("FranceConnect est lié à votre compte")
    person.look("lié")
    leave(person)
    person.open("/login").press(ENTER)
    identify(person, "ana")
    expect(page.get_by_role("heading", level=1)).to_have_text("Mes demandes")
    person.open("/profile").follow("FranceConnect", exact=True)
    page.get_by_label("Mot de passe actuel").fill("Demarches1")
    person.press("Délier FranceConnect de mon compte")
    expect(page.get_by_role("main")).to_contain_text("FranceConnect n’est plus lié à votre compte")
    person.look("délié")
    sound(person, html_findings, settings["GUICHET_FRANCECONNECT_ISSUER"])


def test_an_agent_links_proconnect_in_english(visitor, html_findings, settings):
    person = visitor(**WAYS["without JavaScript, dark, 320 px wide"])
    page = person.page
    person.open("/language/en?next=/login").look("sign in")
    person.press("Sign in with ProConnect")
    identify(person, "camille")
    expect(page.get_by_role("heading", level=1)).to_have_text("No agent’s account is linked to this identity")
    person.look("stranger").open("/login")
    page.get_by_label("Identifier or e-mail address").fill("camille.martel@sainte-aurore.example")
    page.get_by_label("Password").fill("Demarches1")
    person.press("Sign in")
    person.open("/profile/identity/proconnect").look("link")
    page.get_by_label("Current password").fill("Demarches1")
    person.press("Link ProConnect to my account")
    expect(page.get_by_role("main")).to_contain_text("ProConnect is linked to your account")
    person.look("linked").open("/profile").look("profile")
    leave(person)
    person.open("/login").press("Sign in with ProConnect")
    identify(person, "camille")
    expect(page.get_by_role("heading", level=1)).to_be_visible()
    assert page.url.endswith("/agent/requests")
    page.get_by_role("button", name="Sign out").click()
    page.get_by_role("button", name="Oui").click()
    person.open("/login").press("Sign in with FranceConnect")
    identify(person, "lea")
    expect(page.get_by_role("main")).not_to_contain_text("Mon ")
    person.look("accept")
    sound(person, html_findings, settings["GUICHET_FRANCECONNECT_ISSUER"], settings["GUICHET_PROCONNECT_ISSUER"])
