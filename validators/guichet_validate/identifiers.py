"""Numbers that registries give (IBAN, SIRET, social security, plates): in one piece, and in the groups people write."""

from __future__ import annotations

import re
from functools import lru_cache
from types import MappingProxyType
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

# What people put between groups, and what comes along when a number is copied from a letter or a page.
_BETWEEN = re.compile(r"[\s.\-\u2010-\u2015\u2212\u00ad\u200b\u2060\ufeff]+")
_IBAN_NAMED = re.compile(r"\s*IBAN\s*:?\s*(?=[A-Za-z]{2}\s*[0-9])", re.IGNORECASE | re.ASCII)
_WRITTEN: Mapping[str, re.Pattern[str]] = MappingProxyType(
    {
        "iban": re.compile(r"[A-Z]{2}[0-9]{2}[A-Z0-9]{11,30}", re.ASCII),
        "siret": re.compile(r"([0-9]{3})([0-9]{3})([0-9]{3})([0-9]{5})", re.ASCII),
        "siren": re.compile(r"([0-9]{3})([0-9]{3})([0-9]{3})", re.ASCII),
        "nir": re.compile(r"([0-9])([0-9]{2})([0-9]{2})([0-9][0-9AB])([0-9]{3})([0-9]{3})([0-9]{2})", re.ASCII),
        "rna": re.compile(r"(W[0-9A-Z]{9})", re.ASCII),
        "plate-fr": re.compile(r"([A-Z]{2})([0-9]{3})([A-Z]{2})", re.ASCII),
    }
)
_FORMER_PLATE = re.compile(r"([0-9]{1,4})([A-Z]{1,3})([0-9]{2}|2[AB]|97[1-6])", re.ASCII)
_FOUR = re.compile(r".{1,4}")

FORMATS = frozenset(_WRITTEN)


def compact(name: str, text: str) -> str:
    """Return the number of a format in one piece, in capitals; signs that cannot belong to it stay."""
    if name == "iban":
        text = _IBAN_NAMED.sub("", text, count=1)
    return _BETWEEN.sub("", text).upper()


def grouped(name: str, text: str) -> str:
    """Return the number as people write it, `732 829 320 00074`; what has not its shape is returned as it is."""
    return _grouped(name, compact(name, text)) or text


def reading(name: str, pattern: object) -> Callable[[str], str]:
    """Return the function from what was typed to the number as the field's `pattern` wants it.

    In one piece where the pattern takes that, else in groups, but a plate with its hyphens or spaces rather than
    without. What has not the shape of such a number, or what the pattern refuses, stays as it was typed.
    """
    accepts = _accepting(pattern if isinstance(pattern, str) else "")

    def read(text: str) -> str:
        piece = compact(name, text)
        written = _grouped(name, piece)
        if written is None:
            return text
        forms = (written, piece) if name == "plate-fr" else (piece, written)
        return next((form for form in forms if accepts(form)), text)

    return read


def _grouped(name: str, piece: str) -> str | None:
    match = _WRITTEN[name].fullmatch(piece)
    if match is not None and name == "iban":
        return " ".join(_FOUR.findall(piece))
    if match is not None:
        return ("-" if name == "plate-fr" else " ").join(match.groups())
    former = _FORMER_PLATE.fullmatch(piece) if name == "plate-fr" else None
    return " ".join(former.groups()) if former is not None else None


@lru_cache(maxsize=256)
def _accepting(pattern: str) -> Callable[[str], bool]:
    """Return the test of a pattern, compiled when the first number is typed."""
    from guichet_validate.validator import build  # noqa: PLC0415 - loading a definition compiles no pattern

    made: list[Callable[[str], bool]] = []

    def accepts(text: str) -> bool:
        if not made:
            try:
                made.append(build({"pattern": pattern}).is_valid)
            except ValueError:
                # A broken pattern refuses everything; the checker says so.
                made.append(lambda _: False)
        return made[0](text)

    return accepts
