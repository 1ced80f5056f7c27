"""Judge files, many of them in several processes; the verdicts come in the order of the files all the same."""

from __future__ import annotations

import multiprocessing
import signal
from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from functools import partial
from pathlib import Path

from guichet_validate.checks.files import Neighbours
from guichet_validate.checks.run import judge
from guichet_validate.checks.verdict import Verdict

# A process takes half a second to start: fewer files are judged sooner without.
WORTH_SHARING = 40
# Files handed to a process at a time: enough that handing over costs nothing, few enough that all end together.
_HANDFUL = 4

# What stands beside definitions, read once by each process.
_neighbours = Neighbours()


def judge_all(paths: list[Path], *, reference: bool, jobs: int) -> Iterator[Verdict]:
    """Return the verdict on each file, in order."""
    done = 0
    if jobs > 1 and len(paths) >= WORTH_SHARING:
        try:
            for verdict in _shared(paths, reference=reference, jobs=jobs):
                done += 1
                yield verdict
        except (BrokenProcessPool, OSError):
            pass  # where processes cannot be had, or are ended by the system, this one does the rest
    neighbours = Neighbours()
    for path in paths[done:]:
        yield judge(path, neighbours, reference=reference)


def _shared(paths: list[Path], *, reference: bool, jobs: int) -> Iterator[Verdict]:
    # Spawned, not forked: libraries of this process may hold locks and threads.
    spawn = multiprocessing.get_context("spawn")
    with ProcessPoolExecutor(jobs, mp_context=spawn, initializer=_leave_interrupts) as pool:
        try:
            yield from pool.map(partial(_judge, reference=reference), paths, chunksize=_HANDFUL)
        finally:
            pool.shutdown(wait=True, cancel_futures=True)


def _leave_interrupts() -> None:
    """Leave it to the first process to end the others."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)


def _judge(path: Path, *, reference: bool) -> Verdict:
    return judge(path, _neighbours, reference=reference)
