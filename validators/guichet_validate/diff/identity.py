"""Changes of what surrounds the form: the procedure's identity, its page, settings, privacy, messages, decisions."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from guichet_validate.diff.change import Change
from guichet_validate.diff.members import (
    ABSENT,
    Handler,
    Spot,
    always,
    compare_keyed,
    compare_members,
    mapping,
    plain,
    sequence,
)
from guichet_validate.functions import ExpressionFailedError, shift_day

_ACCESS = ("open", "account", "verified")
_ONLINE = ("none", "partial", "full")
# A day from which durations are compared: months and years have no length of their own.
_DAY = "2026-01-15"


def is_longer(old: Any, new: Any) -> bool | None:
    """Tell whether a duration grew; ``None`` when they cannot be compared or are as long."""
    try:
        before, after = shift_day(_DAY, old), shift_day(_DAY, new)
    except (ExpressionFailedError, TypeError, AttributeError):
        return None
    return None if before == after else after > before


def _ranked(order: tuple[str, ...], up: str, down: str) -> Handler:
    def handle(old: Any, new: Any, spot: Spot) -> Iterator[Change]:
        if old in order and new in order:
            yield spot.change(up if order.index(new) > order.index(old) else down, old=old, new=new)

    return handle


def _state(old: Any, new: Any, spot: Spot) -> Iterator[Change]:
    code = "state-opened" if new == "live" else "state-closed" if old == "live" else "state-changed"
    yield spot.change(code, old=old, new=new)


def _version(old: Any, new: Any, spot: Spot) -> Iterator[Change]:
    raised = parse_version(new) > parse_version(old)
    yield spot.change("version-raised" if raised else "version-not-raised", old=old, new=new)


def parse_version(text: Any) -> tuple[int, ...]:
    """Return the numbers of a version; nothing for what is none."""
    parts = text.split(".") if isinstance(text, str) and len(text) <= len("99999.99999.99999") else []
    return tuple(int(part) for part in parts) if all(part.isascii() and part.isdigit() for part in parts) else ()


def _delay(old: Any, new: Any, spot: Spot) -> Iterator[Change]:
    worse = new is ABSENT or (old is not ABSENT and is_longer(old, new) is not False)
    yield spot.change("delay-longer" if worse else "delay-shorter", old=old, new=new)


def _limit(old: Any, new: Any, spot: Spot) -> Iterator[Change]:
    before, after = mapping(old), mapping(new)
    for key in dict.fromkeys([*after, *before]):
        left, right = before.get(key), after.get(key)
        if left != right:
            looser = right is None or (isinstance(left, int) and isinstance(right, int) and right > left)
            yield spot.down(key).change("limit-loosened" if looser else "limit-tightened", old=left, new=right)


def _languages(old: Any, new: Any, spot: Spot) -> Iterator[Change]:
    before, after = (sequence(value) for value in (old, new))
    for language in after:
        if language not in before:
            yield spot.change("language-added", language=language)
    for language in before:
        if language not in after:
            yield spot.change("language-removed", language=language)
    if before[:1] != after[:1]:
        yield spot.change("language-default", old=before[:1], new=after[:1])
    if sorted(map(str, before)) == sorted(map(str, after)) and before[:1] == after[:1]:
        yield spot.change("order-changed", kind="languages")


def _follows(old: Any, new: Any, spot: Spot) -> Iterator[Change]:
    before, after = (sequence(value) for value in (old, new))
    for name in after:
        if name not in before:
            yield spot.change("follows-added", procedure=name)
    for name in before:
        if name not in after:
            yield spot.change("follows-removed", procedure=name)
    if sorted(map(str, before)) == sorted(map(str, after)):
        yield spot.change("order-changed", kind="follows")


_PROCEDURE: Mapping[str, Handler] = {
    "id": always("procedure-id"),
    "version": _version,
    "state": _state,
    "category": always("category-changed"),
    "service": always("service-changed"),
    "online": _ranked(_ONLINE, "online-more", "online-less"),
    "access": _ranked(_ACCESS, "access-tightened", "access-loosened"),
    "languages": _languages,
    "reference": always("reference-changed"),
    "opens": always("window-changed"),
    "closes": always("window-changed"),
    "delay": _delay,
    "delays": always("delays-changed"),
    "silence": always("silence-changed"),
    "limit": _limit,
    "follows": _follows,
    "legal": always("legal-changed"),
    "keywords": always("search-changed"),
    "audience": always("search-changed"),
}

PRIVACY: Mapping[str, Handler] = {
    "purpose": always("privacy-purpose"),
    "basis": always("privacy-basis"),
    "retention": always("privacy-retention"),
    "draftRetention": always("privacy-draft"),
    "recipients": always("privacy-recipients"),
    "sensitive": always("privacy-sensitive"),
    "erase": always("privacy-erase"),
}


def procedure(old: Any, new: Any, spot: Spot) -> Iterator[Change]:
    """Tell the changes of ``x-procedure``."""
    yield from compare_members(mapping(old), mapping(new), spot, _PROCEDURE)


def privacy(old: Any, new: Any, spot: Spot) -> Iterator[Change]:
    """Tell the changes of ``x-privacy``, at the root or at a field."""
    yield from compare_members(mapping(old), mapping(new), spot, PRIVACY)


def settings(old: Any, new: Any, spot: Spot) -> Iterator[Change]:
    """Tell the changes of ``x-settings``."""
    before, after = mapping(old), mapping(new)
    for name in dict.fromkeys([*after, *before]):
        left, right = mapping(before.get(name)), mapping(after.get(name))
        here = spot.down(name).told(setting=(right or left).get("title", name))
        if name not in before:
            yield here.added("setting-added", new=right.get("default"))
        elif name not in after:
            yield here.removed("setting-removed")
        elif left != right:
            keys = {key: always("setting-changed") for key in {*left, *right} - _TEXTS}
            yield from compare_members(left, right, here, {**keys, "default": always("setting-default")})


_TEXTS = frozenset({"title", "description", "x-i18n", "$comment", "x-ui"})


def messages(old: Any, new: Any, spot: Spot) -> Iterator[Change]:
    """Tell the changes of ``x-messages``."""
    before, after = mapping(old), mapping(new)
    for event in dict.fromkeys([*after, *before]):
        here = spot.down(event).told(event=event)
        if event not in before:
            yield here.added("message-added")
        elif event not in after:
            yield here.removed("message-removed")
        elif before[event] != after[event]:
            yield here.change("message-changed")


def _decision(old: Any, new: Any, spot: Spot) -> Iterator[Change]:
    title = mapping(old if new is ABSENT else new).get("title")
    if old is ABSENT:
        yield spot.added("decision-added", title=title)
    elif new is ABSENT:
        yield spot.removed("decision-removed", title=title)
    else:
        yield spot.change("decision-changed", title=title)


def decisions(old: Any, new: Any, spot: Spot) -> Iterator[Change]:
    """Tell the changes of ``x-decision``."""
    yield from compare_keyed(_rows(old), _rows(new), spot, lambda row: row.get("id"), _decision, "decisions")


def _rows(value: Any) -> Any:
    return [] if value is ABSENT else value


ROOT_HANDLERS: Mapping[str, Handler] = {
    "x-procedure": procedure,
    "x-information": always("information-changed"),
    "x-settings": settings,
    "x-privacy": privacy,
    "x-messages": messages,
    "x-decision": decisions,
    "x-tests": always("tests-changed"),
    "x-checks": always("comment-changed"),
    "x-definition": plain,
}
