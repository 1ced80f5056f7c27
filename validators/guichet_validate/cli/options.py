"""What the commands share: their options, and the sentences they say before any report."""

from __future__ import annotations

import os
from pathlib import Path

import click

LANGUAGES = ("fr", "en")
# Each has its module in ``reporters``.
FORMATS = ("text", "json", "sarif", "junit", "github", "gitlab")


def default_language() -> str:
    """English for a shell that speaks English, else French."""
    spoken = os.environ.get("LC_ALL") or os.environ.get("LC_MESSAGES") or os.environ.get("LANG") or ""
    return "en" if spoken.lower().startswith("en") else "fr"


EXISTING = click.Path(exists=True, path_type=Path)
FILE = click.Path(exists=True, dir_okay=False, path_type=Path)
LANG = click.option("--lang", type=click.Choice(LANGUAGES), default=default_language, help="Language of messages.")
FORMAT = click.option(
    "--format",
    "form",
    type=click.Choice(FORMATS),
    default="text",
    help="How the report is written.",
)
OUTPUT = click.option(
    "--output",
    type=click.Path(dir_okay=False, path_type=Path),
    help="Write the report to this file, whole or not at all; people’s text still goes to the terminal.",
)
FAIL_ON = click.option(
    "--fail-on", type=click.Choice(("error", "warning", "information")), default="error", help="Mildest that fails."
)
PATHS = click.argument("paths", metavar="PATH…", nargs=-1, required=True, type=EXISTING)


def sentence(key: str, lang: str, **params: object) -> str:
    """Return a text of the catalogue; the catalogue is read only now."""
    from guichet_validate.checks.phrasing import say

    return str(say(key, params, lang))
