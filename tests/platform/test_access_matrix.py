"""Every address, tried by everybody, on requests of every status: the table of `guichet.policy` is what happens.

The tries are made from the table and the application's addresses, so a new address is tried as soon as it exists.
"""

from __future__ import annotations

import datetime as dt
import io
import shutil
import sqlite3
from contextlib import closing

import pytest
from multipart import multipart
from sqlalchemy import select, update
from werkzeug.datastructures import FileStorage

from guichet.accounts.links import hash_of
from guichet.accounts.models import User, UserSession
from guichet.database import db, now
from guichet.documents.models import File, RequestDocument
from guichet.library.models import LibraryDocument
from guichet.messages.models import Job, Mail, Message
from guichet.policy import RULES
from guichet.private.browsers import TOKEN
from guichet.private.models import PrivateBrowser, PrivateLink
from guichet.profile.models import ProfileChange
from guichet.requests.models import Request
from guichet.requests.states import DONE, Status
from guichet.second_factor.models import SecurityKey

PDF = b"%PDF-1.4\n1 0 obj <<>> endobj\ntrailer <<>>\n%%EOF\n"
CARD = {"kind": "carte-identite", "holder": "self", "issued-day": "27", "issued-month": "3", "issued-year": "2024"}
# The person signed in, the roles beside being signed in, and whether the objects are theirs or their service's.
# «holder» is not signed in, and has opened the request by its private link: that request belongs to no account.
ACTORS = {
    "nobody": (None, frozenset(), False, False),
    "owner": ("ana@example.fr", frozenset(), True, False),
    "holder": (None, frozenset({"holder"}), True, False),
    "somebody": ("bea@example.fr", frozenset(), False, False),
    "agent": ("camille@ville.example", frozenset({"agent"}), False, True),
    "agent elsewhere": ("dominique@ville.example", frozenset({"agent"}), False, False),
    "publisher": ("emile@ville.example", frozenset({"publisher"}), False, False),
    "administrator": ("farida@ville.example", frozenset({"administrator"}), False, False),
}
# What the forms of all pages together want besides the token and the version.
POSTED = {"action": "save", "reason": "Une pièce manque.", "at": "/pour", "q": "vous"}
# What is refused, or not done because the request is elsewhere.
FORBIDDEN, NOT_FOUND, CONFLICT = 403, 404, 409
TO_SIGN_IN = 302


class World:
    """A city with one request, documents and messages of Ana's; it is put back before each try."""

    def __init__(self, app, clients, config):
        self.app, self.clients = app, clients
        self.database = config.data / "guichet.sqlite3"
        self.files = config.data / "files"
        self.kept = config.data.parent / "kept"
        self.kept.mkdir()
        self.names = {}
        # Whether the request belongs to nobody's account.
        self.private = False
        # The status of the world that stands in the database, as long as nobody wrote into it since.
        self._stands = None
        self._watch = sqlite3.connect(self.database)

    def keep(self, status):
        """Remember the world as one in which the request has that status."""
        with closing(sqlite3.connect(self.database)) as here, closing(sqlite3.connect(self._copy(status))) as there:
            here.backup(there)
        shutil.copytree(self.files, self.kept / "files", dirs_exist_ok=True)

    def back(self, status):
        """Put the world of that status back; whose request it is there, an account's or nobody's, goes with it."""
        if (status, self._writes()) == self._stands:
            return
        with self.app.app_context():
            db.engine.dispose()
        with closing(sqlite3.connect(self._copy(status))) as there, closing(sqlite3.connect(self.database)) as here:
            there.backup(here)
        shutil.copytree(self.kept / "files", self.files, dirs_exist_ok=True)
        self._stands = (status, self._writes())

    def name(self, name, endpoint):
        """Return what stands for a part of an address; two tables have documents, in the folders of their own."""
        own = f"{endpoint.partition('.')[0]}.{name}"
        return self.names[own if own in self.names else name]

    def request(self):
        """Return the request as the database has it now; nothing when it is gone."""
        return self._watch.execute("SELECT * FROM requests").fetchall()

    def version(self, path):
        """Return the version that the page of that address would have drawn: of the document or of the request."""
        table = "library_documents" if str(self.names["document_id"]) in path else "requests"
        return self._watch.execute(f"SELECT version FROM {table}").fetchone()[0]

    def _writes(self):
        return self._watch.execute("PRAGMA data_version").fetchone()[0]

    def _copy(self, status):
        return self.kept / f"{status}.sqlite3"


