"""Run one job: claim it, do what its kind asks for, and mark it in the transaction that holds its effect."""

import logging

from guichet.database import db
from guichet.tasks import jobs
from guichet.tasks.handlers import HANDLERS
from guichet_notify.channels import DeliveryError, PermanentDeliveryError

_log = logging.getLogger("guichet.tasks")


def run(job_id: int, worker: str) -> None:
    """Run the job unless it is done or held elsewhere. Needs an application context; never raises for a job's fault."""
    held = jobs.claim(job_id, worker)
    if held is None:
        return
    try:
        afterwards = HANDLERS[held.kind](held.payload)
        outcome = "done" if jobs.finish(held) else "superseded"
        if afterwards and outcome == "done":
            afterwards()
    except PermanentDeliveryError as error:
        jobs.fail(held, error.code)
        outcome = "failed"
    except (DeliveryError, jobs.NotYetError) as error:
        outcome = "put off" if jobs.put_off(held, error.code) else "failed"
    except Exception as error:  # noqa: BLE001  # whatever a job meets is kept with it and never stops the others
        db.session.rollback()
        _log.exception("job", extra={"fields": {"job": held.id, "kind": held.kind}})
        outcome = "put off" if jobs.put_off(held, type(error).__name__[:60]) else "failed"
    level = logging.ERROR if outcome == "failed" else logging.INFO
    _log.log(level, "job", extra={"fields": {"job": held.id, "attempt": held.attempt, "outcome": outcome}})
