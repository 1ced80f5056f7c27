"""Two people use the portal by turns: nothing of one is ever in a page, a mail, a copy or a file of the other."""

import io
import random
import re
import zipfile

import pypdf
import pytest
from sqlalchemy import select

from guichet.accounts.models import User
from guichet.database import db
from guichet.documents.models import File
from guichet.messages.models import Job, Mail, Message
from guichet.requests.models import Request
from guichet.tasks.running import run

PEOPLE = {"ana@example.fr": "KANARA", "paul@example.fr": "KANARP"}


class Watched:
    """One of the two. What comes back to them may hold their own canary, never the other's."""

    def __init__(self, email, walker):
        self.email, self.walker = email, walker
        self.own = PEOPLE[email]
        (self.others,) = set(PEOPLE.values()) - {self.own}
        self.sent = []
        self.seen = self.looked = 0

    def check(self, response):
        content = response.get_data()
        if content.startswith(b"%PDF-1.7"):  # printed by the portal: the words are packed
            pages = pypdf.PdfReader(io.BytesIO(content)).pages
            content = "".join(page.extract_text() for page in pages).encode()
        self.looked += 1
        self.seen += self.own.encode() in content
        assert self.others.encode() not in content
        return response

    def send(self, request_of):
        self.sent.append(request_of(self.walker, f"{self.own}{len(self.sent):04d}"))

    def look(self, path, status=200):
        assert self.check(self.walker.client.get(path)).status_code == status

    def post(self, path):
        fields = {"csrf_token": self.walker.token, "current-password": "Demarches1"}
        return self.walker.client.post(path, data=fields)

    def copy(self):
        response = self.post("/profile/data")
        assert response.status_code == 200
        made = zipfile.ZipFile(io.BytesIO(response.get_data()))
        everything = b"\n".join([*(name.encode() for name in made.namelist()), *map(made.read, made.namelist())])
        assert self.others.encode() not in everything
        assert everything.count(self.own.encode()) >= len(self.sent)


@pytest.fixture
def things(app):
    """What one request is made of, as addresses that only its owner may open."""

    def find(request_id):
        with app.app_context():
            file_id = db.session.scalar(select(File.id).where(File.request_id == request_id))
            message_id = db.session.scalar(select(Message.id).where(Message.request_id == request_id).limit(1))
            db.session.rollback()
        base = f"/requests/{request_id}"
        own = [base, f"{base}/history", f"{base}/receipt.pdf", f"{base}/copy.pdf", f"{base}/files/{file_id}"]
        return [*own, f"/messages/{message_id}"]

    return find


@pytest.fixture
def by_turns(app, walk, agent, request_of, decide, things):
    """Let the two send so many requests by turns, looking around after each."""

    def go(count, looks):
        chances = random.Random(count)
        people = [Watched(email, walk(email)) for email in PEOPLE]
        reader = agent()
        for turn in range(count):
            one = chances.choice(people)
            (other,) = (person for person in people if person is not one)
            one.send(request_of)
            reader.get(f"/agent/requests/{one.sent[-1]}")
            if chances.random() < 0.7:
                decide(one.sent[-1], chances.choice(("close", "refuse", "cancel")))
            for path in chances.sample(things(chances.choice(one.sent)), looks):
                one.look(path)
            one.look(chances.choice(("/requests", "/messages", "/profile", "/profile/readings", "/profile/delete")))
            if other.sent:
                for path in chances.sample(things(chances.choice(other.sent)), looks):
                    one.look(path, status=404)
            if turn % (count // 4) == 0:
                one.copy()
            deliver(app)
        for one in people:
            one.copy()
            seen = one.seen
            one.look(f"/requests/{one.sent[-1]}/copy.pdf")
            assert one.seen == seen + 1
        return people

    return go


def deliver(app):
    """Send the letters that wait."""
    with app.app_context():
        for job_id in db.session.scalars(select(Job.id).where(Job.state == "ready")).all():
            run(job_id, "test")


def check_mails(app):
    with app.app_context():
        mails = db.session.scalars(select(Mail)).all()
        for mail in mails:
            text = f"{mail.subject} {mail.text} {mail.html}"
            assert {found for found in PEOPLE.values() if found in text} <= {PEOPLE.get(mail.to)}
        return {mail.to for mail in mails}


def check_rows(app):
    """Whatever leads to one of them in the database holds nothing of the other."""
    with app.app_context():
        ids = {user.id: PEOPLE.get(user.email) for user in db.session.scalars(select(User))}
        for request in db.session.scalars(select(Request)):
            text = f"{request.answers} {request.summary}"
            assert {found for found in PEOPLE.values() if found in text} == {ids[request.user_id]}
        for file in db.session.scalars(select(File)):
            assert ids[file.user_id] in file.name


def finish(app, people, everything, decide):
    """One of the two leaves; nothing of hers stays but what the law keeps, and nothing of his is touched."""
    assert check_mails(app) == set(PEOPLE)
    check_rows(app)
    ana, paul = people
    with app.app_context():
        open_ones = db.session.scalars(select(Request.id).where(Request.status.in_(("pending", "processing")))).all()
    for request_id in open_ones:
        decide(request_id, "cancel")
    his = len(re.findall(paul.own, everything()))
    assert ana.post("/profile/delete").status_code == 303
    left = everything()
    assert len(re.findall(paul.own, left)) == his
    with app.app_context():
        kept = db.session.scalars(select(Request).where(Request.user_id.is_(None))).all()
        assert {row.status for row in kept if ana.own in str(row.answers)} <= {"closed", "refused"}
    paul.look("/requests")
    for path in (f"/requests/{ana.sent[0]}", f"/requests/{ana.sent[-1]}"):
        paul.look(path, status=404)


def test_two_people_by_turns_never_see_one_another(app, by_turns, everything, decide):
    finish(app, by_turns(12, looks=3), everything, decide)


@pytest.mark.long(minutes=20)
def test_two_people_by_turns_over_two_thousand_requests(app, by_turns, everything, decide):
    finish(app, by_turns(2_000, looks=2), everything, decide)
