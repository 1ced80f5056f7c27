"""One opinion a decided request, for 30 days; then nothing leads from it to anybody, and figures tell it."""

import datetime as dt
from html import unescape

import pytest
import time_machine
from sqlalchemy import select

from guichet.accounts.models import User
from guichet.database import db
from guichet.opinions import services as opinions
from guichet.opinions.models import Opinion
from guichet.requests import states
from guichet.requests.models import Request
from guichet.requests.states import Actor, Kind
from guichet.rights import retention

START = dt.datetime(2026, 3, 10, 12, tzinfo=dt.UTC)
SEE_OTHER, CONFLICT, UNPROCESSABLE = 303, 409, 422


@pytest.fixture(params=["sqlite", "postgresql"])
def database(request):
    return request.param


@pytest.fixture
def clock():
    with time_machine.travel(START, tick=False) as travel:
        yield travel


@pytest.fixture
def back(app, sign_in, csrf):
    """Call with an address: who has it signs in again, for no session lasts as long as these delays."""

    def come(email):
        with app.app_context():
            user_id = db.session.scalar(select(User.id).where(User.email == email))
        client = sign_in(user_id)
        return client, csrf(client)

    return come


@pytest.fixture
def decide(app):
    """Bring a request to its end."""

    def end(request_id, how="close", **values):
        with app.app_context():
            found = db.session.get_one(Request, request_id)
            states.move(found, "take", Actor(Kind.AGENT), seen_version=found.version)
            moment = dt.datetime.now(dt.UTC)
            states.move(found, how, Actor(Kind.AGENT), seen_version=found.version, decided_at=moment, **values)
            db.session.commit()

    return end


@pytest.fixture
def decided(clock, walk, decide):
    walker = walk()
    walker.submit()
    decide(walker.id)
    return walker


def give(walker, answer="good", comment=""):
    data = {"csrf_token": walker.token, "answer": answer, "comment": comment}
    return walker.client.post(f"{walker.base}/opinion", data=data)


def version_of(app, walker):
    with app.app_context():
        return db.session.get_one(Request, walker.id).version


def rows(app):
    with app.app_context():
        return list(db.session.scalars(select(Opinion).order_by(Opinion.id)))


def test_an_opinion_is_given_once_and_changed_for_thirty_days(app, clock, decided, back):
    page = unescape(decided.client.get(decided.base).text)
    assert "Comment s’est passée cette démarche" in page
    assert give(decided, "good", "  rapide\r\net clair ").status_code == SEE_OTHER
    assert give(decided, "very-bad", "lent").status_code == SEE_OTHER
    [kept] = rows(app)
    assert (kept.answer, kept.comment, kept.month) == ("very-bad", "lent", dt.date(2026, 3, 1))
    page = unescape(decided.client.get(decided.base).text)
    assert 'value="very-bad" checked' in page
    assert "Changer mon avis" in page
    clock.move_to(START + dt.timedelta(days=30))
    decided.client, decided.token = back("ana@example.fr")
    assert "Votre avis" not in unescape(decided.client.get(decided.base).text)
    assert give(decided, "good").status_code == SEE_OTHER
    assert "rien n’a été enregistré" in unescape(decided.client.get(decided.base).text)
    assert rows(app)[0].answer == "very-bad"
    with app.app_context():
        assert opinions.seal() == 1
    [cut] = rows(app)
    assert (cut.request_id, cut.open_until, cut.answer) == (None, None, "very-bad")


@pytest.mark.parametrize(("answer", "comment"), [("", "lent"), ("superb", "lent"), ("good", "x" * 201)])
def test_what_cannot_be_kept_stays_on_the_page(app, decided, answer, comment):
    response = give(decided, answer, comment)
    assert response.status_code == UNPROCESSABLE
    assert comment in response.text
    assert rows(app) == []


