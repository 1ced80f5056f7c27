"""The addresses of federation, and the pages of coming in: there, back, and a new account."""

from typing import Final

from flask import Blueprint, abort, flash, redirect, request, session, url_for
from flask_login import current_user
from werkzeug.wrappers import Response

from guichet.accounts import sessions
from guichet.accounts.models import User
from guichet.accounts.pages import SEE_OTHER, form_page
from guichet.accounts.proven import Proven
from guichet.database import db, writing
from guichet.federation import attempts, logout, own_pages, presentation, services
from guichet.federation.attempts import Ended
from guichet.federation.claims import Identity
from guichet.federation.pages import asked, known_page, refused, send
from guichet.federation.provider import Identified, Provider
from guichet.federation.reasons import Reason, RefusedError
from guichet.i18n import language, t
from guichet.security import is_own_address

blueprint = Blueprint("federation", __name__)

_SIGN_IN: Final = "sign-in"
_LONGEST_NEXT: Final = 2000
#: What a provider may answer instead of a code; anything else is a fault of one of us.
_ERRORS: Final[dict[str, Reason]] = {
    "access_denied": "cancelled",
    "login_required": "cancelled",
    "interaction_required": "cancelled",
    "consent_required": "cancelled",
    "account_selection_required": "cancelled",
    "server_error": "unavailable",
    "temporarily_unavailable": "unavailable",
}


def start(name: str) -> Response:
    """Send whoever wants to sign in to the provider."""
    to = asked(name)
    if current_user.is_authenticated:
        return redirect(url_for("accounts.arrival"), SEE_OTHER)
    wanted = request.form.get("next", "")
    return send(to, _SIGN_IN, next_page=wanted if len(wanted) <= _LONGEST_NEXT and is_own_address(wanted) else "")


def callback(name: str) -> Response:
    """Receive who comes back from the provider."""
    by = asked(name)
    try:
        attempt = _attempt(by)
        identified = _identified(by, attempt)
        if attempt.purpose == own_pages.LINK:
            return own_pages.linked(by, attempt, identified)
        return _come_in(by, attempt, identified)
    except RefusedError as error:
        return refused(by, error)


def _attempt(by: Provider) -> Ended:
    with writing():
        attempt = attempts.end(by.name, request.args.get("state", ""))
    if attempt is None or attempt.purpose == logout.PURPOSE:
        raise RefusedError("expired", "state")
    return attempt


def _identified(by: Provider, attempt: Ended) -> Identified:
    if not by.names_itself(request.args.get("iss")):
        raise RefusedError("invalid", "answer: issuer")
    if "error" in request.args:
        raise RefusedError(_ERRORS.get(request.args["error"], "invalid"), "answer: error")
    return by.identify(request.args.get("code", ""), attempt.nonce, attempt.code_verifier)


def _come_in(by: Provider, attempt: Ended, identified: Identified) -> Response:
    identity = identified.identity
    with writing():
        user = services.enter(identity, by.settings)
        user_id = None if user is None else user.id
        new = user is None and by.name == "franceconnect"
        if new and not identity.email:
            raise RefusedError("address")
        known = new and services.is_known_address(identity)
        if new and not known:
            attempts.keep(identified, attempt.next_page)
    if user_id is not None:
        return _open(by, user_id, identified.id_token, attempt.next_page)
    if known:
        return known_page(by)
    if not new:
        raise RefusedError("stranger")
    return redirect(url_for("federation.accept", name=by.name), SEE_OTHER)


def accept(name: str) -> Response:
    """Ask somebody new to accept the general conditions (GET), and make the account (POST)."""
    by = asked(name)
    if by.name != "franceconnect":
        abort(404)
    if current_user.is_authenticated:
        return redirect(url_for("accounts.arrival"), SEE_OTHER)
    pending = attempts.kept()
    if pending is None:
        return refused(by, RefusedError("expired", "pending"))
    identity, id_token, next_page = Identity.from_json(pending.claims), pending.id_token, pending.next
    if request.method != "POST":
        return _accept_page(identity)
    if request.form.get("action") == "refuse":
        return _give_up(by, id_token)
    if request.form.get("terms") != "true":
        return _accept_page(identity, {"terms": t("accounts-terms-missing")})
    try:
        response = _open(by, _create(identity), id_token, next_page)
    except services.KnownAddressError:
        return known_page(by)
    except RefusedError as error:
        return refused(by, error)
    flash(t("federation-created"), "success")
    return response


def _create(identity: Identity) -> int:
    """Make the account of who waits in this browser, once; return its id."""
    with writing():
        if not attempts.drop():
            raise RefusedError("expired", "pending")
        return services.create(identity, language()).id


def _accept_page(identity: Identity, problems: dict[str, str] | None = None) -> Response:
    return form_page("federation/accept.html", problems, identity=identity, rows=presentation.rows(identity))


def _give_up(by: Provider, id_token: str) -> Response:
    """Forget who waits, and sign them out of the provider."""
    with writing():
        attempts.drop()
    flash(t("federation-given-up"), "success")
    return redirect(logout.url(by.name, id_token) or url_for("catalogue.home"), SEE_OTHER)


def _open(by: Provider, user_id: int, id_token: str, next_page: str) -> Response:
    # Whether its person showed a second factor is the provider's to ask.
    if not sessions.sign_in(Proven.of(db.session.get_one(User, user_id)), by.name, strong=True):
        raise RefusedError("closed")
    session.pop(attempts.BROWSER, None)
    logout.remember(by.name, id_token)
    return redirect(next_page or url_for("accounts.arrival"), SEE_OTHER)


def signed_out(name: str) -> Response:
    """Receive who comes back from signing out of the provider."""
    by = asked(name)
    with writing():
        attempt = attempts.end(by.name, request.args.get("state", ""))
    if attempt is not None and attempt.purpose == logout.PURPOSE:
        flash(t("federation-signed-out", provider=t(f"federation-name-{by.name}")), "success")
    return redirect(url_for("catalogue.home"), SEE_OTHER)


_READ = ("GET",)
_POST = ("POST",)
for _rule, _view, _methods in (
    ("/sign-in/<name>", start, _POST),
    ("/sign-in/<name>/callback", callback, _READ),
    ("/sign-in/<name>/register", accept, ("GET", "POST")),
    ("/sign-in/<name>/signed-out", signed_out, _READ),
    ("/profile/identity/<name>", own_pages.own, _READ),
    ("/profile/identity/<name>/link", own_pages.link, _POST),
    ("/profile/identity/<name>/unlink", own_pages.unlink, _POST),
):
    blueprint.add_url_rule(_rule, view_func=_view, methods=_methods)
