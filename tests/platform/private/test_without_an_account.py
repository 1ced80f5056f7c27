"""A request made without an account, from its beginning to the city's answer."""

import re
from datetime import timedelta

import pytest
from sqlalchemy import func, select, update

from guichet.accounts.throttling import PRIVATE_ADDRESS, PRIVATE_PLACE, PRIVATE_RECIPIENT
from guichet.database import db, now
from guichet.documents.models import File
from guichet.documents.services import storage
from guichet.messages.models import Job, Message
from guichet.messages.services import announce
from guichet.private import browsers, confirming
from guichet.private.models import PrivateBrowser, PrivateLink
from guichet.requests import events
from guichet.requests.models import Event, Request
from guichet.rights import ending, retention

ADDRESS = "zoe@example.org"


def test_the_procedure_offers_two_ways_to_who_is_not_signed_in(essai, client):
    page = client.get("/procedures/essai").text
    assert "Avec votre compte" in page
    assert "/login?next=/procedures/essai/requests" in page
    assert "Continuer sans compte" in page
    assert "/procedures/essai/requests/without-account" in page


def test_only_an_address_is_asked_for(essai, client):
    page = client.get("/procedures/essai/requests/without-account").text
    form = page[page.index('<form class="sheet"') :]
    shown = re.sub(r"<div hidden>.*?</div>", "", form, flags=re.DOTALL)
    assert set(re.findall(r'name="([^"]+)"', shown)) == {"csrf_token", "email"}


@pytest.mark.parametrize("access", ["account", "verified"])
def test_where_an_account_is_asked_for_there_is_no_other_way(app, essai, client, csrf, access, monkeypatch):
    from guichet_validate.model import Definition

    monkeypatch.setattr(Definition, "access", property(lambda _self: access))
    assert "Continuer sans compte" not in client.get("/procedures/essai").text
    data = {"csrf_token": csrf(client), "email": ADDRESS}
    response = client.post("/procedures/essai/requests/without-account", data=data)
    assert response.location == "/procedures/essai/requests"
    with app.app_context():
        assert db.session.scalar(select(func.count()).select_from(Request)) == 0


def test_nothing_of_an_account_goes_into_a_request_without_one(app, stroll, make_user, row):
    make_user(ADDRESS)
    walker = stroll()
    draft, _ = row(walker)
    assert (draft.user_id, draft.answers, draft.origins) == (None, {}, {})
    walker.fill()
    page = walker.open("review").text
    assert "profil" not in page[page.index("<main") : page.index("</main")]


def test_the_draft_is_resumed_in_the_same_browser_and_by_its_link(stroll, link, browser, mails):
    walker = stroll()
    walker.fill(until="pieces")
    page = walker.client.get("/procedures/essai").text
    assert f"{walker.base}" in page
    assert walker.base in walker.client.get("/requests").text
    assert not mails()
    left = walker.post("pieces", action="save")
    assert left.location == f"{walker.base}/saved"
    assert "est enregistré" in walker.client.get(left.location).text
    elsewhere = browser()
    opened = elsewhere.press(link())
    assert opened.location == f"{walker.base}/steps/pieces"
    assert "Durand" in elsewhere.get(f"{walker.base}/steps/vous").text


