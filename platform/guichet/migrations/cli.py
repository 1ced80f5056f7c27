"""`guichet migrate`."""

import click


@click.command()
def migrate() -> None:
    """Bring the database to the current version of the portal."""
    from sqlalchemy import create_engine

    from guichet import database, migrations
    from guichet.config import Config, ConfigurationError

    try:
        config = Config.from_environment()
    except ConfigurationError as error:
        raise click.UsageError(str(error)) from error
    config.data.mkdir(parents=True, exist_ok=True)
    engine = create_engine(**database.engine_options(config.database_url))
    database.prepare(engine)
    migrations.upgrade(engine)
    click.echo(f"The database is at migration {', '.join(migrations.heads())}.")
