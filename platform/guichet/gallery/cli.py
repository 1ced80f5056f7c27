"""`guichet gallery`: every widget in every state, served to this machine only, with no database and no city."""

import os
import tempfile
from pathlib import Path

import click


@click.command()
@click.option("--port", type=click.IntRange(0, 65535), default=8001, show_default=True, help="0 takes any free one.")
def gallery(port: int) -> None:
    """Show every widget in every state, with its schema beside it, until Ctrl-C."""
    from waitress import create_server

    from guichet.app import create_app
    from guichet.config import Config

    with tempfile.TemporaryDirectory(prefix="guichet-gallery-") as folder:
        kept = {key: os.environ[key] for key in ("GUICHET_DEFINITIONS",) if key in os.environ}
        app = create_app(Config.from_environment({**kept, "GUICHET_DATA": str(Path(folder)), "PORT": str(port)}))
        try:
            server = create_server(app, host="127.0.0.1", port=port)
        except OSError as error:
            raise click.UsageError(
                f"Port {port} cannot be used ({error.strerror}): give another one with --port"
            ) from error
        click.echo(f"http://127.0.0.1:{server.effective_port}/demo/galerie")
        server.run()
