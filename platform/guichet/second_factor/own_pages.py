"""Pages of one's own account: its second factor, each change of which asks for the password again."""

from collections.abc import Callable
from typing import Any, TypeVar

from flask import abort, flash, redirect, request, url_for
from flask_login import current_user
from werkzeug.wrappers import Response

from guichet.accounts import confirming
from guichet.accounts import services as accounts
from guichet.accounts.models import User
from guichet.accounts.pages import SEE_OTHER, form_page, page
from guichet.database import db, writing
from guichet.i18n import t
from guichet.second_factor import proposing, recovery, services

_Done = TypeVar("_Done")


def show() -> Response:
    """Show the factors of the account, and what can be done with them."""
    return page(
        "second_factor/show.html",
        authenticator=services.authenticator(current_user.id),
        left=recovery.left(current_user.id),
        many=recovery.MANY,
        needed=accounts.needs_second_factor(current_user),
    )


def authenticator() -> Response:
    """Add an application, or put another in place of the one there is."""
    user: User = current_user
    if user.password is None:
        return confirming.no_password()
    has = services.has_any(user.id)
    template = "second_factor/authenticator.html"
    if request.method != "POST":
        return form_page(template, has=has, **proposing.values(user))
    shown, problems = proposing.read(user)
    proposed = proposing.values(user)
    wrong, wait = confirming.by_password(user)
    problems = {**problems, **wrong}
    if problems or wait or shown.counter is None:
        return form_page(template, problems, wait, has=has, **proposed)
    counter = shown.counter
    made = _write(user, lambda own: services.add_authenticator(own, shown.secret, counter))
    proposing.forget()
    flash(t("second-replaced" if has else "second-added"), "success")
    return _codes(made) if made else redirect(url_for("second_factor.show"), SEE_OTHER)


def remove_authenticator() -> Response:
    """Take the application off the account."""
    if services.authenticator(current_user.id) is None or accounts.needs_second_factor(current_user):
        abort(404)
    return _confirmed("remove", services.remove_authenticator, _removed)


def _removed(_nothing: None) -> Response:
    flash(t("second-removed"), "success")
    return redirect(url_for("second_factor.show"), SEE_OTHER)


def recovery_codes() -> Response:
    """Put new recovery codes in place of the earlier ones, and show them once."""
    if not services.has_any(current_user.id):
        abort(404)
    return _confirmed("renew", services.renew_recovery, _codes)


def _codes(made: tuple[str, ...]) -> Response:
    onwards = url_for("second_factor.show")
    return page("second_factor/codes.html", codes=made, onwards=onwards, many=recovery.MANY)


def _confirmed(what: str, action: Callable[[User], _Done], done: Callable[[_Done], Response]) -> Response:
    """Ask for the password (GET); with it, act and answer with what then is to be shown (POST)."""
    user: User = current_user
    if user.password is None:
        return confirming.no_password()
    template = "second_factor/confirm.html"
    if request.method != "POST":
        return form_page(template, what=what)
    problems, wait = confirming.by_password(user)
    if problems or wait:
        return form_page(template, problems, wait, what=what)
    return done(_write(user, action))


def _write(user: Any, action: Callable[[User], _Done]) -> _Done:
    user_id = user.id
    with writing():
        return action(db.session.get_one(User, user_id))
