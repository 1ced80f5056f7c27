"""Pages of one's own account: password, address, identifier, and the devices that are signed in."""

from uuid import UUID

from flask import abort, current_app, flash, redirect, request, url_for
from flask_login import current_user
from werkzeug.wrappers import Response

from guichet.accounts import (
    changing,
    confirming,
    forms,
    mails,
    passwords,
    recovering,
    registering,
    sessions,
    throttling,
)
from guichet.accounts.models import User
from guichet.accounts.pages import GONE, NO_CONTENT, SEE_OTHER, form_page, page, password_problem, password_rules, typed
from guichet.accounts.throttling import Try
from guichet.config import Config
from guichet.database import db, writing
from guichet.i18n import t
from guichet.publishing.city import city


def password() -> Response:
    """«Mon mot de passe»."""
    user: User = current_user
    if user.password is None:
        return confirming.no_password()
    if request.method != "POST":
        return form_page("accounts/password.html", rules=password_rules())
    chosen = passwords.normal(request.form.get("password", ""))
    about = (user.username or "", user.email, user.given_name, user.family_name, city().name)
    problems, wait = confirming.by_password(user)
    if problem := password_problem(passwords.problems(chosen, about)):
        problems["password"] = problem
    if problems or wait:
        return form_page("accounts/password.html", problems, wait, rules=password_rules())
    user_id, hashed = user.id, passwords.hashed(chosen)
    with writing():
        recovering.change_password(db.session.get_one(User, user_id), hashed)
    flash(t("accounts-password-changed"), "success")
    return redirect(url_for("profile.show"), SEE_OTHER)


def email() -> Response:
    """Change the address: a link is sent to the new one (POST), which then confirms it."""
    user: User = current_user
    if user.password is None:
        return confirming.no_password()
    if request.method != "POST":
        return form_page("accounts/email.html", email="")
    user_id, written = user.id, typed("email")
    wanted = forms.address(written)
    problems = {}
    if wanted is None:
        problems["email"] = t("accounts-email-wrong" if written.strip() else "accounts-email-missing")
    elif wanted == user.email:
        problems["email"] = t("accounts-email-same")
    wrong, wait = confirming.by_password(user)
    problems |= wrong
    if problems or wait or wanted is None:
        return form_page("accounts/email.html", problems, wait, email=written)
    with writing():
        wait = throttling.take(
            Try(throttling.ASKING_PLACE, throttling.place()), Try(throttling.ACTIVATION_RECIPIENT, wanted)
        )
        if wait is None:
            changing.ask_email(db.session.get_one(User, user_id), wanted)
    if wait:
        return form_page("accounts/email.html", wait=wait, email=written)
    flash(t("accounts-email-sent", email=wanted), "success")
    return redirect(url_for("profile.show"), SEE_OTHER)


def confirm_email(token: str) -> Response:
    """Ask whether the address is to be the account's (GET changes nothing), make it so (POST)."""
    found = changing.asked_email(token)
    if found is None:
        return _gone()
    wanted = found.email
    if request.method != "POST":
        return page("accounts/confirm_email.html", body=t("accounts-confirm-email-body", email=wanted))
    try:
        with writing():
            changing.confirm_email(token)
    except registering.GoneError:
        return _gone()
    flash(t("accounts-email-changed", email=wanted), "success")
    return redirect(url_for("profile.show" if current_user.is_authenticated else "security.login"), SEE_OTHER)


def _gone() -> Response:
    return page("accounts/gone.html", status=GONE, again=url_for("accounts.email"), kind="email")


def identifier() -> Response:
    """Change the identifier."""
    user: User = current_user
    if user.password is None:
        return confirming.no_password()
    if request.method != "POST":
        return form_page("accounts/identifier.html", identifier=user.username or "")
    user_id, written = user.id, typed("identifier")
    wanted = forms.identifier(written)
    problems = {}
    if wanted is None:
        problems["identifier"] = t("accounts-identifier-wrong" if written.strip() else "accounts-identifier-missing")
    wrong, wait = confirming.by_password(user)
    problems |= wrong
    if not problems and not wait and wanted is not None:
        tried = Try(throttling.CHOICE_PLACE, throttling.place())
        try:
            with writing():
                # Kept when the identifier is taken: each such answer tells that somebody has it.
                wait = throttling.take(tried)
            if wait is None:
                with writing():
                    changing.change_identifier(db.session.get_one(User, user_id), wanted)
                    throttling.give_back(tried)
        except registering.TakenError:
            problems["identifier"] = t("accounts-identifier-taken")
    if problems or wait:
        return form_page("accounts/identifier.html", problems, wait, identifier=written)
    flash(t("accounts-identifier-changed", identifier=wanted), "success")
    return redirect(url_for("profile.show"), SEE_OTHER)


def stay() -> Response:
    """Answer the script that asks so as to keep the session open: coming here was enough."""
    return Response(status=NO_CONTENT)


def devices() -> Response:
    """List the browsers in which the account is signed in."""
    config: Config = current_app.extensions["guichet_config"]
    return page(
        "accounts/devices.html",
        sessions=sessions.of(current_user),
        current=sessions.current(),
        minutes=int(config.session_idle.total_seconds() // 60),
        hours=int(config.session_longest.total_seconds() // 3600),
    )


def end_session(session_id: UUID) -> Response:
    """Sign one of them out."""
    if not sessions.end(current_user.id, session_id):
        abort(404)
    return _ended()


def end_others() -> Response:
    """Sign all others out."""
    if not sessions.end_all(current_user.id, but=sessions.current()):
        flash(t("accounts-devices-none"), "success")
        return redirect(url_for("accounts.devices"), SEE_OTHER)
    return _ended()


def _ended() -> Response:
    mails.tell(current_user, "sessionsEnded")
    db.session.commit()
    flash(t("accounts-devices-ended"), "success")
    return redirect(url_for("accounts.devices"), SEE_OTHER)
