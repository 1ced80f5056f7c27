"""`guichet run`: the whole portal in one process, web server, worker and relay, from an empty folder if need be."""

import errno
import fcntl
import hashlib
import os
import signal
import socket
import sys
import threading
import time
import urllib.error
import urllib.request
from pathlib import Path
from typing import IO, TYPE_CHECKING, Final, NoReturn

import click

if TYPE_CHECKING:
    from flask import Flask

    from guichet.config import Config

_HOST: Final = "127.0.0.1"
_WEB_THREADS: Final = 8
_BACKLOG: Final = 1024
_JOB_THREADS: Final = 2
#: Beyond this the server does not even keep the body; up to it, the portal answers with its own page.
_LARGEST_BODY: Final = 128 * 1024 * 1024
_STARTUP_SECONDS: Final = 60.0


class CannotStartError(Exception):
    """Why the portal does not start, and what to do about it."""


@click.command()
@click.option("--franceconnect", is_flag=True, help="Try FranceConnect with invented people (demo, this machine only).")
def run(*, franceconnect: bool) -> None:
    """Start the portal: web server, worker and relay in one process.

    PORT (8000) and GUICHET_DATA (var) say where; the address is printed when the portal answers.
    """
    from guichet.config import Config, ConfigurationError

    try:
        port = _port()
        os.environ["PORT"] = str(port)
        if os.environ.get("GUICHET_ENVIRONMENT", "demo") == "demo":
            # Who tries the portal reads the address and the accounts, not a line for each page.
            os.environ.setdefault("GUICHET_LOG_LEVEL", "WARNING")
        serve(Config.from_environment(), port, franceconnect=franceconnect)
    except (CannotStartError, ConfigurationError) as error:
        click.echo(str(error), err=True)
        sys.exit(2)


def serve(config: "Config", port: int, *, franceconnect: bool = False) -> None:
    """Serve until SIGTERM or Ctrl-C. Raises CannotStartError when the port or the data folder is taken.

    `franceconnect` starts a made-up provider on the next port.
    """
    from waitress import create_server

    from guichet import logs
    from guichet.app import create_app
    from guichet.documents import decoding
    from guichet.tasks.background import within_portal

    if franceconnect:
        config = _try_franceconnect(config, port % 65535 + 1)
    listener = _listen(port)
    with _lock(config.data):
        logs.configure(config)
        app = create_app(config)
        with app.app_context():
            _prepare(config)
        background = within_portal(app, threads=_JOB_THREADS)
        server = create_server(
            app,
            sockets=[listener],
            threads=_WEB_THREADS,
            ident=None,
            max_request_body_size=_LARGEST_BODY,
            url_scheme=config.base_url.partition(":")[0],
            # The portal itself reads them, as far as its settings trust the proxies before it.
            clear_untrusted_proxy_headers=config.trusted_proxies == 0,
        )
        signal.signal(signal.SIGTERM, _stop)
        background.start()
        threading.Thread(target=_announce, args=(app, port), name="guichet-announce", daemon=True).start()
        try:
            # Ends, its requests answered, when a signal raises SystemExit or KeyboardInterrupt here.
            server.run()
        finally:
            background.stop()
            decoding.stop()


def _try_franceconnect(config: "Config", port: int) -> "Config":
    """Start the made-up provider beside the portal and return the settings that name it. Raises CannotStartError."""
    from waitress import create_server

    from guichet.trial import app as trial

    try:
        config = trial.settings_for(config, f"http://{_HOST}:{port}")
    except trial.NotHereError as error:
        raise CannotStartError(str(error)) from error
    server = create_server(trial.create(config), sockets=[_listen(port)], threads=1, ident=None)
    threading.Thread(target=server.run, name="guichet-trial", daemon=True).start()
    return config


def _stop(_number: int, _frame: object) -> NoReturn:
    sys.exit(0)


