"""`guichet worker`: a process that does jobs and nothing else, beside any number of web processes."""

import signal
import sys
import threading

import click


@click.command()
@click.option("--threads", default=4, show_default=True, type=click.IntRange(1, 64), help="Jobs done at a time.")
def worker(threads: int) -> None:
    """Do the jobs that the portal leaves behind: send e-mails, until stopped."""
    from guichet import logs
    from guichet.app import create_app
    from guichet.config import Config, ConfigurationError
    from guichet.documents.services import storage
    from guichet.tasks.background import alone

    try:
        config = Config.from_environment()
        app = create_app(config)
        with app.app_context():
            storage()
    except ConfigurationError as error:
        click.echo(str(error), err=True)
        sys.exit(2)
    logs.configure(config)
    background = alone(app, threads=threads)
    stopping = threading.Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda _number, _frame: stopping.set())
    background.start()
    click.echo("Guichet: worker ready")
    stopping.wait()
    background.stop()
