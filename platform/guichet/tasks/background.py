"""What works behind the pages: one worker and one relay, started and stopped together."""

import logging
import os
import socket
from typing import Final

from flask import Flask

from guichet.config import Config
from guichet.tasks import folder, jobs
from guichet.tasks.queue import embedded, make_queue
from guichet.tasks.relay import Relay
from guichet.tasks.worker import Worker

_NAME_LIMIT: Final = 120


class Background:
    """The worker and the relay of this process."""

    def __init__(self, app: Flask, name: str, *, threads: int) -> None:
        """Make both; `name` says in the job table who holds a job."""
        queue = make_queue(app, name)
        self._worker = Worker(queue, threads=threads)
        self._relay = Relay(app, queue)
        # Celery tells of each task twice at this level; the job's own line says more.
        for library in ("celery", "kombu"):
            logging.getLogger(library).setLevel(logging.WARNING)

    def start(self) -> None:
        """Set both going."""
        self._worker.start()
        self._relay.start()

    def stop(self) -> None:
        """Stop both, letting the jobs that run come to their end."""
        self._relay.stop()
        self._worker.stop()


def within_portal(app: Flask, *, threads: int) -> Background:
    """Return the background of `guichet run`, the only process with this data folder.

    Whatever a former process of that name held when it died is free at once, without waiting for its leases.
    """
    config: Config = app.extensions["guichet_config"]
    name = f"portal:{socket.gethostname()}:{config.data}"[:_NAME_LIMIT]
    if embedded(config):
        folder.empty(config.data / "queue")
    with app.app_context():
        jobs.reclaim(name)
    return Background(app, name, threads=threads)


def alone(app: Flask, *, threads: int) -> Background:
    """Return the background of a worker process of its own, one of any number."""
    return Background(app, f"worker:{socket.gethostname()}:{os.getpid()}"[:_NAME_LIMIT], threads=threads)
