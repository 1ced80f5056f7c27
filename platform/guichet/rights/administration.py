"""Deleting an account that its person asked the services to delete: an administrator does it, identity checked."""

from __future__ import annotations

from typing import Any, Final

from flask import flash, redirect, request, url_for
from flask_login import current_user
from sqlalchemy import select
from werkzeug.wrappers import Response

from guichet.accounts import confirming, forms
from guichet.accounts.models import User
from guichet.accounts.pages import SEE_OTHER, form_page, typed
from guichet.accounts.registering import GoneError
from guichet.database import db, writing
from guichet.documents.services import byte_changes
from guichet.i18n import t
from guichet.requests import presentation
from guichet.rights import deletion
from guichet.rights.deletion import InProgressError, StaffError

REASON_LIMIT: Final = 300  # characters
_CONFLICT: Final = 409


def page_of() -> Response:
    """Look an account up by its address, posted so that it stands in no log, then delete it."""
    if request.method != "POST":
        return _page()
    wanted = forms.address(typed("email"))
    if wanted is None:
        return _page({"email": t("accounts-email-wrong" if typed("email").strip() else "accounts-email-missing")})
    found = db.session.scalar(select(User).where(User.email == wanted))
    if found is None:
        return _page({"email": t("rights-admin-unknown")})
    if request.form.get("action") != "delete":
        return _page(found=found)
    return _delete(found)


def _delete(found: User) -> Response:
    reason = typed("reason").replace("\x00", "").strip()
    problems = {}
    if "checked" not in request.form:
        problems["checked"] = t("rights-admin-unchecked")
    if not reason or len(reason) > REASON_LIMIT:
        problems["reason"] = t("accounts-too-long", most=REASON_LIMIT) if reason else t("rights-admin-reason-missing")
    administrator: User = current_user
    user_id, administrator_id = found.id, administrator.id
    wrong, wait = confirming.by_password(administrator)
    problems |= wrong
    if problems or wait:
        return _page(problems, wait, found=db.session.get_one(User, user_id))
    try:
        with byte_changes() as changes, writing():
            deletion.delete_account(user_id, "administrator", changes, administrator_id=administrator_id, reason=reason)
    except (InProgressError, StaffError):
        response = _page(found=db.session.get_one(User, user_id))
        response.status_code = _CONFLICT
        return response
    except GoneError:
        return _page({"email": t("rights-admin-unknown")})
    flash(t("rights-admin-deleted"), "success")
    return redirect(url_for("rights.administration"), SEE_OTHER)


def _page(problems: dict[str, str] | None = None, wait: Any = None, *, found: User | None = None) -> Response:
    values: dict[str, Any] = {"found": None}
    if found is not None:
        outlook = deletion.outlook(found.id)
        # An administrator is no agent of these services: numbers and services only, no procedure.
        in_progress = [
            {"number": row.number, "service": presentation.service(row.service)["title"], "status": row.status}
            for row in outlook.in_progress
        ]
        values = {
            "found": found,
            "staff": bool(found.roles),
            "in_progress": in_progress,
            "kept": len(outlook.kept),
            "limit": REASON_LIMIT,
        }
    return form_page(
        "rights/administration.html",
        problems,
        wait,
        email=typed("email"),
        reason=typed("reason"),
        checked="checked" in request.form,
        **values,
    )
