"""The command ``check``: exit status 0 clean, 1 findings, 2 unusable call."""

from __future__ import annotations

import gc
import os
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

import click

from guichet_validate.cli.options import FAIL_ON, FORMAT, LANG, OUTPUT, PATHS, sentence

if TYPE_CHECKING:
    from guichet_validate.findings import Severity


@click.command("check")
@PATHS
@FORMAT
@OUTPUT
@FAIL_ON
@click.option("--information", is_flag=True, help="Tell the findings of level information too.")
@click.option("--reference", is_flag=True, help="Have a second validator judge the answers of the tests too.")
@click.option(
    "--cache",
    type=click.Path(file_okay=False, path_type=Path),
    help="Folder that remembers files which have not changed.  [default: guichet/ in the user’s cache folder]",
)
@click.option("--no-cache", is_flag=True, help="Look at every file again, and remember nothing.")
@click.option("--jobs", type=click.IntRange(1), help="Processes that share the work.  [default: one per processor]")
@LANG
@click.pass_context
def check(  # noqa: PLR0913 one argument per option
    context: click.Context,
    paths: tuple[Path, ...],
    form: str,
    output: Path | None,
    fail_on: Severity,
    cache: Path | None,
    jobs: int | None,
    lang: str,
    *,
    information: bool,
    reference: bool,
    no_cache: bool,
) -> None:
    """Check definitions: files, or every definition below folders."""
    from guichet_validate.checks import check_paths
    from guichet_validate.checks.memory import Memory
    from guichet_validate.cli.progress import Progress
    from guichet_validate.cli.reporters import View, report_check, text
    from guichet_validate.cli.writing import publish, require_folder

    if output is not None:
        require_folder(output, lang)
    # A run makes many small objects and ends soon; what is made for one file is freed when it is left. Looking for the
    # few cycles among them would take a sixth of the time, and leaving them costs 80 MB over a thousand definitions.
    gc.disable()
    folder = None if no_cache else cache or _cache_folder()
    memory = None if folder is None else Memory(folder)
    with Progress(lang) as progress:
        report = check_paths(
            paths, reference=reference, memory=memory, jobs=jobs or os.cpu_count() or 1, progress=progress
        )
    if not report.files:
        raise click.UsageError(sentence("no-definition", lang))
    view = View(lang, information, fail_on)
    render = partial(report_check, report)
    publish(render, form, output, view, text.summary(report, view))
    context.exit(1 if report.reaches(fail_on) else 0)


def _cache_folder() -> Path | None:
    """Where the system's customs put caches; ``None`` for a user without a home."""
    base = os.environ.get("XDG_CACHE_HOME", "")
    if os.path.isabs(base):  # noqa: PTH117 the customs leave a relative path aside
        return Path(base) / "guichet"
    try:
        return Path.home() / ".cache" / "guichet"
    except RuntimeError:
        return None
