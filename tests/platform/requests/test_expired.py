"""A session that ended while somebody typed: the page carries what was typed until it can be posted again."""

import io
import re
from html import unescape

import pytest

HERE = {"Sec-Fetch-Site": "same-origin"}
PASSWORD = "Demarches1"
TYPED = {"/pour": "autre", "/precision": 'Ma "voisine" & <moi>\nailleurs', "/nombre": "2"}


@pytest.fixture
def left_open(walk):
    """A walker whose step stayed open while the person signed out elsewhere."""
    walker = walk()
    walker.start()
    walker.client.post("/logout", data={"csrf_token": walker.token})
    return walker


def carried(page):
    """Return what the form of the page would post."""
    names = re.findall(r'<(?:input type="hidden"|button class="button") name="([^"]*)" value="([^"]*)"', page)
    return {unescape(name): unescape(value) for name, value in names}


def sign_in(walker, address="ana@example.fr"):
    token = re.search(r'name="csrf_token" value="([^"]+)"', walker.client.get("/login").text)[1]
    data = {"csrf_token": token, "identifier": address, "password": PASSWORD, "next": "/requests/signed-in"}
    return walker.client.post("/login", data=data)


def test_signed_out_nothing_typed_is_lost(left_open, stored):
    walker = left_open
    page = walker.post("demande", TYPED, headers=HERE)
    assert page.status_code == 403
    assert "Vous n’êtes plus connecté" in page.text
    assert "/login?next=/requests/signed-in" in page.text
    again = carried(page.text.partition("<main")[2])
    assert {name: again[name] for name in TYPED} == TYPED
    # Pressed too early, the same page comes again with the same fields.
    page = walker.client.post(f"{walker.base}/steps/demande", data=again, headers=HERE)
    assert page.status_code == 403
    again = carried(page.text.partition("<main")[2])
    assert sign_in(walker).location.endswith("/requests/signed-in")
    assert "votre saisie vous y attend" in unescape(walker.client.get("/requests/signed-in").text)
    saved = walker.client.post(f"{walker.base}/steps/demande", data=again, headers=HERE)
    assert saved.status_code == 303
    assert saved.location.endswith("/steps/vous")
    assert stored(walker).answers["precision"] == TYPED["/precision"]


def test_signed_in_again_elsewhere_one_button_sends_it_again(left_open, stored):
    walker = left_open
    sign_in(walker)
    page = walker.post("demande", TYPED, headers=HERE)
    assert page.status_code == 403
    assert "Votre saisie est à envoyer de nouveau" in page.text
    assert stored(walker).answers == {}
    again = carried(page.text.partition("<main")[2])
    assert walker.client.post(f"{walker.base}/steps/demande", data=again, headers=HERE).status_code == 303
    assert stored(walker).answers["pour"] == "autre"


def test_what_came_in_between_is_a_conflict_like_any(left_open, stored):
    walker = left_open
    page = walker.post("demande", TYPED, headers=HERE)
    again = carried(page.text.partition("<main")[2])
    sign_in(walker)
    fresh = walker.client.get(f"{walker.base}/steps/demande").text
    token = re.search(r'name="csrf_token" value="([^"]+)"', fresh)[1]
    data = {"csrf_token": token, "version": "1", "action": "save", "/pour": "moi", "/nombre": "1"}
    walker.client.post(f"{walker.base}/steps/demande", data=data)
    again["csrf_token"] = token
    response = walker.client.post(f"{walker.base}/steps/demande", data=again, headers=HERE)
    assert response.status_code == 409
    assert "Pour une autre personne" in response.text
    assert stored(walker).answers["pour"] == "moi"


def test_another_person_who_signs_in_reaches_no_draft_but_their_own(left_open, stored, make_user):
    walker = left_open
    make_user("paul@example.fr")
    page = walker.post("demande", TYPED, headers=HERE)
    again = carried(page.text.partition("<main")[2])
    sign_in(walker, "paul@example.fr")
    assert walker.client.post(f"{walker.base}/steps/demande", data=again, headers=HERE).status_code == 404
    assert stored(walker).answers == {}


