"""What does not belong gets a clear answer in French, and nothing of it is kept anywhere in the data folder."""

import os
import re
import secrets

import pytest

LIMIT = 2 * 1024 * 1024
STEP = {"/neIci": "true", "/lien": "moi", "/typeActe": "copie", "action": "next"}


def kept(portal, token):
    """The files below the data folder that hold the token, whatever they are."""
    found = []
    for folder, _, names in os.walk(portal.data):
        for name in names:
            path = os.path.join(folder, name)  # noqa: PTH118 these come and go while we look
            try:
                with open(path, "rb") as file:  # noqa: PTH123
                    if token.encode() in file.read():
                        found.append(name)
            except FileNotFoundError:
                continue
    return found


def token(name):
    return f"REFUS-{name}-{secrets.token_hex(8)}"


@pytest.fixture
def citizen(caller):
    return caller().sign_in("paul@example.fr")


@pytest.fixture
def first_step(citizen):
    page = citizen.get("/procedures/acte-naissance")
    answer = citizen.post(page, "/procedures/acte-naissance/requests", {"anew": "true"})
    assert re.search(r"/requests/[0-9a-f-]{36}/steps/demande$", answer.url), answer.url
    return answer


@pytest.fixture
def documents_step(citizen, first_step):
    """The step that asks for the identity document, everything before it answered."""
    answer = citizen.post(first_step, "/lien", STEP)
    person = {
        "/personnes/0#row": "1",
        "/personnes/0/nom": "Petit",
        "/personnes/0/prenoms": "Paul",
        "/personnes/0/dateNaissance#day": "2",
        "/personnes/0/dateNaissance#month": "3",
        "/personnes/0/dateNaissance#year": "1980",
        "/personnes/0/exemplaires": "1",
        "/personnes/0/filiationConnue": "false",
        "action": "next",
    }
    answer = citizen.post(answer, "/personnes/0/nom", person)
    applicant = {"/demandeur/nom": "Petit", "/demandeur/prenoms": "Paul", "/livraison": "guichet", "action": "next"}
    answer = citizen.post(answer, "/demandeur/nom", applicant)
    assert answer.url.endswith("/steps/pieces")
    return answer


def test_an_undeclared_field_and_a_value_off_the_active_branch_are_dropped(portal, citizen, first_step):
    undeclared, off = token("inconnu"), token("branche")
    answer = citizen.post(first_step, "/lien", {**STEP, "/inconnu": undeclared, "/motifAutre": off})
    assert answer.ok
    assert undeclared not in answer.text()
    assert off not in answer.text()
    back = citizen.get(first_step.url)
    assert off not in back.text()
    assert kept(portal, undeclared) == []
    assert kept(portal, off) == []


@pytest.mark.parametrize("size", [LIMIT + 1, 10 * 1024 * 1024], ids=["2 MB and 1 byte", "10 MB"])
def test_a_file_that_is_too_large_is_thrown_away_and_the_rest_of_the_step_is_kept(
    portal, citizen, documents_step, size
):
    mark = token("lourd")
    content = b"%PDF-1.4\n" + mark.encode()
    content += b"\0" * (size - len(content))
    answer = citizen.post(
        documents_step,
        "/pieceIdentite/-",
        {
            "/pieceIdentite/-": {"name": "piece.pdf", "mimeType": "application/pdf", "buffer": content},
            "/pieceIdentite/-/as": "passeport",
            "/pieceIdentite/-/expires#day": "1",
            "/pieceIdentite/-/expires#month": "2",
            "/pieceIdentite/-/expires#year": "2033",
            "action": "next",
        },
    )
    text = answer.text()
    assert answer.url.endswith("/steps/pieces")
    assert "2\u00a0Mo" in text
    assert 'value="2033"' in text
    assert re.search(r'value="passeport"[^>]*\bchecked', text)
    assert kept(portal, mark) == []


def test_a_renamed_programme_is_refused(portal, citizen, documents_step):
    mark = token("programme")
    answer = citizen.post(
        documents_step,
        "/pieceIdentite/-",
        {
            "/pieceIdentite/-": {
                "name": "passeport.pdf",
                "mimeType": "application/pdf",
                "buffer": b"MZ\x90\0\x03\0\0\0" + mark.encode() + b"\0" * 4096,
            },
            "/pieceIdentite/-/as": "passeport",
            "action": "next",
        },
    )
    assert answer.url.endswith("/steps/pieces")
    assert "réponse" in answer.text()
    assert kept(portal, mark) == []


def test_a_body_of_more_than_32_megabytes_gets_a_plain_answer(portal, citizen, documents_step):
    mark = token("corps")
    content = mark.encode() + b"\0" * (33 * 1024 * 1024)
    answer = citizen.post(
        documents_step,
        "/pieceIdentite/-",
        {
            "/pieceIdentite/-": {"name": "a.pdf", "mimeType": "application/pdf", "buffer": content},
            "action": "next",
        },
    )
    assert answer.status == 413
    assert "trop lourd" in answer.text()
    assert kept(portal, mark) == []


def test_a_post_without_its_csrf_token_is_refused(portal, citizen, first_step):
    mark = token("csrf")
    changes = {**STEP, "/lien": "autre", "/motifAutre": mark}
    answer = citizen.post(first_step, "/lien", changes, remove={"csrf_token"})
    assert answer.status == 400
    assert "n’a pas été envoyé" in answer.text()
    assert kept(portal, mark) == []


def test_a_forged_host_is_refused(request_to):
    status, _, text = request_to("GET", "/", headers={"Host": "evil.example"})
    assert status == 400
    assert "Cette adresse n’est pas celle du portail" in text
    assert "evil.example" not in text


def test_a_tracking_number_that_does_not_exist_is_said_so(request_to):
    status, _, text = request_to("GET", "/tracking?number=ACN-0000-0000-0000-0000-1", headers={"Accept-Language": "fr"})
    assert status == 404
    assert "Vérifiez le numéro" in text
    assert "<title>Erreur" in text


def test_a_page_that_does_not_exist_is_said_so(request_to):
    status, _, text = request_to("GET", "/nulle-part", headers={"Accept-Language": "fr"})
    assert status == 404
    assert "Cette page n’existe pas" in text
