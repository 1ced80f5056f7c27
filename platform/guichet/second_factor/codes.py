"""Codes of an authenticator application (RFC 6238: six digits, 30 seconds, SHA-1), and its secret in all its forms."""

import re
from dataclasses import dataclass
from typing import Final

import segno
from passlib.exc import TokenError
from passlib.totp import TOTP

#: How far the clock of a telephone may be wrong, in seconds: one code earlier, one later.
_SKEW: Final = 30
_SECRET_BYTES: Final = 20
_GROUP: Final = 4
_SPACES: Final = re.compile(r"[\s.-]+")


@dataclass(frozen=True, slots=True)
class Code:
    """A QR code: `size` modules wide and high, its quiet zone included, and the path of the dark ones."""

    size: int
    path: str


def new_secret() -> str:
    """Return a secret of 160 bits in base 32."""
    return str(TOTP.new(size=_SECRET_BYTES).base32_key)


def matching(secret: str, typed: str) -> int | None:
    """Return the step of time of the code that was typed, however it was grouped; None when it is wrong."""
    code = _SPACES.sub("", typed)
    if not (code.isascii() and code.isdigit()):
        return None
    try:
        return int(TOTP(secret).match(code, window=_SKEW).counter)
    except TokenError:
        return None


def in_groups(secret: str) -> str:
    """Return the secret as it is typed from one screen into another."""
    return " ".join(secret[place : place + _GROUP] for place in range(0, len(secret), _GROUP))


def address(secret: str, account: str, issuer: str) -> str:
    """Return the `otpauth:` address that applications read: the account as they list it, and who it is with."""
    # A colon stands between the two there.
    return str(TOTP(secret, label=account.replace(":", " "), issuer=issuer.replace(":", " ")).to_uri())


def drawn(text: str) -> Code:
    """Return the QR code of a text."""
    rows = list(segno.make(text, error="m", micro=False).matrix_iter(border=4))
    dark = "".join(f"M{x} {y}h1v1h-1z" for y, row in enumerate(rows) for x, module in enumerate(row) if module)
    return Code(len(rows), dark)
