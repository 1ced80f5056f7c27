"""A request without an account is talked about, decided and judged by its person by the private link."""

from html import unescape

from sqlalchemy import select

from guichet.database import db
from guichet.messages.models import Message
from guichet.opinions.models import Opinion
from guichet.requests.models import Entry

ADDRESS = "zoe@example.org"
QUESTION = "Quelle est la date du mariage ?"


def test_a_question_is_answered_by_the_private_link_and_an_opinion_given(
    app, sent, agent, browser, link, mails, row, csrf
):
    walker = sent(ADDRESS)
    desk = agent()
    token = csrf(desk)

    def handle(step, **fields):
        data = {"csrf_token": token, "version": row(walker)[0].version, **fields}
        done = desk.post(f"/agent/requests/{walker.id}/{step}", data=data)
        assert done.status_code == 303, unescape(done.text)

    handle("take")
    handle("messages", seen=0, text=QUESTION, action="ask")
    letter = mails()[-1]
    assert letter.to == ADDRESS
    assert QUESTION in letter.text
    assert row(walker)[0].waiting_since is not None

    here = browser()
    assert here.press(link(ADDRESS)).location == walker.base
    page = unescape(here.get(walker.base).text)
    assert QUESTION in page
    stranger = browser()
    words = {"csrf_token": stranger.token, "seen": 1, "text": "Je réponds pour un autre."}
    assert "/login" in stranger.client.post(f"{walker.base}/messages", data=words).location
    answer = {"csrf_token": here.token, "seen": 1, "text": "Le 12 juin."}
    assert here.client.post(f"{walker.base}/messages", data=answer).location == walker.base
    assert row(walker)[0].waiting_since is None
    assert "Le 12 juin." in unescape(desk.get(f"/agent/requests/{walker.id}").text)
    with app.app_context():
        entries = db.session.scalars(select(Entry).order_by(Entry.sequence)).all()
        assert [(one.side, one.text) for one in entries] == [("agent", QUESTION), ("citizen", "Le 12 juin.")]
        assert entries[0].read_at is not None

    handle("close", unverified="true")
    assert row(walker)[0].status == "closed"
    letter = mails()[-1]
    assert (letter.to, link(ADDRESS) in letter.text) == (ADDRESS, True)
    given = {"csrf_token": here.token, "answer": "good", "comment": ""}
    assert (
        "/login"
        in stranger.client.post(f"{walker.base}/opinion", data={**given, "csrf_token": stranger.token}).location
    )
    assert here.client.post(f"{walker.base}/opinion", data=given).location == walker.base
    with app.app_context():
        assert db.session.scalars(select(Opinion.answer)).all() == ["good"]
        # What is kept of letters never holds the link.
        assert not [body for body in db.session.scalars(select(Message.body)) if "/private/" in body]
