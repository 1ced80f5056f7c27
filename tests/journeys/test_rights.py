"""A person sees who read the data, takes a copy away, and leaves; an administrator deletes the account of another."""

import json
import os
import re
import zipfile

import pytest
from playwright.sync_api import expect

WAYS = {
    "with JavaScript": {"viewport": {"width": 1000, "height": 900}},
    "without JavaScript, dark, 320 px wide": {
        "java_script_enabled": False,
        "color_scheme": "dark",
        "viewport": {"width": 320, "height": 800},
    },
}
ERROR = re.compile("^(Erreur\u00a0|Error):")
SECRET = "Premier2026"
AGENT = "agent.voirie@sainte-aurore.example"
ADMINISTRATOR = "administration@sainte-aurore.example"
COOKIES = {"guichet_session", "guichet_language"}


@pytest.fixture(scope="module")
def procedure(portal, root, tmp_path_factory):
    """A procedure of two questions, published in the running portal."""
    document = json.loads((root / "docs/authors/mini.json").read_text("utf-8"))
    document["title"] = "Prévenir d’un arbre tombé"
    document["x-procedure"] |= {"id": "arbre-tombe", "reference": "ARB"}
    path = tmp_path_factory.mktemp("published") / "arbre-tombe.json"
    path.write_text(json.dumps(document, ensure_ascii=False), "utf-8")
    done = portal.command("publish", str(path))
    assert done.returncode == 0, done.stdout + done.stderr
    return "/procedures/arbre-tombe"


def come_to_be(person, address):
    page = person.page
    person.open("/register")
    page.get_by_label("Adresse e-mail").fill(address)
    page.get_by_label("Prénom").fill("Noé")
    page.get_by_label("Nom", exact=False).last.fill("Bernard")
    page.get_by_label("J’accepte les conditions générales").check()
    person.press("Recevoir le lien d’activation")
    person.open(person.letter_link(address, "Activez votre compte", "register"))
    page.get_by_label("Identifiant").fill(address.partition("@")[0])
    page.locator("#password").fill(SECRET)
    person.press("Créer mon compte")
    page.locator("#identifier").fill(address)
    page.locator("#password").fill(SECRET)
    person.press("Me connecter")


def ask(person, procedure, place):
    page = person.page
    person.open(procedure)
    page.get_by_role("main").get_by_text(re.compile("^(Faire|Commencer) la demande$")).first.click()
    if page.get_by_role("main").get_by_role("button", name="Commencer").count():
        person.press("Commencer")
    page.get_by_label("Trottoir abîmé").check()
    page.get_by_label("Où").fill(place)
    person.press("Étape suivante")
    person.press("Envoyer ma demande")
    expect(page.get_by_role("heading", level=1)).to_have_text("Votre demande est envoyée")
    return page.get_by_role("main").get_by_text(re.compile(r"^ARB(-[0-9A-Z]{4}){4}-[0-9A-Z]$")).inner_text()


def read(agent, number, *, close):
    agent.open("/agent/requests").follow(re.compile(f", {number}$"))
    agent.press("Prendre en charge")
    if close:
        agent.press("Clore la demande")


def copy(person, tmp_path):
    page = person.page
    person.open("/profile").follow("Télécharger mes données").look("télécharger mes données")
    person.press("Télécharger la copie").look("télécharger sans mot de passe")
    expect(page).to_have_title(ERROR)
    page.get_by_label("Mot de passe actuel").fill(SECRET)
    with page.expect_download() as waiting:
        person.press("Télécharger la copie")
    path = tmp_path / waiting.value.suggested_filename
    assert re.fullmatch(r"mes-donnees-\d{4}-\d\d-\d\d\.zip", path.name)
    waiting.value.save_as(path)
    return zipfile.ZipFile(path)


def open_folder(visitor, made, tmp_path, number):
    """The index is read from the folder that the archive is unpacked in, without the portal."""
    folder = tmp_path / "copie"
    made.extractall(folder)
    reader = visitor(viewport={"width": 1000, "height": 900})
    reader.page.goto((folder / "index.html").as_uri())
    expect(reader.page.get_by_role("heading", level=1)).to_have_text("Copie de mes données")
    expect(reader.page.get_by_role("listitem").filter(has_text=number)).to_have_count(1)
    if directory := os.environ.get("JOURNEY_PICTURES"):
        reader.page.screenshot(path=f"{directory}/copie.png", full_page=True)
    reader.page.evaluate(reader.axe)
    assert reader.page.evaluate("() => axe.run(document)")["violations"] == []
    for link in reader.page.get_by_role("link").all():
        assert (folder / link.get_attribute("href")).is_file()
    return (folder / "index.html").read_bytes()


