"""Ask a question at a terminal until the answer is a good one, in the person's language."""

from __future__ import annotations

import sys
from collections.abc import Callable, Sequence
from typing import TypeVar

import click

from guichet_validate.cli.options import sentence

T = TypeVar("T")
Parse = Callable[[str], T]


class RefusedError(ValueError):
    """An answer that will not do; ``key`` names the sentence that says why."""

    def __init__(self, key: str, **params: object) -> None:
        """Keep the sentence and what it tells."""
        super().__init__(key)
        self.key = key
        self.params = params


def ask(question: str, parse: Parse[T], lang: str, default: str = "") -> T:
    """Return the parsed answer; one that is refused is told, and the question asked again."""
    while True:
        try:
            given = click.prompt(
                sentence(question, lang), default=default, show_default=bool(default), prompt_suffix=_colon(lang)
            )
        except click.Abort:
            if sys.stdin.isatty():
                raise
            raise click.UsageError(sentence("new-no-answer", lang)) from None
        try:
            return parse(str(given).strip())
        except RefusedError as refused:
            click.echo(f"  {sentence(refused.key, lang, **refused.params)}")


def taken(given: str, parse: Parse[T], lang: str) -> T:
    """Return the parsed value of an option; exit status 2 when it is refused."""
    try:
        return parse(given.strip())
    except RefusedError as refused:
        raise click.UsageError(sentence(refused.key, lang, **refused.params)) from None


def choose(question: str, options: Sequence[tuple[str, str]], lang: str) -> str:
    """Show numbered options (identifier, title), and return the identifier of the one chosen."""
    click.echo(f"{sentence(question, lang)}{_colon(lang)}".rstrip(" "))
    for number, (identifier, title) in enumerate(options, start=1):
        click.echo(f"  {number:>2}. {title} [{identifier}]")
    return ask("new-choose", one_of([identifier for identifier, _ in options]), lang, options[0][0])


def one_of(identifiers: Sequence[str]) -> Parse[str]:
    """Return the parser of a number from 1, or of an identifier itself."""

    def parse(given: str) -> str:
        if given in identifiers:
            return given
        if given.isascii() and given.isdigit() and 1 <= int(given[:6]) <= len(identifiers):
            return identifiers[int(given[:6]) - 1]
        raise RefusedError("new-choice-wrong")

    return parse


def yes_or_no(given: str) -> bool:
    """Parse a yes or a no, in French or English."""
    if given.lower() in ("o", "oui", "y", "yes"):
        return True
    if given.lower() in ("n", "non", "no"):
        return False
    raise RefusedError("new-yes-no-wrong")


def _colon(lang: str) -> str:
    return sentence("colon", lang)
