"""The widgets by what each can draw: kinds of fields and formats; and the one a field has when it names none."""

from __future__ import annotations

from types import MappingProxyType
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Mapping

RADIO_OPTIONS = 6
# A longer list is searched; a list of reference is counted when it is drawn.
LONG_LIST = 30
SCALARS = ("string", "integer", "number", "boolean")

# The format of what a widget asks for; it is also the usual widget of that format, but for the picker.
FORMAT_OF: Mapping[str, str] = MappingProxyType(
    {
        "email": "email",
        "phone": "phone-fr",
        "postcode": "postcode-fr",
        "date": "date",
        "picker": "date",
        "time": "time-local",
        "datetime": "datetime-local",
        "iban": "iban",
        "siret": "siret",
        "siren": "siren",
        "rna": "rna",
        "nir": "nir",
        "plate": "plate-fr",
    }
)
KINDS_OF: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {
        **dict.fromkeys(("text", "textarea", "signature", *FORMAT_OF), ("string",)),
        "number": ("integer", "number"),
        "money": ("integer",),
        "radio": SCALARS,
        **dict.fromkeys(("select", "search"), ("string", "integer", "number")),
        "checkbox": ("boolean",),
        "declaration": ("boolean",),
        "checkboxes": ("choices",),
        "file": ("file",),
        "repeat": ("repeat",),
        **dict.fromkeys(("group", "address", "point"), ("object",)),
        "computed": SCALARS,
        "hidden": SCALARS,
    }
)
# What a point holds besides its words.
POSITION = ("lat", "lon")

_BY_FORMAT = {name: widget for widget, name in FORMAT_OF.items() if widget != "picker"}
_BY_KIND = {
    "object": "group",
    "repeat": "repeat",
    "choices": "checkboxes",
    "file": "file",
    "integer": "number",
    "number": "number",
}


def usual(node: Mapping[str, Any], kind: str, options: int) -> str:
    """Return the widget of a field that names none; `options` is the number of its choices."""
    if kind == "boolean":
        return "checkbox" if node.get("const") is True else "radio"
    if options and kind in ("string", "integer", "number"):
        return "radio" if options <= RADIO_OPTIONS else "select" if options <= LONG_LIST else "search"
    if isinstance(node.get("x-lookup"), dict) and kind == "string":
        return "select"
    if isinstance(node.get("x-computed"), str) and kind in ("string", "integer", "number"):
        return "computed"
    if kind == "string":
        return _BY_FORMAT.get(str(node.get("format")), "text")
    return _BY_KIND[kind]
