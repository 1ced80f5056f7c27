"""How long the answers to a procedure's last requests took."""

from __future__ import annotations

import math
from dataclasses import dataclass
from datetime import timedelta

from sqlalchemy import select

from guichet.database import db, now
from guichet.publishing.models import DefinitionVersion
from guichet.requests.models import Request
from guichet.requests.states import Status
from guichet_validate.context import PARIS

# Of fewer answers nothing is told: they say little, and may tell about one person.
LEAST = 10
_LAST = 200
_RECENT = timedelta(days=365)
_MOST = 9 / 10


@dataclass(frozen=True, slots=True)
class AnswerTimes:
    """Days from sending to the answer: half of the last requests took at most ``half``, nine in ten ``most``."""

    half: int
    most: int


def answer_times(procedure_id: str) -> AnswerTimes | None:
    """Return what the last answers of a procedure took (at most 200, of one year); ``None`` when they are too few."""
    # By the versions of the definition: requests are indexed by theirs and the day of the answer.
    versions = select(DefinitionVersion.digest).where(DefinitionVersion.procedure_id == procedure_id)
    wanted = (
        select(Request.submitted_at, Request.decided_at)
        .where(
            Request.digest.in_(versions),
            Request.decided_at > now() - _RECENT,
            Request.status.in_([Status.CLOSED.value, Status.REFUSED.value]),
            Request.erased_at.is_(None),
        )
        .order_by(Request.decided_at.desc())
        .limit(_LAST)
    )
    days = sorted(
        (decided.astimezone(PARIS).date() - sent.astimezone(PARIS).date()).days
        for sent, decided in db.session.execute(wanted)
        if sent is not None and decided is not None
    )
    return AnswerTimes(_rank(days, 1 / 2), _rank(days, _MOST)) if len(days) >= LEAST else None


def _rank(days: list[int], share: float) -> int:
    """Return the least number of days that at least that share of the answers kept to."""
    return days[math.ceil(len(days) * share) - 1]
