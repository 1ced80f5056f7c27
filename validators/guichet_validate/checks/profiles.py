"""Prefill and feed: sources and targets that the profile knows, members only where one is picked."""

from __future__ import annotations

from collections.abc import Mapping
from collections.abc import Set as AbstractSet
from typing import TYPE_CHECKING, Any

from guichet_validate.checks import conditions
from guichet_validate.checks.outline import Node
from guichet_validate.checks.rule import Rule
from guichet_validate.checks.values import Place, mapping, sequence, string, strings

if TYPE_CHECKING:
    from guichet_validate.checks.sheet import Sheet
    from guichet_validate.checks.steps import Pages

PATH_UNKNOWN = Rule("profile-path-unknown")
CLAIM_UNKNOWN = Rule("prefill-claim-unknown")
HOUSEHOLD_MISPLACED = Rule("prefill-household-misplaced")
MEMBER_UNBOUND = Rule("prefill-member-unbound", "warning")
WHERE_ALONE = Rule("prefill-where-alone")
LOCK_UNKNOWN = Rule("prefill-lock-unknown")
LOCK_WAITS = Rule("prefill-lock-waits")
WHEN_LATER = Rule("prefill-reads-later-step")
FEED_MISPLACED = Rule("feed-household-misplaced")
FEED_MATCH_MISSING = Rule("feed-match-missing", "warning")
FEED_NAME_UNKNOWN = Rule("feed-name-unknown")

RULES = (
    PATH_UNKNOWN,
    CLAIM_UNKNOWN,
    HOUSEHOLD_MISPLACED,
    MEMBER_UNBOUND,
    WHERE_ALONE,
    LOCK_UNKNOWN,
    LOCK_WAITS,
    WHEN_LATER,
    FEED_MISPLACED,
    FEED_MATCH_MISSING,
    FEED_NAME_UNKNOWN,
)

IDENTITY = frozenset(
    {
        *("title", "familyName", "usageName", "givenNames"),
        *("birthDate", "birthPlace", "birthCountry", "nationality"),
    }
)
ADDRESS = frozenset(["line1", "line2", "postcode", "city", "country", "since"])
MEMBER = IDENTITY | {"id", "relation", "school"}
CLAIMS = frozenset(
    {
        *("sub", "given_name", "family_name", "preferred_username", "email"),
        *("birthdate", "gender", "birthplace", "birthcountry"),
    }
)
_ANY_KEY = frozenset({"contacts", "organisation"})


def known_path(path: str) -> bool:
    """Whether the profile's schema has this pointer: ``/identity/birthDate``, ``/addresses/main/city``."""
    area, *rest = path.removeprefix("/").split("/")
    if area in _ANY_KEY:
        return len(rest) <= 1
    if area == "identity":
        return not rest or (len(rest) == 1 and rest[0] in IDENTITY)
    if area in ("addresses", "household"):
        keys = ADDRESS if area == "addresses" else MEMBER
        return len(rest) <= 1 or (len(rest) == 2 and rest[1] in keys)  # noqa: PLR2004
    return False


def check(sheet: Sheet) -> None:
    """Report prefill and feed that lead nowhere."""
    for node in sheet.outline.nodes.values():
        for keyword, examine in (("x-prefill", _prefill), ("x-feed", _feed)):
            spec = mapping(node.schema.get(keyword))
            if spec:
                place = (node.place if keyword in node.own else node.body).down(keyword)
                examine(sheet, node, spec, place)


def _prefill(sheet: Sheet, node: Node, spec: Mapping[str, Any], place: Place) -> None:
    sources = strings(spec.get("from"))
    for index, source in enumerate(sequence(spec.get("from"))):
        if isinstance(source, str):
            _source(sheet, node, source, place.down("from", index))
    if "household:" not in sources and "where" in spec:
        sheet.report(WHERE_ALONE, place.down("where"))
    for index, source in enumerate(sequence(spec.get("lock"))):
        if isinstance(source, str) and source not in sources:
            sheet.report(LOCK_UNKNOWN, place.down("lock", index), source=source)
    if spec.get("lock") and any("when" in _spec(other) for other in (node, *sheet.outline.ancestors(node))):
        sheet.report(LOCK_WAITS, place.down("lock"), name=node.name)


