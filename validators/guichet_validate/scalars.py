"""Turn what people type into the schema's types; what does not parse stays the text that was typed."""

from __future__ import annotations

import re
import unicodedata
from typing import TYPE_CHECKING, Any

from guichet_validate import identifiers
from guichet_validate.answers import storable

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from guichet_validate.model import Field

    Read = Callable[[str], Any]

_CONTROLS = re.compile(r"[\x00-\x08\x0b-\x1f\x7f]")
_NUMBER = re.compile(r"(?P<sign>[+-]?)(?P<whole>[0-9]{1,15})(?:[.,](?P<part>[0-9]{1,9}))?", re.ASCII)
_GROUPED = re.compile(r"[+-]?[0-9]{1,3}(?:\.[0-9]{3})+,[0-9]+|[+-]?[0-9]{1,3}(?:,[0-9]{3})+\.[0-9]+", re.ASCII)
_FRENCH_DAY = re.compile(r"([0-9]{1,2})[/. -]([0-9]{1,2})[/. -]([0-9]{4})", re.ASCII)
_MINUTE = re.compile(r"([0-9]{1,2})\s?[:hH]\s?([0-9]{2})?(?::[0-9]{2})?", re.ASCII)


def clean(text: str) -> str:
    """Return a text as it is stored: NFC, trimmed, line ends as line feeds, no other control character but tabs."""
    if text.isprintable():
        # No lone surrogate is.
        return text.strip() if text.isascii() else unicodedata.normalize("NFC", text).strip()
    if not text.isascii():
        text = unicodedata.normalize("NFC", storable(text))
    return _CONTROLS.sub("", text.replace("\r\n", "\n").replace("\r", "\n")).strip()


def conversion(field: Field) -> Read | None:
    """Return the function from a cleaned, non-empty text to the value of a leaf field.

    ``None`` when the text is the value. What does not parse stays the text, so that validation refuses it and the page
    shows it; a value ``None`` is absent.
    """
    if field.kind == "string":
        if field.choices:
            return None
        if field.format in identifiers.FORMATS:
            return identifiers.reading(field.format, field.node.get("pattern"))
        return _BY_FORMAT.get(field.format or "")
    if field.kind == "boolean":
        # The hidden twin of a box that is not ticked says «false».
        known = {"true": True, "false": None if field.node.get("const") is True else False}
        return lambda text: known.get(text, text)
    if field.choices or field.kind == "choices":
        offered = {_written(choice.value): choice.value for choice in reversed(field.choices)}
        return lambda text: offered.get(text, text)
    if field.money:
        return _cents
    whole = field.kind == "integer"
    return lambda text: _number(text, whole=whole)


def day(parts: Mapping[str, str]) -> str | None:
    """Return ``YYYY-MM-DD`` from the parts ``day month year`` of a form, ``None`` when all are empty.

    Parts that are no numbers are joined as they are, so that validation refuses them and the page shows them.
    """
    typed = [clean(parts.get(name, "")) for name in ("year", "month", "day")]
    if not any(typed):
        return None
    if all(part.isascii() and part.isdigit() for part in typed):
        year, month, number = typed
        return f"{year.zfill(4)}-{month.zfill(2)}-{number.zfill(2)}"
    return "-".join(typed)


def _written(value: Any) -> str:
    """Return a choice's value as a form posts it."""
    if isinstance(value, bool):
        return "true" if value else "false"
    return str(value)


def _plain(text: str) -> str:
    return re.sub(r"[\s\u00a0\u202f']", "", text)


def _number(text: str, *, whole: bool) -> Any:
    compact = _plain(text)
    if _GROUPED.fullmatch(compact):
        last = max(compact.rfind("."), compact.rfind(","))
        compact = compact[:last].replace(".", "").replace(",", "") + "." + compact[last + 1 :]
    match = _NUMBER.fullmatch(compact)
    if match is None:
        return text
    part = match["part"] or ""
    if not part.strip("0") and (whole or not part):
        return int(match["sign"] + match["whole"])
    return text if whole else float(f"{match['sign']}{match['whole']}.{part}")


def _cents(text: str) -> Any:
    compact = _plain(text).removesuffix("€").removesuffix("EUR")
    if _GROUPED.fullmatch(compact):
        last = max(compact.rfind("."), compact.rfind(","))
        compact = compact[:last].replace(".", "").replace(",", "") + "." + compact[last + 1 :]
    match = _NUMBER.fullmatch(compact)
    if match is None or len(match["part"] or "") > 2:  # noqa: PLR2004 - cents
        return text
    cents = int(match["whole"]) * 100 + int((match["part"] or "0").ljust(2, "0"))
    return -cents if match["sign"] == "-" else cents


def _date(text: str) -> str:
    if text[4:5] == "-":
        return text
    match = _FRENCH_DAY.fullmatch(text)
    return f"{match[3]}-{match[2].zfill(2)}-{match[1].zfill(2)}" if match else text


def _minute(text: str) -> str:
    match = _MINUTE.fullmatch(text)
    return f"{match[1].zfill(2)}:{match[2] or '00'}" if match else text


def _moment(text: str) -> str:
    date, _, minute = text.replace(" ", "T", 1).partition("T")
    return f"{_date(date)}T{_minute(minute)}" if minute else text


_BY_FORMAT: Mapping[str, Callable[[str], str]] = {
    "date": _date,
    "time-local": _minute,
    "datetime-local": _moment,
    "phone-fr": lambda text: " ".join(text.split()),
    "email": lambda text: "".join(text.split()),
}
