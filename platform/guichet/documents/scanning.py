"""Files under examination: what the antivirus says of each, and what pages say meanwhile."""

from __future__ import annotations

import logging
import time
import uuid
from collections.abc import Callable, Mapping
from typing import Final

from flask import current_app
from sqlalchemy import select, update

from guichet.accounts import mails
from guichet.accounts.models import User
from guichet.config import Config
from guichet.database import db
from guichet.documents import services
from guichet.documents.clamd import Clamd, NoVerdictError
from guichet.documents.models import File
from guichet.library.models import LibraryDocument
from guichet.messages.services import announce
from guichet.requests.models import Request
from guichet.tasks.jobs import NotYetError
from guichet_validate.engine import Evaluation
from guichet_validate.model import Definition
from guichet_validate.problems import Problem

# After a daemon that gave no answer the next files are put off without asking it: no thread waits in vain.
PAUSE_SECONDS: Final = 5.0
_UNANSWERED: Final = "guichet_scanner_unanswered"

_log = logging.getLogger("guichet.scanning")


def scan(payload: Mapping[str, str]) -> Callable[[], None] | None:
    """Have the file of that id examined; return what is left to do after the commit. Raises ``NotYetError``."""
    file_id = uuid.UUID(payload["file"])
    file = db.session.get(File, file_id)
    if file is None or file.state != "quarantine":
        return None
    try:
        content = services.read_back(file)
    except OSError as error:
        raise NotYetError("storage") from error
    # No transaction stays open while the daemon works: on SQLite it would hold up every writer.
    db.session.rollback()
    found = _ask(content)
    state = "clean" if found is None else "infected"
    changed = update(File).where(File.id == file_id, File.state == "quarantine").values(state=state)
    row = db.session.execute(changed.returning(File.request_id, File.name)).one_or_none()
    if found is None or row is None:
        return None
    _log.warning("infected", extra={"fields": {"file": str(file_id), "found": found}})
    request = db.session.get(Request, row.request_id) if row.request_id else None
    if request is not None:
        announce(request, "documentInfected", document=row.name, occasion=str(file_id))
    elif row.request_id is None:
        _tell_owner(file_id)
    return lambda: services.forget([file_id])


def _tell_owner(file_id: uuid.UUID) -> None:
    """Write to whoever keeps that file in the library."""
    document = db.session.scalar(select(LibraryDocument).where(LibraryDocument.file_id == file_id))
    if document is not None:
        owner = db.session.get_one(User, document.user_id)
        mails.post("documentInfected", owner.email, owner.language, user_id=owner.id, link_id=document.id)


def unchecked(request_id: uuid.UUID) -> dict[uuid.UUID, str]:
    """Return the files of a request that nobody may open, and the state of each."""
    wanted = select(File.id, File.state).where(services.held_by(request_id), File.state != "clean")
    return {row.id: row.state for row in db.session.execute(wanted)}


def waiting(definition: Definition, request: Request, evaluation: Evaluation, step_id: str | None) -> list[str]:
    """Return the names of the files of a step (``None``: of all) that are still being examined."""
    return [str(one.value.get("name", "")) for one in _in_state("quarantine", definition, request, evaluation, step_id)]


def infected(definition: Definition, request: Request, evaluation: Evaluation, step_id: str | None) -> list[Problem]:
    """Return a problem for each file of a step (``None``: of all) in which something was found."""
    return [
        Problem(one.pointer.rpartition("/")[0], "fileInfected", {"name": str(one.value.get("name", ""))})
        for one in _in_state("infected", definition, request, evaluation, step_id)
    ]


def _in_state(
    state: str, definition: Definition, request: Request, evaluation: Evaluation, step_id: str | None
) -> list[services.Given]:
    here = [
        one
        for one in services.given(definition, evaluation.answers)
        if step_id is None or ((step := definition.step_of(one.pointer)) is not None and step.id == step_id)
    ]
    states = unchecked(request.id) if here else {}
    return [one for one in here if states.get(one.id) == state]


def _ask(content: bytes) -> str | None:
    config: Config = current_app.extensions["guichet_config"]
    if config.clamd is None:
        # Switched off while files waited: what was to be examined is not let through.
        raise NotYetError("scanner-unset")
    if time.monotonic() < current_app.extensions.get(_UNANSWERED, 0.0) + PAUSE_SECONDS:
        raise NotYetError("scanner-away")
    try:
        return Clamd(config.clamd).infection(content)
    except NoVerdictError as error:
        if error.code in {"scanner-away", "scanner-slow"}:
            current_app.extensions[_UNANSWERED] = time.monotonic()
        _log.warning("scanner", extra={"fields": {"fault": error.code}})
        raise NotYetError(error.code) from error
