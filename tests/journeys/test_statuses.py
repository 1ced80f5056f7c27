"""The table of statuses as people see it: where a request stands, in which group, and what its person may do there."""

import json
import os
import re

import psycopg
import pytest
from playwright.sync_api import expect

SERVER = os.environ.get("POSTGRESQL_URL", "postgresql://postgres@127.0.0.1:5432")
PDF = {"name": "carte.pdf", "mimeType": "application/pdf", "buffer": b"%PDF-1.4\ntrailer <<>>\n%%EOF\n"}
CITIZEN, AGENT = "ana@example.fr", "camille.martel@sainte-aurore.example"
OPEN, DONE = "En cours", "Effectuées"
EDIT, CANCEL, CORRECT = "Modifier ma demande", "Annuler ma demande", "Corriger ma demande"
WRITE, OPINION = "Envoyer mon message", "Envoyer mon avis"
REASON = "La photo est floue, envoyez-en une autre."
# The name that the request is found by: its group, the words of its status, and what its page offers.
TABLE = {
    "pending": (OPEN, "En attente", {EDIT, CANCEL, WRITE}),
    "processing": (OPEN, "Traitement", {WRITE}),
    "questioned": (OPEN, "À corriger", {CORRECT, WRITE}),
    "closed": (DONE, "Clos", {OPINION}),
    "refused": (DONE, "Refusé", {OPINION}),
    "cancelled": (DONE, "Annulée", set()),
}


@pytest.fixture(params=["sqlite", "postgresql"])
def place(request, run_portal):
    """A portal on each database, where nobody has left a draft."""
    if request.param == "sqlite":
        with run_portal({}) as found:
            yield found
        return
    name = f"guichet_statuses_{os.getpid()}"
    try:
        server = psycopg.connect(f"{SERVER}/postgres", autocommit=True, connect_timeout=3)
    except psycopg.OperationalError:
        pytest.skip(f"no PostgreSQL server at {SERVER}: set POSTGRESQL_URL")
    with server:
        server.execute(f"CREATE DATABASE {name}")
        with run_portal({"GUICHET_DATABASE_URL": f"{SERVER}/{name}"}) as found:
            yield found
    with psycopg.connect(f"{SERVER}/postgres", autocommit=True) as server:
        server.execute(f"DROP DATABASE {name} WITH (FORCE)")


@pytest.fixture
def procedure(place, root, tmp_path):
    """The short procedure, published there."""
    document = json.loads((root / "tests/platform/essai.json").read_text("utf-8"))
    document["x-procedure"] |= {"id": "statuts", "reference": "STA"}
    path = tmp_path / "statuts.json"
    path.write_text(json.dumps(document, ensure_ascii=False), "utf-8")
    done = place.command("publish", str(path))
    assert done.returncode == 0, done.stdout + done.stderr
    return "/procedures/statuts"


@pytest.fixture
def enter(visitor, place):
    """Call with an address; answers somebody signed in there."""

    def come(address):
        person = visitor(viewport={"width": 1000, "height": 900})
        person.portal = place
        return person.sign_in(address)

    return come


def begin(person, procedure, name):
    """Begin a request that is found by a name."""
    person.open(procedure)
    again = person.page.get_by_role("button", name="Commencer une autre demande")
    person.press("Commencer une autre demande" if again.count() else "Commencer la demande")
    person.page.get_by_label("Pour vous").check()
    person.page.locator("[name='/nombre']").fill("1")
    person.press("Étape suivante")
    person.page.locator("[name='/nom']").fill(name)


def send(person, procedure, name):
    """Send a request; return the path of its page."""
    begin(person, procedure, name)
    person.press("Étape suivante")
    person.page.locator("input[type=file]").first.set_input_files(PDF)
    person.press("Étape suivante")
    person.page.get_by_label("J’atteste").check()
    person.press("Envoyer ma demande")
    expect(person.page.get_by_role("heading", level=1)).to_be_visible()
    return re.sub(r".*(/requests/[0-9a-f-]+)/receipt.*", r"\1", person.page.url)


def handle(agent, path, name):
    """Bring a request where its name says, as an agent."""
    page = agent.open(f"/agent{path}").page
    agent.press("Prendre en charge")
    if name == "closed":
        page.get_by_label("Clore sans avoir accepté tous les documents").check()
        agent.press("Clore la demande")
    elif name == "refused":
        page.get_by_label("Motif du refus").fill(REASON)
        agent.press("Refuser la demande")
    elif name == "questioned":
        page.get_by_role("main").get_by_role("link", name="Demander des corrections").click()
        page.get_by_label("Nom", exact=True).check()
        page.get_by_role("main").get_by_role("textbox").fill("Écrivez votre nom d’usage.")
        page.get_by_role("main").get_by_role("button").last.click()
    expect(page.get_by_role("main")).to_be_visible()


def offered(person):
    """What a page offers to do with a request: its buttons, and its links drawn as buttons."""
    main = person.page.get_by_role("main")
    return {text.strip() for text in main.locator("button, a.button").all_inner_texts()}


def group_of(person, name):
    """Return the group of «Mes demandes» that holds a request, and its row."""
    row = person.page.get_by_role("row").filter(has_text=f"Carte pour {name}")
    table = person.page.get_by_role("table").filter(has=row)
    return table.locator("caption").inner_text(), row


@pytest.mark.behaviour("«Mes demandes» lists past and current requests with their status;")
def test_each_status_as_people_see_it(place, procedure, enter, html_findings):
    citizen, agent = enter(CITIZEN), enter(AGENT)
    paths = {name: send(citizen, procedure, name) for name in TABLE}
    for name in ("processing", "questioned", "closed", "refused"):
        handle(agent, paths[name], name)
    citizen.open(paths["cancelled"]).follow(CANCEL).press("Oui, annuler ma demande")
    begin(citizen, procedure, "draft")
    citizen.press("Enregistrer et quitter").look("mes demandes, chaque statut")
    for name, (group, words, actions) in TABLE.items():
        citizen.open("/requests")
        found, row = group_of(citizen, name)
        assert found == group, name
        expect(row).to_contain_text(words)
        icons = row.locator("a.icon")
        expect(icons).to_have_count(2)
        assert icons.first.get_attribute("aria-label").startswith("Voir la demande")
        assert icons.last.get_attribute("aria-label").startswith("Détail des actions")
        icons.first.click()
        citizen.look(f"demande {name}")
        assert offered(citizen) == actions, name
        if name == "refused":
            expect(citizen.page.get_by_role("main")).to_contain_text(REASON)
        if CANCEL not in actions:
            citizen.open(f"{paths[name]}/cancel")
            expect(citizen.page.get_by_role("main")).to_contain_text("ne peut plus être annulée")
    citizen.open("/requests")
    draft = citizen.page.get_by_role("row").filter(has_text="En brouillon")
    found = citizen.page.get_by_role("table").filter(has=draft).locator("caption").inner_text()
    assert found == OPEN
    draft.locator("a.icon").click()
    expect(citizen.page.locator("[name='/nom']")).to_have_value("draft")
    citizen.open("/requests")
    citizen.page.get_by_role("row").filter(has_text="En brouillon").get_by_text("Supprimer").click()
    citizen.press("Oui, tout effacer")
    expect(citizen.page.get_by_role("row").filter(has_text="En brouillon")).to_have_count(0)
    findings = [*citizen.violations, *citizen.complaints, *agent.complaints, *html_findings(citizen.seen)]
    assert not findings, "\n".join(findings)
