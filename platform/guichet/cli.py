"""The command ``guichet``: commands that need no server, and the portal's, imported only when they are called."""

from __future__ import annotations

import importlib
from collections.abc import Mapping
from importlib.util import find_spec
from types import MappingProxyType

import click

from guichet_validate.cli import COMMANDS

# Some that only the portal brings. The commands import them when they run, too late for a message.
NEEDED = ("celery", "flask", "flask_security", "sqlalchemy", "waitress")
EXTRA = 'pip install "guichet-demarches[portal]"'


class PortalCommand(click.Command):
    """Stands for a command of the portal in ``--help``; the real one is imported when it is called."""

    def __init__(self, name: str, target: str, short_help: str) -> None:
        super().__init__(name, short_help=short_help, help=short_help)
        self.target = target

    def load(self) -> click.Command:
        """Return the real command; exit status 2 when the portal is not installed."""
        if any(find_spec(name) is None for name in NEEDED):
            raise click.UsageError(
                f"La commande « guichet {self.name} » demande le portail. Installez-le : {EXTRA}\n"
                f"The command “guichet {self.name}” needs the portal. Install it: {EXTRA}"
            )
        module, _, attribute = self.target.partition(":")
        command: click.Command = getattr(importlib.import_module(module), attribute)
        return command


PORTAL: Mapping[str, tuple[str, str]] = MappingProxyType(
    {
        "run": ("guichet.serve:run", "Run the portal, its worker and its database in one process."),
        "gallery": ("guichet.gallery.cli:gallery", "Show every widget in every state, on this machine only."),
        "preview": ("guichet.previewing.cli:preview", "Show a definition as people will see it, again on each save."),
        "publish": ("guichet.publishing.cli:publish", "Publish definitions in the portal."),
        "user": ("guichet.staff.cli:user", "Invite, change and suspend those who work for the city."),
        "files": ("guichet.documents.cli:files", "Compare the stored documents with what was sent; change their key."),
        "requests": ("guichet.requests.cli:requests", "Refuse a request for a technical problem, or print its notes."),
        "migrate": ("guichet.migrations.cli:migrate", "Bring the database to this version."),
        "worker": ("guichet.tasks.cli:worker", "Run the tasks that send messages, beside another web server."),
    }
)


class Commands(click.Group):
    """A group that imports a portal command only to run it."""

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        name, command, rest = super().resolve_command(ctx, args)
        return name, command.load() if isinstance(command, PortalCommand) else command, rest


@click.group(cls=Commands)
@click.version_option(package_name="guichet-demarches")
def main() -> None:
    """Guichet: administrative procedures as files."""


for _command in COMMANDS:
    main.add_command(_command)
for _name, (_target, _help) in PORTAL.items():
    main.add_command(PortalCommand(_name, _target, _help))


if __name__ == "__main__":
    main(prog_name="guichet")
