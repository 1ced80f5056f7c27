"""Where the bytes of files lie: an interface of five methods and the local folder that is the default."""

from __future__ import annotations

import datetime as dt
import os
import tempfile
import uuid
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

_PARTIAL = ".partial-"


class StorageFaultError(OSError):
    """What came back from the storage is not what was put there."""


@dataclass(frozen=True, slots=True)
class Stored:
    """One object of a storage: its key and when it was written (UTC)."""

    key: uuid.UUID
    written_at: dt.datetime


class Storage(Protocol):
    """What the portal asks of a storage. Keys are random UUIDs, contents are whole and immutable."""

    def put(self, key: uuid.UUID, content: bytes) -> None:
        """Keep the content durably; either all of it or nothing. Raises ``OSError`` when it cannot."""

    def get(self, key: uuid.UUID) -> bytes:
        """Return the content. Raises ``FileNotFoundError`` for an unknown key."""

    def delete(self, key: uuid.UUID) -> None:
        """Forget the content; deleting what is not there is no error."""

    def exists(self, key: uuid.UUID) -> bool:
        """Tell whether there is a content under this key."""

    def list(self) -> Iterator[Stored]:
        """Go through all contents, in no order."""


class LocalStorage:
    """A folder with one file per key, spread over 256 subfolders."""

    def __init__(self, folder: Path) -> None:
        """Use ``folder``, which is made at the first write, readable by its owner only."""
        self._folder = folder

    def put(self, key: uuid.UUID, content: bytes) -> None:
        """Write beside the target, flush to the disk, then rename: a crash leaves no half-written file."""
        target = self._path(key)
        target.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        descriptor, name = tempfile.mkstemp(prefix=_PARTIAL, dir=target.parent)
        partial = Path(name)
        try:
            with os.fdopen(descriptor, "wb") as file:
                file.write(content)
                file.flush()
                os.fsync(file.fileno())
            partial.replace(target)
        except BaseException:
            with suppress(OSError):
                partial.unlink()
            raise
        _sync_folder(target.parent)

    def get(self, key: uuid.UUID) -> bytes:
        """Read the whole file."""
        return self._path(key).read_bytes()

    def delete(self, key: uuid.UUID) -> None:
        """Unlink the file if it is there."""
        self._path(key).unlink(missing_ok=True)

    def exists(self, key: uuid.UUID) -> bool:
        """Tell whether the file is there."""
        return self._path(key).is_file()

    def list(self) -> Iterator[Stored]:
        """Walk the subfolders; what a crash left half-written is removed on the way once it is a day old."""
        if not self._folder.is_dir():
            return
        for path in self._folder.glob("*/*"):
            try:
                written_at = dt.datetime.fromtimestamp(path.stat().st_mtime, dt.UTC)
            except FileNotFoundError:
                continue
            if path.name.startswith(_PARTIAL):
                if dt.datetime.now(dt.UTC) - written_at > dt.timedelta(days=1):
                    path.unlink(missing_ok=True)
                continue
            try:
                yield Stored(uuid.UUID(hex=path.name), written_at)
            except ValueError:
                continue  # not ours: leave it alone

    def _path(self, key: uuid.UUID) -> Path:
        return self._folder / key.hex[:2] / key.hex


def _sync_folder(folder: Path) -> None:
    """Make the rename itself durable."""
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
