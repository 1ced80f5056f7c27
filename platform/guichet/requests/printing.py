"""The PDF faces of a request: receipt, copy and decisions, from what was frozen when it was sent."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from guichet.accounts.models import User
from guichet.database import db, now
from guichet.messages.letters import address_of
from guichet.publishing import services as publishing
from guichet.publishing.city import city, city_texts, contact_of
from guichet.requests import contexts
from guichet.requests.models import NO_DUE_DATE, Request
from guichet_render.paper import Facts, Printed, paper
from guichet_validate.engine import evaluate


def receipt(request: Request, lang: str) -> Printed:
    """Return the receipt of a request that was sent; the same bytes each time. Raises PressError."""
    definition = publishing.by_digest(request.digest)
    context = contexts.filed(request)
    evaluation = evaluate(definition, request.answers, context)
    return paper(lang).receipt(definition, evaluation, context=context, facts=_facts(request, lang))


def copy(request: Request, lang: str) -> Printed:
    """Return all answers of a request that was sent. Raises PressError."""
    definition = publishing.by_digest(request.digest)
    context = contexts.filed(request)
    evaluation = evaluate(definition, request.answers, context)
    return paper(lang).copy(definition, evaluation, context=context, facts=_facts(request, lang))


def decision(request: Request, decision_id: str, lang: str) -> Printed:
    """Return a document of ``x-decision`` for a request that was sent.

    Raises LookupError when the definition has none of that id, PressError as the others.
    """
    definition = publishing.by_digest(request.digest)
    context = contexts.filed(request)
    evaluation = evaluate(definition, request.answers, context)
    facts = replace(_facts(request, lang), decided_at=request.decided_at or now())
    return paper(lang).decision(definition, decision_id, evaluation, context=context, facts=facts)


def issuer(service_id: str, lang: str) -> dict[str, Any]:
    """Return what every document says of who hands it out: city, colour, service, how and where to reach it."""
    document = city_texts(lang)
    service: Mapping[str, Any] = document["services"].get(service_id, {})
    colour = city().colours.get("light", {}).get("city")
    return {
        "city": document.get("title", document["name"]),
        "service": service.get("title", service_id),
        "contact": contact_of(service),
        "places": tuple(
            (office.get("title", ""), office.get("body", ""))
            for office in document.get("offices", ())
            if office.get("id") == service.get("office")
        ),
        **({"colour": colour} if colour else {}),
    }


def _facts(request: Request, lang: str) -> Facts:
    user = db.session.get(User, request.user_id) if request.user_id is not None else None
    return Facts(
        **issuer(request.service, lang),
        url=address_of(request),
        number=request.number or "",
        applicant=user.full_name if user else "",
        filed_at=request.submitted_at,
        due_on=None if request.due_on == NO_DUE_DATE else request.due_on,
    )
