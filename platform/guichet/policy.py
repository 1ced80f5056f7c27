"""Who may reach which endpoint: one table, and nothing is open that it does not name.

The relation to an object (its owner, an agent of its service) is enforced by the query of the service
that loads the object: somebody else's object is «not found», like one that does not exist. In which statuses a page
of a request does its work stands here too: in any other it leads elsewhere and changes nothing.
"""

from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass, replace
from typing import Literal
from urllib.parse import urlsplit

from flask import Flask, abort, current_app, g, redirect, request, url_for
from flask_login import current_user
from werkzeug.wrappers import Response

from guichet.private import browsers
from guichet.requests.states import DONE, QUEUED, TRANSITIONS, Status

Actor = Literal["anyone", "citizen", "holder", "agent", "publisher", "administrator"]
Relation = Literal["owner", "service"]


@dataclass(frozen=True, slots=True)
class Rule:
    """Access to one endpoint.

    `actors`: who enters; `citizen` is anybody signed in, `holder` a browser that may open the request without an
    account which the address names (any at all where it names none); an empty set is nobody (the address does not
    exist).
    `writes`: whether its transaction begins as a writer; None follows the method (GET and HEAD read).
    `public`: the page shows no personal data to who is not signed in, so a browser may keep it.
    `relation`: what ties the actor to the object that the address names: it is theirs (their account's, or open in
    their browser by its private link), or their service's.
    `statuses`: of the request that the address names, those in which the page does its work; None is any.
    """

    actors: frozenset[Actor]
    writes: bool | None = None
    public: bool = False
    relation: Relation | None = None
    statuses: frozenset[Status] | None = None


def _open_to(*actors: Actor, writes: bool | None = None, public: bool = False) -> Rule:
    return Rule(frozenset(actors), writes=writes, public=public)


def _of(rule: Rule, relation: Relation, *statuses: Status) -> Rule:
    return replace(rule, relation=relation, statuses=frozenset(statuses) or None)


PUBLIC = _open_to("anyone", public=True)
ANYONE = _open_to("anyone")
CITIZEN = _open_to("citizen")
AGENT = _open_to("agent")
ADMINISTRATOR = _open_to("administrator")
NOBODY = _open_to()
# Slow work on passwords, between short transactions that write by themselves.
READING = _open_to("anyone", writes=False)
OWN_READING = _open_to("citizen", writes=False)
# What names one object: the reader's own, or one of the agent's services. Reading what is a service's writes: each
# read is an event.
OWNER = _of(CITIZEN, "owner")
OWNER_READING = _of(OWN_READING, "owner")
# A request is its owner's with an account or without one.
ASKING = _open_to("citizen", "holder")
OWN = _of(ASKING, "owner")
OWN_DRAFT = _of(ASKING, "owner", Status.DRAFT)
SENT = QUEUED | DONE
OWN_SENT = _of(ASKING, "owner", *SENT)
SERVICE = _of(AGENT, "service")
SERVICE_READING = _of(_open_to("agent", writes=True), "service")
# A picture takes its time: the look is written afterwards, in a short transaction.
SERVICE_LOOKING = _of(_open_to("agent", writes=False), "service")
SERVICE_LOOKING_SENT = _of(_open_to("agent", writes=False), "service", *SENT)
SERVICE_READING_SENT = _of(_open_to("agent", writes=True), "service", *SENT)


def _taking(rule: Rule, transition: str) -> Rule:
    """Return the access to a page that takes a transition: it works where the table of states lets it."""
    return replace(rule, statuses=TRANSITIONS[transition].sources)


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
    "accounts.end_session": OWNER,
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
    "second_factor.remove_key": OWNER_READING,
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
    "requests.index": ASKING,
    "requests.show": OWN,
    "requests.overview": OWN_DRAFT,
    "requests.step": OWN_DRAFT,
    "requests.review": OWN_DRAFT,
    "requests.receipt": OWN_SENT,
    "requests.abandon": OWN_DRAFT,
    "requests.cancel": _taking(OWN, "cancel"),
    "requests.amend": _of(ASKING, "owner", Status.PENDING, Status.PROCESSING),
    "requests.correct": _of(ASKING, "owner", Status.PROCESSING),
    "requests.history": OWN,
    "requests.write": _of(ASKING, "owner", *QUEUED),
    "requests.file": OWN,
    "requests.signed_in": CITIZEN,
    # posted only so that what is typed stands in no address
    "requests.choices": _of(_open_to("citizen", "holder", writes=False), "owner", Status.DRAFT),
    "requests.tracking": ANYONE,
    "requests.receipt_pdf": OWN_SENT,
    "requests.copy_pdf": OWN_SENT,
    # requests without an account; what the link opens is found by its token
    "private.begin": READING,
    "private.lost": READING,
    "private.lost_sent": ANYONE,
    "private.open": ANYONE,
    "private.leave": ANYONE,
    "private.saved": OWN_DRAFT,
    "private.waiting": OWN_DRAFT,
    "private.address": OWN_DRAFT,
    "private.claim": OWNER,
    # back office; the agent's services by the query
    "backoffice.queue": AGENT,
    "backoffice.show": SERVICE_READING_SENT,
    "backoffice.file": SERVICE_READING_SENT,
    "backoffice.picture": SERVICE_LOOKING_SENT,
    "backoffice.copy_pdf": SERVICE_READING_SENT,
    "backoffice.take": _taking(SERVICE, "take"),
    "backoffice.close": _taking(SERVICE, "close"),
    "backoffice.refuse": _taking(SERVICE, "refuse"),
    "backoffice.give_back": _taking(SERVICE, "return"),
    "backoffice.correction": _of(_open_to("agent", writes=True), "service", Status.PROCESSING),
    "backoffice.write": _of(AGENT, "service", *QUEUED),
    "backoffice.note": _of(AGENT, "service", *SENT),
    "backoffice.document": SERVICE_READING_SENT,
    "backoffice.accept_document": _of(AGENT, "service", Status.PROCESSING),
    "backoffice.refuse_document": _of(AGENT, "service", Status.PROCESSING),
    # documents of libraries; the agent's services by the query
    "desk.queue": AGENT,
    "desk.show": SERVICE_READING,
    "desk.file": SERVICE_READING,
    "desk.picture": SERVICE_LOOKING,
    "desk.accept": SERVICE,
    "desk.refuse": SERVICE,
    # opinions; one of one's own, and what all of them say
    "opinions.give": _of(ASKING, "owner", Status.CLOSED, Status.REFUSED),
    "opinions.results": _open_to("agent", "publisher", "administrator"),
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
    "profile.undo": OWNER,
    "profile.confirm_contact": READING,
    # library; a file is looked through while others may write
    "library.index": CITIZEN,
    "library.add": OWN_READING,
    "library.replace": OWNER_READING,
    "library.delete": OWNER_READING,
    "library.file": OWNER,
    "library.picture": OWNER_READING,
    # messages; opening one notes that it was read
    "messages.inbox": CITIZEN,
    "messages.show": _of(_open_to("citizen", writes=True), "owner"),
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


def admits(status: str) -> bool:
    """Tell whether the page that is asked for does its work on a request of that status."""
    rule: Rule = g.policy_rule
    return rule.statuses is None or status in rule.statuses


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
        if "holder" in rule.actors and browsers.holds((request.view_args or {}).get("request_id")):
            return None
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
