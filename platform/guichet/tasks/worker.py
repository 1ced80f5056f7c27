"""The embedded worker: Celery in a thread of the web process, set going again should it ever stop."""

import logging
import threading
from typing import Any, Final

from celery import Celery
from celery.app.trace import setup_worker_optimizations

_NAME: Final = "guichet@embedded"
_PAUSE_SECONDS: Final = 2.0
_STOP_SECONDS: Final = 30.0

_log = logging.getLogger("guichet.worker")


class Worker(threading.Thread):
    """Consumes the queue until stopped."""

    def __init__(self, queue: Celery, *, threads: int) -> None:
        """Make the thread; `start` sets it going and `stop` ends it after the jobs it runs."""
        super().__init__(name="guichet-worker", daemon=True)
        self._queue = queue
        self._threads = threads
        self._stopping = threading.Event()
        self._controller: Any = None

    def run(self) -> None:
        """Consume; a controller that ends by itself is replaced after a pause."""
        # As Celery's own command does: the threads of the pool start without an application and take the default one,
        # in which our task would be unknown.
        setup_worker_optimizations(self._queue, _NAME)
        while not self._stopping.is_set():
            try:
                self._consume()
            except Exception:  # noqa: BLE001  # no letter would leave any more if this thread ended
                _log.exception("worker")
            if not self._stopping.is_set():
                _log.error("worker stopped")
                self._stopping.wait(_PAUSE_SECONDS)

    def _consume(self) -> None:
        self._controller = self._queue.WorkController(
            pool="threads",
            concurrency=self._threads,
            hostname=_NAME,
            without_gossip=True,
            without_mingle=True,
            without_heartbeat=True,
        )
        self._controller.start()

    def stop(self) -> None:
        """End the thread and wait for the jobs it runs."""
        self._stopping.set()
        if self._controller is not None:
            self._controller.stop()
        # A thread that waits for a broker in vain ends with the process, and its jobs when their leases end.
        if self.is_alive():
            self.join(_STOP_SECONDS)
