"""Pages of registration: asking for an account, the letter on its way, activating."""

from flask import flash, redirect, request, session, url_for
from flask_login import current_user
from werkzeug.wrappers import Response

from guichet.accounts import forms, passwords, registering, throttling
from guichet.accounts.pages import GONE, SEE_OTHER, form_page, page, password_problem, password_rules, typed
from guichet.accounts.throttling import Try
from guichet.database import writing
from guichet.i18n import language, t
from guichet.profile.typing_in import clean
from guichet.publishing.city import city

_FIELDS = ("email", "given-name", "family-name", "terms")
_ASKED = "asked_for"


def register() -> Response:
    """Ask for an account (GET shows the form, POST keeps the registration and sends the link)."""
    if current_user.is_authenticated:
        return redirect(url_for("accounts.arrival"))
    if request.method != "POST":
        return form_page("accounts/register.html", values=dict.fromkeys(_FIELDS, ""))
    values = {name: typed(name) for name in _FIELDS}
    asked = registering.Asked(
        forms.address(values["email"]) or "", clean(values["given-name"]), clean(values["family-name"]), language()
    )
    problems = _problems(asked, values)
    if problems:
        return form_page("accounts/register.html", problems, values=values)
    with writing():
        wait = throttling.take(
            Try(throttling.ASKING_PLACE, throttling.place()), Try(throttling.ACTIVATION_RECIPIENT, asked.email)
        )
        if wait is None:
            registering.ask(asked)
    if wait:
        return form_page("accounts/register.html", wait=wait, values=values)
    session[_ASKED] = asked.email
    return redirect(url_for("accounts.registered"), SEE_OTHER)


def _problems(asked: registering.Asked, values: dict[str, str]) -> dict[str, str]:
    found = {}
    if not asked.email:
        found["email"] = t("accounts-email-wrong" if values["email"].strip() else "accounts-email-missing")
    for name, value in (("given-name", asked.given_name), ("family-name", asked.family_name)):
        if not value:
            found[name] = t(f"accounts-{name}-missing")
        elif len(value) > forms.LONGEST_NAME:
            found[name] = t("accounts-too-long", most=forms.LONGEST_NAME)
    if values["terms"] != "true":
        found["terms"] = t("accounts-terms-missing")
    return found


def registered() -> Response:
    """Say that the letter is on its way, whatever becomes of it."""
    return page("accounts/registered.html", email=session.pop(_ASKED, ""))


def activate(token: str) -> Response:
    """Show the form that makes the account (GET changes nothing), or make it (POST)."""
    found = registering.find(token)
    if found is None:
        return page("accounts/gone.html", status=GONE, again=url_for("accounts.register"), kind="registration")
    email = found.email
    if request.method != "POST":
        return _form(email, "")
    chosen, password = typed("identifier"), passwords.normal(request.form.get("password", ""))
    identifier = forms.identifier(chosen)
    wrong = {}
    if identifier is None:
        wrong["identifier"] = t("accounts-identifier-wrong" if chosen.strip() else "accounts-identifier-missing")
    about = (chosen, email, found.family_name, found.given_name, city().name)
    if problem := password_problem(passwords.problems(password, about)):
        wrong["password"] = problem
    if wrong or identifier is None:
        return _form(email, chosen, wrong)
    tried = Try(throttling.CHOICE_PLACE, throttling.place())
    with writing():
        wait = throttling.take(tried)
    if wait:
        return form_page("accounts/activate.html", wait=wait, email=email, identifier=chosen, rules=password_rules())
    if not registering.is_free(identifier):
        return _form(email, chosen, {"identifier": t("accounts-identifier-taken")})
    hashed = passwords.hashed(password)
    try:
        with writing():
            registering.activate(token, identifier, hashed)
            throttling.give_back(tried)
    except registering.TakenError:
        return _form(email, chosen, {"identifier": t("accounts-identifier-taken")})
    except registering.GoneError:
        return page("accounts/gone.html", status=GONE, again=url_for("accounts.register"), kind="registration")
    flash(t("accounts-created"), "success")
    return redirect(url_for("security.login"), SEE_OTHER)


def _form(email: str, identifier: str, problems: dict[str, str] | None = None) -> Response:
    return form_page("accounts/activate.html", problems, email=email, identifier=identifier, rules=password_rules())