@pytest.mark.behaviour(
    "A request can be made without an account where the definition allows. Its e-mail address is confirmed before it "
    "enters a queue; it is followed by its number, and modified, cancelled, answered or corrected by a private link "
    "sent to that address, never by the number; it can be claimed into an account later."
)
def test_it_waits_for_its_address_before_it_enters_the_queue(app, stroll, link, browser, row, agent, mails):
    walker = stroll()
    walker.fill()
    waits = walker.send()
    assert waits.location == f"{walker.base}/confirmation"
    page = walker.client.get(waits.location).text
    assert "en attente de confirmation" in page
    assert ADDRESS in page
    draft, kept = row(walker)
    assert (draft.status, draft.number, draft.submitted_at, draft.due_on) == ("draft", None, None, None)
    assert kept.awaited_version == draft.version
    agent_client = agent()
    assert "Carte pour Durand" not in agent_client.get("/agent/requests").text
    assert agent_client.get(f"/agent/requests/{walker.id}").status_code == 404
    assert "48 heures" in mails()[-1].text

    path = link()
    here = browser()
    for _ in range(3):  # a scanner, and a scanner, and the person
        shown = here.get(path)
        assert "Confirmer et envoyer ma demande" in shown.text
    assert row(walker)[0].status == "draft"
    with app.app_context():
        assert db.session.scalar(select(func.count()).select_from(PrivateBrowser)) == 1
    confirmed = here.press(path, "send")
    assert confirmed.location == f"{walker.base}/receipt"
    receipt = here.get(confirmed.location).text
    request, kept = row(walker)
    assert (request.status, kept.proven_at is not None) == ("pending", True)
    assert request.number in receipt
    assert request.due_on is not None
    letter = mails()[-1]
    assert letter.to == ADDRESS
    assert path in letter.text
    assert request.number in letter.text
    assert "Ce lien est privé" in letter.text
    with app.app_context():
        event = db.session.scalars(select(Event).where(Event.request_id == walker.id)).one()
        assert (event.kind, event.actor, event.actor_id) == ("submitted", "citizen", None)
    assert "Sans compte" in agent_client.get("/agent/requests").text
    case = agent_client.get(f"/agent/requests/{walker.id}").text
    assert "Demande faite sans compte" in case
    assert ADDRESS in case


def test_who_came_by_the_link_sends_at_once(stroll, link, browser, row):
    walker = stroll()
    walker.fill(until="pieces")
    walker.post("pieces", action="save")
    here = browser()
    here.press(link())
    walker.client, walker.token = here.client, here.token
    walker.open("pieces")
    walker.fill()
    assert walker.send().location == f"{walker.base}/receipt"
    assert row(walker)[0].status == "pending"


def test_a_draft_changed_after_it_was_to_be_sent_is_not_sent_as_it_was(stroll, link, browser, row):
    walker = stroll()
    walker.fill()
    walker.send()
    path = link()
    walker.open("vous")
    assert walker.post("vous", {"/nom": "Durand-Petit", "/telephone": ""}, "next").status_code == 303
    assert walker.client.get(f"{walker.base}/confirmation").location == f"{walker.base}/review"
    here = browser()
    assert "Confirmer et envoyer" not in here.get(path).text
    opened = here.press(path, "send")
    assert opened.location.startswith(walker.base)
    assert row(walker)[0].status == "draft"
    page = here.get(f"{walker.base}/review").text
    assert "Durand-Petit" in page


def test_what_cannot_be_sent_any_more_is_kept_and_says_so(app, stroll, link, browser, row, monkeypatch):
    walker = stroll()
    walker.fill()
    walker.send()
    here, path = browser(), link()
    monkeypatch.setattr(confirming, "obstacle", lambda *_: "closed")
    told = here.press(path, "send")
    assert told.location == f"{walker.base}/review"
    assert "ne peut pas partir telle quelle" in here.get(told.location).text
    assert row(walker)[0].status == "draft"


def test_it_is_confirmed_once(app, stroll, link, browser):
    walker = stroll()
    walker.fill()
    walker.send()
    path = link()
    first, second = browser(), browser()
    assert first.press(path, "send").location == f"{walker.base}/receipt"
    assert second.press(path, "send").location == walker.base
    with app.app_context():
        assert [one.kind for one in events.history(walker.id)] == ["submitted"]


def test_what_is_not_confirmed_in_time_goes_with_its_files(app, stroll, row, link, browser):
    walker, other = stroll(), stroll("yan@example.org")
    for one in (walker, other):
        one.fill()
        one.send()
    path = link()
    with app.app_context():
        assert confirming.purge() == 0
        file_id = db.session.scalar(select(File.id).where(File.request_id == walker.id))
        assert storage().get(file_id)
        late = now() - timedelta(hours=48, seconds=1)
        db.session.execute(update(PrivateLink).where(PrivateLink.request_id == walker.id).values(awaited_at=late))
        db.session.commit()
    here = browser()
    assert "Confirmer et envoyer" not in here.get(path).text
    with app.app_context():
        assert confirming.purge() == 1
        assert confirming.purge() == 0
        with pytest.raises(FileNotFoundError):
            storage().get(file_id)
        assert db.session.scalar(select(func.count()).select_from(File).where(File.request_id == walker.id)) == 0
    assert row(walker) == (None, None)
    assert row(other)[0] is not None
    assert here.get(path).status_code == 410