@pytest.fixture
def world(app, config, walk, make_user, sign_in, csrf, run_jobs):
    """The world in each status, all eight people there."""
    ana = walk()
    people = {"owner": (ana.client, ana.token), "nobody": (client := app.test_client(), csrf(client))}
    people["holder"] = (client := app.test_client(), csrf(client))
    with client.session_transaction() as session:
        session[TOKEN] = "held"
    for who, (email, roles, _, in_service) in ACTORS.items():
        if who not in people:
            services = ("etat-civil",) if in_service else ("voirie",)
            client = sign_in(make_user(email, roles=tuple(roles), services=services))
            people[who] = (client, csrf(client))
    data = {"csrf_token": ana.token, **CARD, "file": FileStorage(io.BytesIO(PDF), "carte.pdf")}
    assert ana.client.post("/profile/library/add", **multipart(data)).status_code == 303
    made = World(app, people, config)

    ana.start()
    ana.fill()
    made.names["request_id"] = ana.id
    with app.app_context():
        made.names["file_id"] = db.session.scalars(select(File.id).where(File.request_id == ana.id)).one()
        document = db.session.scalars(select(LibraryDocument)).one()
        made.names["document_id"] = document.id
        user = db.session.scalars(select(User).where(User.email == "ana@example.fr")).one()
        made.names["user_id"] = user.id
        made.names["session_id"] = db.session.scalars(
            select(UserSession.id).where(UserSession.user_id == user.id)
        ).one()
        key = SecurityKey(user_id=user.id, name="Clé", credential="Y3JlZA", public_key="cHVi", count=0)
        db.session.add(key)
        # As if it had been shown: a session that shows too little ends.
        db.session.execute(update(UserSession).values(strong=True))
        db.session.commit()
        made.names["key_id"] = key.id
    made.keep(Status.DRAFT)
    _without_account(app)
    made.keep(f"private-{Status.DRAFT}")
    made.back(Status.DRAFT)

    assert ana.send().status_code == 303
    run_jobs()
    with app.app_context():
        made.names["message_id"] = db.session.scalars(select(Message.id)).first()
        made.names["backoffice.document_id"] = db.session.scalars(select(RequestDocument.id)).one()
        made.names["mail_id"] = db.session.scalars(select(Mail.id)).first()
        made.names["job_id"] = db.session.scalars(select(Job.id)).first()
        change = ProfileChange(
            user_id=made.names["user_id"],
            request_id=ana.id,
            target="profile",
            pointer="/identity/familyName",
            old=None,
            new="Durand",
            applied=True,
            at=dt.datetime.now(dt.UTC),
        )
        db.session.add(change)
        db.session.commit()
        made.names["change_id"] = change.id
    _keep_statuses(made, app)
    made.names |= {
        "procedure_id": "essai",
        "version": "1.0.0",
        "step_id": "demande",
        "slug": "cookies",
        "lang": "en",
        "name": "text",
        "token": "x" * 43,
        "filename": "x",
    }
    return made


def _keep_statuses(made, app):
    """Remember the request, which was sent, in each status: of its account, then of nobody's."""
    for name in ("{}", "private-{}"):
        for status in set(Status) - {Status.DRAFT}:
            _put(app, status)
            made.keep(name.format(status))
        if name == "{}":
            _without_account(app)


def _without_account(app):
    """Take the request away from its account: it is open in a browser by its private link."""
    with app.app_context():
        request_id = db.session.scalars(select(Request.id)).one()
        db.session.execute(update(Request).values(user_id=None))
        kept = PrivateLink(request_id=request_id, email="zoe@example.org", token_hash="h" * 64, proven_at=now())
        db.session.add_all((kept, PrivateBrowser(token_hash=hash_of("held"), request_id=request_id, proven=True)))
        db.session.commit()


