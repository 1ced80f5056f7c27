"""The embedded worker: Celery in a thread of the web process, set going again should it ever stop."""

import logging
import threading
from typing import Any, Final

from celery import Celery

_THREADS: Final = 2
_PAUSE_SECONDS: Final = 2.0

_log = logging.getLogger("guichet.worker")


class Worker(threading.Thread):
    """Consumes the queue until stopped."""

    def __init__(self, queue: Celery, *, threads: int = _THREADS) -> None:
        """Make the thread; `start` sets it going and `stop` ends it after the jobs it runs."""
        super().__init__(name="guichet-worker", daemon=True)
        self._queue = queue
        self._threads = threads
        self._stopping = threading.Event()
        self._controller: Any = None

    def run(self) -> None:
        """Consume; a controller that ends by itself is replaced after a pause."""
        while not self._stopping.is_set():
            self._controller = self._queue.WorkController(
                pool="threads",
                concurrency=self._threads,
                hostname="guichet@embedded",
                without_gossip=True,
                without_mingle=True,
                without_heartbeat=True,
            )
            self._controller.start()
            if not self._stopping.is_set():
                _log.error("worker stopped")
                self._stopping.wait(_PAUSE_SECONDS)

    def stop(self) -> None:
        """End the thread and wait for the jobs it runs."""
        self._stopping.set()
        if self._controller is not None:
            self._controller.stop()
        if self.is_alive():
            self.join()
