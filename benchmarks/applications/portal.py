"""The portal itself, with one published procedure of forty fields, one account, and as many drafts as are asked for."""

from __future__ import annotations

import datetime as dt
import json
from pathlib import Path
from typing import TYPE_CHECKING, Any

from flask import Flask
from sqlalchemy import func, select

from guichet.accounts import services as accounts
from guichet.accounts.models import User
from guichet.app import create_app as create_portal
from guichet.config import Config
from guichet.database import Base, db
from guichet.messages.models import Job
from guichet.publishing.services import current, publish
from guichet.requests import drafts
from guichet.requests.models import Event, Request

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

ROOT = Path(__file__).resolve().parents[2]
DEFINITION = ROOT / "tests" / "definitions" / "data" / "forty-fields.json"
EMAIL = "ana@example.fr"
PASSWORD = "Demarches1"


def answers() -> dict[str, Any]:
    """The complete answers that the definition's first test calls valid, moved into the future."""
    document = json.loads(DEFINITION.read_text(encoding="utf-8"))
    complete: dict[str, Any] = document["x-tests"][0]["answers"]
    # The first day must lie in the future, on whatever day this runs.
    today = dt.datetime.now(dt.UTC).date()
    return {
        **complete,
        "debut": (today + dt.timedelta(days=30)).isoformat(),
        "fin": (today + dt.timedelta(days=55)).isoformat(),
    }


def create_app(database_url: str, data: str) -> tuple[Flask, Mapping[str, Callable[..., Any]]]:
    """Make the portal on an empty database; no worker runs, so that only the web request is measured."""
    config = Config.from_environment(
        {
            "GUICHET_ENVIRONMENT": "test",
            "GUICHET_DATA": data,
            "GUICHET_DEFINITIONS": str(ROOT / "definitions"),
            "GUICHET_DATABASE_URL": database_url,
            "GUICHET_LOG_LEVEL": "WARNING",
        }
    )
    app = create_portal(config)
    with app.app_context():
        Base.metadata.drop_all(db.engine)
        Base.metadata.create_all(db.engine)
        accounts.create(EMAIL, PASSWORD)
        report = publish([DEFINITION], actor="benchmark")
        if report.refused:
            message = f"the forty-field definition is refused: {report.findings}"
            raise RuntimeError(message)
        db.session.commit()

    def prepare(number: int) -> list[str]:
        """Add that many complete drafts; their ids."""
        with app.app_context():
            user = db.session.scalars(select(User).where(User.email == EMAIL)).one()
            definition = current(DEFINITION.stem)
            if definition is None:
                message = "the procedure is not published"
                raise RuntimeError(message)
            made = [drafts.begin(definition, user, "fr") for _ in range(number)]
            for place, draft in enumerate(made):
                draft.answers = {**answers(), "commentaire": f"Brouillon {place}"}
                draft.posted = [step.id for step in definition.steps]
            db.session.commit()
            return [str(draft.id) for draft in made]

    def written() -> dict[str, int]:
        """What the database holds: saves of drafts, requests sent, events, jobs of the outbox."""
        with app.app_context():
            return {
                "saves": db.session.scalar(select(func.sum(Request.version))) or 0,
                "sent": db.session.scalar(select(func.count()).where(Request.number.is_not(None))) or 0,
                "events": db.session.scalar(select(func.count()).select_from(Event)) or 0,
                "jobs": db.session.scalar(select(func.count()).select_from(Job)) or 0,
            }

    return app, {"prepare": prepare, "written": written}
