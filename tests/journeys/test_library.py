"""A person puts a document into the library, an agent verifies it, and a request takes it by itself."""

import json
import re

import pytest
from playwright.sync_api import expect
from ways import WAYS_AND_LANGUAGES

WORDS = {
    "fr": {
        "library": "Ma bibliothèque de justificatifs", "add": "Ajouter un document", "go": "Ajouter", "file": "Fichier",
        "waiting": re.compile("de bibliothèque à vérifier"), "refuse": "Refuser le document", "next": "Étape suivante",
        "accept": "Accepter le document", "accepted": "Accepté", "begin": "Commencer", "taken": "repris de votre",
        "delete": re.compile("^Supprimer Passeport"), "sure": "Supprimer ce document", "kind": "Passeport",
        "replace": re.compile("^Remplacer Passeport"), "pending": "elle attend d’être vérifiée",
        "ready": "vous n’avez rien à joindre",
    },
    "en": {
        "library": "My document library", "add": "Add a document", "go": "Add", "file": "File",
        "waiting": re.compile("library documents? to verify"), "refuse": "Refuse the document", "next": "Next step",
        "accept": "Accept the document", "accepted": "Accepted", "begin": "Start", "taken": "from your document",
        "delete": re.compile("^Delete Passport"), "sure": "Delete this document", "kind": "Passport",
        "replace": re.compile("^Replace Passport"), "pending": "waits to be verified",
        "ready": "you have nothing to attach",
    },
}  # fmt: skip
PDF = {"name": "passeport.pdf", "mimeType": "application/pdf", "buffer": b"%PDF-1.4\ntrailer <<>>\n%%EOF\n"}


@pytest.fixture(scope="module")
def procedure(portal, root, tmp_path_factory):
    """A procedure that takes a passport from the library, published in the running portal."""
    document = json.loads((root / "tests/platform/essai.json").read_text("utf-8"))
    document["x-procedure"] |= {"id": "avec-bibliotheque", "reference": "BIB"}
    document["properties"]["piece"]["x-document"] |= {"reuse": True}
    document["properties"]["piece"]["x-document"]["accepts"][0] |= {"kind": "passeport"}
    path = tmp_path_factory.mktemp("published") / "avec-bibliotheque.json"
    path.write_text(json.dumps(document, ensure_ascii=False), "utf-8")
    done = portal.command("publish", str(path))
    assert done.returncode == 0, done.stdout + done.stderr
    return "/procedures/avec-bibliotheque/requests"


@pytest.mark.parametrize("way", WAYS_AND_LANGUAGES)
@pytest.mark.behaviour("«Ma bibliothèque de justificatifs» (consult, add, replace, delete at any time);")
@pytest.mark.behaviour("While an accepted document is valid it is not asked for again in other requests.")
def test_a_document_is_added_verified_reused_and_deleted(visitor, html_findings, procedure, way):
    lang, options = WAYS_AND_LANGUAGES[way]
    words = WORDS[lang]
    person = visitor(**options).sign_in({"fr": "paul@example.fr", "en": "ana@example.fr"}[lang])
    page = person.page
    main = page.get_by_role("main")
    person.open(f"/language/{lang}?next=/profile").follow(words["library"]).look("bibliothèque vide")
    person.follow(words["add"]).look("ajouter un document")
    person.press(words["go"]).look("ajouter sans rien")
    expect(main.locator(".summary a")).to_have_count(2)
    page.locator("#kind").select_option(label=words["kind"])
    for part, value in (("day", "1"), ("month", "6"), ("year", "2024")):
        page.locator(f"[name=issued-{part}]").fill(value)
    page.locator("#file").set_input_files(PDF)
    person.press(words["go"]).look("bibliothèque avec un document")
    person.follow(words["replace"]).look("remplacer un document")
    about = procedure.removesuffix("/requests")
    person.open(about).look("démarche, pièce en attente")
    expect(main).to_contain_text(words["pending"])
    agent = visitor(**options).sign_in("camille.martel@sainte-aurore.example")
    agent.open(f"/language/{lang}?next=/agent/requests").follow(words["waiting"]).look("documents à vérifier")
    agent.follow(re.compile(f"^{words['kind']}")).look("document à vérifier")
    agent.press(words["refuse"]).look("refuser sans raison")
    agent.press(words["accept"]).look("document vérifié")
    person.open("/profile/library").look("bibliothèque, document accepté")
    expect(main).to_contain_text(words["accepted"])
    person.open("/profile/readings").look("qui a consulté mes documents")
    expect(main).to_contain_text(words["library"])
    person.open(about).look("démarche, pièces prêtes")
    expect(main).to_contain_text(words["ready"])
    # The definition is written in French alone.
    person.open("/language/fr?next=" + procedure)
    person.press("Commencer")
    page.get_by_label("Pour vous").check()
    page.locator("[name='/nombre']").fill("1")
    person.press("Étape suivante")
    page.locator("[name='/nom']").fill("Petit")
    page.locator("[name='/telephone']").fill("01 99 00 00 00")
    person.press("Étape suivante").look("pièces reprises de la bibliothèque")
    expect(main).to_contain_text("repris de votre bibliothèque")
    person.press("Étape suivante")
    expect(main).to_contain_text("passeport.pdf")
    person.open(f"/language/{lang}?next=/profile/library").follow(words["delete"]).look("supprimer un document")
    person.press(words["sure"])
    expect(main).not_to_contain_text("passeport.pdf")
    findings = [*person.violations, *person.complaints, *agent.violations, *agent.complaints]
    pages = {f"{who}-{name}": source for who, one in (("p", person), ("a", agent)) for name, source in one.seen.items()}
    findings += html_findings(pages)
    assert not findings, "\n".join(findings)
