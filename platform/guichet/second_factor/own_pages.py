"""Pages of one's own account: its second factor, each change of which asks for the password again."""

import secrets
from collections.abc import Callable
from functools import partial
from typing import Any, Final, TypeVar
from uuid import UUID

from flask import abort, flash, redirect, request, session, url_for
from flask_login import current_user
from werkzeug.wrappers import Response

from guichet.accounts import confirming
from guichet.accounts import services as accounts
from guichet.accounts.models import User
from guichet.accounts.pages import SEE_OTHER, form_page, page
from guichet.database import db, writing
from guichet.i18n import t
from guichet.second_factor import keys, proposing, recovery, services

_Done = TypeVar("_Done")
#: What a key being added must sign, in the cookie.
_CHALLENGE: Final = "key_challenge"
_CHALLENGE_BYTES: Final = 32


def show() -> Response:
    """Show the factors of the account, and what can be done with them."""
    return page(
        "second_factor/show.html",
        authenticator=services.authenticator(current_user.id),
        left=recovery.left(current_user.id),
        many=recovery.MANY,
        keys=keys.of(current_user.id),
        needed=accounts.needs_second_factor(current_user),
        removable=services.may_remove(current_user),
    )


def authenticator() -> Response:
    """Add an application, or put another in place of the one there is."""
    user: User = current_user
    if user.password is None:
        return confirming.no_password()
    has = services.authenticator(user.id) is not None
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
    if services.authenticator(current_user.id) is None or not services.may_remove(current_user):
        abort(404)
    return _confirmed("remove", lambda own: services.remove(own, None), _removed)


def own_key() -> Response:
    """Add a security key: the browser makes it, and then the password is asked for if it was not just given."""
    user: User = current_user
    if user.password is None:
        return confirming.no_password()
    template = "second_factor/key.html"
    if request.method != "POST":
        session[_CHALLENGE] = secrets.token_urlsafe(_CHALLENGE_BYTES)
        return form_page(template, options=keys.to_add(user, _challenge()), name="")
    return _add_key(template)


@partial(confirming.asked_again, always=True)
def _add_key(template: str) -> Response:
    user: User = current_user
    name = proposing.key_name()
    made = keys.made(request.form.get("credential", ""), _challenge()) if _CHALLENGE in session else None
    problems = proposing.key_problems(made, name)
    if made is None or problems:
        session[_CHALLENGE] = secrets.token_urlsafe(_CHALLENGE_BYTES)
        return form_page(template, problems, options=keys.to_add(user, _challenge()), name=name)
    session.pop(_CHALLENGE, None)
    new = made
    try:
        shown = _write(user, lambda own: services.add_key(own, new, name))
    except services.ExistsError:
        flash(t("second-key-known"), "warning")
        return redirect(url_for("second_factor.show"), SEE_OTHER)
    flash(t("second-key-added", name=name), "success")
    return _codes(shown) if shown else redirect(url_for("second_factor.show"), SEE_OTHER)


def _challenge() -> bytes:
    return str(session[_CHALLENGE]).encode()


def remove_key(key_id: UUID) -> Response:
    """Take a security key off the account."""
    found = next((key for key in keys.of(current_user.id) if key.id == key_id), None)
    if found is None or not services.may_remove(current_user):
        abort(404)
    return _confirmed("remove-key", lambda own: services.remove(own, key_id), _removed, name=found.name)


def _removed(_nothing: None) -> Response:
    flash(t("second-removed" if services.has_any(current_user.id) else "second-off"), "success")
    return redirect(url_for("second_factor.show"), SEE_OTHER)


def recovery_codes() -> Response:
    """Put new recovery codes in place of the earlier ones, and show them once."""
    if not services.has_any(current_user.id):
        abort(404)
    return _confirmed("renew", services.renew_recovery, _codes)


def _codes(made: tuple[str, ...]) -> Response:
    onwards = url_for("second_factor.show")
    return page("second_factor/codes.html", codes=made, onwards=onwards, many=recovery.MANY)


def _confirmed(
    what: str, action: Callable[[User], _Done], done: Callable[[_Done], Response], name: str = ""
) -> Response:
    """Ask for the password (GET); with it, act and answer with what then is to be shown (POST)."""
    user: User = current_user
    if user.password is None:
        return confirming.no_password()
    template = "second_factor/confirm.html"
    if request.method != "POST":
        return form_page(template, what=what, name=name)
    problems, wait = confirming.by_password(user)
    if problems or wait:
        return form_page(template, problems, wait, what=what, name=name)
    try:
        return done(_write(user, action))
    except services.NeededError:
        # Another one was removed at this very moment.
        return redirect(url_for("second_factor.show"), SEE_OTHER)


def _write(user: Any, action: Callable[[User], _Done]) -> _Done:
    user_id = user.id
    with writing():
        return action(db.session.get_one(User, user_id))
