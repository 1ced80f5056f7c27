"""The Celery application: one task that carries a job's id, over a folder or over the broker that is set."""

from typing import Any, Final

from celery import Celery
from flask import Flask

from guichet.config import Config
from guichet.tasks import folder
from guichet.tasks.running import run

TASK: Final = "guichet.run_job"
_EMBEDDED: Final = "filesystem"


def embedded(config: Config) -> bool:
    """Whether the broker is a folder of this portal rather than a server."""
    return config.broker_url.partition(":")[0] == _EMBEDDED


def _broker(config: Config) -> dict[str, Any]:
    if embedded(config):
        return {
            "broker_url": "filesystem://localhost//",
            "broker_transport": "guichet.tasks.folder:Transport",
            "broker_transport_options": folder.prepare(config.data / "queue"),
        }
    # A broker that is away must be reported at once: the relay keeps the job and tries again.
    return {
        "broker_url": config.broker_url,
        "broker_transport_options": {"max_retries": 1, "interval_start": 0, "socket_connect_timeout": 5},
    }


def make_queue(app: Flask, worker: str) -> Celery:
    """Return the finalized Celery application; `worker` names, in the job table, who runs the jobs here."""
    config: Config = app.extensions["guichet_config"]
    queue = Celery("guichet", set_as_current=False, loader="celery.loaders.default:Loader", fixups=[])
    queue.conf.update(
        _broker(config),
        accept_content=["json"],
        task_serializer="json",
        task_ignore_result=True,
        task_acks_late=True,
        task_reject_on_worker_lost=True,
        task_default_queue="guichet",
        task_publish_retry=False,
        broker_connection_retry_on_startup=True,
        # Two tries, then Worker starts afresh: while Celery itself waits for a broker, nothing can stop it.
        broker_connection_max_retries=1,
        broker_connection_timeout=5,
        # A folder is looked at ten times a second: several jobs a look. One that is lost on the way comes back.
        worker_prefetch_multiplier=8 if embedded(config) else 1,
        worker_enable_remote_control=False,
        worker_hijack_root_logger=False,
        worker_redirect_stdouts=False,
        worker_cancel_long_running_tasks_on_connection_loss=True,
    )

    # Not shared: Celery would hand it, bound to this application, to any other one of the process.
    @queue.task(name=TASK, shared=False)  # type: ignore[untyped-decorator]
    def run_job(job_id: int) -> None:
        with app.app_context():
            run(job_id, worker)

    # A task that is unknown when the threads pool starts would be dropped without a line in the log.
    queue.finalize()
    return queue
