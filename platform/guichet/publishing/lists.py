"""The city's reference lists, from the folder `lists/` beside its definitions."""

from collections.abc import Mapping
from pathlib import Path

from flask import current_app

from guichet.config import Config
from guichet.publishing.kept import Kept, changed
from guichet_validate.findings import DefinitionError
from guichet_validate.lists import Rows, load_lists


def lists() -> Mapping[str, Rows]:
    """Return the rows of each list; they are read again when a file changes, and kept while one is broken."""
    config: Config = current_app.extensions["guichet_config"]
    return _LISTS.read(config.definitions / "lists")


def _stamp(folder: Path) -> tuple[tuple[str, int], ...]:
    return tuple(sorted((path.name, changed(path)) for path in folder.glob("*.csv")))


def _load(folder: Path) -> Mapping[str, Rows]:
    return {name: found.rows for name, found in load_lists(folder).items()}


_LISTS = Kept("lists", _load, (DefinitionError,), _stamp)
