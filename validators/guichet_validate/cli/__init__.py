"""The commands that need no server: check, test and bundle."""

from guichet_validate.cli.commands import bundle_command, check_command, test_command

COMMANDS = (check_command, test_command, bundle_command)

__all__ = ["COMMANDS", "bundle_command", "check_command", "test_command"]
