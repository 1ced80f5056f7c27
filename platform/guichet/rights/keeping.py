"""How long the data of a request are kept: what its definition says of it, and what the law adds."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from typing import Any, Final

from guichet.requests.states import Status
from guichet_validate.context import PARIS
from guichet_validate.functions import shift
from guichet_validate.model import Definition

#: Where the city must be able to show what it decided, erasure can be refused (GDPR, article 17, 3, b).
_LAWFUL: Final = frozenset({"legal-obligation", "public-task"})
_DECIDED: Final = frozenset({Status.CLOSED.value, Status.REFUSED.value})


def is_stated(definition: Definition) -> bool:
    """Tell whether a definition says how long data are kept; one that asks for none may not."""
    return "retention" in _privacy(definition)


def retention(definition: Definition) -> str:
    """Return how long a decided request is kept, as an ISO 8601 duration."""
    return str(_privacy(definition)["retention"])


def draft_retention(definition: Definition) -> str:
    """Return how long an untouched draft is kept; no longer than a decided request where nothing else is said."""
    return str(_privacy(definition).get("draftRetention") or retention(definition))


def until(moment: dt.datetime, duration: str) -> dt.datetime:
    """Return the moment (UTC) at which what happened then has been kept for that duration, by the Paris calendar."""
    return shift(moment.astimezone(PARIS), duration).astimezone(dt.UTC)


def latest(moment: dt.datetime, duration: str) -> dt.datetime:
    """Return a moment after which nothing can have been kept for that duration; some days of margin for the calendar.

    A query asks for what is older; `until` then decides of each.
    """
    return shift(moment.astimezone(PARIS), f"-{duration}").astimezone(dt.UTC) + dt.timedelta(days=4)


def outlives_the_account(definition: Definition, status: str) -> bool:
    """Tell whether the city must keep a decided request although its person deletes the account.

    What was withdrawn before any decision, and what rests on consent or on a contract, goes with the account.
    """
    return status in _DECIDED and is_stated(definition) and _privacy(definition).get("basis") in _LAWFUL


def emptied_fields(definition: Definition) -> tuple[str, ...]:
    """Return the templates of the answers that are emptied once the request is decided."""
    return tuple(
        template
        for template, field in definition.fields.items()
        if isinstance(own := field.node.get("x-privacy"), Mapping) and own.get("erase") is True
    )


def _privacy(definition: Definition) -> Mapping[str, Any]:
    found = definition.document.get("x-privacy")
    return found if isinstance(found, Mapping) else {}
