"""Compare two versions of a procedure: every change, classed; pieces that only moved behind a reference are none."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from guichet_validate.conditions import same
from guichet_validate.diff.assertions import rule_changes
from guichet_validate.diff.change import LEVELS, Change
from guichet_validate.diff.conditions import Conditions
from guichet_validate.diff.fields import Fields
from guichet_validate.diff.identity import ROOT_HANDLERS, parse_version
from guichet_validate.diff.members import ROOT, Spot, compare_members, mapping
from guichet_validate.diff.pages import Pages
from guichet_validate.diff.pairing import pair
from guichet_validate.diff.resolved import Resolver

if TYPE_CHECKING:
    from guichet_validate.model import Definition

_FORM = ("x-steps", "type", "properties", "required", "allOf", "x-rules", "$defs", "$id")


def compare(old: Definition, new: Definition) -> tuple[Change, ...]:
    """Return every change, the gravest first; nothing when both mean the same.

    Whatever differs is told: what no comparison knows comes as ``changed``, of the class ``care``.
    """
    resolvers = Resolver(old.document), Resolver(new.document)
    found = list(dict.fromkeys(_changes(old, new, resolvers)))
    if not found and not same(*(resolver.whole() for resolver in resolvers)):
        found = [ROOT.change("changed", old=old.version, new=new.version)]
    if found and parse_version(new.version) <= parse_version(old.version) and not _is_told(found, "version-not-raised"):
        spot = Spot("/x-procedure/version", "/x-procedure/version")
        found.append(spot.change("version-not-raised", old=old.version, new=new.version))
    return tuple(sorted(found, key=lambda change: LEVELS.index(change.level)))


def _changes(old: Definition, new: Definition, resolvers: tuple[Resolver, Resolver]) -> Iterator[Change]:
    pairing = pair(old, new, resolvers)
    left, right = (
        mapping(resolver.piece({key: value for key, value in definition.document.items() if key not in _FORM}))
        for resolver, definition in zip(resolvers, (old, new), strict=True)
    )
    yield from compare_members(left, right, ROOT, ROOT_HANDLERS)
    yield from Pages(old, new, resolvers, pairing).changes()
    yield from Fields(old, new, resolvers, pairing).changes()
    yield from Conditions(old, new, resolvers, pairing).changes()
    yield from rule_changes(old, new, pairing)


def _is_told(changes: list[Change], code: str) -> bool:
    return any(change.code == code for change in changes)
