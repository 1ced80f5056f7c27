"""A citizen and the service write to each other, the agents keep notes, and the citizen says how it went."""

import contextlib
import datetime as dt
import json
import re
import sqlite3

import pytest
from playwright.sync_api import expect

WAYS = {
    "fr": {"citizen": "paul@example.fr", "words": "Quelle est la date du mariage ?"},
    "en": {"citizen": "ana@example.fr", "words": "On which day is the wedding?"},
}
WORDS = {
    "fr": {
        "send": "Envoyer mon message", "answer": "Envoyer ma réponse", "todo": "À vous de répondre",
        "take": "Prendre en charge", "ask": "Poser cette question", "tell": "Envoyer sans attendre de réponse",
        "note": "Ajouter la note", "close": "Clore la demande", "give": "Envoyer mon avis",
        "change": "Changer mon avis", "good": "Bien",
        "received": "message reçu", "intact": "Historique intact", "codes": "Codes et empreintes",
    },
    "en": {
        "send": "Send my message", "answer": "Send my answer", "todo": "Your answer is needed",
        "take": "Take up", "ask": "Ask this question", "tell": "Send without waiting for an answer",
        "note": "Add the note", "close": "Close the request", "give": "Send my opinion",
        "change": "Change my opinion", "good": "Well",
        "received": "message received", "intact": "History intact", "codes": "Codes and hashes",
    },
}  # fmt: skip
TELEPHONE = {"java_script_enabled": False, "viewport": {"width": 320, "height": 640}}
PDF = {"name": "carte.pdf", "mimeType": "application/pdf", "buffer": b"%PDF-1.4\ntrailer <<>>\n%%EOF\n"}


@pytest.fixture(scope="module")
def procedure(portal, root, tmp_path_factory):
    """The short procedure, whose silence is acceptance within a few days; published in the running portal."""
    document = json.loads((root / "tests/platform/essai.json").read_text("utf-8"))
    document["x-procedure"] |= {"id": "a-ecrire", "reference": "ECR", "silence": "accept"}
    path = tmp_path_factory.mktemp("published") / "a-ecrire.json"
    path.write_text(json.dumps(document, ensure_ascii=False), "utf-8")
    done = portal.command("publish", str(path))
    assert done.returncode == 0, done.stdout + done.stderr
    return "/procedures/a-ecrire/requests"


def send(person, procedure):
    """Fill the form in and send it; return the id of the request."""
    page = person.page
    # The definition is written in French alone.
    person.open("/language/fr?next=" + procedure).press(re.compile("Commencer"))
    page.get_by_label("Pour vous").check()
    page.locator("[name='/nombre']").fill("1")
    person.press("Étape suivante")
    page.locator("[name='/nom']").fill("Petit")
    person.press("Étape suivante")
    page.locator("[name='/piece/-']").set_input_files(PDF)
    person.press("Étape suivante")
    page.get_by_label("J’atteste").check()
    person.press("Envoyer ma demande")
    return page.url.removesuffix("/receipt").partition("/requests/")[2]


def opinions_of_last_month(portal):
    """Put into the portal what five people said of the procedure in a month that is over."""
    month = dt.datetime.now(dt.UTC).date().replace(day=1) - dt.timedelta(days=1)
    said = [("good", "Rapide."), ("good", ""), ("very-good", ""), ("fair", "J’ai dû envoyer deux fois."), ("bad", "")]
    with contextlib.closing(sqlite3.connect(portal.data / "guichet.sqlite3", timeout=30)) as database:
        database.executemany(
            "INSERT INTO opinions (procedure_id, service, answer, comment, month)"
            " VALUES ('a-ecrire', 'etat-civil', ?, ?, ?)",
            [(*one, month.replace(day=1).isoformat()) for one in said],
        )
        database.commit()