def test_a_refused_request_is_asked_about_and_one_in_progress_or_cancelled_is_not(app, clock, walk, decide):
    walker = walk()
    walker.submit()
    assert give(walker).status_code == CONFLICT
    assert "Votre avis" not in unescape(walker.client.get(walker.base).text)
    decide(walker.id, "refuse", reason="trop tard")
    assert "Votre avis" in unescape(walker.client.get(walker.base).text)
    assert give(walker).status_code == SEE_OTHER
    walker.submit()
    data = {"csrf_token": walker.token, "version": version_of(app, walker)}
    assert walker.client.post(f"{walker.base}/cancel", data=data).status_code == SEE_OTHER
    assert give(walker).status_code == CONFLICT
    assert len(rows(app)) == 1


def test_the_letter_of_the_decision_leads_to_the_question(app, clock, walk, agent, csrf, mails):
    walker = walk()
    walker.submit()
    desk = agent()
    token = csrf(desk)
    for action in ("take", "close"):
        fields = {"csrf_token": token, "version": version_of(app, walker), "unverified": "true"}
        assert desk.post(f"/agent/requests/{walker.id}/{action}", data=fields).status_code == SEE_OTHER
    letter = mails()[-1]
    assert f"/requests/{walker.id}#opinion" in letter.text
    assert f'/requests/{walker.id}#opinion"' in letter.html


def fill(app, answers, month=dt.date(2026, 2, 1), procedure="essai", service="etat-civil", comment=""):
    with app.app_context():
        db.session.add_all(
            Opinion(procedure_id=procedure, service=service, answer=answer, comment=comment, month=month)
            for answer in answers
        )
        db.session.commit()


def test_figures_tell_months_that_are_over_from_five_answers_on(app, clock, essai, agent):
    desk = agent()
    fill(app, ["good"] * 3 + ["bad"], comment="Merci <b>bien</b>")
    fill(app, ["very-good"] * 9, month=dt.date(2026, 3, 1))
    page = unescape(desk.get("/agent/opinions").text)
    assert "Moins de 5 avis" in page
    assert "Merci" not in page
    fill(app, ["fair"])
    response = desk.get("/agent/opinions")
    page = unescape(response.text)
    assert "60" in page
    assert "Merci &lt;b&gt;bien" in response.text
    assert "Moins de 5" not in page
    with app.app_context():
        [told] = opinions.results(["etat-civil"])
        assert told.total == 5
        assert dict(told.counts) == {"very-good": 0, "good": 3, "fair": 1, "bad": 1, "very-bad": 0}
    clock.move_to(dt.datetime(2026, 4, 1, 12, tzinfo=dt.UTC))
    with app.app_context():
        assert opinions.results()[0].total == 14


def test_agents_see_the_figures_of_their_services_and_others_who_work_here_all(app, clock, essai, make_user, sign_in):
    fill(app, ["good"] * 5)
    elsewhere = sign_in(make_user("d@ville.example", roles=("agent",), services=("voirie",)))
    assert "Aucun avis" in unescape(elsewhere.get("/agent/opinions").text)
    publisher = sign_in(make_user("e@ville.example", roles=("publisher",)))
    assert "100" in unescape(publisher.get("/agent/opinions").text)


def test_comments_are_forgotten_after_a_year_and_answers_stay(app, clock, essai):
    fill(app, ["good"] * 5, month=dt.date(2025, 3, 1), comment="vieux")
    fill(app, ["good"], month=dt.date(2025, 4, 1), comment="moins vieux")
    with app.app_context():
        opinions.seal()
    assert [one.comment for one in rows(app)] == [""] * 5 + ["moins vieux"]


def test_an_opinion_goes_with_what_its_request_holds_and_stays_once_it_is_cut(app, clock, decided):
    give(decided, "bad", "lent")
    with app.app_context():
        db.session.get(Request, decided.id).decided_at = START - dt.timedelta(days=400)
        db.session.commit()
        assert retention.apply() == 1
    assert rows(app) == []
