"""Every face of every definition of the city can be looked at, in both languages."""

import datetime as dt
import json
import re
from pathlib import Path

import pytest

from guichet_notify.wording import KINDS
from guichet_validate.checks.folders import definition_files

FILES = sorted(definition_files([Path(__file__).parents[3] / "definitions"]))


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_every_face_of_every_definition_answers(look_at, path):
    somebody = look_at(path)
    document = json.loads(path.read_text("utf-8"))
    name = document["x-procedure"]["id"]
    papers = {"form", "receipt", "copy", *(f"decision-{one['id']}" for one in document.get("x-decision", ()))}
    titles = {"fr": document["title"], "en": document["x-i18n"]["en"]["title"]}
    for lang, title in titles.items():
        page = somebody.get(f"/language/{lang}?next=/preview").text
        assert f'<html lang="{lang}">' in page
        assert f"<h1>{title}</h1>" in page
        links = somebody.links()
        assert f"/procedures/{name}" in links
        for link in links:
            response = somebody.get(link)
            if link.endswith(".pdf"):
                assert response.data.startswith(b"%PDF-"), link
            else:
                assert f'<html lang="{lang}">' in response.text, link
                assert 'id="preview"' in response.text, link
        if not document.get("x-steps"):
            assert links == [f"/procedures/{name}"]
            continue
        assert {link for link in links if "/papers/" in link} == {
            f"/preview/papers/fullest/{one}.pdf" for one in papers
        }
        assert [link for link in links if "/mails/" in link] == [f"/preview/mails/fullest/{kind}" for kind in KINDS]


def test_the_answers_of_every_test_can_be_looked_at(look_at, city):
    path = city / "proprete" / "encombrants.json"
    somebody = look_at(path)
    page = somebody.get("/preview").text
    tests = json.loads(path.read_text("utf-8"))["x-tests"]
    keys = re.findall(r'<option value="(test-\w+)"', page)
    assert len(set(keys)) == len(keys) == len(tests)
    for key, test in zip(keys, tests, strict=True):
        shown = somebody.get(f"/preview?answers={key}").text
        assert "Ce test passe." in shown
        # What a test says cannot be sent reaches no agent.
        assert ("/agent/requests/" in shown) is test["valid"], test["name"]
        for link in somebody.links(f"/preview?answers={key}"):
            somebody.get(link)


def test_the_agent_reads_the_answers_and_opens_the_files_of_a_test(look_at, city):
    somebody = look_at(city / "etat-civil" / "acte-naissance.json")
    page = somebody.get("/preview").text
    key = re.search(r'<option value="(test-\w+)">copie pour soi<', page)[1]
    links = somebody.links(f"/preview?answers={key}")
    agents = next(link for link in links if link.startswith("/agent/requests/"))
    read = somebody.get(agents).text
    assert "Copie intégrale" in read
    files = re.findall(r'href="(/agent/requests/[^"]+/files/[^"]+)"', read)
    assert files
    for file in files:
        assert somebody.get(file).data[:4] in {b"%PDF", b"\xff\xd8\xff\xe0", b"\x89PNG"}
    # The agent takes it up; its person is the one whose letters are looked at, and the letter stays here.
    assert somebody.post(f"{agents}/take", {}, page=agents).status_code == 303
    assert "Votre demande est prise en charge" in somebody.get("/demo/courriels").text


def test_a_letter_is_shown_as_it_is_sent(look_at, city):
    somebody = look_at(city / "etat-civil" / "acte-naissance.json")
    page = somebody.get("/preview/mails/fullest/acknowledgement").text
    assert "Accusé de réception" in page
    assert "/preview/papers/fullest/receipt.pdf" in page
    letter = somebody.get("/preview/mails/fullest/acknowledgement/html")
    assert "<!doctype html>" in letter.text.lower()
    assert "script-src" not in letter.headers["Content-Security-Policy"]
    assert "unsafe" not in letter.headers["Content-Security-Policy"]
    reason = "Ici, ce que l’agent écrit"
    assert reason in somebody.get("/preview/mails/fullest/refused").text
    somebody.get("/preview/mails/fullest/no-such-kind", 404)
    somebody.get("/preview/papers/fullest/no-such-paper.pdf", 404)


def test_a_citizen_goes_from_the_start_to_the_receipt_without_signing_in(look_at, city):
    somebody = look_at(city / "securite" / "objet-trouve.json")
    step = somebody.post("/procedures/objet-trouve/requests", {"anew": "true"}).location
    assert somebody.post(step, {"action": "next"}).status_code == 422
    today = dt.datetime.now(dt.UTC).date() - dt.timedelta(days=3)
    day = {"/date#day": str(today.day), "/date#month": str(today.month), "/date#year": str(today.year)}
    for fields in (
        {"/sens": "perdu", "/objet": "cles", "/description": "Trois clés sur un anneau"},
        {"/lieu": "Place du Marché", **day},
        None,
    ):
        page = somebody.get(step).text
        # The last step is filled from the profile of the made-up person.
        known = dict(re.findall(r'name="(/demandeur/[^"]+)"[^>]* value="([^"]+)"', page)) if fields is None else fields
        response = somebody.post(step, {"action": "next", **known})
        assert response.status_code == 303, known
        step = response.location
    assert "Durand" in known.values()
    response = somebody.post(step, {"action": "submit", "/attestation": "true"})
    assert response.status_code == 303
    assert "Votre demande est envoyée" in somebody.get(response.location).text
    # The letter is there at once, and the agent has the request in the queue.
    assert "Votre déclaration OBJ-" in somebody.get("/demo/courriels").text
    assert "Clés" in somebody.get("/agent/requests").text


def test_nothing_of_the_environment_reaches_the_preview(look_at, city, monkeypatch):
    monkeypatch.setenv("GUICHET_SMTP_URL", "smtp://mail.example:25")
    monkeypatch.setenv("GUICHET_DATABASE_URL", "postgresql://elsewhere/portal")
    monkeypatch.setenv("GUICHET_ENVIRONMENT", "production")
    config = look_at(city / "securite" / "objet-trouve.json").app.extensions["guichet_config"]
    assert (config.smtp_url, config.environment) == (None, "demo")
    assert config.database_url.startswith(f"sqlite:///{config.data}")
