"""The commands that need no server, one module each."""

from guichet_validate.cli.bundling import bundle
from guichet_validate.cli.checking import check
from guichet_validate.cli.diff import diff
from guichet_validate.cli.exploring import explore
from guichet_validate.cli.formatting import format_files
from guichet_validate.cli.new import new
from guichet_validate.cli.testing import test

COMMANDS = (check, test, explore, diff, new, format_files, bundle)

__all__ = ["COMMANDS", "bundle", "check", "diff", "explore", "format_files", "new", "test"]
