"""The whole story of one request, told to a browser: asked, followed, taken up, closed, and every message read."""

import io
import re

import PIL.Image
import pytest
from playwright.sync_api import expect
from ways import WAYS

CITIZEN = "ana@example.fr"
AGENT = "camille.martel@sainte-aurore.example"
ERROR = re.compile("^Erreur\u00a0:")


@pytest.fixture(scope="module")
def passport():
    """A sound PDF file of one page."""
    file = io.BytesIO()
    PIL.Image.new("RGB", (200, 280), "white").save(file, "PDF")
    return {"name": "passeport.pdf", "mimeType": "application/pdf", "buffer": file.getvalue()}


def choose(within, question, answer):
    within.get_by_role("group", name=question).get_by_label(answer, exact=True).check()


def write_date(within, question, *parts):
    group = within.get_by_role("group", name=question)
    for label, part in zip(("Jour", "Mois", "Année"), parts, strict=True):
        group.get_by_label(label).fill(part)


def expect_problems(page, count):
    """The title says so, and the summary leads to each field."""
    expect(page).to_have_title(ERROR)
    links = page.get_by_role("main").locator(".summary a[href^='#']")
    expect(links).to_have_count(count)
    for link in links.all():
        expect(page.locator(f"[id='{link.get_attribute('href')[1:]}']")).to_have_count(1)


def refresh(visitor, *, scripted):
    """A script asks for the page again by itself; without one the person does."""
    if not scripted:
        visitor.press("Mettre à jour")


def answer_first_step(citizen, *, scripted):
    page = citizen.page
    citizen.press("Étape suivante").look("étape 1 sans réponse")
    expect_problems(page, 3)
    choose(page, "Les personnes concernées sont-elles nées", "Oui")
    choose(page, "Vous demandez l’acte", "À un autre titre")
    refresh(citizen, scripted=scripted)
    expect(page.get_by_label("Précisez à quel titre")).to_be_visible()
    citizen.look("étape 1 avec une question de plus")
    choose(page, "Vous demandez l’acte", "Pour vous-même")
    refresh(citizen, scripted=scripted)
    expect(page.get_by_label("Précisez à quel titre")).to_have_count(0)
    choose(page, "Type d’acte", "Copie intégrale")
    citizen.press("Étape suivante")


def answer_persons(citizen):
    page = citizen.page
    expect(page.get_by_role("heading", level=1)).to_have_text("Personnes concernées")
    page.get_by_label("Nom de naissance").first.fill("Durand")
    page.get_by_label("Prénoms").first.fill("Ana")
    page.get_by_label("Nombre d’exemplaires").first.fill("2")
    write_date(page, "Date de naissance", "31", "2", "1990")
    choose(page, "Connaissez-vous le nom de ses parents", "Non")
    citizen.look("étape 2")
    citizen.press("Étape suivante").look("étape 2 avec une date impossible")
    expect_problems(page, 1)
    write_date(page, "Date de naissance", "3", "2", "1990")
    citizen.press("Étape suivante")


def answer_applicant(citizen):
    page = citizen.page
    expect(page.get_by_role("heading", level=1)).to_have_text("Vos coordonnées")
    expect(page.get_by_label("Adresse e-mail")).to_have_value(CITIZEN)
    choose(page, "Mode de remise", "Retrait au guichet")
    citizen.look("étape 3")
    citizen.press("Étape suivante")


def describe_passport(page):
    page.get_by_label("Passeport", exact=True).check()
    write_date(page, re.compile("^Date de fin de validité"), "1", "6", "2035")


def add_document(citizen, passport):
    page = citizen.page
    expect(page.get_by_role("heading", level=1)).to_have_text("Pièces justificatives")
    citizen.look("étape 4")
    describe_passport(page)
    programme = {**passport, "buffer": b"MZ\x90\0" + b"\0" * 2000}
    page.get_by_label("Choisir un fichier").set_input_files(programme)
    citizen.press("Étape suivante").look("étape 4 avec un faux document")
    expect_problems(page, 1)
    describe_passport(page)
    page.get_by_label("Choisir un fichier").set_input_files(passport)
    citizen.press("Étape suivante")


def send(citizen):
    """From the review page to the receipt; answers the tracking number."""
    page = citizen.page
    expect(page.get_by_role("heading", level=1)).to_have_text("Vérification et envoi")
    expect(page.get_by_role("main")).to_contain_text("Copie intégrale")
    expect(page.get_by_role("main")).to_contain_text("passeport.pdf")
    citizen.look("vérification")
    citizen.press("Envoyer ma demande").look("vérification sans attestation")
    expect_problems(page, 1)
    page.get_by_label("J’atteste que les informations données sont exactes").check()
    citizen.press("Envoyer ma demande")
    expect(page.get_by_role("heading", level=1)).to_have_text("Votre demande est envoyée")
    citizen.look("accusé")
    return page.get_by_role("main").get_by_text(re.compile(r"^ACN(-[0-9A-Z]{4}){4}-[0-9A-Z]$")).inner_text()


