"""The relay: brings what the outbox holds to the broker, frees jobs whose worker is gone, tidies up."""

import logging
import threading
import time
from typing import Final

from celery import Celery
from flask import Flask

from guichet.messages import outbox
from guichet.tasks import jobs, tidying
from guichet.tasks.queue import TASK

POLL_SECONDS: Final = 0.3
SWEEP_SECONDS: Final = 10.0
TIDY_SECONDS: Final = 3600.0
_LONGEST_PAUSE_SECONDS: Final = 10.0

_log = logging.getLogger("guichet.relay")


class Relay(threading.Thread):
    """Polls the job table, woken at once by each commit of this process that wrote a job."""

    def __init__(self, app: Flask, queue: Celery) -> None:
        """Make the thread; `start` sets it going and `stop` ends it."""
        super().__init__(name="guichet-relay", daemon=True)
        self._app = app
        self._queue = queue
        self._news = threading.Event()
        self._stopping = threading.Event()

    def run(self) -> None:
        """Relay until stopped. A broker or a database that is away, or any other fault, costs a pause, never a job."""
        outbox.wakers.add(self._news.set)
        swept, tidied = 0.0, time.monotonic()
        pause = POLL_SECONDS
        while not self._stopping.is_set():
            try:
                with self._app.app_context():
                    if time.monotonic() - swept >= SWEEP_SECONDS:
                        self._sweep()
                        swept = time.monotonic()
                    self.relay()
                    if time.monotonic() - tidied >= TIDY_SECONDS:
                        tidied = time.monotonic()
                        tidying.tidy()
                pause = POLL_SECONDS
            except Exception as error:  # noqa: BLE001  # nobody would be told anything any more if this thread ended
                pause = min(pause * 2, _LONGEST_PAUSE_SECONDS)
                _log.warning("relay", extra={"fields": {"fault": type(error).__name__, "pause": pause}})
                self._stopping.wait(pause)
                continue
            self._news.wait(pause)
            self._news.clear()
        outbox.wakers.discard(self._news.set)

    def relay(self) -> int:
        """Hand the waiting jobs to the broker and return how many; those it does not take stay waiting."""
        ids = jobs.lend()
        for position, job_id in enumerate(ids):
            try:
                self._queue.send_task(TASK, (job_id,), retry=False)
            except BaseException:
                jobs.take_back(ids[position:])
                raise
        return len(ids)

    def stop(self) -> None:
        """End the thread and wait for it."""
        self._stopping.set()
        self._news.set()
        if self.is_alive():
            self.join()

    @staticmethod
    def _sweep() -> None:
        freed = jobs.sweep()
        if freed:
            _log.warning("sweep", extra={"fields": {"freed": freed}})
