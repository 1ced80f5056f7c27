"""Suggestions of addresses, as the head of a group shows them."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from guichet_render.face import Face


@dataclass(frozen=True, slots=True)
class Suggestion:
    """One address: how it is written in a line, and its parts by the words of the profile (`line1 postcode city`)."""

    label: str
    parts: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Offer:
    """A suggestion as a card: its line, and what the card posts."""

    label: str
    value: str


@dataclass(frozen=True, slots=True)
class Seeking:
    """What was typed, and what is offered for it; `None` before anything was searched for."""

    text: str
    offers: tuple[Offer, ...] | None


def seeking(
    face: Face, pointer: str, suggestions: Mapping[str, Sequence[Suggestion]] | None, beside: Mapping[str, str]
) -> Seeking | None:
    """Return what the head of an address shows; nothing where no source of suggestions is known (`None`)."""
    if suggestions is None or face.widget.name != "address" or not face.facts["parts"]:
        return None
    found = suggestions.get(pointer)
    offers = None if found is None else tuple(Offer(one.label, posted(one)) for one in found)
    return Seeking(beside.get("search", ""), offers)


def posted(suggestion: Suggestion) -> str:
    """Return what stands for a suggestion in a form: its parts, to be read as text that the person chose."""
    return json.dumps(dict(suggestion.parts), ensure_ascii=False, separators=(",", ":"))
