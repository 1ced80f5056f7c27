"""The city's reference lists, from the folder `lists/` beside its definitions."""

import logging
from collections.abc import Mapping
from functools import lru_cache
from pathlib import Path

from flask import current_app

from guichet.config import Config
from guichet_validate.findings import DefinitionError
from guichet_validate.lists import Rows, load_lists

_log = logging.getLogger("guichet.publishing")

Stamp = tuple[tuple[str, int], ...]

_readable: dict[Path, Stamp] = {}  # per folder, the state of its files that could last be read


def lists() -> Mapping[str, Rows]:
    """Return the rows of each list; they are read again when a file changes, and kept while one is broken."""
    config: Config = current_app.extensions["guichet_config"]
    folder = config.definitions / "lists"
    try:
        stamp: Stamp = tuple(sorted((path.name, path.stat().st_mtime_ns) for path in folder.glob("*.csv")))
        found = _load(folder, stamp)
    except (DefinitionError, OSError) as error:
        if folder not in _readable:
            raise
        _log.warning("lists ignored", extra={"fields": {"fault": type(error).__name__}})
        return _load(folder, _readable[folder])
    _readable[folder] = stamp
    return found


@lru_cache(maxsize=8)
def _load(folder: Path, _stamp: Stamp) -> Mapping[str, Rows]:
    return {name: found.rows for name, found in load_lists(folder).items()}