def _port() -> int:
    text = os.environ.get("PORT") or "8000"
    if not text.isdecimal() or not 0 < int(text) < 2**16:
        raise CannotStartError(f"PORT is {text!r}: give a number from 1 to 65535")
    return int(text)


def _listen(port: int) -> socket.socket:
    """Take the port before anything else is done; who connects meanwhile waits until the portal is ready."""
    listener = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
    listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        listener.bind((_HOST, port))
        # At once: two sockets may be bound to one port as long as neither listens.
        listener.listen(_BACKLOG)
    except OSError as error:
        listener.close()
        if error.errno == errno.EADDRINUSE:
            raise CannotStartError(
                f"Port {port} is in use: stop the other program, or choose a port, such as PORT={port % 65535 + 1}"
            ) from error
        raise CannotStartError(
            f"Port {port} cannot be used ({error.strerror}): choose another one with PORT"
        ) from error
    return listener


def _lock(data: Path) -> IO[str]:
    """Lock the data folder for the life of this process; the lock falls with the process, however it ends."""
    try:
        data.mkdir(parents=True, exist_ok=True)
        lock = (data / "lock").open("w", encoding="ascii")
    except OSError as error:
        raise CannotStartError(f"{data} cannot be written ({error.strerror}): set GUICHET_DATA") from error
    try:
        fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError as error:
        lock.close()
        raise CannotStartError(f"A portal is running with {data}: stop it, or set GUICHET_DATA") from error
    return lock


def _prepare(config: "Config") -> None:
    """Bring the database up to date, publish what changed in the definitions, and make the demo accounts."""
    from guichet import demo, migrations
    from guichet.database import db
    from guichet.documents.services import storage

    storage()  # before anything is changed: its keys must be those of the documents
    migrations.upgrade(db.engine)
    if config.environment == "demo":
        demo.create_accounts()
        db.session.commit()
    _publish(config)


def _publish(config: "Config") -> None:
    """Publish the definitions folder unless it is as it was at the last start."""
    from guichet.database import db
    from guichet.i18n import DEFAULT_LANGUAGE, text
    from guichet.publishing import services as publishing
    from guichet_validate.checks import Report as CheckReport
    from guichet_validate.cli.reporters import View, report_check

    mark = config.data / "published"
    state = _fingerprint(config)
    if mark.is_file() and mark.read_text(encoding="ascii") == state:
        return
    report = publishing.publish([config.definitions], actor="guichet run")
    if report.refused:
        db.session.rollback()
        for line in report_check(CheckReport(report.files, report.findings), "text", View(DEFAULT_LANGUAGE)):
            click.echo(line, err=True)
        click.echo(text(DEFAULT_LANGUAGE, "publishing-refused", {}), err=True)
        return
    db.session.commit()
    mark.write_text(state, encoding="ascii")


def _fingerprint(config: "Config") -> str:
    """Return a digest of every definition file, and of the database they are published in."""
    digest = hashlib.sha256(config.database_url.encode())
    for path in sorted(config.definitions.rglob("*.json")):
        content = path.read_bytes()
        digest.update(f"{path.relative_to(config.definitions)}\0{len(content)}\0".encode())
        digest.update(content)
    return digest.hexdigest()


def _announce(app: "Flask", port: int) -> None:
    """Say where the portal is, once it answers."""
    address = f"http://{_HOST}:{port}/"
    if not _answers(f"{address}healthz"):
        return
    config: Config = app.extensions["guichet_config"]
    if config.environment == "demo":
        from guichet import demo

        click.echo(demo.introduction())
    click.echo(f"Guichet: {address}")
    sys.stdout.flush()


def _answers(address: str) -> bool:
    deadline = time.monotonic() + _STARTUP_SECONDS
    while time.monotonic() < deadline:
        try:
            with urllib.request.urlopen(address, timeout=_STARTUP_SECONDS):  # noqa: S310 -- our own address
                return True
        except (urllib.error.URLError, OSError):
            time.sleep(0.05)
    return False
