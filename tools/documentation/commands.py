"""The page of the command line: the help of every command."""

from __future__ import annotations

import os
import re

import click

INTRODUCTION = """# The command line

`guichet` is one command. The base distribution offers what checks definitions; the extra `portal` adds the server. \
This page is written by `make docs`.
"""


def page() -> str:
    """The page, from the commands themselves."""
    # The widest terminal and the page's own language, whoever asks.
    os.environ.update({"COLUMNS": "100", "LANG": "en_GB.UTF-8", "LC_ALL": "en_GB.UTF-8", "LANGUAGE": "en"})
    from guichet.cli import main  # noqa: PLC0415 read after the language is set

    blocks = [f"## {path}\n```text\n{text}\n```\n" for path, text in _help_of(main, "guichet")]
    return "\n".join([INTRODUCTION, *blocks])


def _help_of(command: click.Command, name: str, parent: click.Context | None = None) -> list[tuple[str, str]]:
    """The name and help text of a command and of every command below it, in order."""
    context = click.Context(command, info_name=name, parent=parent, max_content_width=100, terminal_width=100)
    text = re.sub(r"[ \t]+$", "", command.get_help(context), flags=re.MULTILINE)
    pages = [(context.command_path, text)]
    if isinstance(command, click.Group):
        for child in command.list_commands(context):
            found = command.get_command(context, child)
            # What stands for a command of the portal knows nothing of its options.
            found = found.load() if hasattr(found, "load") else found
            if found is not None and not found.hidden:
                pages += _help_of(found, child, context)
    return pages