def test_its_person_changes_cancels_and_reads_it(app, sent, row, mails, agent):
    walker = sent()
    agent().get(f"/agent/requests/{walker.id}")
    page = walker.client.get(walker.base).text
    for told in ("Modifier ma demande", "Annuler ma demande", "Qui a consulté mes données", "bien reçue", ADDRESS):
        assert told in page
    assert "Les agents qui ont ouvert" in page
    assert walker.client.get(f"{walker.base}/receipt.pdf").data.startswith(b"%PDF")
    assert walker.client.get(f"{walker.base}/history").status_code == 200
    begun = walker.client.post(f"{walker.base}/amend", data={"csrf_token": walker.token})
    request_base, walker.base = walker.base, begun.location.partition("/steps/")[0]
    walker.base = walker.base.removesuffix("/review")
    walker.open("vous")
    assert walker.post("vous", {"/nom": "Zola", "/telephone": ""}).status_code == 303
    assert walker.send().location == request_base
    walker.base = request_base
    assert row(walker)[0].answers["nom"] == "Zola"
    walker.client.get(f"{walker.base}/cancel")
    data = {"csrf_token": walker.token, "version": str(row(walker)[0].version)}
    assert walker.client.post(f"{walker.base}/cancel", data=data).status_code == 303
    assert row(walker)[0].status == "cancelled"
    assert mails()[-1].to == ADDRESS


def test_its_person_corrects_what_an_agent_asks_for(app, sent, row, agent, csrf, link):
    walker = sent()
    client = agent()
    token = csrf(client)

    def act(name, **fields):
        data = {"csrf_token": token, "version": str(row(walker)[0].version), **fields}
        response = client.post(f"/agent/requests/{walker.id}/{name}", data=data)
        assert response.status_code == 303, response.text

    act("take")
    act("correction", place="/nom", reason="Écrivez votre nom entier.")
    assert "/private/" in link()
    begun = walker.client.post(f"{walker.base}/amend", data={"csrf_token": walker.token})
    assert begun.location == f"{walker.base}/correct"
    page = walker.client.get(begun.location).text
    assert "Écrivez votre nom entier." in page
    data = {
        "csrf_token": walker.token,
        "version": re.search(r'name="version" value="(\d+)"', page)[1],
        "asked": re.search(r'name="asked" value="(\w+)"', page)[1],
        "/nom": "Zola-Durand",
        "action": "submit",
    }
    assert walker.client.post(begun.location, data=data).location == walker.base
    assert row(walker)[0].answers["nom"] == "Zola-Durand"
    act("close", unverified="true")
    assert "close" in walker.client.get(walker.base).text.lower()


def test_messages_keep_no_private_link(app, sent, mails):
    walker = sent()
    mails()
    with app.app_context():
        bodies = db.session.scalars(select(Message.body).where(Message.request_id == walker.id)).all()
        payloads = [str(payload) for payload in db.session.scalars(select(Job.payload))]
        kept = db.session.scalars(select(PrivateLink)).one()
        assert bodies
        assert not any("/private/" in text for text in (*bodies, *payloads))
        assert kept.token_hash not in str(bodies)


def test_a_limit_counts_by_the_address_once_it_is_confirmed(app, sent, stroll, link, browser, row, monkeypatch):
    sent()
    from guichet.requests import submission

    allowed = submission.obstacle

    def limited(current, moment, in_progress, **told):
        return "limit" if in_progress >= 1 else allowed(current, moment, in_progress, **told)

    monkeypatch.setattr(submission, "obstacle", limited)
    walker = stroll()
    walker.fill()
    # Who only knows the address learns nothing of what else was asked for with it.
    assert walker.send().location == f"{walker.base}/confirmation"
    assert browser().press(link(), "send").location == f"{walker.base}/review"
    assert row(walker)[0].status == "draft"


def test_the_address_is_corrected_before_anybody_came_by_the_link(stroll, link, browser, row):
    walker = stroll("zoee@example.org")
    walker.fill()
    walker.send()
    wrong = link("zoee@example.org")
    data = {"csrf_token": walker.token, "email": ADDRESS}
    assert walker.client.post(f"{walker.base}/address", data=data).location == f"{walker.base}/confirmation"
    assert browser().get(wrong).status_code == 410
    assert browser().press(link(), "send").location == f"{walker.base}/receipt"
    assert row(walker)[0].status == "pending"


