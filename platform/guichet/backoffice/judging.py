"""The agents' pages of one document of a request: what it states, and the verdict on it."""

from __future__ import annotations

import uuid
from typing import Final

from flask import abort, flash, redirect, request, url_for
from flask_login import current_user
from werkzeug.wrappers import Response

from guichet import versions
from guichet.accounts.models import User
from guichet.accounts.pages import SEE_OTHER, form_page
from guichet.backoffice import parts, services, verdicts
from guichet.backoffice.services import REASON_LIMIT
from guichet.backoffice.verdicts import Paper
from guichet.database import db
from guichet.documents.downloads import has_picture
from guichet.documents.services import byte_changes
from guichet.i18n import t
from guichet.library import forms
from guichet.library.presentation import holders
from guichet.library.services import today
from guichet.profile import identity
from guichet.profile.services import profile_of
from guichet.requests import pages, presentation
from guichet.requests import services as requests
from guichet.requests.services import Filed
from guichet.requests.states import StaleRequestError, Status
from guichet_validate.texts import text

_UNAVAILABLE: Final = 503


def document(request_id: uuid.UUID, document_id: int) -> Response:
    """Show one document of a request, and note that the agent looks at it: at its file where a picture is shown."""
    filed, paper = _any(request_id, document_id)
    services.read(filed.request, current_user, file=paper.file.id if has_picture(paper.file) else None)
    response = _draw(filed, paper)
    pages.commit()
    return response


def accept(request_id: uuid.UUID, document_id: int) -> Response:
    """Accept a document until the day that the agent leaves or writes."""
    filed, paper = _found(request_id, document_id)
    typed = forms.typed_day(request.form, "until")
    until = forms.day_of(typed)
    wrong = ""
    if any(typed):
        wrong = "library-date-wrong" if until is None else "library-date-over" if until < today() else ""
    if wrong:
        return _draw(filed, paper, {"until": t(wrong)}, typed=typed)
    owner = db.session.get(User, filed.request.user_id) if filed.request.user_id else None
    judgeable = paper.judgeable and filed.request.status == Status.PROCESSING and filed.request.version == _seen()
    identifies = owner is not None and judgeable and verdicts.effect(filed, paper).identifies
    if owner and identifies and request.form.get("identity") != identity.token(owner):
        return _draw(filed, paper, {"identity": t("verdicts-identity-changed")}, typed=typed)
    try:
        with byte_changes() as changes:
            done = verdicts.accept(filed, paper, current_user, until, changes, seen_version=_seen())
            pages.commit()
    except StaleRequestError:
        return parts.conflict(request_id)
    except OSError:
        db.session.rollback()
        filed, paper = _found(request_id, document_id)
        response = _draw(filed, paper, {"lost": t("verdicts-lost")}, typed=typed)
        response.status_code = _UNAVAILABLE
        return response
    flash(t("verdicts-accepted-identity") if done.identifies else t("verdicts-accepted"), "success")
    return redirect(url_for("backoffice.show", request_id=request_id), SEE_OTHER)


def refuse(request_id: uuid.UUID, document_id: int) -> Response:
    """Refuse a document, with the reason that its person will read."""
    filed, paper = _found(request_id, document_id)
    reason, problem = parts.reason()
    if problem:
        return _draw(filed, paper, {"reason": problem}, reason=reason)
    try:
        verdicts.refuse(filed, paper, current_user, reason, seen_version=_seen())
        pages.commit()
    except StaleRequestError:
        return parts.conflict(request_id, reason)
    flash(t("verdicts-refused"), "success")
    return redirect(url_for("backoffice.show", request_id=request_id), SEE_OTHER)


def _seen() -> int:
    return versions.seen(request.form.get("version", ""))


def _found(request_id: uuid.UUID, document_id: int) -> tuple[Filed, Paper]:
    """Return a document that gets a verdict."""
    filed, paper = _any(request_id, document_id)
    if not paper.state:
        abort(404)
    return filed, paper


def _any(request_id: uuid.UUID, document_id: int) -> tuple[Filed, Paper]:
    filed = requests.filed(parts.own(request_id))
    paper = next((one for one in verdicts.papers(filed) if one.document.id == document_id), None)
    if paper is None:
        abort(404)
    return filed, paper


def _draw(
    filed: Filed,
    paper: Paper,
    problems: dict[str, str] | None = None,
    *,
    reason: str = "",
    typed: tuple[str, ...] | None = None,
) -> Response:
    found, document = filed.request, paper.document
    lang = presentation.language_for(filed.definition)
    accepted = paper.field.document.alternative(document.alternative) if paper.field.document else None
    would = verdicts.effect(filed, paper)
    owner = db.session.get(User, found.user_id) if found.user_id else None
    profile = profile_of(owner) if owner else None
    names = holders(profile.household) if profile else {}
    own_name = owner.full_name if owner else ""
    return form_page(
        "backoffice/document.html",
        problems,
        summary=[(None if name == "lost" else name, told) for name, told in (problems or {}).items()],
        found=found,
        paper=paper,
        pictured=has_picture(paper.file),
        title=verdicts.title_of(filed, paper, lang),
        kind=(text(accepted.node, "title", lang) or "") if accepted else "",
        would=would,
        holder=own_name if would.holder == "self" else names.get(would.holder or "", ""),
        identity=identity.told(owner) if owner and would.identifies else [],
        token=identity.token(owner) if owner and would.identifies else "",
        until=forms.shown_day(would.until) if typed is None else typed,
        reason=reason,
        limit=REASON_LIMIT,
        judgeable=paper.judgeable and found.status == Status.PROCESSING,
    )
