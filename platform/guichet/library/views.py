"""The person's pages: what the library holds, adding to it, replacing and deleting."""

from __future__ import annotations

import uuid
from collections.abc import Mapping
from typing import Final

from flask import Blueprint, abort, flash, redirect, request, url_for
from flask_login import current_user
from werkzeug.wrappers import Response

from guichet import versions
from guichet.accounts.models import User
from guichet.accounts.pages import SEE_OTHER, form_page, page
from guichet.database import db, writing
from guichet.documents.downloads import attachment, has_picture
from guichet.documents.downloads import picture as drawn
from guichet.documents.formats import EXTENSIONS
from guichet.documents.inspection import SIZE_LIMIT, Accepted, Rejected, inspect
from guichet.documents.models import File
from guichet.documents.services import byte_changes
from guichet.i18n import language, t
from guichet.library import forms, presentation, services
from guichet.library.forms import Typed
from guichet.library.services import Entry, FullError, StaleDocumentError, Stated
from guichet.profile.services import profile_of

blueprint = Blueprint("library", __name__)

_CONFLICT: Final = 409


@blueprint.get("/profile/library")
def index() -> Response:
    """List the documents of the library with their states."""
    household = profile_of(current_user).household
    lines = [presentation.line(document, file, household) for document, file in services.all_of(current_user.id)]
    return page("library/index.html", lines=lines, full=len(lines) >= services.MOST)


@blueprint.route("/profile/library/add", methods=["GET", "POST"])
def add() -> Response:
    """Add a document, which goes to the service that verifies its kind."""
    user: User = current_user
    if request.method != "POST":
        return _form(user, Typed(kind=request.args.get("kind", "")[:80]))
    given = forms.typed(request.form)
    stated, accepted, problems = _posted(user, given)
    if accepted is None or problems:
        return _form(user, given, problems)
    user_id = user.id
    try:
        with byte_changes() as changes, writing():
            services.add(db.session.get_one(User, user_id), stated, accepted, changes)
    except FullError:
        flash(t("library-full", count=services.MOST), "warning")
        return redirect(url_for("library.index"), SEE_OTHER)
    except OSError:
        return _form(db.session.get_one(User, user_id), given, {"file": "library-file-lost"})
    flash(t("library-added"), "success")
    return redirect(url_for("library.index"), SEE_OTHER)


@blueprint.route("/profile/library/<uuid:document_id>", methods=["GET", "POST"])
def replace(document_id: uuid.UUID) -> Response:
    """Put another file in the place of a document."""
    user: User = current_user
    document, file = _own(document_id)
    if request.method != "POST":
        stated = Stated(document.kind, document.holder, document.issued, document.expires)
        return _form(user, forms.shown(stated), document=document, file=file)
    given = forms.typed(request.form)
    stated, accepted, problems = _posted(user, given)
    if accepted is None or problems:
        return _form(user, given, problems, document=document, file=file)
    seen = versions.seen(request.form.get("version", ""))
    user_id = user.id
    try:
        with byte_changes() as changes, writing():
            found, _ = _of(user_id, document_id)
            services.replace(found, stated, accepted, changes, seen_version=seen)
    except StaleDocumentError:
        document, file = _own(document_id)
        problems = {"file": "library-changed"}
        return _form(db.session.get_one(User, user_id), given, problems, document, file, status=_CONFLICT)
    except OSError:
        document, file = _own(document_id)
        problems = {"file": "library-file-lost"}
        return _form(db.session.get_one(User, user_id), given, problems, document, file)
    flash(t("library-replaced"), "success")
    return redirect(url_for("library.index"), SEE_OTHER)


@blueprint.route("/profile/library/<uuid:document_id>/delete", methods=["GET", "POST"])
def delete(document_id: uuid.UUID) -> Response:
    """Ask before deleting a document (GET), delete it (POST)."""
    document, file = _own(document_id)
    if request.method != "POST":
        household = profile_of(current_user).household
        return page("library/delete.html", line=presentation.line(document, file, household))
    user_id: int = current_user.id
    with byte_changes() as changes, writing():
        services.remove(_of(user_id, document_id)[0], changes)
    flash(t("library-deleted"), "success")
    return redirect(url_for("library.index"), SEE_OTHER)


@blueprint.get("/profile/library/<uuid:document_id>/file")
def file(document_id: uuid.UUID) -> Response:
    """Give the person the file of a document back."""
    _, found = _own(document_id)
    if found.state != "clean":
        abort(404)
    return attachment(found)


@blueprint.get("/profile/library/<uuid:document_id>/picture")
def picture(document_id: uuid.UUID) -> Response:
    """Show the person the file of a document as a picture."""
    _, found = _own(document_id)
    if not has_picture(found):
        abort(404)
    return drawn(found)


def _own(document_id: uuid.UUID) -> Entry:
    return _of(current_user.id, document_id)


def _of(user_id: int, document_id: uuid.UUID) -> Entry:
    found = services.find(user_id, document_id)
    if found is None:
        abort(404)
    return found


def _posted(user: User, given: Typed) -> tuple[Stated, Accepted | None, dict[str, str]]:
    """Return what the form states, its file once inspected, and the problems in words by field."""
    read = forms.read(given, presentation.holders(profile_of(user).household))
    problems = {name: t(key) for name, key in read.problems.items()}
    sent = request.files.get("file")
    if sent is None or not sent.filename:
        return read.stated, None, problems | {"file": t("library-file-missing")}
    verdict = inspect(sent.filename, sent.stream)
    if isinstance(verdict, Rejected):
        return read.stated, None, problems | {"file": presentation.refusal(verdict)}
    if problems:
        problems["file"] = t("library-file-again")
    return read.stated, verdict, problems


def _form(
    user: User,
    given: Typed,
    problems: Mapping[str, str] | None = None,
    document: object = None,
    file: File | None = None,
    *,
    status: int = 0,
) -> Response:
    texts = {field: t(text) if text.startswith("library-") else text for field, text in (problems or {}).items()}
    response = form_page(
        "library/form.html",
        texts,
        typed=given,
        document=document,
        name=file.name if file else "",
        pictured=file if file and has_picture(file) else None,
        kinds=presentation.choices(language()),
        holders=presentation.holders(profile_of(user).household),
        kinds_of_files=", ".join(kind.removeprefix(".") for kind in EXTENSIONS if kind != ".jpeg"),
        accept=",".join(EXTENSIONS),
        size=SIZE_LIMIT // (1024 * 1024),
    )
    if status:
        response.status_code = status
    return response
