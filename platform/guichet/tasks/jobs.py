"""The life of a job: lent to the broker, claimed by one worker, done, put off or failed. Each step is one commit.

The table is the truth and the broker only carries ids: a job that the broker loses, or whose worker dies, comes
back when its lease ends. Every change is a compare-and-set, so that a doubled delivery or a worker that comes back
late changes nothing.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import Any, Final, TypeVar

from sqlalchemy import ColumnElement, Delete, Update, delete, func, or_, select, update

from guichet.database import db, now
from guichet.messages.models import Job

#: Until then a job handed to the broker is not handed over again.
BROKER_LEASE: Final = timedelta(seconds=60)
#: Until then a worker is trusted to be alive: longer than the slowest exchange with a mail server.
WORKER_LEASE: Final = timedelta(seconds=300)
RETRY_AFTER: Final = timedelta(seconds=300)
#: First try and 48 more, 300 s apart: four hours.
MAX_ATTEMPTS: Final = 49
#: Kinds that are never given up: what they wait for comes back, and nobody need set them going again.
PATIENT: Final = frozenset({"scan"})
#: A patient job waits so long after its first attempt, twice as long after each further one, up to the longest wait.
FIRST_WAIT: Final = timedelta(seconds=5)
LONGEST_WAIT: Final = timedelta(seconds=40)
#: How many jobs may lie in the broker at a time: a folder is slow when it is full.
WINDOW: Final = 100
#: How long a job that was done can be looked up. Its key, of an id or of an hour that is over, never comes again.
KEPT: Final = timedelta(days=30)
_AT_ONCE: Final = 5000

_Changing = TypeVar("_Changing", Update, Delete)


class NotYetError(Exception):
    """What the job needs is away for now; `code` says what."""

    def __init__(self, code: str) -> None:
        """Keep the code."""
        super().__init__(code)
        self.code = code


@dataclass(frozen=True, slots=True)
class Claim:
    """A job that one worker holds; `attempt` is the number of the claim and proves it is still ours."""

    id: int
    kind: str
    payload: dict[str, str]
    attempt: int


def _waiting() -> tuple[ColumnElement[bool], ...]:
    """Say which jobs are to be handed to the broker now."""
    moment = now()
    return (
        Job.state == "ready",
        Job.run_after <= moment,
        or_(Job.lease_until.is_(None), Job.lease_until <= moment),
    )


def lend() -> Sequence[int]:
    """Mark the next waiting jobs as lent to the broker and return their ids, oldest first."""
    lent = select(func.count()).where(Job.state == "ready", Job.lease_until > now())
    room = WINDOW - (db.session.scalar(lent) or 0)
    ids = db.session.scalars(select(Job.id).where(*_waiting()).order_by(Job.id).limit(max(room, 0))).all()
    if ids:
        statement = update(Job).where(Job.id.in_(ids), *_waiting()).values(lease_until=now() + BROKER_LEASE)
        ids = sorted(db.session.scalars(_plain(statement).returning(Job.id)).all())
    db.session.commit()
    return ids


def take_back(ids: Sequence[int]) -> None:
    """Undo the loan of jobs that the broker did not take."""
    db.session.execute(_plain(update(Job).where(Job.id.in_(ids), Job.state == "ready").values(lease_until=None)))
    db.session.commit()


def claim(job_id: int, worker: str) -> Claim | None:
    """Give the job to this worker, or None when it is not waiting: done, held by another, or put off."""
    moment = now()
    statement = (
        update(Job)
        .where(Job.id == job_id, Job.state == "ready", Job.run_after <= moment)
        .values(state="running", worker=worker, lease_until=moment + WORKER_LEASE, attempts=Job.attempts + 1)
    )
    row = db.session.execute(_plain(statement).returning(Job.kind, Job.payload, Job.attempts)).one_or_none()
    db.session.commit()
    return None if row is None else Claim(job_id, row.kind, row.payload, row.attempts)


def finish(held: Claim) -> bool:
    """Mark the job done in the transaction that holds its effect, and commit both.

    False, and nothing is kept, when the job was given to another worker meanwhile.
    """
    if _change(held, state="done", done_at=now(), lease_until=None, fault=None):
        db.session.commit()
        return True
    db.session.rollback()
    return False


def put_off(held: Claim, fault: str) -> bool:
    """Drop the effect and try again later, or fail when it was the last attempt. True when it is put off."""
    patient = held.kind in PATIENT
    if held.attempt >= MAX_ATTEMPTS and not patient:
        fail(held, fault)
        return False
    db.session.rollback()
    wait = min(FIRST_WAIT * 2 ** min(held.attempt - 1, 10), LONGEST_WAIT) if patient else RETRY_AFTER
    _change(held, state="ready", run_after=now() + wait, lease_until=None, fault=fault)
    db.session.commit()
    return True


def fail(held: Claim, fault: str) -> None:
    """Drop the effect and give the job up: only a person sets it going again."""
    db.session.rollback()
    _change(held, state="failed", done_at=now(), lease_until=None, fault=fault)
    db.session.commit()


def sweep() -> int:
    """Free the jobs whose worker has not been heard of within its lease; return how many there were."""
    return _free(Job.lease_until <= now())


def forget() -> int:
    """Delete jobs that were done long ago, the oldest first, so many at a time; return how many. Commits."""
    old = select(Job.id).where(Job.state == "done", Job.done_at <= now() - KEPT).order_by(Job.id).limit(_AT_ONCE)
    count = _count(delete(Job).where(Job.id.in_(old)))
    db.session.commit()
    return count


def reclaim(worker: str) -> int:
    """Free every job of a worker that is known to be dead, and every loan; return how many jobs it held."""
    freed = _free(Job.worker == worker)
    db.session.execute(_plain(update(Job).where(Job.state == "ready").values(lease_until=None)))
    db.session.commit()
    return freed


def _free(condition: ColumnElement[bool]) -> int:
    lost = (Job.state == "running", condition)
    spent = update(Job).where(*lost, Job.attempts >= MAX_ATTEMPTS, Job.kind.not_in(PATIENT))
    given_up = _count(spent.values(state="failed", done_at=now(), lease_until=None, fault="worker-lost"))
    freed = _count(update(Job).where(*lost).values(state="ready", lease_until=None, fault="worker-lost"))
    db.session.commit()
    return given_up + freed


def _change(held: Claim, **values: Any) -> bool:
    ours = (Job.id == held.id, Job.state == "running", Job.attempts == held.attempt)
    return _count(update(Job).where(*ours).values(**values)) == 1


def _count(statement: _Changing) -> int:
    return len(db.session.scalars(_plain(statement).returning(Job.id)).all())


def _plain(statement: _Changing) -> _Changing:
    """Leave the rows in memory alone: each step starts from the table."""
    return statement.execution_options(synchronize_session=False)