@pytest.mark.parametrize(
    "headers",
    [
        {},
        {"Sec-Fetch-Site": "cross-site", "Origin": "http://localhost"},
        {"Sec-Fetch-Site": "same-site"},
        {"Sec-Fetch-Site": "none"},
        {"Origin": "https://ailleurs.example"},
        {"Origin": "null"},
    ],
)
def test_a_form_from_elsewhere_is_carried_nowhere(left_open, headers):
    for signed_in in (False, True):
        if signed_in:
            sign_in(left_open)
        page = left_open.post("demande", {**TYPED, "/precision": "intrus-7391"}, headers=headers)
        assert page.status_code in {302, 400}
        assert "intrus-7391" not in page.text


def test_a_browser_that_only_names_the_origin_is_helped_too(left_open):
    page = left_open.post("demande", TYPED, headers={"Origin": "http://localhost"})
    assert page.status_code == 403
    assert "Rien n’est perdu" in unescape(page.text)


def test_files_are_to_be_chosen_again(left_open):
    page = left_open.post("pieces", {"/piece/-": (io.BytesIO(b"%PDF-1.4\n%%EOF"), "carte.pdf")}, headers=HERE)
    assert page.status_code == 403
    assert "Choisissez de nouveau les fichiers" in page.text
    assert "carte.pdf" not in page.text


def test_nothing_tells_whether_the_draft_exists(left_open):
    left_open.base = left_open.base[:-4] + "ffff"
    page = left_open.post("demande", TYPED, headers=HERE)
    assert page.status_code == 403


def test_saving_while_typing_says_it_in_one_sentence(left_open):
    headers = {**HERE, "X-Guichet-Fragment": "1"}
    response = left_open.post("demande", TYPED, "autosave", headers)
    assert (response.status_code, response.mimetype) == (403, "text/plain")
    assert response.text.startswith("Vous n’êtes plus connecté.")
    sign_in(left_open)
    response = left_open.post("demande", TYPED, "autosave", headers)
    assert (response.status_code, response.mimetype) == (403, "text/plain")
    assert response.text.startswith("Vous vous êtes connecté de nouveau")


def test_the_review_page_is_carried_too(walk):
    walker = walk()
    walker.start()
    walker.fill()
    walker.client.post("/logout", data={"csrf_token": walker.token})
    page = walker.post("review", {"/attestation": "true"}, "submit", HERE)
    assert page.status_code == 403
    assert carried(page.text.partition("<main")[2])["action"] == "submit"


def test_words_to_the_service_are_carried_too(walk):
    walker = walk()
    walker.submit()
    walker.client.post("/logout", data={"csrf_token": walker.token})
    words = {"csrf_token": walker.token, "seen": "0", "text": "Le 12 juin,\nà midi."}
    page = walker.client.post(f"{walker.base}/messages", data=words, headers=HERE)
    assert page.status_code == 403
    again = carried(page.text.partition("<main")[2])
    assert again["text"] == words["text"]
    sign_in(walker)
    sent = walker.client.post(f"{walker.base}/messages", data=again, headers=HERE)
    assert sent.location == walker.base
    assert "Le 12 juin," in unescape(walker.client.get(walker.base).text)


@pytest.mark.parametrize(("step", "name"), [("refuse", "reason"), ("messages", "text"), ("notes", "note")])
def test_what_an_agent_wrote_is_carried_too(walk, agent, sign_in, csrf, make_user, step, name):
    walker = walk()
    walker.submit()
    address, desk = f"/agent/requests/{walker.id}/{step}", agent()
    token = csrf(desk)
    desk.post("/logout", data={"csrf_token": token})
    words = {"csrf_token": token, "version": "1", "seen": "0", name: "Il manque\nla deuxième page."}
    page = desk.post(address, data=words, headers=HERE)
    assert page.status_code == 403
    assert "lien privé" not in page.text
    again = carried(page.text.partition("<main")[2])
    assert {part: again[part] for part in words if part != "csrf_token"} == {
        part: words[part] for part in words if part != "csrf_token"
    }
    # Somebody else who signs in there is no agent: nothing is done.
    other = sign_in(make_user("paul@example.fr"))
    assert other.post(address, data={**again, "csrf_token": csrf(other)}, headers=HERE).status_code == 403
