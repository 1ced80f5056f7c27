"""A request of a published procedure, sent by an account or by nobody, and the job that mails its messages."""

import json
from collections.abc import Callable
from uuid import UUID, uuid4

import pytest
from flask import Flask

from guichet.database import db, now
from guichet.messages.services import announce
from guichet.private import addresses
from guichet.publishing.models import DefinitionVersion, Procedure
from guichet.requests.models import Request
from guichet_validate.loading import load

DEFINITION = {
    "$schema": "https://json-schema.org/draft/2020-12/schema",
    "x-definition": 1,
    "title": "Signaler un problème",
    "x-i18n": {"en": {"title": "Report a problem"}},
    "x-procedure": {
        "id": "signalement",
        "version": "1.0.0",
        "state": "live",
        "category": "cadre-de-vie",
        "service": "voirie",
        "online": "full",
        "access": "open",
        "languages": ["fr", "en"],
        "reference": "SIG",
        "summary": "{/lieu}",
    },
    "x-privacy": {"purpose": "p", "basis": "public-task", "retention": "P6M", "recipients": ["voirie"]},
    "x-steps": [{"id": "lieu", "title": "Où", "fields": ["/lieu", "/courriel"]}],
    "x-messages": {
        "closed": {
            "subject": "Réparé ({request.number})",
            "body": "Le problème signalé {/lieu} est réparé.\n\nVoyez {request.url}",
            "x-i18n": {
                "en": {"subject": "Mended ({request.number})", "body": "Mended: {/lieu}.\n\nSee {request.url}"},
            },
        }
    },
    "type": "object",
    "additionalProperties": False,
    "required": ["lieu"],
    "properties": {
        "lieu": {"title": "Où ?", "type": "string", "maxLength": 200},
        "courriel": {"title": "Votre adresse", "type": "string", "format": "email", "maxLength": 200},
    },
}


@pytest.fixture
def make_request(app: Flask) -> Callable[..., UUID]:
    """Write a pending request and return its id; the first call publishes its procedure."""

    def make(user_id: int | None = None, language: str = "fr", address: str = "", **answers: str) -> UUID:
        definition = load(DEFINITION)
        with app.app_context():
            if db.session.get(Procedure, definition.id) is None:
                version = DefinitionVersion(
                    digest=definition.digest,
                    procedure_id=definition.id,
                    version=definition.version,
                    document=json.dumps(definition.document),
                    published_by="test",
                )
                db.session.add(version)
                db.session.flush()
                db.session.add(Procedure(id=definition.id, digest=definition.digest))
            moment = now()
            request = Request(
                id=uuid4(),
                number=f"SIG-{uuid4().hex[:8].upper()}",
                procedure_id=definition.id,
                digest=definition.digest,
                service="voirie",
                status="pending",
                user_id=user_id,
                language=language,
                answers={"lieu": "12 rue Royale", **answers},
                created_at=moment,
                updated_at=moment,
                submitted_at=moment,
            )
            db.session.add(request)
            if address:
                addresses.bind(request, address).proven_at = moment
            db.session.commit()
            return request.id

    return make


@pytest.fixture
def tell(app: Flask) -> Callable[..., UUID]:
    """Announce something about a request, commit, and return the message's id."""

    def announce_and_commit(request_id: UUID, kind: str = "acknowledgement", **options: str) -> UUID:
        with app.app_context():
            message = announce(db.session.get_one(Request, request_id), kind, **options)
            db.session.commit()
            return message.id

    return announce_and_commit
