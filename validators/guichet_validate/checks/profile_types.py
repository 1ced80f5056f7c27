"""Prefill and feed agree in type with the profile, both ways."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from guichet_validate import profile
from guichet_validate.checks.outline import Node
from guichet_validate.checks.rule import Rule
from guichet_validate.checks.values import Place, mapping, sequence, string

if TYPE_CHECKING:
    from guichet_validate.checks.sheet import Sheet

PREFILL_TYPE = Rule("prefill-type")
FEED_TYPE = Rule("feed-type")
FEED_TOO_LONG = Rule("feed-too-long", "warning")

RULES = (PREFILL_TYPE, FEED_TYPE, FEED_TOO_LONG)

# What the identity provider tells as a date; its other claims are texts.
_CLAIM_DATES = ("birthdate",)


def check(sheet: Sheet) -> None:
    """Report answers that the profile could not give, or not take."""
    for node in sheet.outline.nodes.values():
        if "x-prefill" in node.schema:
            spec = mapping(node.schema["x-prefill"])
            place = (node.place if "x-prefill" in node.own else node.body).down("x-prefill")
            for index, source in enumerate(sequence(spec.get("from"))):
                found = _source(source)
                if found is not None and not _fits(node, found):
                    sheet.report(PREFILL_TYPE, place.down("from", index), source=source, name=node.name)
        if "x-feed" in node.schema:
            spec = mapping(node.schema["x-feed"])
            place = (node.place if "x-feed" in node.own else node.body).down("x-feed")
            _feed(sheet, node, spec, place)


def _source(source: Any) -> Mapping[str, Any] | None:
    """What a source gives, as a schema; ``None`` for what is not known or has its own finding."""
    scheme, _, path = source.partition(":") if isinstance(source, str) else ("", "", "")
    if scheme == "franceconnect":
        return {"type": "string", **({"format": "date"} if path in _CLAIM_DATES else {})}
    if scheme == "profile" and path.startswith("/"):
        return profile.node_at(path)
    if scheme == "member" and path.startswith("/"):
        return profile.member_node_at(path)
    return None


def _fits(node: Node, found: Mapping[str, Any]) -> bool:
    if node.kind == "unknown":
        return True
    wanted = {"object": "object", "array": "repeat"}.get(str(found.get("type")), "string")
    if node.kind != wanted:
        return False
    # A date shows as a date only in a field of dates, and nothing else fits there.
    return node.kind != "string" or (found.get("format") == "date") == (node.schema.get("format") == "date")


def _feed(sheet: Sheet, node: Node, spec: Mapping[str, Any], place: Place) -> None:
    to = string(spec.get("to")) or ""
    if node.kind == "object" and node.shape is not None:
        children = node.shape.children
        named = mapping(spec.get("map")) or {name: name for name in children}
        for name, key in named.items():
            if name in children and isinstance(key, str):
                here = place.down("map", name) if "map" in spec else place.down("to")
                _one(sheet, children[name], f"{to}/{key}", here)
    elif not to.startswith("household:"):
        _one(sheet, node, to, place.down("to"))


def _one(sheet: Sheet, node: Node, to: str, place: Place) -> None:
    found = _source(to)
    if found is None:
        return
    if not _fits(node, found):
        sheet.report(FEED_TYPE, place, target=to, name=node.name)
        return
    most, longest = found.get("maxLength"), node.schema.get("maxLength")
    if isinstance(most, int) and isinstance(longest, int) and longest > most and node.options is None:
        sheet.report(FEED_TOO_LONG, place, limit=most, name=node.name)