def _spec(node: Node) -> Mapping[str, Any]:
    return mapping(node.schema.get("x-prefill"))


def look_ahead(sheet: Sheet, depends: Mapping[str, AbstractSet[str]], pages: Pages) -> None:
    """Check the condition of each prefill, on the whole answers; report those that read a later step.

    ``depends`` maps what is computed to what it reads.
    """
    for node in sheet.outline.nodes.values():
        spec = _spec(node)
        if "when" not in spec:
            continue
        place = (node.place if "x-prefill" in node.own else node.body).down("x-prefill", "when")
        reads = conditions.reads_of(sheet, spec["when"], place, sheet.outline.root)
        for source in pages.later(reads, depends, pages.of(node.pointer)):
            sheet.report(WHEN_LATER, place, field=source, target=node.pointer)


def _source(sheet: Sheet, node: Node, source: str, place: Place) -> None:
    scheme, _, path = source.partition(":")
    if scheme == "profile" and not known_path(path):
        sheet.report(PATH_UNKNOWN, place, path=path, close=_meant(sheet, path))
    elif scheme == "franceconnect" and path not in CLAIMS:
        sheet.report(CLAIM_UNKNOWN, place, claim=path)
    elif scheme == "household" and node.kind not in ("object", "repeat", "unknown"):
        sheet.report(HOUSEHOLD_MISPLACED, place, name=node.name)
    elif scheme == "member":
        _member(sheet, node, path, place)


def _meant(sheet: Sheet, path: str) -> str:
    area, _, rest = path.removeprefix("/").partition("/")
    key = rest.partition("/")[0]
    known = [f"/identity/{name}" for name in sorted(IDENTITY)]
    known += [f"/addresses/{key if area == 'addresses' and key else 'main'}/{name}" for name in sorted(ADDRESS)]
    return sheet.closest(path, [*known, "/contacts/email", "/contacts/phone", "/contacts/mobile"])


def _member(sheet: Sheet, node: Node, path: str, place: Place) -> None:
    if path.removeprefix("/") not in MEMBER:
        close = sheet.closest(path, [f"/{name}" for name in sorted(MEMBER)])
        sheet.report(PATH_UNKNOWN, place, path=path, close=close)
    elif place.fragment is None and not _bound(sheet, node):
        sheet.report(MEMBER_UNBOUND, place, name=node.name)


def _bound(sheet: Sheet, node: Node) -> bool:
    return any("household:" in strings(_spec(other).get("from")) for other in (node, *sheet.outline.ancestors(node)))


def _feed(sheet: Sheet, node: Node, spec: Mapping[str, Any], place: Place) -> None:
    scheme, _, path = (string(spec.get("to")) or "").partition(":")
    if scheme == "profile" and not known_path(path):
        sheet.report(PATH_UNKNOWN, place.down("to"), path=path, close=_meant(sheet, path))
    elif scheme == "member":
        _member(sheet, node, path, place.down("to"))
    elif scheme == "household":
        if node.kind != "repeat":
            sheet.report(FEED_MISPLACED, place.down("to"), name=node.name)
        elif "match" not in spec:
            sheet.report(FEED_MATCH_MISSING, place, name=node.name)
    children = node.shape.children if node.shape is not None else {}
    for name in mapping(spec.get("map")):
        if name not in children:
            sheet.report(FEED_NAME_UNKNOWN, place.down("map", name), name=name)
    for index, pointer in enumerate(strings(spec.get("match"))):
        if node.shape is not None and sheet.outline.node(node.shape.pointer + pointer.removeprefix("@")) is None:
            sheet.report(FEED_NAME_UNKNOWN, place.down("match", index), name=pointer)
    if "when" in spec and node.scope is not None:
        _when(sheet, node, spec["when"], place.down("when"))


def _when(sheet: Sheet, node: Node, condition: Any, place: Place) -> None:
    """A condition on the row, on the object around, or on the whole answers: the one that declares what it names."""
    named = {*mapping(mapping(condition).get("properties")), *strings(mapping(condition).get("required"))}
    scopes = [shape for shape in (node.shape, node.scope, sheet.outline.root) if shape is not None]
    fitting = next((shape for shape in scopes if named and named <= shape.children.keys()), sheet.outline.root)
    conditions.reads_of(sheet, condition, place, fitting)
