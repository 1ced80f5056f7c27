"""What opens a request without an account, and everything that does not."""

import re

import pytest
from sqlalchemy import func, select

from guichet.accounts.links import hash_of
from guichet.accounts.models import User
from guichet.database import db
from guichet.documents.models import File
from guichet.messages.models import Message
from guichet.private.browsers import TOKEN
from guichet.private.models import PrivateBrowser, PrivateLink
from guichet.requests.models import Event, Request

ADDRESS = "zoe@example.org"


def test_a_link_opens_its_own_request_only(sent, link, browser):
    mine, other = sent(), sent("yan@example.org")
    here = browser()
    assert here.press(link()).location == mine.base
    assert here.get(mine.base).status_code == 200
    for path in (other.base, f"{other.base}/receipt.pdf", f"{other.base}/history", f"{other.base}/cancel"):
        assert here.get(path).location.startswith("/login")
    # With a second link this browser opens both.
    here.press(link("yan@example.org"))
    assert here.get(other.base).status_code == 200
    assert here.get(mine.base).status_code == 200


@pytest.mark.parametrize("wrong", ["number", "id", "hash", "other", "row"])
def test_what_is_not_the_link_opens_nothing(app, sent, row, browser, wrong):
    walker = sent()
    request, kept = row(walker)
    here = browser()
    tried = {"number": request.number, "id": str(kept.id), "hash": kept.token_hash, "other": "x" * 43}
    if wrong == "row":
        # Whoever reads the table of browsers has no token of any.
        with app.app_context():
            held = db.session.scalar(select(PrivateBrowser.token_hash))
        with here.client.session_transaction() as session:
            session[TOKEN] = held
    else:
        assert here.get(f"/private/{tried[wrong]}").status_code == 410
        assert here.press(f"/private/{tried[wrong]}").status_code == 410
        assert here.press(f"/private/{tried[wrong]}", "claim").status_code == 410
    assert here.get(walker.base).location.startswith("/login")
    assert here.get("/requests").location.startswith("/login")


@pytest.mark.parametrize("forged", ["", "x" * 43, 7, ["a"], {"a": "b"}])
def test_a_session_that_somebody_made_up_opens_nothing(sent, browser, forged):
    walker = sent()
    here = browser()
    with here.client.session_transaction() as session:
        session[TOKEN] = forged
    assert here.get(walker.base).location.startswith("/login")
    here.client.set_cookie("guichet_session", "eyJwcml2YXRlIjoieCJ9.abc.def")
    assert here.get(walker.base).location.startswith("/login")


def test_the_number_opens_nothing_but_tracking(sent, row, browser):
    walker = sent()
    number = row(walker)[0].number
    here = browser()
    page = here.get(f"/tracking?number={number}").text
    assert "Carte d’essai" in page
    for told in ("Durand", ADDRESS, "/private/x", walker.base):
        assert told not in page
    assert here.get(walker.base).location.startswith("/login")


def test_opening_a_link_changes_nothing_and_tells_its_address_to_nobody(app, sent, link, browser, caplog):
    sent()
    path = link()

    def kept():
        with app.app_context():
            tables = (Request, PrivateLink, PrivateBrowser, Event)
            return [str(db.session.execute(select(table.__table__)).all()) for table in tables]

    before = kept()
    with caplog.at_level("DEBUG"):
        response = browser().get(path)
        browser().client.head(path)
        browser().press(path)
    assert response.status_code == 200
    assert response.headers["Cache-Control"] == "no-store"
    assert response.headers["X-Robots-Tag"] == "noindex"
    assert response.headers["Referrer-Policy"] == "no-referrer"
    assert kept()[:2] == before[:2]
    assert path.rpartition("/")[2] not in caplog.text
    # The page quotes its own address where its buttons lead, and nowhere else.
    assert response.text.count(path) == response.text.count(f'action="{path}"') > 0


def test_the_link_and_the_browser_are_named_by_hashes_only(app, sent, link):
    walker = sent()
    token = link().rpartition("/")[2]
    with walker.client.session_transaction() as session:
        held = session[TOKEN]
    assert len(token) == len(held) == 43  # 256 bits
    with app.app_context():
        assert db.session.scalar(select(PrivateLink.token_hash)) == hash_of(token)
        assert db.session.scalars(select(PrivateBrowser.token_hash)).all() == [hash_of(held)]


