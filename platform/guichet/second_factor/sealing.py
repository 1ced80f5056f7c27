"""Sealing the secrets of applications: they must be read to check a code, but never from the database alone.

The key is made from the portal's secret key. With another one, no sealed secret can be read again: people sign in by
a recovery code, or have their second factor reset.
"""

import base64
import binascii
import secrets
from typing import Final

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from flask import current_app

from guichet.config import Config

_KEY_BYTES: Final = 32
_NONCE_BYTES: Final = 12
_PURPOSE: Final = b"guichet second factor"


def seal(text: str, user_id: int) -> str:
    """Return the text sealed for that account: taken to another one, it cannot be opened."""
    nonce = secrets.token_bytes(_NONCE_BYTES)
    sealed = nonce + _cipher().encrypt(nonce, text.encode(), _about(user_id))
    return base64.urlsafe_b64encode(sealed).decode("ascii")


def unseal(sealed: str, user_id: int) -> str | None:
    """Return the text; None for what was not sealed for that account, or under another secret key."""
    try:
        whole = base64.urlsafe_b64decode(sealed)
        return _cipher().decrypt(whole[:_NONCE_BYTES], whole[_NONCE_BYTES:], _about(user_id)).decode()
    except (binascii.Error, InvalidTag, ValueError):
        return None


def _cipher() -> AESGCM:
    config: Config = current_app.extensions["guichet_config"]
    derived = HKDF(algorithm=SHA256(), length=_KEY_BYTES, salt=None, info=_PURPOSE)
    return AESGCM(derived.derive(config.secret_key.encode()))


def _about(user_id: int) -> bytes:
    return _PURPOSE + str(user_id).encode()
