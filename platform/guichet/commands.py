"""What commands of the portal share: they enter it, or say what is missing. They import this only when they run."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager

import click

from guichet import migrations
from guichet.app import create_app
from guichet.config import Config, ConfigurationError
from guichet.database import db, writing
from guichet.i18n import text


@contextmanager
def entered(lang: str) -> Iterator[None]:
    """Enter the portal that the environment describes, in an application context.

    Settings that describe none end the command with exit status 2, a database of another version with 1.
    """
    try:
        app = create_app(Config.from_environment())
    except ConfigurationError as error:
        raise click.UsageError(str(error)) from error
    with app.app_context():
        if not migrations.is_current(db.engine):
            place = db.engine.url.render_as_string(hide_password=True)
            raise click.ClickException(text(lang, "publishing-migrate", {"place": place}))
        yield


@contextmanager
def at_work(lang: str) -> Iterator[Callable[..., str]]:
    """Enter the portal as ``entered`` does, and keep what is done there; yield what says texts of the catalogue."""

    def tell(key: str, **params: str | int) -> str:
        return text(lang, key, params)

    with entered(lang), writing():
        yield tell
