"""`guichet requests`: what an operator does to one request, named by its number."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from guichet.requests.models import Request


@click.group()
@click.option("--lang", type=click.Choice(("fr", "en")), default="fr", help="Language of the messages.")
@click.pass_context
def requests(context: click.Context, lang: str) -> None:
    """Refuse a request for a technical problem, or print its internal notes."""
    context.obj = lang


@requests.command("refuse")
@click.argument("number")
@click.option("--reason", required=True, help="What happened; the citizen reads it as it is.")
@click.pass_obj
def refuse(lang: str, number: str, reason: str) -> None:
    """Refuse the request NUMBER, which a technical problem keeps anybody from dealing with.

    For a request whose files are lost for good, as `guichet files` tells, and no backup brings back. The citizen gets
    a message and an e-mail with the reason, and is asked to make a new request.
    """
    from guichet.commands import at_work
    from guichet.requests import services
    from guichet.requests.conversation import LIMIT, typed
    from guichet.requests.states import StaleRequestError

    words = typed(reason)
    with at_work(lang) as tell:
        if not words or len(words) > LIMIT:
            raise click.UsageError(tell("silence-command-reason", limit=LIMIT))
        found = _found(number, tell)
        try:
            services.fail(found, words)
        except StaleRequestError as error:
            raise click.ClickException(tell("silence-command-over", number=found.number or "")) from error
        told = tell("silence-command-done", number=found.number or "")
    click.echo(told)


@requests.command("notes")
@click.argument("number")
@click.pass_obj
def notes(lang: str, number: str) -> None:
    """Print the internal notes of the request NUMBER, for a citizen who asks for a copy of all that the city holds.

    Read them first: what they say of other people is left out of the copy.
    """
    from guichet.commands import at_work
    from guichet.i18n import PARIS
    from guichet.requests import conversation

    with at_work(lang) as tell:
        found = _found(number, tell)
        lines = [f"{one.at.astimezone(PARIS):%Y-%m-%d %H:%M}\n{one.text}\n" for one in conversation.notes(found.id)]
        told = "\n".join(lines) or tell("notes-command-none", number=found.number or "")
    click.echo(told)


def _found(number: str, tell: Callable[..., str]) -> Request:
    from guichet.requests import services
    from guichet.requests.numbers import Malformed

    found = services.by_number(number)
    if found is None or isinstance(found, Malformed):
        raise click.ClickException(tell("silence-command-unknown", number=number))
    return found
