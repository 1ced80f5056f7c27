"""«Mon profil»."""

import json
from collections.abc import Mapping
from datetime import datetime

from flask import Blueprint, flash, make_response, redirect, render_template, request, url_for
from flask_login import current_user
from werkzeug.wrappers import Response

from guichet import versions
from guichet.accounts import mails
from guichet.accounts.models import User
from guichet.database import db
from guichet.i18n import LANGUAGE_COOKIE, PARIS, t
from guichet.profile import contacts, forms, further_pages, identity, presentation, storing, updating
from guichet.profile.forms import ADD, MAIN, VERIFY, Posted
from guichet.profile.presentation import Sheet
from guichet.profile.storing import Stored
from guichet.requests import expired

_SEE_OTHER = 303
_CONFLICT = 409
_UNPROCESSABLE = 422
_COMPACT = json.JSONEncoder(ensure_ascii=False, separators=(",", ":"))

blueprint = Blueprint("profile", __name__)
expired.init_blueprint(blueprint)

for _rule, _view, _methods in (
    ("/profile/reuse", further_pages.reuse, ("GET", "POST")),
    ("/profile/changes", further_pages.changes, ("GET",)),
    ("/profile/changes/<int:change_id>/undo", further_pages.undo, ("POST",)),
    ("/contact/<token>", further_pages.confirm_contact, ("GET", "POST")),
):
    blueprint.add_url_rule(_rule, view_func=_view, methods=_methods)


@blueprint.get("/profile")
def show() -> Response:
    """Show what the account keeps, in a form."""
    stored = storing.read(current_user)
    return _page(Sheet(current_user, stored, updating.values_of(current_user, stored)))


@blueprint.post("/profile")
def save() -> Response:
    """Keep the changes; or show the page again with everything that was typed: to be mended, to choose, or longer."""
    user: User = current_user
    posted = forms.posted(request.form)
    stored = storing.read(user)
    before = updating.values_of(user, stored)
    current = versions.seen(request.form.get("version", "")) == stored.version
    action = request.form.get("action", "update")
    if action.startswith((ADD, forms.REMOVE, VERIFY)):
        return _longer(user, stored, posted, action)
    merged = updating.merge(posted, before, current=current)
    wrong = forms.problems(merged.values, before, datetime.now(PARIS).date())
    if merged.conflicts:
        sheet = Sheet(user, stored, merged.values, wrong, merged.conflicts)
        return _page(sheet, posted, status=_CONFLICT)
    if wrong:
        sheet = Sheet(user, stored, {**before, **posted.values}, wrong)
        return _page(sheet, posted, shown=None if current else posted, status=_UNPROCESSABLE)
    if not updating.save(user, posted, merged.wanted, stored):
        # Somebody else was first at this very moment: look again at what there is now.
        db.session.rollback()
        return save()
    return _saved(user, stored, before)


def _longer(user: User, stored: Stored, posted: Posted, action: str) -> Response:
    """Draw the page with a row more or less, nothing saved; or send the link that confirms an address once more."""
    before = updating.values_of(user, stored)
    values = {pointer: value for pointer, value in before.items() if forms.row_of(pointer) not in posted.removed}
    values |= posted.values
    kind = action.removeprefix(ADD)
    if action.startswith(ADD) and kind in forms.MOST:
        values |= presentation.new_row(values, kind)
    note = ""
    email = before.get(action.removeprefix(VERIFY), "") if action.startswith(VERIFY) else ""
    if email and email in contacts.unverified(user, stored):
        note = t("profile-verify-sent" if contacts.ask(user, email) else "profile-verify-wait", email=email)
        db.session.commit()
    return _page(Sheet(user, stored, values), posted, shown=posted, note=note)


def _saved(user: User, stored: Stored, before: Mapping[str, str]) -> Response:
    after = updating.values_of(user, stored)
    if after != before:
        mails.tell(user, "profileChanged")
    waiting = [email for email in contacts.unverified(user, stored) if email not in before.values()]
    sent = {email: contacts.ask(user, email) for email in waiting}
    language_changed = after[forms.LANGUAGE] != before[forms.LANGUAGE]
    db.session.commit()
    lang = after[forms.LANGUAGE] if language_changed else None
    flash(t("profile-saved", lang), "success")
    for email, went in sent.items():
        flash(t("profile-verify-sent" if went else "profile-verify-wait", lang, email=email), "info")
    response = make_response(redirect(url_for("profile.show"), _SEE_OTHER))
    if language_changed:
        # What was chosen for one browser gives way to what the person prefers everywhere.
        response.delete_cookie(LANGUAGE_COOKIE)
    return response


def _page(
    sheet: Sheet, posted: Posted | None = None, *, shown: Posted | None = None, note: str = "", status: int = 200
) -> Response:
    """Draw the form. `shown` is the form that this one goes on from, nothing having been compared with what is stored:
    its version and what it showed are carried on.
    """  # noqa: D205 -- one thought
    sections = sheet.sections()
    wrong = [
        (control.id, f"{control.label}{t('profile-colon')}{control.error}")
        for section in sections
        for row in section.rows
        for control in row.controls
        if control.error
    ]
    drawn = {row.name for section in sections for row in section.rows}
    seen = shown.seen if shown else updating.values_of(sheet.user, sheet.stored)
    html = render_template(
        "profile/show.html",
        sections=sections,
        version=request.form.get("version", "") if shown else sheet.stored.version,
        seen="" if seen is None else _COMPACT.encode(seen),
        removed=[row for row in (posted.removed if posted else ()) if row not in drawn],
        main=posted.main if posted else MAIN,
        wrong=wrong,
        conflicts=sheet.conflicts,
        note=note,
        verified=identity.since(sheet.stored),
    )
    return make_response(html, status)