def test_the_browser_that_only_began_it_opens_it_no_more_once_the_address_is_proven(stroll, link, browser):
    walker = stroll()
    walker.fill()
    walker.send()
    assert walker.client.get(walker.base).status_code != 404
    assert browser().press(link(), "send").status_code == 303
    for path in (walker.base, f"{walker.base}/confirmation", f"{walker.base}/review"):
        assert walker.client.get(path).location.startswith("/login")


def test_a_link_and_an_account_are_two_rights(walk, sent, link, browser, make_user, csrf):
    ana = walk()
    ana.submit()
    walker = sent()
    here = browser(ana.client)
    here.press(link())
    assert here.get(ana.base).status_code == 200
    assert here.get(walker.base).status_code == 200
    listed = here.get("/requests").text
    assert ana.base in listed
    assert walker.base in listed
    # Signing out closes both in this browser.
    ana.client.post("/logout", data={"csrf_token": here.token})
    assert here.get(walker.base).location.startswith("/login")


def test_an_agent_gets_nothing_as_an_agent_from_a_link(agent, sent, link, browser):
    walker = sent()
    client = agent("voirie")
    here = browser(client)
    here.press(link())
    assert here.get(walker.base).status_code == 200
    assert here.get(f"/agent/requests/{walker.id}").status_code == 404
    data = {"csrf_token": here.token, "version": "2"}
    assert here.client.post(f"/agent/requests/{walker.id}/take", data=data).status_code == 404


def test_two_people_never_see_each_others(stroll, link, browser):
    zoe, yan = stroll(), stroll("yan@example.org")
    for walker, name in ((zoe, "CanariZ"), (yan, "CanariY")):
        walker.post("demande", {"/pour": "moi", "/nombre": "1"})
        walker.post("vous", {"/nom": name, "/telephone": ""})
    for mine, other, name in ((zoe, yan, "CanariY"), (yan, zoe, "CanariZ")):
        for path in ("", "/steps/vous", "/review", "/saved", "/address", "/confirmation", "/steps", "/abandon"):
            assert mine.client.get(f"{other.base}{path}").location.startswith("/login")
            assert name not in mine.client.get(f"{mine.base}{path}", follow_redirects=True).text
        mine.client.post(f"{other.base}/abandon", data={"csrf_token": mine.token})
        assert other.client.get(f"{other.base}/steps/vous").status_code == 200


def test_a_trap_that_is_filled_in_begins_nothing_and_says_what_to_do(app, essai, client, csrf):
    data = {"csrf_token": csrf(client), "email": ADDRESS, "comment": "buy"}
    response = client.post("/procedures/essai/requests/without-account", data=data)
    assert response.status_code == 422
    assert "champ caché" in response.text
    assert 'value="buy"' not in response.text
    with app.app_context():
        assert db.session.scalar(select(func.count()).select_from(Request)) == 0
    assert client.post("/private", data={**data, "number": ""}).status_code == 422


@pytest.mark.parametrize("known", ["nobody", "account"])
def test_beginning_tells_nothing_of_accounts(essai, client, csrf, make_user, known):
    if known == "account":
        make_user(ADDRESS)
    response = client.post(
        "/procedures/essai/requests/without-account", data={"csrf_token": csrf(client), "email": ADDRESS}
    )
    assert response.status_code == 303
    assert re.fullmatch(r"/requests/[0-9a-f-]{36}/steps/demande", response.location)


def test_without_cookies_it_says_why_it_cannot(essai, app):
    client = app.test_client(use_cookies=False)
    response = client.post("/procedures/essai/requests/without-account", data={"email": ADDRESS})
    assert response.status_code == 400
    assert "indispensable pour se connecter et pour faire une demande" in response.text


