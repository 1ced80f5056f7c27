"""The local folder keeps whole contents under random keys."""

from __future__ import annotations

import os
import uuid
from pathlib import Path

import pytest

from guichet.documents.storage import LocalStorage


def test_what_is_put_comes_back_until_it_is_deleted(tmp_path: Path) -> None:
    storage = LocalStorage(tmp_path / "files")
    key = uuid.uuid4()
    assert not storage.exists(key)
    storage.put(key, b"contenu")
    assert storage.exists(key)
    assert storage.get(key) == b"contenu"
    assert [stored.key for stored in storage.list()] == [key]
    storage.delete(key)
    storage.delete(key)
    assert not storage.exists(key)
    with pytest.raises(FileNotFoundError):
        storage.get(key)


def test_a_write_that_fails_leaves_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    storage = LocalStorage(tmp_path / "files")

    def full(_descriptor: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(OSError, match="No space"):
        storage.put(uuid.uuid4(), b"contenu")
    assert [path for path in (tmp_path / "files").rglob("*") if path.is_file()] == []


def test_files_are_readable_by_their_owner_only(tmp_path: Path) -> None:
    storage = LocalStorage(tmp_path / "files")
    storage.put(uuid.uuid4(), b"contenu")
    (path,) = (path for path in (tmp_path / "files").rglob("*") if path.is_file())
    assert path.stat().st_mode & 0o077 == 0
    assert path.parent.stat().st_mode & 0o077 == 0


def test_what_a_crash_left_half_written_goes_after_a_day_and_strangers_stay(tmp_path: Path) -> None:
    storage = LocalStorage(tmp_path)
    (tmp_path / "ab").mkdir()
    old, young, stranger = (tmp_path / "ab" / name for name in (".partial-old", ".partial-young", "LISEZMOI"))
    for path in (old, young, stranger):
        path.write_bytes(b"x")
    os.utime(old, (0, 0))
    assert list(storage.list()) == []
    assert (old.exists(), young.exists(), stranger.exists()) == (False, True, True)


def test_an_empty_storage_lists_nothing(tmp_path: Path) -> None:
    assert list(LocalStorage(tmp_path / "absent").list()) == []
