"""Pages of a person's rights: a copy, who read the data, what was agreed to, deleting the account."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping
from contextlib import suppress
from typing import Any, Final

from flask import Blueprint, Response, flash, redirect, request, session, stream_with_context, url_for
from flask_login import current_user, logout_user
from werkzeug.wrappers import Response as AnyResponse

from guichet.accounts import confirming, mails, throttling
from guichet.accounts.models import User
from guichet.accounts.pages import GONE, SEE_OTHER, form_page, page
from guichet.accounts.registering import GoneError
from guichet.accounts.throttling import Try
from guichet.database import db, writing
from guichet.documents.services import byte_changes
from guichet.i18n import PARIS, language, t
from guichet.profile.services import profile_of
from guichet.publishing.services import by_digest
from guichet.requests import presentation
from guichet.rights import administration, copying, deletion, readings
from guichet.rights.deletion import InProgressError, Outlook, Row, StaffError
from guichet.rights.persons import Person

blueprint = Blueprint("rights", __name__)

_CONFLICT: Final = 409


@blueprint.route("/profile/data", methods=["GET", "POST"])
def copy() -> AnyResponse:
    """«Télécharger mes données»: ask for the password (GET), send everything as one ZIP (POST)."""
    user: User = current_user
    if request.method != "POST":
        return _copy_page(user)
    problems, wait = _shown(user)
    if problems or wait:
        return _copy_page(user, problems, wait)
    person = Person(user.id, user.email, user.username)
    with writing():
        wait = throttling.take(Try(throttling.OWN_COPY, str(person.id)))
        if wait is None:
            mails.tell(db.session.get_one(User, person.id), "dataCopied")
    if wait:
        return _copy_page(db.session.get_one(User, person.id), wait=wait)
    pieces = stream_with_context(copying.archive(person, language()))
    response = Response(pieces, mimetype="application/zip")
    name = t("rights-copy-name", date=dt.datetime.now(PARIS).date().isoformat())
    response.headers.set("Content-Disposition", "attachment", filename=name)
    return response


def _copy_page(user: User, problems: dict[str, str] | None = None, wait: dt.datetime | None = None) -> AnyResponse:
    return form_page("rights/copy.html", problems, wait, **_proof(user))


# The function may not take the name of the module that it shows.
@blueprint.get("/profile/readings", endpoint="readings")
def read_by() -> AnyResponse:
    """«Qui a consulté mes données», page by page."""
    found = readings.latest(current_user.id, _before())
    last = found[readings.PAGE - 1] if len(found) > readings.PAGE else None
    return page(
        "rights/readings.html",
        readings=readings.told(found[: readings.PAGE]),
        first="before" not in request.args,
        older=url_for("rights.readings", before=f"{last.at.isoformat()}_{last.id}") if last else None,
    )


@blueprint.get("/profile/consents")
def consents() -> AnyResponse:
    """Show what the person agreed to, and when."""
    profile = profile_of(current_user)
    return page("rights/consents.html", terms_at=current_user.terms_at, profile=profile)


@blueprint.route("/profile/delete", methods=["GET", "POST"])
def delete() -> AnyResponse:
    """«Supprimer mon compte»: say what goes, what stays or what stands in the way (GET), delete (POST)."""
    user: User = current_user
    if request.method != "POST":
        return _delete_page(user)
    if user.roles or deletion.outlook(user.id).in_progress:
        return _delete_page(user, status=_CONFLICT)
    if user.password is None:
        return _send_link(user)
    problems, wait = confirming.by_password(user)
    if problems or wait:
        return _delete_page(db.session.get_one(User, user.id), problems=problems, wait=wait)
    try:
        with byte_changes() as changes, writing():
            deletion.delete_account(user.id, "owner", changes)
    except InProgressError:
        return _delete_page(db.session.get_one(User, user.id), status=_CONFLICT)
    except GoneError:
        pass  # deleted in another window at the same moment
    return _signed_out()


def _send_link(user: User) -> AnyResponse:
    user_id = user.id
    with writing():
        wait = throttling.take(Try(throttling.OWN_LETTER, str(user_id)))
        if wait is None:
            deletion.ask(db.session.get_one(User, user_id))
    user = db.session.get_one(User, user_id)
    if wait:
        return _delete_page(user, wait=wait)
    flash(t("rights-delete-sent", email=user.email), "success")
    return redirect(url_for("rights.delete"), SEE_OTHER)


def _delete_page(user: User, *, status: int = 200, **values: Any) -> AnyResponse:
    response = form_page("rights/delete.html", **values, **_told(user), own=True, **_proof(user))
    if status != 200:  # noqa: PLR2004 -- the HTTP status
        response.status_code = status
    return response


@blueprint.route("/delete/<token>", methods=["GET", "POST"])
def confirm(token: str) -> AnyResponse:
    """Ask once more whether the account of this link is to be deleted (GET changes nothing), delete it (POST)."""
    user_id = deletion.asked(token)
    user = None if user_id is None else db.session.get(User, user_id)
    if user is None:
        return page("accounts/gone.html", status=GONE, again=url_for("rights.delete"), kind="deletion")
    if request.method == "POST":
        try:
            with byte_changes() as changes, writing():
                deletion.confirm(token, changes)
        except GoneError:
            return page("accounts/gone.html", status=GONE, again=url_for("rights.delete"), kind="deletion")
        except (InProgressError, StaffError):
            return _confirm_page(db.session.get_one(User, user_id), status=_CONFLICT)
        return _signed_out()
    return _confirm_page(user)


def _confirm_page(user: User, status: int = 200) -> AnyResponse:
    return page("rights/confirm.html", status=status, **_told(user), own=False, email=user.email)


@blueprint.get("/deleted")
def deleted() -> AnyResponse:
    """Say that an account was deleted; the page knows nothing of whose it was."""
    return page("rights/deleted.html")


blueprint.add_url_rule(
    "/administration/deletion", endpoint="administration", view_func=administration.page_of, methods=["GET", "POST"]
)


def _signed_out() -> AnyResponse:
    logout_user()
    session.clear()
    return redirect(url_for("rights.deleted"), SEE_OTHER)


def _shown(user: User) -> tuple[dict[str, str], dt.datetime | None]:
    """Check that it is the person, who may have no password; what is wrong, or when to try again."""
    if user.password is not None:
        return confirming.by_password(user)
    return ({}, None) if confirming.is_recent() else ({"current-password": t("rights-not-recent")}, None)


def _proof(user: User) -> dict[str, Any]:
    return {"by_password": user.password is not None}


def _told(user: User) -> dict[str, Any]:
    """Return what a deletion would meet, in the words of its page."""
    found: Outlook = deletion.outlook(user.id)
    return {
        "staff": bool(user.roles),
        "in_progress": list(_lines(found.in_progress)),
        "kept": [{**one, "until": kept.until} for kept in found.kept for one in _lines([kept.request])],
        "drafts": found.drafts,
        "erased": found.erased,
    }


def _lines(rows: Iterable[Row]) -> Iterable[Mapping[str, Any]]:
    for row in rows:
        yield {
            "href": url_for("requests.show", request_id=row.id),
            "title": presentation.title(by_digest(row.digest)),
            "number": row.number,
            "status": row.status,
            "service": presentation.service(row.service)["title"],
        }


def _before() -> tuple[dt.datetime, int] | None:
    """Return the place that an address carries; None for anything else."""
    moment, _, last = request.args.get("before", "").rpartition("_")
    with suppress(ValueError, OverflowError):  # the first and the last moment of all have no other time zone
        at = dt.datetime.fromisoformat(moment)
        number = int(last)
        if at.tzinfo is not None and -(2**31) < number < 2**31:
            return at.astimezone(dt.UTC), number
    return None
