"""Write a report to standard output, or to a file that is there whole or not at all."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Iterable
from dataclasses import replace
from pathlib import Path

import click

from guichet_validate.cli.options import sentence
from guichet_validate.cli.reporters.view import View
from guichet_validate.replacing import replace_file

# A report in a format, as a view shows it.
Renderer = Callable[[str, View], Iterable[str]]


def publish(render: Renderer, form: str, output: Path | None, view: View, closing: str) -> None:
    """Print a report, or write it to ``output`` and print what people read of it; ``closing`` is its last sentence."""
    if output is None:
        _echo(render(form, _seen(view) if form == "text" else view), text=form == "text")
        return
    write_lines(output, render(form, view), view.lang)
    _echo([closing] if form == "text" else render("text", _seen(view)), text=True)


def _echo(lines: Iterable[str], *, text: bool) -> None:
    """Print lines: ``text`` as the terminal wants it, anything else in UTF-8; never fails on a character."""
    encoding = (text and getattr(sys.stdout, "encoding", None)) or "utf-8"
    for line in lines:
        click.echo(f"{line}\n".encode(encoding, "replace"), nl=False)


def require_folder(path: Path, lang: str) -> None:
    """Refuse an output in a folder that is not there, before the work is done."""
    if not path.absolute().parent.is_dir():
        raise click.UsageError(sentence("output-no-folder", lang, folder=str(path.absolute().parent)))


def write_lines(path: Path, lines: Iterable[str], lang: str) -> None:
    """Write lines to a file; exit status 2 when that cannot be done, the former file left as it was."""
    content = "".join(f"{line}\n" for line in lines).encode("utf-8", "replace")
    try:
        if path.exists() and not path.is_file():
            path.write_bytes(content)  # a pipe or a device, which nothing may take the place of
        else:
            replace_file(path.resolve(), content)
    except OSError as error:
        params = {"file": str(path), "reason": error.strerror or type(error).__name__}
        raise click.UsageError(sentence("output-not-written", lang, **params)) from None


def _seen(view: View) -> View:
    """The same view, with what standard output can show where it is a terminal."""
    from shutil import get_terminal_size

    terminal = sys.stdout.isatty()
    color = terminal and not os.environ.get("NO_COLOR") and os.environ.get("TERM") != "dumb"
    return replace(view, terminal=terminal, color=color, width=get_terminal_size().columns)
