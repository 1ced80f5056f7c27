"""The life of an account told to a browser: asked for, activated, opened, forgotten, changed, seen on its devices."""

import re

import pytest
from playwright.sync_api import expect
from ways import WAYS

ERROR = re.compile("^(Erreur\u00a0|Error):")
FIRST, SECOND, THIRD = "Premier2026", "Deuxieme2026", "Troisieme2026"


def register(person, address, *, scripted):
    page = person.page
    person.open("/login").look("me connecter")
    person.follow("Créer un compte").look("créer un compte")
    person.press("Recevoir le lien d’activation").look("créer un compte sans rien")
    expect(page).to_have_title(ERROR)
    expect(page.get_by_role("main").locator(".summary a")).to_have_count(4)
    page.get_by_label("Adresse e-mail").fill(address)
    page.get_by_label("Prénom").fill("Léa")
    page.get_by_label("Nom", exact=False).last.fill("Martin")
    page.get_by_label("J’accepte les conditions générales").check()
    person.press("Recevoir le lien d’activation")
    expect(page.get_by_role("main")).to_contain_text(address)
    person.look("e-mail en route")
    person.open(person.letter_link(address, "Activez votre compte", "register")).look("activer")
    page.get_by_label("Identifiant").fill("a b")
    page.locator("#password").fill("court")
    if scripted:
        expect(page.locator(".rules .kept")).to_have_count(1)
        expect(page.locator("#live")).to_contain_text("une lettre majuscule")
        page.get_by_role("button", name="Afficher le mot de passe").click()
        expect(page.locator("#password")).to_have_attribute("type", "text")
        person.look("règles du mot de passe")
    person.press("Créer mon compte").look("activer avec des erreurs")
    expect(page.get_by_role("main").locator(".summary a")).to_have_count(2)
    page.get_by_label("Identifiant").fill(address.partition("@")[0])
    page.locator("#password").fill(FIRST)
    person.press("Créer mon compte").look("compte créé")


def sign_in(person, name, password, button="Me connecter"):
    page = person.page
    page.locator("#identifier").fill(name)
    page.locator("#password").fill(password)
    person.press(button)


def forget(person, address):
    page = person.page
    person.open("/login").follow("Identifiant ou mot de passe oublié").look("oublié")
    page.get_by_label("Adresse e-mail").fill("lea")
    person.press("Recevoir de l’aide par e-mail").look("oublié sans adresse")
    expect(page).to_have_title(ERROR)
    page.get_by_label("Adresse e-mail").fill(address)
    person.press("Recevoir de l’aide par e-mail").look("aide en route")
    path = person.letter_link(address, "Votre identifiant et votre mot de passe", "forgotten")
    person.open(path).look("nouveau mot de passe")
    page.locator("#password").fill(SECOND)
    person.press("Changer le mot de passe").look("mot de passe changé")
    expect(page.get_by_role("main")).to_contain_text("vous êtes connecté")
    person.open(path).look("lien qui a servi")
    expect(page.get_by_role("heading", level=1)).to_have_text("Ce lien n’est plus valable")


def change(person, address):
    page = person.page
    person.open("/profile").look("profil")
    person.follow("Mon mot de passe").look("mon mot de passe")
    page.get_by_label("Mot de passe actuel").fill("faux")
    page.locator("#password").fill(THIRD)
    person.press("Changer le mot de passe").look("mot de passe actuel faux")
    expect(page.locator("#current-password-error")).to_be_visible()
    page.get_by_label("Mot de passe actuel").fill(SECOND)
    page.locator("#password").fill(THIRD)
    person.press("Changer le mot de passe")
    expect(page.get_by_role("main")).to_contain_text("Votre mot de passe est changé")
    person.follow("Mon identifiant").look("mon identifiant")
    page.get_by_label("Nouvel identifiant").fill("lea-" + address.partition("@")[0])
    page.get_by_label("Mot de passe actuel").fill(THIRD)
    person.press("Changer l’identifiant")
    person.follow("Mon adresse e-mail").look("mon adresse")
    page.get_by_label("Nouvelle adresse e-mail").fill("neuve-" + address)
    page.get_by_label("Mot de passe actuel").fill(THIRD)
    person.press("Recevoir le lien à la nouvelle adresse")
    person.open(person.letter_link("neuve-" + address, "Confirmez votre nouvelle adresse", "email"))
    person.look("confirmer l’adresse").press("Confirmer cette adresse").look("adresse changée")
    expect(page.get_by_role("main")).to_contain_text("L’adresse de votre compte est maintenant neuve-")


def signed_out(person):
    person.page.get_by_role("button", name="Me déconnecter").click()
    return person


@pytest.mark.parametrize("way", WAYS)
def test_the_life_of_an_account(visitor, html_findings, way):
    options = WAYS[way]
    scripted = options.get("java_script_enabled", True)
    address = f"lea-{len(way)}@example.fr"
    person, elsewhere = visitor(**options), visitor(**options)
    register(person, address, scripted=scripted)
    sign_in(person, address.partition("@")[0], FIRST)
    expect(person.page.get_by_role("heading", level=1)).to_have_text("Mes demandes")
    forget(signed_out(person), address)
    change(person, address)
    elsewhere.open("/login")
    sign_in(elsewhere, "neuve-" + address, THIRD)
    person.open("/profile/devices").look("mes appareils")
    expect(person.page.get_by_role("heading", name="Chrome sur Linux")).to_have_count(2)
    person.page.get_by_role("button", name=re.compile("^Déconnecter Chrome")).click()
    expect(person.page.get_by_role("main")).to_contain_text("C’est fait")
    person.look("appareil déconnecté")
    elsewhere.open("/profile").look("déconnecté ailleurs")
    expect(elsewhere.page.get_by_role("main")).to_contain_text("Vous avez été déconnecté")
    if not scripted:
        # Once: all journeys come from one place, which has an allowance too.
        for _ in range(6):
            sign_in(elsewhere, "quelqu.un", "faux")
        elsewhere.look("trop d’essais")
        expect(elsewhere.page.get_by_role("main")).to_contain_text("Trop d’essais")
    for one in (person, elsewhere):
        assert one.violations == []
        assert one.complaints == []
        assert html_findings(one.seen) == []


def test_the_pages_of_an_account_in_english(visitor, html_findings):
    person = visitor(**WAYS["without JavaScript, dark, 320 px wide"])
    person.open("/language/en?next=/login").look("sign in")
    sign_in(person, "paul@example.fr", "Demarches1", "Sign in")
    for path in ("/profile/password", "/profile/email", "/profile/identifier", "/profile/devices"):
        person.open(path).look(path[1:].replace("/", " "))
        expect(person.page.get_by_role("main")).not_to_contain_text("Mon ")
    person.page.get_by_role("button", name="Sign out").first.click()
    for path in ("/register", "/register/sent", "/forgotten", "/forgotten/sent", "/register/x", "/email/x"):
        person.open(path).look(path[1:].replace("/", " "))
    person.open("/register").press("Receive the activation link").look("register with nothing")
    expect(person.page).to_have_title(ERROR)
    assert person.violations == []
    assert person.complaints == []
    assert html_findings(person.seen) == []