def read_requests(citizen, number, status):
    page = citizen.page
    citizen.open("/requests").look("mes demandes")
    row = page.get_by_role("row").filter(has_text=number)
    expect(row).to_contain_text(status)
    row.get_by_role("link", name=re.compile("^Voir la demande")).click()
    citizen.look("ma demande")
    expect(page.get_by_role("main")).to_contain_text(status)
    expect(page.get_by_role("main")).to_contain_text("Copie intégrale")
    citizen.follow("Détail des actions").look("détail des actions")
    expect(page.get_by_role("main")).to_contain_text("Demande envoyée")


def track(anyone, number, status):
    """By the number alone, and with a number that nobody was given."""
    page = anyone.page
    anyone.open("/tracking").look("suivre")
    page.get_by_role("main").get_by_label("Numéro de suivi").fill("ACN-0000-0000-0000-0000-0")
    anyone.press("Suivre").look("suivre un numéro inconnu")
    expect(page).to_have_title(ERROR)
    page.get_by_role("main").get_by_label("Numéro de suivi").fill(number)
    anyone.press("Suivre").look("suivi")
    expect(page.get_by_role("main")).to_contain_text(status)
    expect(page.get_by_role("main")).not_to_contain_text("Durand")


def handle(agent, number):
    """Take the request up, read its document, close it."""
    page = agent.page
    agent.sign_in(AGENT).open("/agent/requests").look("à traiter")
    agent.follow(re.compile(f", {number}$")).look("demande à traiter")
    expect(page.get_by_role("main")).to_contain_text("passeport.pdf")
    agent.press("Prendre en charge").look("demande prise en charge")
    expect(page.get_by_role("main")).to_contain_text("Traitement")
    agent.press("Refuser la demande").look("refus sans motif")
    expect_problems(page, 1)
    agent.press("Clore la demande").look("clore avec un document à vérifier")
    expect_problems(page, 1)
    page.get_by_label("Clore sans avoir accepté tous les documents").check()
    agent.press("Clore la demande").look("demande close")
    expect(page.get_by_role("main")).to_contain_text("Clos")


def read_messages(citizen, number):
    """The account tells the story in three messages, each of them sent by e-mail too."""
    page = citizen.page
    citizen.open("/login")
    page.get_by_label("Identifiant ou adresse e-mail").fill(CITIZEN)
    page.get_by_label("Mot de passe").fill("pas-le-bon")
    citizen.press("Me connecter").look("connexion refusée")
    expect(page).to_have_title(ERROR)
    citizen.sign_in(CITIZEN).open("/messages").look("messages")
    subjects = [link.inner_text() for link in page.get_by_role("main").get_by_role("link", name=number).all()]
    assert len(subjects) == 3
    for word, subject in zip(("terminée", "en charge", "demande"), subjects, strict=True):
        assert word in subject
    for subject in subjects:
        citizen.open("/messages").follow(subject)
        citizen.look(f"message {subjects.index(subject)}")
        expect(page.get_by_role("heading", level=1)).to_have_text(subject)

    citizen.open("/demo/courriels").look("courriels")
    mails = page.get_by_role("row").filter(has_text=number)
    expect(mails).to_have_count(3)
    expect(mails.filter(has_text=CITIZEN)).to_have_count(3)
    assert [row.get_by_role("link").inner_text() for row in mails.all()] == subjects
    mails.first.get_by_role("link").click()
    citizen.look("courriel")
    expect(page.get_by_role("main")).to_contain_text(number)
    letter = page.get_by_role("main").locator("iframe").get_attribute("src")
    citizen.open(letter).look("lettre", inert=True)


@pytest.mark.behaviour("tracking of a request by the number received in the acknowledgement, without signing in")
@pytest.mark.parametrize("way", WAYS)
def test_a_request_from_the_first_question_to_the_last_message(visitor, passport, html_findings, way):
    options = WAYS[way]
    scripted = options.get("java_script_enabled", True)
    citizen, agent, anyone = visitor(**options), visitor(**options), visitor(**options)

    citizen.open("/").look("accueil")
    expect(citizen.page.get_by_role("main")).to_contain_text("(@)")
    citizen.page.get_by_role("banner").get_by_role("link", name="Me connecter").click()
    citizen.look("connexion").sign_in(CITIZEN)
    citizen.open("/").follow(re.compile("^Acte de naissance")).look("démarche")
    citizen.press("Commencer la demande").look("étape 1")
    answer_first_step(citizen, scripted=scripted)
    answer_persons(citizen)
    answer_applicant(citizen)
    add_document(citizen, passport)
    number = send(citizen)
    read_requests(citizen, number, "En attente")
    citizen.page.get_by_role("banner").get_by_role("button", name="Me déconnecter").click()
    citizen.look("déconnexion")

    track(anyone, number, "En attente")
    handle(agent, number)
    track(anyone, number, "Clos")
    read_messages(citizen, number)
    read_requests(citizen, number, "Clos")

    people = {"citoyen": citizen, "agent": agent, "passant": anyone}
    seen = {f"{who}-{name}": source for who, person in people.items() for name, source in person.seen.items()}
    findings = [finding for person in people.values() for finding in (*person.violations, *person.complaints)]
    findings += html_findings(seen)
    assert not findings, "\n".join(findings)
