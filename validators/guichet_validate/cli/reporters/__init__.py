"""Write reports: for people, and in the formats that programs read."""

from __future__ import annotations

import importlib
from collections.abc import Iterator
from typing import TYPE_CHECKING

from guichet_validate.cli.reporters.text import line_of
from guichet_validate.cli.reporters.view import View

if TYPE_CHECKING:
    from guichet_validate.checks.report import Report
    from guichet_validate.cli.trials import Trials

# Each format has its module, with ``of_check`` and ``of_tests``; only the one that is asked for is imported.
__all__ = ["View", "line_of", "report_check", "report_tests"]


def report_check(report: Report, form: str, view: View) -> Iterator[str]:
    """Return the lines of a report of the command ``check``."""
    lines: Iterator[str] = importlib.import_module(f"{__name__}.{form}").of_check(report, view)
    return lines


def report_tests(trials: Trials, form: str, view: View) -> Iterator[str]:
    """Return the lines of a report of the command ``test``."""
    lines: Iterator[str] = importlib.import_module(f"{__name__}.{form}").of_tests(trials, view)
    return lines
