"""The outbox: a job is written in the caller's transaction and woken when that transaction commits."""

from collections.abc import Callable, Mapping

from sqlalchemy import event
from sqlalchemy.orm import Session

from guichet.messages.models import Job

#: Called after each commit that wrote a job. The relay of this process adds itself; elsewhere polling does the work.
wakers: set[Callable[[], None]] = set()


def _wake(_session: Session) -> None:
    for waker in tuple(wakers):
        waker()


def post(session: Session, kind: str, key: str, payload: Mapping[str, str]) -> Job:
    """Add a job of that kind to the session. `key` says the work is done once; `payload` holds ids only."""
    job = Job(kind=kind, key=key, payload=dict(payload))
    session.add(job)
    wake_after_commit(session)
    return job


def wake_after_commit(session: Session) -> None:
    """Have the relay look at once when this transaction commits."""
    # After a rollback the listener stays until the next commit: a needless wake-up, nothing more.
    event.listen(session, "after_commit", _wake, once=True)
