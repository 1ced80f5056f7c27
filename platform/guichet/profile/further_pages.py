"""Pages beside «Mon profil»: the switches over its use, what requests changed in it, and confirming an address."""

from flask import abort, flash, redirect, request, url_for
from flask_login import current_user
from werkzeug.wrappers import Response

from guichet.accounts.pages import GONE, SEE_OTHER, page
from guichet.accounts.registering import GoneError
from guichet.database import db, writing
from guichet.i18n import t
from guichet.profile import contacts, presentation, services, storing, undoing


def reuse() -> Response:
    """Switch reuse and write-back on or off as a whole."""
    if request.method != "POST":
        return page("profile/reuse.html", profile=services.profile_of(current_user))
    changed = services.switch(current_user, reused="reused" in request.form, fed="fed" in request.form)
    db.session.commit()
    flash(t("profile-reuse-saved" if changed else "profile-reuse-same"), "success")
    return redirect(url_for("profile.reuse"), SEE_OTHER)


def changes() -> Response:
    """List what requests changed in the profile in the last thirty days."""
    stored = storing.read(current_user)
    lines = [
        {
            "past": past,
            "about": presentation.described(past.change, stored.household),
            "old": presentation.in_words(past.change.old, past.change.target),
            "new": presentation.in_words(past.change.new, past.change.target),
        }
        for past in undoing.recent(current_user, stored)
    ]
    return page("profile/changes.html", lines=lines)


def undo(change_id: int) -> Response:
    """Take one of them back, if its value still stands."""
    try:
        if not undoing.undo(current_user, change_id):
            abort(404)
    except undoing.NotStandingError:
        db.session.rollback()
        flash(t("profile-undo-late"), "warning")
    else:
        db.session.commit()
        flash(t("profile-undone"), "success")
    return redirect(url_for("profile.changes"), SEE_OTHER)


def confirm_contact(token: str) -> Response:
    """Ask whether the address is the person's (GET changes nothing), note that it is (POST)."""
    found = contacts.asked(token)
    if found is None:
        return _gone()
    email = found.email
    if request.method != "POST":
        return page("accounts/confirm_email.html", body=t("profile-contact-body", email=email))
    try:
        with writing():
            contacts.confirm(token)
    except GoneError:
        return _gone()
    flash(t("profile-verified-now", email=email), "success")
    return redirect(url_for("profile.show" if current_user.is_authenticated else "security.login"), SEE_OTHER)


def _gone() -> Response:
    return page("accounts/gone.html", status=GONE, again=url_for("profile.show"), kind="contact")
