"""A storage whose contents are sealed: each under a key of its own, which a key of the portal wraps (AES-256-GCM).

Both seals name the file: a content that lies under the id of another one, or was changed, opens for nobody. Changing
the portal's key wraps the files' keys anew and leaves the contents as they are.
"""

from __future__ import annotations

import base64
import hashlib
import os
import uuid
from collections.abc import Iterator, Sequence
from itertools import islice
from pathlib import Path
from typing import Final

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from guichet.config import KEY_SIZE, Config, ConfigurationError, file_keys
from guichet.documents.storage import LocalStorage, Storage, StorageFaultError, Stored

# A sealed content: mark, id of the portal's key, nonce and wrapped key of the file, nonce and content. No format that
# is taken begins like the mark.
_MARK: Final = b"GUICHET\x01"
_ID_SIZE: Final = 8
_NONCE_SIZE: Final = 12
_TAG_SIZE: Final = 16
_HEAD_SIZE: Final = len(_MARK) + _ID_SIZE + _NONCE_SIZE + KEY_SIZE + _TAG_SIZE
# How many contents are looked at for a sealed one when the portal starts; where all are sealed, the first tells.
_LOOKED_AT: Final = 200


class UnknownKeyError(OSError):
    """A content is sealed by a key that this portal has not got."""


class SealedStorage:
    """Seals what goes into another storage, and opens what comes out of it.

    What lay there before it was sealed is still given back. ``keys`` are those of the portal: the first one seals.
    """

    def __init__(self, inner: Storage, keys: Sequence[bytes]) -> None:
        """Keep the keys, each of KEY_SIZE bytes, at least one."""
        self._inner = inner
        self._keys = {_id_of(key): key for key in keys}
        self._current = keys[0]

    def put(self, key: uuid.UUID, content: bytes) -> None:
        """Seal a content and keep it."""
        own = AESGCM.generate_key(KEY_SIZE * 8)
        self._inner.put(key, self._head(key, own) + _sealed(own, content, key.bytes))

    def get(self, key: uuid.UUID) -> bytes:
        """Return a content. Raises ``StorageFaultError`` for one that was changed, ``UnknownKeyError``."""
        found = self._inner.get(key)
        if not found.startswith(_MARK):
            return found
        return _opened(self._own_key(key, found), found[_HEAD_SIZE:], key.bytes)

    def delete(self, key: uuid.UUID) -> None:
        """Forget a content."""
        self._inner.delete(key)

    def exists(self, key: uuid.UUID) -> bool:
        """Tell whether there is a content."""
        return self._inner.exists(key)

    def list(self) -> Iterator[Stored]:
        """Go through all contents."""
        return self._inner.list()

    def rekey(self) -> Iterator[tuple[uuid.UUID, str]]:
        """Bring every content under the first key; each is whole at every moment, and doing it again goes on.

        Yields each key with ``kept`` (nothing to do), ``wrapped``, ``sealed`` (it was not), ``keyless``, ``changed`` or
        ``unreadable``.
        """
        for stored in self._inner.list():
            try:
                yield stored.key, self._rekey(stored.key)
            except FileNotFoundError:
                continue  # deleted meanwhile
            except UnknownKeyError:
                yield stored.key, "keyless"
            except StorageFaultError:
                yield stored.key, "changed"
            except OSError:
                yield stored.key, "unreadable"

    def check(self) -> None:
        """Raise ``UnknownKeyError`` when the first sealed content found is under none of the keys."""
        found = first_sealed(self._inner)
        if found is not None and found not in self._keys:
            raise UnknownKeyError

    def _rekey(self, key: uuid.UUID) -> str:
        found = self._inner.get(key)
        if not found.startswith(_MARK):
            self.put(key, found)
            return "sealed"
        if _key_id(found) == _id_of(self._current):
            return "kept"
        self._inner.put(key, self._head(key, self._own_key(key, found)) + found[_HEAD_SIZE:])
        return "wrapped"

    def _head(self, key: uuid.UUID, own: bytes) -> bytes:
        front = _MARK + _id_of(self._current)
        return front + _sealed(self._current, own, front + key.bytes)

    def _own_key(self, key: uuid.UUID, found: bytes) -> bytes:
        wrapping = self._keys.get(_key_id(found))
        if wrapping is None:
            raise UnknownKeyError
        start = len(_MARK) + _ID_SIZE
        return _opened(wrapping, found[start:_HEAD_SIZE], found[:start] + key.bytes)