@pytest.mark.behaviour("Access, rectification, deletion and portability from the account.")
@pytest.mark.parametrize("way", WAYS)
def test_seeing_who_read_taking_a_copy_and_leaving(visitor, html_findings, procedure, tmp_path, way):
    address = f"noe-{len(way)}@example.fr"
    person, agent = visitor(**WAYS[way]), visitor()
    page = person.page
    come_to_be(person, address)
    first, second = ask(person, procedure, "rue Royale"), ask(person, procedure, "rue Basse")
    agent.sign_in(AGENT)
    read(agent, first, close=True)
    read(agent, second, close=False)

    person.open("/profile").follow("Qui a consulté mes données").look("qui a consulté mes données")
    expect(page.get_by_role("main")).to_contain_text(first)
    expect(page.get_by_role("main")).not_to_contain_text("Dominique")
    person.open("/profile").follow("Mes accords").look("mes accords")
    expect(page.get_by_role("main")).to_contain_text("Vous les avez acceptées le")
    made = copy(person, tmp_path)
    person.seen["copie"] = open_folder(visitor, made, tmp_path, first)

    page.goto(page.url)
    person.open("/profile").page.get_by_role("main").get_by_role("link", name="Supprimer mon compte").first.click()
    person.look("suppression refusée")
    expect(page.get_by_role("main")).to_contain_text("La ville n’a pas terminé cette demande")
    expect(page.get_by_role("main").get_by_role("link", name="Prévenir d’un arbre tombé")).to_have_count(1)
    expect(page.get_by_role("main")).to_contain_text(second)
    agent.press("Clore la demande")
    person.open("/profile/delete").look("supprimer mon compte")
    expect(page.get_by_role("main").get_by_role("link", name="Prévenir d’un arbre tombé")).to_have_count(2)
    page.get_by_label("Mot de passe actuel").fill("faux")
    person.press("Supprimer mon compte définitivement").look("supprimer avec un mot de passe faux")
    expect(page).to_have_title(ERROR)
    page.get_by_label("Mot de passe actuel").fill(SECRET)
    person.press("Supprimer mon compte définitivement").look("compte supprimé")
    expect(page.get_by_role("heading", level=1)).to_have_text("Votre compte est supprimé")
    expect(page.get_by_role("button", name="Me déconnecter")).to_have_count(0)
    person.open("/login")
    page.locator("#identifier").fill(address)
    page.locator("#password").fill(SECRET)
    person.press("Me connecter")
    expect(page.get_by_role("main")).to_contain_text("Identifiant ou mot de passe incorrect")
    for one in (person, agent):
        assert one.violations == []
        assert one.complaints == []
    assert html_findings(person.seen) == []


@pytest.mark.behaviour("an administrator then does it, identity checked, logged")
def test_an_administrator_deletes_an_account_that_its_person_wants_deleted(visitor, html_findings):
    for way, options in WAYS.items():
        address = f"rose-{len(way)}@example.fr"
        person, administrator = visitor(), visitor(**options)
        page = administrator.page
        come_to_be(person, address)
        administrator.sign_in(ADMINISTRATOR)
        page.get_by_role("link", name="Suppression de comptes").click()
        administrator.look("suppression de comptes")
        page.get_by_label("Adresse e-mail du compte").fill("personne@example.fr")
        administrator.press("Chercher le compte").look("compte inconnu")
        expect(page).to_have_title(ERROR)
        page.get_by_label("Adresse e-mail du compte").fill(address)
        administrator.press("Chercher le compte").look("compte trouvé")
        expect(page.get_by_role("main")).to_contain_text("Noé Bernard")
        administrator.press("Supprimer définitivement").look("suppression incomplète")
        expect(page.get_by_role("main").locator(".summary a")).to_have_count(3)
        page.get_by_label("J’ai vérifié l’identité").check()
        page.get_by_label("Motif").fill("courrier du 3 mars")
        page.get_by_label("Votre mot de passe").fill("Demarches1")
        administrator.press("Supprimer définitivement").look("suppression faite")
        expect(page.get_by_role("main")).to_contain_text("Le compte est supprimé")
        person.open("/profile")
        expect(person.page.get_by_role("heading", level=1)).to_have_text("Me connecter")
        assert administrator.violations == []
        assert administrator.complaints == []
        assert html_findings(administrator.seen) == []


def test_the_pages_of_rights_in_english(visitor, html_findings):
    person = visitor(**WAYS["without JavaScript, dark, 320 px wide"])
    person.open("/language/en?next=/login")
    person.page.locator("#identifier").fill("paul@example.fr")
    person.page.locator("#password").fill("Demarches1")
    person.press("Sign in")
    for path in ("/profile/data", "/profile/readings", "/profile/consents", "/profile/delete"):
        person.open(path).look(path[1:].replace("/", " "))
        expect(person.page.get_by_role("main")).not_to_contain_text("données")
    for path in ("/deleted", "/delete/x"):
        person.open(path).look(path[1:].replace("/", " "))
    assert person.violations == []
    assert person.complaints == []
    assert html_findings(person.seen) == []


@pytest.mark.behaviour("Only strictly necessary cookies")
def test_a_browser_is_given_the_cookies_that_the_page_tells_of_and_no_other(visitor):
    person = visitor()
    person.open("/")
    assert person.page.context.cookies() == []
    person.open("/language/en?next=/login").open("/language/fr?next=/login").sign_in("paul@example.fr")
    for path in ("/profile", "/profile/data", "/requests", "/messages", "/pages/cookies"):
        person.open(path)
    told = {name.inner_text() for name in person.page.get_by_role("main").locator("strong").all()}
    assert {cookie["name"] for cookie in person.page.context.cookies()} == told == COOKIES
    assert person.page.evaluate("() => document.cookie") == ""
    assert person.page.evaluate("() => localStorage.length + sessionStorage.length") == 0
