"""What the engine knows besides the answers, for a draft being filled and for a request as it was filed."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Mapping
from functools import lru_cache
from typing import Any

from sqlalchemy import select

from guichet.accounts.models import User
from guichet.database import db
from guichet.federation import services as federation
from guichet.library import services as library
from guichet.profile.services import context_of
from guichet.publishing.lists import lists
from guichet.publishing.services import settings_of
from guichet.requests import reusing
from guichet.requests.models import Request
from guichet_validate import pointers
from guichet_validate.context import PARIS, Context
from guichet_validate.engine import Evaluation
from guichet_validate.lists import resting_on
from guichet_validate.model import Definition

_EARLIER = "request:"
_PROFILE = "profile:"
_HOUSEHOLD = "household:"
_CLAIM = "franceconnect:"


def live(definition: Definition, user: User | None, *, with_profile: bool) -> Context:
    """Return the surroundings of this moment; the profile costs a query, so it is read only where it is used.

    A value that the person cannot change comes from here at every save, never from the browser. Whoever switched reuse
    off gets nothing filled in, and neither does a request without an account.
    """
    if user is None:
        return Context(
            now=dt.datetime.now(PARIS),
            settings=settings_of(definition.id),
            signed_in=False,
            lists=lists() if definition.lists else {},
        )
    papers = library.papers(user.id) if reusing.reuses(definition) else ()
    # Whose paper it is shows by the names in the profile.
    known = context_of(user) if with_profile or papers or _fixes(definition) else {}
    return Context(
        now=dt.datetime.now(PARIS),
        settings=settings_of(definition.id),
        signed_in=True,
        assurance="verified" if _reads_assurance(definition) and federation.is_verified(user) else None,
        profile=known.get("profile", {}),
        household=tuple(known.get("household", ())),
        # Always, for what is certified may be fixed: on every step, and when the request is sent.
        franceconnect=federation.claims_of(user.id) if _reads_claims(definition) else {},
        library=papers if known else (),
        earlier=_earlier(definition, user) if known else {},
        lists=lists() if definition.lists else {},
    )


def filed(request: Request) -> Context:
    """Return the surroundings that the request was evaluated in when it was sent, whatever has changed since.

    A draft, and a request whose answers were erased, have those of this moment.
    """
    kept: Mapping[str, Any] | None = request.evaluated
    if not kept:
        return Context.at_present(settings=settings_of(request.procedure_id))
    return Context(
        now=dt.datetime.fromisoformat(kept["now"]),
        settings=kept["settings"],
        signed_in=kept["signedIn"],
        assurance=kept["assurance"],
        lists=kept.get("lists", {}),
    )


def kept_of(definition: Definition, context: Context, evaluation: Evaluation) -> dict[str, Any]:
    """Return what ``filed`` needs to judge the finished answers of this evaluation, as JSON."""
    return {
        "now": context.now.isoformat(),
        "settings": definition.settings_with(context.settings),
        "signedIn": context.signed_in,
        "assurance": context.assurance,
        "lists": resting_on(context.lists, evaluation.found),
    }


@lru_cache(maxsize=4096)
def prefills(definition: Definition, step_id: str) -> bool:
    """Tell whether anything on a step is taken over from the profile or an earlier request."""
    return bool(_sources(definition, step_id))


@lru_cache(maxsize=4096)
def picks_members(definition: Definition, step_id: str) -> bool:
    """Tell whether a step offers the members of the household each time it is drawn."""
    return any(source.startswith(_HOUSEHOLD) for source in _sources(definition, step_id))


@lru_cache(maxsize=1024)
def _fixes(definition: Definition) -> bool:
    """Tell whether any value of the account is taken over so that the person cannot change it."""
    return any(source.startswith((_PROFILE, _EARLIER)) for _, sources in definition.plan.lockable for source in sources)


def _sources(definition: Definition, step_id: str | None) -> list[str]:
    step = definition.step(step_id) if step_id else None
    found: list[str] = []
    for template, field in definition.fields.items():
        if step is None or any(pointers.within(template, listed) for listed in step.fields):
            found.extend(field.node.get("x-prefill", {}).get("from", ()))
    return found


@lru_cache(maxsize=1024)
def _reads_claims(definition: Definition) -> bool:
    return any(source.startswith(_CLAIM) for source in _sources(definition, None))


@lru_cache(maxsize=1024)
def _reads_assurance(definition: Definition) -> bool:
    """Tell whether any condition may ask for the assurance: the word alone in another place costs one query."""
    return "assurance" in json.dumps(definition.document)


@lru_cache(maxsize=1024)
def _followed(definition: Definition) -> tuple[str, ...]:
    """Return the procedures whose last request this definition takes answers from; ``last`` is its own."""
    named = (source.removeprefix(_EARLIER) for source in _sources(definition, None) if source.startswith(_EARLIER))
    return tuple(dict.fromkeys("last" if name.startswith("last/") else name.partition("/")[0] for name in named))


def _earlier(definition: Definition, user: User) -> dict[str, Any]:
    found = {}
    for name in _followed(definition):
        wanted = (
            select(Request.answers)
            .where(Request.user_id == user.id, Request.procedure_id == (definition.id if name == "last" else name))
            .where(Request.submitted_at.is_not(None))
            .order_by(Request.submitted_at.desc())
            .limit(1)
        )
        answers = db.session.scalars(wanted).first()
        if answers:
            found[name] = answers
    return found
