"""`guichet preview FILE`: one definition as citizens, agents, paper and letters show it, reloading on save."""

import signal
import socket
import sys
import tempfile
import webbrowser
from pathlib import Path
from typing import NoReturn

import click

_HOST = "127.0.0.1"
_THREADS = 8


@click.command()
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--port", type=click.IntRange(0, 65535), default=8002, show_default=True, help="0 takes any free one.")
@click.option("--lang", type=click.Choice(("fr", "en")), default="fr", show_default=True, help="Language to begin in.")
@click.option("--open", "browse", is_flag=True, help="Open the page in the browser.")
def preview(file: Path, port: int, lang: str, *, browse: bool) -> None:
    """Show a definition as citizens and agents will see it, and again each time it is saved, until Ctrl-C.

    The page lists the findings of “guichet check” and leads to the form, empty, filled in and with its errors, to the
    agent’s page, the printed documents and the letters. Nothing leaves this machine, and nothing is kept.
    """
    from guichet.i18n import text
    from guichet.previewing.surroundings import CityUnreadableError, city_of

    try:
        city_of(file)
        listener = socket.create_server((_HOST, port))
    except CityUnreadableError as error:
        raise click.UsageError(text(lang, "preview-city", {"file": str(error)})) from error
    except OSError as error:
        reason = error.strerror or ""
        raise click.UsageError(text(lang, "preview-port", {"port": str(port), "reason": reason})) from error
    for number in (signal.SIGTERM, signal.SIGHUP):
        signal.signal(number, _stop)
    # A shell that starts it in the background has this signal ignored.
    signal.signal(signal.SIGINT, signal.default_int_handler)
    with listener, tempfile.TemporaryDirectory(prefix="guichet-preview-") as folder:
        _serve(file, Path(folder), listener, lang, browse=browse)


def _serve(file: Path, folder: Path, listener: socket.socket, lang: str, *, browse: bool) -> None:
    from waitress import create_server

    from guichet import logs
    from guichet.i18n import text
    from guichet.previewing import app as previews

    port = listener.getsockname()[1]
    address = f"http://{_HOST}:{port}/preview"
    app = previews.create(file, folder, port, lang)
    logs.configure(app.extensions["guichet_config"])
    try:
        server = create_server(app, sockets=[listener], threads=_THREADS, ident=None)
        click.echo(text(lang, "preview-serving", {"name": file.name, "address": address}))
        click.echo(text(lang, "preview-stop", {}))
        sys.stdout.flush()
        if browse:
            webbrowser.open(address)
        # Ends, its requests answered, when a signal raises SystemExit or KeyboardInterrupt here.
        server.run()
    finally:
        previews.close(app)


def _stop(_number: int, _frame: object) -> NoReturn:
    sys.exit(0)