def test_a_lost_link_is_asked_for_with_one_answer_and_goes_to_the_requests_address_only(
    sent, stroll, row, browser, mails, link
):
    walker = sent()
    draft = stroll("yan@example.org")
    number = row(walker)[0].number
    mails()
    here = browser()
    answers = []
    for email, given, procedure in (
        (ADDRESS, number, ""),
        ("eve@example.org", number, ""),
        ("yan@example.org", number, ""),
        ("yan@example.org", "", "essai"),
        ("eve@example.org", "", "essai"),
    ):
        before = len(mails())
        data = {"csrf_token": here.token, "email": email, "number": given, "procedure": procedure}
        response = here.client.post("/private", data=data, follow_redirects=True)
        told = re.sub(r'(nonce|value)="[^"]+"', "", response.text.replace(email, ""))
        answers.append((response.status_code, told))
        letters = mails()[before:]
        expected = (email, given) in {(ADDRESS, number), ("yan@example.org", "")}
        assert [letter.to for letter in letters] == ([email] if expected else [])
    assert len(set(answers)) == 1
    assert browser().press(link("yan@example.org")).location.startswith(draft.base)


def test_a_wrong_number_is_told_to_everybody_alike(essai, browser):
    here = browser()
    data = {"csrf_token": here.token, "email": ADDRESS, "number": "ESS-1"}
    assert here.client.post("/private", data=data).status_code == 422


@pytest.mark.parametrize("place", ["link", "page"])
def test_a_request_is_taken_into_an_account_with_all_that_hangs_on_it(
    app, sent, link, browser, make_user, sign_in, row, mails, place
):
    walker = sent()
    begun = walker.client.post(f"{walker.base}/amend", data={"csrf_token": walker.token})
    assert begun.status_code == 303
    path = link()
    user_id = make_user("ana@example.fr")
    client = sign_in(user_id)
    here = browser(client)
    if place == "link":
        assert "Ajouter à mon compte" in here.get(path).text
        claimed = here.press(path, "claim")
    else:
        here.press(path)
        assert "Ajouter à mon compte" in here.get(walker.base).text
        claimed = here.press(f"{walker.base}/claim")
    assert claimed.location == walker.base
    assert here.get(walker.base).status_code == 200
    request, kept = row(walker)
    assert (request.user_id, kept) == (user_id, None)
    with app.app_context():
        assert set(db.session.scalars(select(Message.user_id))) == {user_id}
        assert set(db.session.scalars(select(File.user_id))) == {user_id}
        assert set(db.session.scalars(select(Request.user_id))) == {user_id}
        last = db.session.scalars(select(Event).order_by(Event.sequence.desc())).first()
        assert (last.kind, last.actor, last.actor_id) == ("claimed", "citizen", user_id)
        assert db.session.scalar(select(func.count()).select_from(PrivateBrowser)) == 0
    # Neither the link nor the browser that had it open does any more.
    assert browser().get(path).status_code == 410
    assert browser().press(path, "claim").status_code == 410
    assert walker.client.get(walker.base).location.startswith("/login")
    letter = mails()[-1]
    assert letter.to == ADDRESS
    assert "ajoutée à un compte" in letter.text
    assert "/private/" not in letter.text
    assert "Demande ajoutée à un compte" in here.get(f"{walker.base}/history").text
    inbox = here.get("/messages").text
    assert "bien reçue" in inbox


def test_only_a_confirmed_account_that_came_by_the_link_takes_a_request(
    app, stroll, sent, link, browser, make_user, sign_in, csrf, row
):
    walker = sent()
    path = link()
    somebody = sign_in(make_user("ana@example.fr"))
    here = browser(somebody)
    # Without the link there is nothing to take.
    assert here.press(f"{walker.base}/claim").status_code == 404
    nobody = browser()
    nobody.press(path, "claim")
    assert nobody.press(f"{walker.base}/claim").location.startswith("/login")
    assert row(walker)[0].user_id is None
    unconfirmed = make_user("bea@example.fr")
    with app.app_context():
        db.session.get_one(User, unconfirmed).confirmed_at = None
        db.session.commit()
    other = browser(sign_in(unconfirmed))
    assert "Ajouter à mon compte" not in other.get(path).text
    other.press(path, "claim")
    other.press(f"{walker.base}/claim")
    assert row(walker)[0].user_id is None
    # Who only began a draft in this browser has not shown that the address is theirs.
    begun = stroll("carl@example.org")
    both = browser(sign_in(make_user("dan@example.fr"), begun.client))
    both.press(f"{begun.base}/claim")
    assert row(begun)[0].user_id is None
