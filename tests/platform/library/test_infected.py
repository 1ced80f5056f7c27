"""A document of the library in which the antivirus finds something: its owner is told, and replaces it."""

from html import unescape

import pytest

from guichet.documents import scanning


@pytest.fixture
def environ(environ, tmp_path):
    return {**environ, "GUICHET_CLAMD": f"unix:{tmp_path / 'clamd.sock'}"}


@pytest.mark.behaviour("An infected file is deleted and its person told what to do.")
def test_the_owner_of_an_infected_document_is_told_once(owner, mails, monkeypatch):
    person = owner()
    person.add()
    monkeypatch.setattr(scanning, "_ask", lambda _content: "Eicar-Test-Signature")
    mails()  # examines the file; the letter waits
    letters = [mail for mail in mails() if "contient un virus" in mail.subject]
    assert [mail.to for mail in letters] == ["ana@example.fr"]
    assert "Passeport" in letters[0].text or "Carte d’identité" in letters[0].text
    assert "Infecté" in unescape(person.client.get("/profile/library").text)


def test_a_document_deleted_meanwhile_needs_no_letter(owner, mails, monkeypatch):
    person = owner()
    document = person.add()
    person.client.post(f"/profile/library/{document}/delete", data={"csrf_token": person.token})
    monkeypatch.setattr(scanning, "_ask", lambda _content: "Eicar-Test-Signature")
    mails()
    assert not any("virus" in mail.subject for mail in mails())
