"""Who may reach which endpoint: one table, and nothing is open that it does not name.

The relation to an object (its owner, an agent of its service) is enforced by the query of the service
that loads the object: somebody else's object is «not found», like one that does not exist.
"""

from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass
from typing import Literal
from urllib.parse import urlsplit

from flask import Flask, abort, current_app, g, redirect, request, url_for
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
ADMINISTRATOR = _open_to("administrator")
NOBODY = _open_to()
# Slow work on passwords, between short transactions that write by themselves.
READING = _open_to("anyone", writes=False)
OWN_READING = _open_to("citizen", writes=False)

RULES: dict[str, Rule] = {
    "static": PUBLIC,
    "asset": PUBLIC,
    # catalogue
    "catalogue.home": PUBLIC,
    "catalogue.procedure": PUBLIC,
    "catalogue.page": PUBLIC,
    "catalogue.paper_form": PUBLIC,
    "catalogue.city_stylesheet": PUBLIC,
    "catalogue.choose_language": PUBLIC,
    "catalogue.health": PUBLIC,
    "catalogue.security_txt": PUBLIC,
    "catalogue.robots_txt": PUBLIC,
    # gallery
    "gallery.index": PUBLIC,
    "gallery.show": PUBLIC,
    # api
    "api.procedures": PUBLIC,
    "api.current_definition": PUBLIC,
    "api.definition": PUBLIC,
    "api.meta_schema": PUBLIC,
    # accounts; checking a password is slow, it must not hold the write lock
    "security.login": READING,
    "security.logout": ANYONE,
    "security.verify": NOBODY,
    "accounts.arrival": CITIZEN,
    "accounts.register": READING,
    "accounts.registered": ANYONE,
    "accounts.activate": READING,
    "accounts.forgotten": READING,
    "accounts.forgotten_sent": ANYONE,
    "accounts.reset": READING,
    "accounts.confirm_email": READING,
    "accounts.password": OWN_READING,
    "accounts.email": OWN_READING,
    "accounts.identifier": OWN_READING,
    "accounts.stay": CITIZEN,
    "accounts.devices": CITIZEN,
    "accounts.end_session": CITIZEN,
    "accounts.end_others": CITIZEN,
    # second factor; the first five are for who has just shown a password, and is not signed in
    "second_factor.code": READING,
    "second_factor.key": READING,
    "second_factor.first_key": READING,
    "second_factor.recovery_code": READING,
    "second_factor.first": READING,
    "second_factor.show": OWN_READING,
    "second_factor.authenticator": OWN_READING,
    "second_factor.remove_authenticator": OWN_READING,
    "second_factor.recovery_codes": OWN_READING,
    "second_factor.own_key": OWN_READING,
    "second_factor.remove_key": OWN_READING,
    # rights; a copy is read while it is sent, a deletion writes in one short transaction after the password
    "rights.copy": OWN_READING,
    "rights.readings": CITIZEN,
    "rights.consents": CITIZEN,
    "rights.delete": OWN_READING,
    "rights.confirm": READING,
    "rights.deleted": ANYONE,
    "rights.administration": _open_to("administrator", writes=False),
    # federation; what the provider answers is waited for without any lock
    "federation.start": READING,
    "federation.callback": READING,
    "federation.accept": READING,
    "federation.signed_out": READING,
    "federation.own": OWN_READING,
    "federation.link": OWN_READING,
    "federation.unlink": OWN_READING,
    # requests; the owner's alone by the query, except tracking by number
    "requests.start": ANYONE,
    "requests.index": CITIZEN,
    "requests.show": CITIZEN,
    "requests.overview": CITIZEN,
    "requests.step": CITIZEN,
    "requests.review": CITIZEN,
    "requests.receipt": CITIZEN,
    "requests.abandon": CITIZEN,
    "requests.cancel": CITIZEN,
    "requests.history": CITIZEN,
    "requests.file": CITIZEN,
    "requests.signed_in": CITIZEN,
    # posted only so that what is typed stands in no address
    "requests.choices": _open_to("citizen", writes=False),
    "requests.tracking": ANYONE,
    "requests.receipt_pdf": CITIZEN,
    "requests.copy_pdf": CITIZEN,
    # back office; the agent's services by the query. Reading writes: each read is an event
    "backoffice.queue": AGENT,
    "backoffice.show": _open_to("agent", writes=True),
    "backoffice.file": _open_to("agent", writes=True),
    "backoffice.copy_pdf": _open_to("agent", writes=True),
    "backoffice.take": AGENT,
    "backoffice.close": AGENT,
    "backoffice.refuse": AGENT,
    # documents of libraries; the agent's services by the query
    "desk.queue": AGENT,
    "desk.show": _open_to("agent", writes=True),
    "desk.file": _open_to("agent", writes=True),
    "desk.accept": AGENT,
    "desk.refuse": AGENT,
    # staff
    "staff.index": ADMINISTRATOR,
    "staff.invite": ADMINISTRATOR,
    "staff.member": ADMINISTRATOR,
    "staff.suspend": ADMINISTRATOR,
    "staff.restore": ADMINISTRATOR,
    "staff.link": ADMINISTRATOR,
    "staff.reset_second_factor": ADMINISTRATOR,
    # profile
    "profile.show": CITIZEN,
    "profile.save": CITIZEN,
    "profile.reuse": CITIZEN,
    "profile.changes": CITIZEN,
    "profile.undo": CITIZEN,
    "profile.confirm_contact": READING,
    # library; a file is looked through while others may write
    "library.index": CITIZEN,
    "library.add": OWN_READING,
    "library.replace": OWN_READING,
    "library.delete": OWN_READING,
    "library.file": CITIZEN,
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


def also(app: Flask, rules: Mapping[str, Rule]) -> None:
    """Open further endpoints of one application, which no other portal has."""
    app.extensions["guichet_rules"] = dict(rules)


def rule_of(endpoint: str | None) -> Rule:
    """Return the access to an endpoint of the current application."""
    further: Mapping[str, Rule] = current_app.extensions.get("guichet_rules", {})
    return RULES.get(endpoint or "") or further.get(endpoint or "", NOBODY)


def _enforce() -> Response | None:
    if request.routing_exception is not None:
        return None
    rule = rule_of(request.endpoint)
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
