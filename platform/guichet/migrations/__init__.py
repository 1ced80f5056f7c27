"""Database migrations, numbered, shipped inside the package, run by Alembic without any file outside of it."""

from pathlib import Path

from alembic import command
from alembic.config import Config as AlembicConfig
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, Engine

_FOLDER = Path(__file__).parent


def settings(connection: Connection | None = None) -> AlembicConfig:
    """Return what Alembic needs; `connection` is the one its scripts work on."""
    found = AlembicConfig()
    found.set_main_option("script_location", str(_FOLDER).replace("%", "%%"))
    found.attributes["connection"] = connection
    return found


def upgrade(engine: Engine, revision: str = "head") -> None:
    """Bring the database to the newest migration (or to `revision`); nothing happens when it is there."""
    with engine.begin() as connection:
        command.upgrade(settings(connection), revision)


def is_current(engine: Engine) -> bool:
    """Say whether the database is at the newest migration."""
    with engine.connect() as connection:
        return MigrationContext.configure(connection).get_current_heads() == heads()


def heads() -> tuple[str, ...]:
    """Return the newest migrations: there is one, or two people worked side by side."""
    return tuple(ScriptDirectory.from_config(settings()).get_heads())
