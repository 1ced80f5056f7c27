"""One opinion a request: given or changed for some days after the decision, then cut from it; told as figures."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Collection
from dataclasses import dataclass
from typing import Final

from sqlalchemy import ColumnElement, func, select, update

from guichet.database import db, now
from guichet.opinions.models import Opinion
from guichet.requests.models import Request
from guichet.requests.states import StaleRequestError, Status
from guichet_validate.context import PARIS

ANSWERS: Final = ("very-good", "good", "fair", "bad", "very-bad")
COMMENT_LIMIT: Final = 200  # characters
#: How long an opinion may be given and changed after the decision.
OPEN: Final = dt.timedelta(days=30)
#: Fewer than so many say nothing of a procedure, and might say who said it.
FEWEST: Final = 5
#: After so many months nobody needs a comment any more; its answer stays in the figures.
_COMMENT_MONTHS: Final = 12
_MONTHS: Final = 12
_DECIDED: Final = frozenset({Status.CLOSED, Status.REFUSED})
_PLAIN: Final = {"synchronize_session": False}  # the rows in memory are not looked at


@dataclass(frozen=True, slots=True)
class Result:
    """What was said of one procedure in the months that are over: ``counts`` by answer, empty when too few spoke."""

    procedure_id: str
    service: str
    total: int
    counts: tuple[tuple[str, int], ...]
    comments: tuple[str, ...]


def open_until(request: Request) -> dt.datetime | None:
    """Return until when the opinion on a request may be given or changed; nothing when it may not."""
    if request.status not in _DECIDED or request.decided_at is None or request.erased_at is not None:
        return None
    end = request.decided_at + OPEN
    return end if end > now() else None


def of(request: Request) -> Opinion | None:
    """Return the opinion on a request, as long as it belongs to it."""
    return db.session.scalars(select(Opinion).where(Opinion.request_id == request.id)).first()


def give(request: Request, answer: str, comment: str) -> None:
    """Keep the answer of a request's person in place of the one of before; the caller commits.

    Raises ``StaleRequestError`` when the time for it is over.
    """
    # Two tabs at once write one after the other.
    db.session.execute(select(Request.id).where(Request.id == request.id).with_for_update())
    end = open_until(request)
    if end is None:
        raise StaleRequestError
    found = of(request) or Opinion(request_id=request.id, procedure_id=request.procedure_id, service=request.service)
    found.answer, found.comment, found.open_until, found.month = answer, comment, end, _this_month()
    db.session.add(found)


def results(services: Collection[str] | None = None) -> list[Result]:
    """Return what was said of each procedure, of these services or of all, in the months that are over.

    A month is told when it is over, so that no look at the figures before and after tells one answer.
    """
    told: list[ColumnElement[bool]] = [Opinion.month < _this_month()]
    if services is not None:
        told.append(Opinion.service.in_(services))
    columns = (Opinion.procedure_id, Opinion.service, Opinion.answer)
    counts: dict[tuple[str, str], Counter[str]] = {}
    for procedure_id, service, answer, count in db.session.execute(
        select(*columns, func.count()).where(*told).group_by(*columns).order_by(*columns)
    ):
        counts.setdefault((procedure_id, service), Counter())[answer] += count
    comments: dict[tuple[str, str], list[str]] = {}
    # By their text: the order in which they came would tell who wrote them.
    said = select(Opinion.procedure_id, Opinion.service, Opinion.comment).where(*told, Opinion.comment != "")
    for procedure_id, service, comment in db.session.execute(said.order_by(Opinion.comment)):
        comments.setdefault((procedure_id, service), []).append(comment)
    found = []
    for (procedure_id, service), answers in counts.items():
        total = answers.total()
        enough = total >= FEWEST
        found.append(
            Result(
                procedure_id,
                service,
                total,
                tuple((answer, answers[answer]) for answer in ANSWERS) if enough else (),
                tuple(comments.get((procedure_id, service), ())) if enough else (),
            )
        )
    return found


def seal() -> int:
    """Cut the opinions whose time is over from their requests, and forget old comments; return how many were cut."""
    over = update(Opinion).where(Opinion.open_until <= now()).values(request_id=None, open_until=None)
    cut = db.session.scalars(over.returning(Opinion.id), execution_options=_PLAIN).all()
    old = update(Opinion).where(Opinion.month <= _months_ago(_COMMENT_MONTHS), Opinion.comment != "")
    db.session.execute(old.values(comment=""), execution_options=_PLAIN)
    db.session.commit()
    return len(cut)


def _this_month() -> dt.date:
    return now().astimezone(PARIS).date().replace(day=1)


def _months_ago(count: int) -> dt.date:
    first = _this_month()
    year, month = divmod(first.year * _MONTHS + first.month - 1 - count, _MONTHS)
    return dt.date(year, month + 1, 1)
