"""Announcing: the message and its mail are part of the caller's transaction, and say the right things."""

import pytest
from sqlalchemy import select
from sqlalchemy.exc import IntegrityError

from guichet.database import db
from guichet.messages.models import Job, Mail, Message
from guichet.messages.services import announce
from guichet.private import addresses
from guichet.private.models import PrivateLink
from guichet.requests.models import Request
from guichet_notify.wording import KINDS


def test_a_message_and_its_job_are_written_together(app, make_user, make_request, tell):
    user_id = make_user()
    request_id = make_request(user_id)
    message_id = tell(request_id)
    with app.app_context():
        message = db.session.get_one(Message, message_id)
        assert (message.user_id, message.request_id, message.kind) == (user_id, request_id, "acknowledgement")
        assert db.session.get_one(Request, request_id).number in message.subject
        [job] = db.session.scalars(select(Job))
        assert (job.kind, job.state, job.payload) == ("mail", "ready", {"message": str(message_id)})


def test_nothing_is_announced_when_the_transaction_is_rolled_back(app, make_user, make_request):
    request_id = make_request(make_user())
    with app.app_context():
        announce(db.session.get_one(Request, request_id), "taken")
        db.session.flush()
        db.session.rollback()
        assert db.session.scalars(select(Message)).all() == []
        assert db.session.scalars(select(Job)).all() == []


def test_the_same_thing_is_announced_once(make_user, make_request, tell):
    request_id = make_request(make_user())
    tell(request_id, "taken")
    with pytest.raises(IntegrityError):
        tell(request_id, "taken")


def test_a_question_can_be_asked_again(app, make_user, make_request, tell):
    request_id = make_request(make_user())
    tell(request_id, "question", reason="Quel étage ?", occasion="4")
    tell(request_id, "question", reason="Quelle couleur ?", occasion="6")
    with app.app_context():
        assert len(db.session.scalars(select(Message)).all()) == 2


@pytest.mark.parametrize("language", ["fr", "en"])
@pytest.mark.parametrize("kind", KINDS)
def test_every_kind_reaches_the_mailbox_in_the_language_of_the_request(
    kind, language, app, make_user, make_request, tell, run_jobs
):
    request_id = make_request(make_user(), language)
    tell(request_id, kind, reason="La photo est floue.")
    assert run_jobs() == [("done", None)]
    with app.app_context():
        [mail] = db.session.scalars(select(Mail))
        request = db.session.get_one(Request, request_id)
        assert mail.to == "ana@example.fr"
        assert request.number in mail.subject
        assert "floue" not in mail.subject
        assert f"http://127.0.0.1:8000/requests/{request_id}" in mail.text
        assert {"fr": "Service de la voirie", "en": "Streets department"}[language] in mail.text
        assert f'<html lang="{language}">' in mail.html


def test_the_definitions_own_words_are_used_with_the_answers_they_quote(app, make_user, make_request, tell, run_jobs):
    request_id = make_request(make_user())
    tell(request_id, "closed")
    run_jobs()
    with app.app_context():
        [mail] = db.session.scalars(select(Mail))
        assert mail.subject.startswith("Réparé (SIG-")
        assert "Le problème signalé 12 rue Royale est réparé." in mail.text


def test_the_reason_of_a_refusal_is_in_the_message_and_never_in_the_job(app, make_user, make_request, tell):
    message_id = tell(make_request(make_user()), "refused", reason="Rue privée : voyez le syndic.")
    with app.app_context():
        assert "Rue privée : voyez le syndic." in db.session.get_one(Message, message_id).body
        [job] = db.session.scalars(select(Job))
        assert "privée" not in str(job.payload) + job.key


def test_a_request_without_account_is_answered_at_the_address_it_gave(app, make_request, tell, run_jobs):
    request_id = make_request(None, address="passante@example.fr", courriel="autre@example.fr")
    tell(request_id)
    assert run_jobs() == [("done", None)]
    with app.app_context():
        [mail] = db.session.scalars(select(Mail))
        link = db.session.scalars(select(PrivateLink)).one()
        assert mail.to == "passante@example.fr"
        assert addresses.url(link) in mail.text
        assert "Ce lien est privé" in mail.text
        assert str(request_id) not in mail.text


def test_the_procedures_own_words_bring_the_private_link_and_keep_the_tracking_page(app, make_request, run_jobs):
    request_id = make_request(None, address="passante@example.fr")
    with app.app_context():
        request = db.session.get_one(Request, request_id)
        message = announce(request, "closed")
        assert f"/tracking?number={request.number}" in message.body
        db.session.commit()
    run_jobs()
    with app.app_context():
        [mail] = db.session.scalars(select(Mail))
        url = addresses.url(db.session.scalars(select(PrivateLink)).one())
        assert f"Voyez {url}" in mail.text
        assert "/tracking" not in mail.text
        assert "/private/" not in db.session.scalars(select(Message.body)).one()


def test_a_request_without_any_address_has_its_message_and_no_mail(app, make_request, tell):
    # What is answered to a question of the form is no address of ours.
    tell(make_request(None, courriel="passante@example.fr"))
    with app.app_context():
        assert db.session.scalars(select(Job)).all() == []
        assert len(db.session.scalars(select(Message)).all()) == 1


class TestBehindAnAddress:
    """The portal at its public address."""

    @pytest.fixture
    def environ(self, environ):
        return environ | {"GUICHET_BASE_URL": "https://demarches.sainte-aurore.example"}

    def test_links_follow_the_configured_address_whatever_the_browser_says(self, app, make_user, make_request):
        request_id = make_request(make_user())
        with app.test_request_context(base_url="https://evil.example"):
            announce(db.session.get_one(Request, request_id), "closed")
            db.session.commit()
        with app.app_context():
            body = db.session.scalar(select(Message.body))
            assert f"https://demarches.sainte-aurore.example/requests/{request_id}" in body
            assert "evil" not in body
