"""People with data in every table, and a look at everything that the portal keeps."""

import datetime as dt
import io
import uuid

import pytest
from sqlalchemy import select

from guichet.accounts import changing, recovering, registering
from guichet.accounts.models import User, UserSession
from guichet.accounts.throttling import OWN_PASSWORD, Try, take
from guichet.database import Base, db, now
from guichet.documents.models import File
from guichet.documents.services import storage
from guichet.federation.models import FederatedIdentity, FederatedSession, FederationAttempt
from guichet.library.models import LibraryDocument, LibraryEvent
from guichet.messages.models import Mail
from guichet.opinions.models import Opinion
from guichet.private.models import PrivateBrowser, PrivateLink
from guichet.profile.models import Profile, ProfileChange
from guichet.requests import states
from guichet.requests.models import Correction, Entry, InternalNote, Request
from guichet.requests.states import Actor, Kind
from guichet.second_factor.models import Authenticator, RecoveryCode, SecurityKey
from guichet.staff.models import StaffEvent

PDF = b"%PDF-1.4\n1 0 obj <<>> endobj\n% {canary} \ntrailer <<>>\n%%EOF\n"


def pdf(canary):
    return PDF.replace(b"{canary}", canary.encode())


@pytest.fixture
def request_of():
    """Make a walker send a request that bears a canary in its answers, its file and the name of that file."""

    def send(walker, canary, until="sent"):
        walker.start(anew="true")
        for step, fields in (
            ("demande", {"/pour": "moi", "/nombre": "2"}),
            ("vous", {"/nom": canary, "/telephone": "01 99 00 00 00"}),
            ("pieces", {"/piece/-": (io.BytesIO(pdf(canary)), f"{canary}.pdf")}),
        ):
            assert walker.post(step, fields).status_code == 303
        if until == "sent":
            assert walker.send().status_code == 303
        return walker.id

    return send


@pytest.fixture
def decide(app):
    """Bring a sent request to its end, without an agent's page; the moment may be another."""

    def end(request_id, how="close", at=None, **values):
        with app.app_context():
            found = db.session.get_one(Request, request_id)
            agent = Actor(Kind.AGENT, None)
            if how == "cancel":
                citizen = Actor(Kind.CITIZEN, found.user_id)
                states.move(found, "cancel", citizen, seen_version=found.version, decided_at=at or now())
            else:
                states.move(found, "take", agent, seen_version=found.version)
                values = {"reason": "trop tard"} | values if how == "refuse" else values
                states.move(found, how, agent, seen_version=found.version, decided_at=at or now(), **values)
            db.session.commit()

    return end


@pytest.fixture
def furnish(app):
    """Give an account a row in every other table that holds something of a person."""

    def fill(email, canary):
        with app.app_context():
            user = db.session.scalar(select(User).where(User.email == email))
            user.username, user.terms_at = f"id-{canary}".lower(), now()
            db.session.add(
                Profile(
                    user_id=user.id,
                    data={"identity": {"familyName": canary}},
                    household=[{"id": "a", "relation": "child", "givenNames": canary}],
                )
            )
            request_id = db.session.scalar(select(Request.id).where(Request.user_id == user.id))
            db.session.add(
                ProfileChange(
                    user_id=user.id, request_id=request_id, target="profile:/identity/familyName", pointer="/nom",
                    old=canary, new=canary, applied=True, at=now(),
                )
            )  # fmt: skip
            db.session.add(Correction(request_id=request_id, places=["/nom"], words="Corrigez", asked_at=now()))
            db.session.add_all(
                (
                    Entry(request_id=request_id, sequence=1, side="citizen", text="Bonjour", at=now()),
                    InternalNote(request_id=request_id, text="Rappeler", at=now()),
                    Opinion(
                        request_id=request_id, procedure_id="essai", service="etat-civil", answer="good",
                        comment=canary, month=now().date().replace(day=1), open_until=now(),
                    ),
                )
            )  # fmt: skip
            link = PrivateLink(request_id=request_id, email=email, token_hash=canary)
            db.session.add_all((link, PrivateBrowser(token_hash=canary, request_id=request_id, proven=True)))
            changing.ask_email(user, f"{canary.lower()}@example.fr")
            recovering.ask(email, "fr")
            registering.ask(registering.Asked(email, canary, canary, "fr"))
            take(Try(OWN_PASSWORD, str(user.id)))
            db.session.add(
                Mail(message_id=str(uuid.uuid4()), to=email, subject=canary, text=canary, html=canary, created_at=now())
            )
            signed_in = db.session.scalar(select(UserSession.id).where(UserSession.user_id == user.id))
            db.session.add_all(
                (
                    FederatedIdentity(
                        user_id=user.id, provider="franceconnect", issuer="https://fc.example", sub=canary,
                        given_names=canary, former_names=[{"familyName": canary}],
                    ),
                    FederatedSession(session_id=signed_in, provider="franceconnect", id_token=canary),
                    FederationAttempt(
                        state_hash=canary, browser_hash=canary, provider="franceconnect", purpose="link",
                        user_id=user.id, expires_at=now(),
                    ),
                    StaffEvent(user_id=user.id, kind="invited", roles=[], services=[canary]),
                    Authenticator(user_id=user.id, secret=canary, counter=1),
                    RecoveryCode(user_id=user.id, code_hash=canary),
                    SecurityKey(user_id=user.id, name=canary, credential=canary, public_key=canary, count=0),
                )
            )  # fmt: skip
            loose = uuid.uuid4()
            storage().put(loose, pdf(canary))
            db.session.add(
                File(
                    id=loose, user_id=user.id, name=f"{canary}.pdf", type="application/pdf", size=1, sha256="0" * 64,
                    state="clean", created_at=now(),
                )
            )  # fmt: skip
            db.session.flush()
            paper = LibraryDocument(
                user_id=user.id, file_id=loose, kind="passeport", holder="self", state="refused", reason=canary
            )
            db.session.add(paper)
            db.session.flush()
            db.session.add(LibraryEvent(user_id=user.id, document_id=paper.id, kind="passeport", what="added"))
            db.session.commit()
            return user.id

    return fill


@pytest.fixture
def everything(app):
    """Everything that the portal keeps, as one text: each row of each table, and the bytes of each file."""

    def look():
        with app.app_context():
            rows = [
                f"{table.name} {tuple(row)}"
                for table in Base.metadata.sorted_tables
                for row in db.session.execute(select(table))
            ]
            files = [storage().get(stored.key).decode("latin-1") for stored in storage().list()]
            db.session.rollback()
        return "\n".join(sorted(rows) + sorted(files))

    return look


@pytest.fixture
def moment():
    return dt.datetime(2026, 3, 27, 12, tzinfo=dt.UTC)


@pytest.fixture
def post(csrf):
    """Post a form with its token."""

    def send(client, path, **fields):
        return client.post(path, data={"csrf_token": csrf(client), **fields})

    return send
