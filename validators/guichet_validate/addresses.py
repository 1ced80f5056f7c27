"""Which fields of an object are the parts of a postal address: what a suggestion may fill."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from guichet_validate.pointers import get

if TYPE_CHECKING:
    from collections.abc import Mapping

    from guichet_validate.model import Field

# The reference list of the streets of the town, from which addresses are suggested; no definition names it.
LIST = "adresses"

# A suggestion fills these; the second line of an address is nobody's to guess.
PARTS = ("line1", "postcode", "city")

_BY_TOKEN = {
    "street-address": "line1",
    "address-line1": "line1",
    "postal-code": "postcode",
    "address-level2": "city",
}
_BY_NAME = {
    **dict.fromkeys(("voie", "rue", "adresse", "ligne1", "line1", "street"), "line1"),
    **dict.fromkeys(("codePostal", "postcode", "postalCode"), "postcode"),
    **dict.fromkeys(("commune", "ville", "city", "town"), "city"),
}


def parts_of(field: Field) -> Mapping[str, str]:
    """Return the name of the child that is each of ``PARTS``; nothing when one of them is missing or not typed.

    The parts are told by their ``autocomplete`` token, else by the place in the profile that they come from or feed,
    else by their name.
    """
    found: dict[str, str] = {}
    for child in field.children if field.kind == "object" else ():
        part = _part(child)
        if part is not None and part not in found and _is_typed(child):
            found[part] = child.name
    return found if len(found) == len(PARTS) else {}


def _is_typed(child: Field) -> bool:
    return child.kind == "string" and not (child.choices or child.lookup or child.computed or child.read_only)


def _part(child: Field) -> str | None:
    token = get(child.node, "/x-ui/autocomplete")
    if token in _BY_TOKEN:
        return _BY_TOKEN[token]
    for source in _sources(child):
        last = source.rpartition("/")[2]
        if "/addresses/" in source and last in PARTS:
            return last
    return _BY_NAME.get(child.name)


def _sources(child: Field) -> list[str]:
    listed: Any = get(child.node, "/x-prefill/from")
    feed: Any = get(child.node, "/x-feed/to")
    return [source for source in (*(listed if isinstance(listed, list) else ()), feed) if isinstance(source, str)]
