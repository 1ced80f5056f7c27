"""Who may reach which endpoint: one table, and nothing is open that it does not name.

The relation to an object (its owner, an agent of its service) is enforced by the query of the service
that loads the object: somebody else's object is «not found», like one that does not exist.
"""

from contextlib import suppress
from dataclasses import dataclass
from typing import Literal
from urllib.parse import urlsplit

from flask import Flask, abort, g, redirect, request, url_for
from flask_login import current_user
from werkzeug.wrappers import Response

Actor = Literal["anyone", "citizen", "agent", "publisher", "administrator"]


@dataclass(frozen=True, slots=True)
class Rule:
    """Access to one endpoint.

    `actors`: who enters; `citizen` is anybody signed in, an empty set is nobody (the address does not exist).
    `writes`: whether its transaction begins as a writer; None follows the method (GET and HEAD read).
    `public`: the page shows no personal data to who is not signed in, so a browser may keep it.
    """

    actors: frozenset[Actor]
    writes: bool | None = None
    public: bool = False


def _open_to(*actors: Actor, writes: bool | None = None, public: bool = False) -> Rule:
    return Rule(frozenset(actors), writes=writes, public=public)


PUBLIC = _open_to("anyone", public=True)
ANYONE = _open_to("anyone")
CITIZEN = _open_to("citizen")
AGENT = _open_to("agent")
NOBODY = _open_to()

RULES: dict[str, Rule] = {
    "static": PUBLIC,
    # catalogue
    "catalogue.home": PUBLIC,
    "catalogue.procedure": PUBLIC,
    "catalogue.page": PUBLIC,
    "catalogue.city_stylesheet": PUBLIC,
    "catalogue.choose_language": PUBLIC,
    "catalogue.health": PUBLIC,
    "catalogue.security_txt": PUBLIC,
    "catalogue.robots_txt": PUBLIC,
    # api
    "api.procedures": PUBLIC,
    "api.current_definition": PUBLIC,
    "api.definition": PUBLIC,
    "api.meta_schema": PUBLIC,
    # accounts; checking a password is slow and writes nothing, it must not hold the write lock
    "security.login": _open_to("anyone", writes=False),
    "security.logout": ANYONE,
    "security.verify": NOBODY,
    "accounts.arrival": CITIZEN,
    # requests; the owner's alone by the query, except tracking by number
    "requests.start": ANYONE,
    "requests.index": CITIZEN,
    "requests.show": CITIZEN,
    "requests.step": CITIZEN,
    "requests.review": CITIZEN,
    "requests.receipt": CITIZEN,
    "requests.abandon": CITIZEN,
    "requests.cancel": CITIZEN,
    "requests.history": CITIZEN,
    "requests.file": CITIZEN,
    "requests.tracking": ANYONE,
    # back office; the agent's services by the query. Reading writes: each read is an event
    "backoffice.queue": AGENT,
    "backoffice.show": _open_to("agent", writes=True),
    "backoffice.file": _open_to("agent", writes=True),
    "backoffice.take": AGENT,
    "backoffice.close": AGENT,
    "backoffice.refuse": AGENT,
    # profile
    "profile.show": CITIZEN,
    "profile.save": CITIZEN,
    # messages; opening one notes that it was read
    "messages.inbox": CITIZEN,
    "messages.show": _open_to("citizen", writes=True),
    "messages.failures": AGENT,
    "messages.retry": AGENT,
    "messages.demo_mailbox": ANYONE,
    "messages.demo_mail": ANYONE,
    "messages.demo_letter": ANYONE,
}


def init_app(app: Flask) -> None:
    """Enforce the table before every request."""
    app.before_request(_enforce)


def _enforce() -> Response | None:
    if request.routing_exception is not None:
        return None
    rule = RULES.get(request.endpoint or "", NOBODY)
    g.policy_rule = rule
    g.database_writes = rule.writes
    if "anyone" in rule.actors:
        return None
    if not rule.actors:
        abort(404)
    if not current_user.is_authenticated:
        return redirect(url_for("security.login", next=_back_to()))
    if "citizen" not in rule.actors and not any(current_user.has_role(actor) for actor in rule.actors):
        abort(403)
    return None


def _back_to() -> str:
    """Return where to go after signing in: this page, or the one whose form was posted."""
    if request.method in {"GET", "HEAD"}:
        return request.full_path.rstrip("?")
    with suppress(ValueError):  # whatever a browser sends as its referrer
        referrer = urlsplit(request.referrer or "")
        if referrer.netloc == request.host:
            return referrer.path
    return url_for("catalogue.home")
