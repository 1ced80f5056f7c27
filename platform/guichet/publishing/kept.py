"""What was last read from the city's files: kept while a file is being edited, or broken."""

from __future__ import annotations

import logging
from collections.abc import Callable, Hashable
from pathlib import Path
from typing import Generic, TypeVar

_log = logging.getLogger("guichet.publishing")

_MOST = 8  # one for each application of a process; tests make many

T = TypeVar("T")


def changed(path: Path) -> int:
    """Return the moment of a file's last change; OSError for none."""
    return path.stat().st_mtime_ns


class Kept(Generic[T]):
    """Reads a file or folder again when it has changed; of one that cannot be read, gives what was read last.

    ``name`` stands in the log; ``faults`` are what ``load`` raises for content that it cannot read. ``stamp`` tells
    one state of the path from another.
    """

    def __init__(
        self,
        name: str,
        load: Callable[[Path], T],
        faults: tuple[type[Exception], ...],
        stamp: Callable[[Path], Hashable] = changed,
    ) -> None:
        """Keep nothing yet."""
        self._name, self._load, self._stamp = name, load, stamp
        self._faults: tuple[type[Exception], ...] = (*faults, OSError)
        self._known: dict[Path, tuple[Hashable, T]] = {}

    def read(self, path: Path) -> T:
        """Return what stands at the path now, or stood there last; raises what ``load`` does when it never could."""
        known = self._known.get(path)
        try:
            stamp = self._stamp(path)
            if known is not None and known[0] == stamp:
                return known[1]
            found = self._load(path)
        except self._faults as error:
            if known is None:
                raise
            _log.warning("%s ignored", self._name, extra={"fields": {"fault": type(error).__name__}})
            return known[1]
        while len(self._known) >= _MOST and path not in self._known:
            self._known.pop(next(iter(self._known)), None)
        self._known[path] = (stamp, found)
        return found
