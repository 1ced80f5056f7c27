"""The portal on one definition: the application of the city, with the people, pages and hooks of the preview."""

from __future__ import annotations

import logging
from dataclasses import replace
from pathlib import Path
from typing import Final

from flask import Flask, g, redirect, request, url_for
from flask_login import current_user
from sqlalchemy import select
from werkzeug.wrappers import Response

from guichet import policy
from guichet.app import create_app
from guichet.config import Config
from guichet.database import db
from guichet.messages.models import Job
from guichet.models import METADATA
from guichet.previewing import people, surroundings, views
from guichet.previewing.preview import Preview, preview
from guichet.publishing.city import city
from guichet.tasks import running

_log = logging.getLogger("guichet.preview")

# What shows nothing of the definition.
_APART: Final = frozenset({"static", "asset", "preview.state", "catalogue.city_stylesheet", "catalogue.health"})
_SEE_OTHER: Final = 303
_FAULT: Final = 500


def create(path: Path, data: Path, port: int, lang: str) -> Flask:
    """Return the application that previews a definition file, its data in an empty folder.

    No setting of the environment counts: nothing reaches a database, a broker or a mail server that it names.
    Raises CityUnreadableError.
    """
    around = surroundings.city_of(path)
    settings = {
        "GUICHET_DATA": str(data),
        "GUICHET_DEFINITIONS": str(around),
        "GUICHET_LOG_LEVEL": "WARNING",
        "PORT": str(port),
    }
    app = create_app(replace(Config.from_environment(settings), identity_providers=(people.VOUCHING,)))
    app.register_blueprint(views.blueprint)
    policy.also(app, views.RULES)
    with app.app_context():
        METADATA.create_all(db.engine)
        persons = people.create(lang, city().services)
        db.session.commit()
    app.extensions["guichet_preview"] = Preview(path, persons, in_a_city=around != surroundings.TOWN)
    # Who looks is signed in by the page that is looked at, never by a session.
    app.login_manager.request_loader(lambda web: people.signed_in(persons, web))  # type: ignore[attr-defined]
    app.before_request(_prepare)
    app.after_request(_deliver)
    app.after_request(_explain)
    app.context_processor(lambda: {"preview": views.bar()})
    return app


def _prepare() -> Response | None:
    """Show the file as it is now, and lead to where the page has gone to."""
    if request.routing_exception is not None or request.endpoint in _APART:
        return None
    found = preview()
    found.refresh()
    args = request.view_args or {}
    found.renew(args.get("request_id"))
    # Loaded now, so that its language is that of every page, those open to anyone included.
    _ = current_user.is_authenticated
    # The page's own transaction begins now, as a reader or a writer.
    db.session.rollback()
    definition = found.definition
    if definition is None or request.endpoint is None:
        return None
    if "procedure_id" in args and args["procedure_id"] != definition.id:
        return redirect(url_for(request.endpoint, **{**args, "procedure_id": definition.id}), _SEE_OTHER)
    if request.endpoint == "requests.step" and definition.step(args["step_id"]) is None:
        return redirect(url_for("requests.show", request_id=args["request_id"]), _SEE_OTHER)
    return None


def _deliver(response: Response) -> Response:
    """Bring the letters that this request has set going to the mailbox: no worker runs beside the preview."""
    if request.method == "POST":
        db.session.rollback()
        g.database_writes = True
        for job in db.session.scalars(select(Job.id).where(Job.state == "ready").order_by(Job.id)).all():
            running.run(job, "preview")
    return response


def _explain(response: Response) -> Response:
    """Put a page that heals in the place of one that a half-written definition makes impossible to draw."""
    if response.status_code != _FAULT or response.mimetype != "text/html":
        return response
    try:
        db.session.rollback()
        response.set_data(views.fault())
    except Exception:  # noqa: BLE001  # the plain page stays, which needs nothing
        _log.exception("fault not explained")
    return response


def close(app: Flask) -> None:
    """Let go of the database, so that its folder can be deleted."""
    with app.app_context():
        db.session.rollback()
        db.engine.dispose()
