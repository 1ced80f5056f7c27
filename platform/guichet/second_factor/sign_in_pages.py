"""Pages between the password and the session: the code, a recovery code, and the first application of who needs one."""

from collections.abc import Callable
from datetime import datetime
from typing import Final

from flask import flash, redirect, request, url_for
from flask_login import current_user
from werkzeug.wrappers import Response

from guichet.accounts import sessions, throttling
from guichet.accounts.models import User
from guichet.accounts.pages import SEE_OTHER, form_page, page
from guichet.accounts.proven import Proven
from guichet.accounts.throttling import Try
from guichet.database import db, writing
from guichet.i18n import t
from guichet.second_factor import half, keys, proposing, recovery, services
from guichet.second_factor.proposing import key_name, key_problems

_CODE: Final = "second_factor/code.html"
_RECOVERY: Final = "second_factor/recovery_code.html"
_FIRST: Final = "second_factor/first.html"


def code() -> Response:
    """Ask for a code of the application, and sign in with it."""

    def accept(user: User, given: str) -> bool:
        return services.accept_code(user.id, given)

    return _step(_CODE, accept, "second-code-wrong", "second-code-missing")


def key() -> Response:
    """Sign in with a security key, as the button of the page of codes asked the browser."""

    def accept(user: User, given: str) -> bool:
        return keys.accept(user.id, given, half.challenge())

    if request.method != "POST":
        return redirect(url_for("second_factor.code"), SEE_OTHER)
    return _step(_CODE, accept, "second-key-wrong", "second-key-missing", "credential")


def recovery_code() -> Response:
    """Ask for a recovery code instead, and sign in with it."""
    return _step(_RECOVERY, services.accept_recovery, "second-recovery-wrong", "second-recovery-missing")


def _step(
    template: str, accept: Callable[[User, str], bool], wrong: str, missing: str, field: str = "code"
) -> Response:
    user = half.waiting()
    if user is None:
        return _begin_again()
    if not services.has_any(user.id):
        return redirect(url_for("second_factor.first"), SEE_OTHER)
    given, user_id = request.form.get(field, ""), user.id
    if request.method != "POST":
        return _ways(template, user_id)
    if not given.strip():
        return _ways(template, user_id, {field: t(missing)})
    tried = Try(throttling.SECOND_FACTOR, str(user_id))
    with writing():
        wait = throttling.take(tried)
        if wait and throttling.take(Try(throttling.SECOND_FACTOR_LETTER, str(user_id))) is None:
            services.tell_of_tries(db.session.get_one(User, user_id))
    if wait:
        return _ways(template, user_id, wait=wait)
    with writing():
        # Read again: only what still holds now, while nobody else writes, opens the account.
        user = half.waiting()
        proven = None
        if user is not None and accept(user, given):
            throttling.forget(tried)
            proven = Proven.of(user)
    if user is None:
        return _begin_again()
    if proven is None:
        return _ways(template, user_id, {field: t(wrong)})
    return _sign_in(proven) or redirect(_next(), SEE_OTHER)


def _ways(
    template: str, user_id: int, problems: dict[str, str] | None = None, wait: datetime | None = None
) -> Response:
    """Return a page of the step, with the ways that the account has."""
    held = bool(keys.of(user_id))
    return form_page(
        template,
        problems,
        wait,
        by_code=services.authenticator(user_id) is not None,
        options=keys.to_show(user_id, half.challenge()) if held else "",
    )


def first() -> Response:
    """Lead somebody whose role needs a second factor, and who has none, to the first one; then sign in with it."""
    user = half.waiting()
    if user is None:
        return _begin_again()
    if services.has_any(user.id):
        return redirect(url_for("second_factor.code"), SEE_OTHER)
    if request.method != "POST":
        return form_page(_FIRST, **proposing.values(user))
    shown, problems = proposing.read(user)
    if shown.counter is None:
        return form_page(_FIRST, problems, **proposing.values(user))
    try:
        with writing():
            user = half.waiting()
            if user is None:
                return _begin_again()
            made = services.add_authenticator(user, shown.secret, shown.counter, first=True)
            proven = Proven.of(user)
    except services.ExistsError:
        return _begin_again()
    onwards = _next()
    return _sign_in(proven) or page("second_factor/codes.html", codes=made, onwards=onwards, many=recovery.MANY)


def first_key() -> Response:
    """Take a security key as the first factor instead of an application; then sign in with it."""
    user = half.waiting()
    if user is None:
        return _begin_again()
    if services.has_any(user.id):
        return redirect(url_for("second_factor.code"), SEE_OTHER)
    template, name = "second_factor/first_key.html", key_name()
    options = keys.to_add(user, half.challenge())
    if request.method != "POST":
        return form_page(template, options=options, name="")
    made = keys.made(request.form.get("credential", ""), half.challenge())
    problems = key_problems(made, name)
    if made is None or problems:
        return form_page(template, problems, options=options, name=name)
    try:
        with writing():
            user = half.waiting()
            if user is None:
                return _begin_again()
            codes = services.add_key(user, made, name, first=True)
            proven = Proven.of(user)
    except services.ExistsError:
        return _begin_again()
    onwards = _next()
    return _sign_in(proven) or page("second_factor/codes.html", codes=codes, onwards=onwards, many=recovery.MANY)


def _sign_in(proven: Proven) -> Response | None:
    """Open the account; return where to go when it closed at this very moment."""
    if not sessions.sign_in(proven, "second factor", strong=True):
        return _begin_again()
    proposing.forget()
    return None


def _next() -> str:
    found = half.next_page()
    half.end()
    return found or url_for("accounts.arrival")


def _begin_again() -> Response:
    if current_user.is_authenticated:
        return redirect(url_for("accounts.arrival"), SEE_OTHER)
    half.end()
    proposing.forget()
    flash(t("second-again"), "warning")
    return redirect(url_for("security.login"), SEE_OTHER)