def _put(app, status):
    """Give the request that status, as if it had come to it."""
    decided = dt.datetime.now(dt.UTC) if status in DONE else None
    with app.app_context():
        db.session.execute(update(Request).values(status=status.value, decided_at=decided))
        db.session.commit()


@pytest.mark.parametrize("private", [False, True], ids=["of an account", "without an account"])
def test_everybody_is_answered_as_the_table_says(world, app, private):
    world.private = private
    wrong, tried = [], 0
    for status in Status:
        for rule in app.url_map.iter_rules():
            listed = rule.endpoint == "requests.index" or not private
            if "request_id" not in rule.arguments and not (listed and status is Status.PENDING):
                continue
            names = {name: world.name(name, rule.endpoint) for name in rule.arguments}
            path = app.url_map.bind("localhost").build(rule.endpoint, names, method=next(iter(rule.methods)))
            for method in sorted(rule.methods & {"GET", "POST"}):
                for who in ACTORS:
                    tried += 1
                    if fault := _fault(world, RULES[rule.endpoint], who, status, method, path):
                        wrong.append(f"{method} {rule.endpoint} by {who}, request {status}: {fault}")
    assert not wrong, "\n".join(wrong)
    # Nobody is left out by a slip in the loops above.
    assert tried > len(RULES) * len(ACTORS)


def _fault(world, rule, who, status, method, path):
    """Return what is not as the table says, when that person asks for that address."""
    world.back(f"private-{status}" if world.private else status)
    before = world.request()
    client, token = world.clients[who]
    # A browser may have been signed out by the try before: what it holds is put back with the world.
    with client.session_transaction() as session:
        held = dict(session)
    if method == "GET":
        response = client.get(path)
    else:
        response = client.post(path, data={"csrf_token": token, "version": str(world.version(path)), **POSTED})
    code, location = response.status_code, response.location or ""
    response.close()
    with client.session_transaction() as session:
        session.clear()
        session.update(held)
    actor = _actor(world, who)
    return _differs(rule, actor, status, code, location) or (
        "the request changed" if not _works(rule, actor, status) and world.request() != before else None
    )


def _actor(world, who):
    """Return somebody as this world has it: the request is the account's or the holder's, never both."""
    email, roles, owns, serves = ACTORS[who]
    if who == ("owner" if world.private else "holder"):
        return email, roles - {"holder"}, False, serves
    return email, roles, owns, serves


def _works(rule, actor, status):
    email, roles, owns, serves = actor
    enters = bool(rule.actors & {"anyone", *(["citizen"] if email else []), *roles})
    related = {None: True, "owner": owns, "service": serves}[rule.relation]
    return enters and related and (rule.statuses is None or status in rule.statuses)


def _differs(rule, actor, status, code, location):
    email, roles, _, _ = actor
    if code >= 500:
        return f"fails with {code}"
    if "anyone" in rule.actors:
        return None
    if not rule.actors:
        return None if code == NOT_FOUND else f"{code}, though nobody may enter"
    if email is None and not rule.actors & roles:
        return None if code == TO_SIGN_IN and location.startswith("/login") else f"{code}, not to sign in"
    if not rule.actors & {"citizen", *roles}:
        return None if code == FORBIDDEN else f"{code}, not forbidden"
    return "forbidden" if code == FORBIDDEN else _differs_inside(rule, actor, status, code)


def _differs_inside(rule, actor, status, code):
    """Return what is not as the table says for somebody who may enter."""
    _, _, owns, serves = actor
    if rule.relation is None:
        return None
    if not {"owner": owns, "service": serves}[rule.relation]:
        return None if code == NOT_FOUND else f"{code}, though it is not theirs"
    if rule.statuses is None or status in rule.statuses:
        return f"{code}, though it is theirs" if code in {NOT_FOUND, CONFLICT} else None
    return None if code in {302, 303, NOT_FOUND, CONFLICT} else f"{code}, in a status the table leaves out"