def open_storage(config: Config) -> SealedStorage:
    """Return the storage of a portal, with its keys. Raises ``ConfigurationError`` where they are not those it needs.

    The demonstration makes a key for itself when it has none yet, and nothing is sealed.
    """
    inner = LocalStorage(config.storage)
    keys = config.file_keys or _kept_keys(config, inner)
    found = SealedStorage(inner, keys)
    try:
        found.check()
    except UnknownKeyError as error:
        message = (
            f"The documents in {config.storage} are sealed by another key: put the key they were stored with back into "
            f"GUICHET_FILE_KEY or {config.file_key_file}; nothing is lost as long as you have it"
        )
        raise ConfigurationError(message) from error
    except OSError:
        pass  # A storage that is away comes back: each file is opened by its own key anyway.
    return found


def new_key() -> str:
    """Return a new key as settings have it."""
    return base64.urlsafe_b64encode(AESGCM.generate_key(KEY_SIZE * 8)).decode()


def first_sealed(storage: Storage) -> bytes | None:
    """Return the id of the key of a sealed content, if one is found soon."""
    for stored in islice(storage.list(), _LOOKED_AT):
        try:
            found = storage.get(stored.key)
        except FileNotFoundError:
            continue
        if found.startswith(_MARK):
            return _key_id(found)
    return None


def _kept_keys(config: Config, storage: Storage) -> tuple[bytes, ...]:
    """Read the key file, which the demonstration makes at its first start."""
    path = config.file_key_file
    try:
        keys = file_keys(path.read_text(encoding="ascii").split(), str(path))
        if not keys:
            raise ConfigurationError(f"{path} is empty: it held the key of the documents, put that back")
        return keys
    except FileNotFoundError as error:
        if config.environment == "production" or first_sealed(storage) is not None:
            message = (
                f"{path} is missing: put the key of the documents back there, or into GUICHET_FILE_KEY; for a portal "
                "without documents, make one with: guichet files key"
            )
            raise ConfigurationError(message) from error
    except (OSError, UnicodeDecodeError) as error:
        raise ConfigurationError(f"{path} cannot be read: it holds the key of the documents") from error
    _write_new(path)
    return _kept_keys(config, storage)


def _write_new(path: Path) -> None:
    """Write a new key, readable by its owner only; of two portals that start at once, one does it."""
    path.parent.mkdir(parents=True, exist_ok=True)
    partial = path.with_name(f".{path.name}-{uuid.uuid4().hex}")
    descriptor = os.open(partial, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    try:
        with os.fdopen(descriptor, "w", encoding="ascii") as file:
            file.write(f"{new_key()}\n")
            file.flush()
            os.fsync(file.fileno())
        try:
            os.link(partial, path)
        except FileExistsError:
            return
    finally:
        partial.unlink()


def _id_of(key: bytes) -> bytes:
    return hashlib.sha256(b"guichet file key\0" + key).digest()[:_ID_SIZE]


def _key_id(found: bytes) -> bytes:
    return found[len(_MARK) : len(_MARK) + _ID_SIZE]


def _sealed(key: bytes, content: bytes, name: bytes) -> bytes:
    nonce = os.urandom(_NONCE_SIZE)
    return nonce + AESGCM(key).encrypt(nonce, content, name)


def _opened(key: bytes, found: bytes, name: bytes) -> bytes:
    try:
        return AESGCM(key).decrypt(found[:_NONCE_SIZE], found[_NONCE_SIZE:], name)
    except (InvalidTag, ValueError) as error:
        raise StorageFaultError from error