def test_a_draft_that_ends_is_told_to_an_address_that_was_confirmed_only(app, stroll, link, browser, mails):
    proven, unproven = stroll(), stroll("yan@example.org")
    proven.post("demande", action="save")
    browser().press(link())
    before = len(mails())
    with app.app_context():
        old = now() - timedelta(days=360)
        db.session.execute(update(Request).values(updated_at=old))
        db.session.commit()
        assert ending.tell() == 1
    letters = mails()[before:]
    assert [letter.to for letter in letters] == [ADDRESS]
    assert "/private/" in letters[0].text
    assert unproven


def test_no_letter_but_the_link_goes_to_an_address_that_nobody_has_confirmed(app, stroll, link, browser, mails):
    walker = stroll()

    def tell(occasion):
        with app.app_context():
            draft = db.session.get_one(Request, walker.id)
            announce(draft, "documentInfected", document="carte.pdf", occasion=occasion)
            db.session.commit()
        return len(mails())

    assert tell("1") == 0
    walker.post("demande", action="save")
    browser().press(link())
    assert tell("2") == 2


def test_erasing_a_request_erases_its_address(app, sent, row):
    walker = sent()
    with app.app_context():
        long_ago = now() - timedelta(days=800)
        db.session.execute(update(Request).values(status="closed", decided_at=long_ago))
        db.session.commit()
        assert retention.apply() == 1
    assert row(walker)[1] is None
    assert walker.client.get(walker.base).status_code == 302


def test_a_browser_lets_go_when_asked_and_after_the_longest_session(app, sent):
    walker = sent()
    other = sent("yan@example.org")
    assert walker.client.post("/private/leave", data={"csrf_token": walker.token}).status_code == 303
    assert walker.client.get(walker.base).location.startswith("/login")
    assert other.client.get(other.base).status_code == 200
    with app.app_context():
        long_ago = now() - timedelta(hours=12, seconds=1)
        db.session.execute(update(PrivateBrowser).values(created_at=long_ago))
        db.session.commit()
    assert other.client.get(other.base).location.startswith("/login")
    with app.app_context():
        browsers.purge()
        db.session.commit()
        assert db.session.scalar(select(func.count()).select_from(PrivateBrowser)) == 0


@pytest.mark.parametrize(
    ("limit", "email"), [(PRIVATE_PLACE, "a{n}@example.org"), (PRIVATE_ADDRESS, ADDRESS)], ids=["place", "address"]
)
def test_beginning_is_throttled(app, essai, client, csrf, limit, email):
    answers = []
    for n in range(limit.burst + 1):
        data = {"csrf_token": csrf(client), "email": email.format(n=n)}
        answers.append(client.post("/procedures/essai/requests/without-account", data=data))
    assert [answer.status_code for answer in answers] == [303] * limit.burst + [429]
    assert "Retry-After" in answers[-1].headers
    with app.app_context():
        assert db.session.scalar(select(func.count()).select_from(Request)) == limit.burst


def test_one_draft_does_not_write_to_many_strangers(stroll, mails, row):
    walker = stroll()

    def change(n):
        data = {"csrf_token": walker.token, "email": f"b{n}@example.org"}
        return walker.client.post(f"{walker.base}/address", data=data).status_code

    assert [change(n) for n in range(PRIVATE_PLACE.burst)] == [303] * (PRIVATE_PLACE.burst - 1) + [429]
    last = f"b{PRIVATE_PLACE.burst - 2}@example.org"
    assert row(walker)[1].email == last
    # Letters to addresses given before, which had not left yet, come to nothing.
    assert [letter.to for letter in mails()] == [last]


def test_letters_to_one_address_are_throttled(stroll, mails):
    walker = stroll()
    for _ in range(PRIVATE_RECIPIENT.burst + 2):
        walker.client.post(f"{walker.base}/saved", data={"csrf_token": walker.token})
    assert len(mails()) == PRIVATE_RECIPIENT.burst
    assert "Plusieurs courriels" in walker.client.get(f"{walker.base}/saved").text
