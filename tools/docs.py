"""Write into the documentation what the code knows; with --check, say which page is stale."""

from __future__ import annotations

import argparse
import os
import re
import sys
from pathlib import Path

import click

ROOT = Path(__file__).resolve().parent.parent
COMMAND_LINE = ROOT / "docs" / "integrators" / "command-line.md"
INTRODUCTION = """# The command line

`guichet` is one command. The base distribution offers what checks definitions; the extra `portal` adds the server. \
This page is written by `make docs`.
"""


def help_of(command: click.Command, name: str, parent: click.Context | None = None) -> list[tuple[str, str]]:
    """The name and help text of a command and of every command below it, in order."""
    context = click.Context(command, info_name=name, parent=parent, max_content_width=100, terminal_width=100)
    text = re.sub(r"[ \t]+$", "", command.get_help(context), flags=re.MULTILINE)
    pages = [(context.command_path, text)]
    if isinstance(command, click.Group):
        for child in command.list_commands(context):
            found = command.get_command(context, child)
            if found is not None and not found.hidden:
                pages += help_of(found, child, context)
    return pages


def command_line() -> str:
    """The page of the command line."""
    # The widest terminal and the page's own language, whoever asks.
    os.environ.update({"COLUMNS": "100", "LANG": "en_GB.UTF-8", "LC_ALL": "en_GB.UTF-8", "LANGUAGE": "en"})
    from guichet.cli import main  # noqa: PLC0415 read after the language is set

    blocks = [f"## {path}\n```text\n{text}\n```\n" for path, text in help_of(main, "guichet")]
    return "\n".join([INTRODUCTION, *blocks])


def main() -> int:
    """Answer 1 when a page was stale and only checked."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--check", action="store_true", help="change nothing; fail when a page is stale")
    arguments = parser.parse_args()
    wanted = command_line()
    if arguments.check:
        if not COMMAND_LINE.exists() or COMMAND_LINE.read_text("utf-8") != wanted:
            print(f"{COMMAND_LINE.relative_to(ROOT)} is stale: make docs")
            return 1
        return 0
    COMMAND_LINE.write_text(wanted, encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
