"""A bar on standard error while a long run goes on, where a person watches."""

from __future__ import annotations

import sys
import time
from types import TracebackType
from typing import Any, Self

import click

from guichet_validate.cli.options import sentence

# Seconds before the bar appears: a run that ends sooner needs none.
_PATIENCE = 0.7


class Progress:
    """Told how many files are done; draws nothing unless standard error is a terminal and the run lasts."""

    def __init__(self, lang: str) -> None:
        self._lang = lang
        self._watched = sys.stderr.isatty()
        self._started = time.monotonic()
        self._bar: Any = None
        self._done = 0

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._bar is not None:
            self._bar.render_finish()

    def __call__(self, done: int, total: int) -> None:
        """Note that so many files of a total are done."""
        if not self._watched:
            return
        if self._bar is None:
            if time.monotonic() - self._started < _PATIENCE:
                return
            self._bar = click.progressbar(length=total, label=sentence("checking", self._lang), file=sys.stderr)
            self._bar.render_progress()
        self._bar.update(done - self._done)
        self._done = done
