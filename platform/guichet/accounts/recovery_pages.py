"""Pages of a forgotten identifier or password."""

from flask import flash, redirect, request, session, url_for
from flask_security.utils import login_user
from werkzeug.wrappers import Response

from guichet.accounts import forms, passwords, recovering, registering, throttling
from guichet.accounts.models import User
from guichet.accounts.pages import GONE, SEE_OTHER, form_page, page, password_problem, password_rules, typed
from guichet.accounts.throttling import Try
from guichet.database import db, writing
from guichet.i18n import language, t
from guichet.publishing.city import city
from guichet.second_factor import services as second_factor

_ASKED = "asked_for"


def forgotten() -> Response:
    """Ask for help with signing in (GET shows the form, POST sends the letter)."""
    if request.method != "POST":
        return form_page("accounts/forgotten.html", email="")
    written = typed("email")
    email = forms.address(written)
    if email is None:
        problem = t("accounts-email-wrong" if written.strip() else "accounts-email-missing")
        return form_page("accounts/forgotten.html", {"email": problem}, email=written)
    with writing():
        wait = throttling.take(
            Try(throttling.ASKING_PLACE, throttling.place()), Try(throttling.RECOVERY_RECIPIENT, email)
        )
        if wait is None:
            recovering.ask(email, language())
    if wait:
        return form_page("accounts/forgotten.html", wait=wait, email=written)
    session[_ASKED] = email
    return redirect(url_for("accounts.forgotten_sent"), SEE_OTHER)


def forgotten_sent() -> Response:
    """Say that the letter is on its way, whatever becomes of it."""
    return page("accounts/forgotten_sent.html", email=session.pop(_ASKED, ""))


def reset(token: str) -> Response:
    """Show the form that changes the password (GET changes nothing), or change it (POST)."""
    user = recovering.owner(token)
    if user is None:
        return _gone()
    name = user.username or user.email
    if request.method != "POST":
        return form_page("accounts/reset.html", name=name, rules=password_rules())
    password = passwords.normal(request.form.get("password", ""))
    about = (name, user.email, user.given_name, user.family_name, city().name)
    if problem := password_problem(passwords.problems(password, about)):
        return form_page("accounts/reset.html", {"password": problem}, name=name, rules=password_rules())
    hashed = passwords.hashed(password)
    try:
        with writing():
            user_id = (found := recovering.reset(token, hashed)).id
            must_show_more = bool(found.roles) or second_factor.has_any(user_id)
    except registering.GoneError:
        return _gone()
    if must_show_more:
        # Who sees the data of others, or asked for it, proves more than the reading of one mailbox.
        flash(t("accounts-reset-done"), "success")
        return redirect(url_for("security.login"), SEE_OTHER)
    # Signed in at once: whoever has others try passwords against an account never keeps its owner out.
    login_user(db.session.get_one(User, user_id), remember=False)
    flash(t("accounts-reset-signed-in"), "success")
    return redirect(url_for("accounts.arrival"), SEE_OTHER)


def _gone() -> Response:
    return page("accounts/gone.html", status=GONE, again=url_for("accounts.forgotten"), kind="password")
