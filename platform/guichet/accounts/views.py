"""The addresses of accounts, and where a person arrives after signing in."""

from flask import Blueprint, current_app, redirect, url_for
from flask_login import current_user
from werkzeug.wrappers import Response

from guichet.accounts import recovery_pages, registration_pages, settings_pages

blueprint = Blueprint("accounts", __name__)

_READ = ("GET",)
_FORM = ("GET", "POST")

for _rule, _view, _methods in (
    ("/register", registration_pages.register, _FORM),
    ("/register/sent", registration_pages.registered, _READ),
    ("/register/<token>", registration_pages.activate, _FORM),
    ("/forgotten", recovery_pages.forgotten, _FORM),
    ("/forgotten/sent", recovery_pages.forgotten_sent, _READ),
    ("/forgotten/<token>", recovery_pages.reset, _FORM),
    ("/email/<token>", settings_pages.confirm_email, _FORM),
    ("/profile/password", settings_pages.password, _FORM),
    ("/profile/email", settings_pages.email, _FORM),
    ("/profile/identifier", settings_pages.identifier, _FORM),
    ("/session", settings_pages.stay, _READ),
    ("/profile/devices", settings_pages.devices, _READ),
    ("/profile/devices/<uuid:session_id>/end", settings_pages.end_session, ("POST",)),
    ("/profile/devices/end-others", settings_pages.end_others, ("POST",)),
):
    blueprint.add_url_rule(_rule, view_func=_view, methods=_methods)


@blueprint.get("/welcome")
def arrival() -> Response:
    """Lead agents to their queue, administrators to the staff and everybody else to their requests."""
    places = (("agent", "backoffice.queue"), ("administrator", "staff.index"))
    wanted = next((place for role, place in places if current_user.has_role(role)), "requests.index")
    return redirect(url_for(wanted if wanted in current_app.view_functions else "catalogue.home"))