def say_how_it_went(person, request, words):
    """Answer the one question, after a mistake."""
    main = person.page.get_by_role("main")
    person.open(f"/requests/{request}").look("votre avis")
    person.press(words["give"]).look("un avis sans réponse")
    main.get_by_label(words["good"], exact=True).check()
    person.press(words["give"]).look("avis donné")
    expect(main.get_by_role("button", name=words["change"])).to_be_visible()


@pytest.mark.parametrize("lang", WAYS)
@pytest.mark.behaviour("The citizen may write to the service on any request in progress.")
@pytest.mark.behaviour("ask a question or ask for the correction of chosen fields, write internal notes, close")
def test_they_write_to_each_other_until_it_is_decided(visitor, html_findings, portal, procedure, lang):
    words, question = WORDS[lang], WAYS[lang]["words"]
    person = visitor(color_scheme="dark" if lang == "en" else "light", **TELEPHONE).sign_in(WAYS[lang]["citizen"])
    main = person.page.get_by_role("main")
    request = send(person, procedure)
    person.open(f"/language/{lang}?next=/requests/{request}").look("demande, sans un mot")
    person.press(words["send"]).look("un message vide")
    expect(main.locator(".summary a")).to_have_count(1)
    main.locator("textarea").fill("Puis-je venir jeudi ?")
    person.press(words["send"]).look("un message envoyé")

    agent = visitor(viewport={"width": 1280, "height": 900}).sign_in("camille.martel@sainte-aurore.example")
    agent.open(f"/language/{lang}?next=/agent/requests").look("file avec un message et un silence proche")
    expect(agent.page.get_by_role("main")).to_contain_text(words["received"])
    agent.open(f"/agent/requests/{request}").look("demande en attente, un message")
    agent.press(words["take"])
    agent.press(words["ask"]).look("une question vide")
    agent.page.locator("#text").fill(question)
    agent.press(words["ask"]).look("question posée")
    agent.page.locator("#note").fill("Dossier vu avec la préfecture.")
    agent.press(words["note"]).look("note ajoutée")

    # The page was drawn before the question came.
    main.locator("textarea").fill("Ou vendredi ?")
    person.press(words["send"]).look("écrit sans avoir lu")
    expect(main.locator("textarea")).to_have_value("Ou vendredi ?")
    expect(main).to_contain_text(question)
    person.open("/requests").look("mes demandes, une réponse attendue")
    expect(main).to_contain_text(words["todo"])
    person.open(f"/requests/{request}").look("question à lire")
    expect(main).not_to_contain_text("Camille")
    expect(main).not_to_contain_text("préfecture")
    main.locator("textarea").fill("Le 12 juin.")
    person.press(words["answer"]).look("réponse envoyée")

    agent.page.locator("#text").fill("Bien reçu ?")
    agent.press(words["tell"]).look("écrit sans avoir lu la réponse")
    expect(agent.page.get_by_role("main")).to_contain_text("Bien reçu ?")
    agent.open(f"/agent/requests/{request}").look("réponse lue")
    expect(agent.page.get_by_role("main")).to_contain_text("Le 12 juin.")
    expect(agent.page.get_by_role("main")).to_contain_text(words["intact"])
    agent.page.locator("summary", has_text=words["codes"]).click()
    agent.look("codes de l’historique")
    agent.page.locator("[name=unverified]").check()
    agent.press(words["close"]).look("demande close, échanges lus")

    say_how_it_went(person, request, words)
    person.open(f"/requests/{request}/history").look("détail des actions, échanges compris")
    person.open("/messages").look("messages, une question")
    opinions_of_last_month(portal)
    agent.open("/agent/opinions").look("avis des usagers")
    expect(agent.page.get_by_role("main")).to_contain_text("Rapide.")
    findings = [*person.violations, *person.complaints, *agent.violations, *agent.complaints]
    pages = {f"{who}-{name}": source for who, one in (("p", person), ("a", agent)) for name, source in one.seen.items()}
    findings += html_findings(pages)
    assert not findings, "\n".join(findings)
