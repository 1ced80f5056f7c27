"""The commands that need no server: check, test and bundle."""

from guichet_validate.cli.commands import bundle, check, test

COMMANDS = (check, test, bundle)

__all__ = ["COMMANDS", "bundle", "check", "test"]
