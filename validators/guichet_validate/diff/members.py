"""Walk two versions of an object key by key: whatever differs is told, by its own handler or as a plain change."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from guichet_validate.conditions import same
from guichet_validate.diff.change import Change

ABSENT: Any = object()
_SHOWN = 200


@dataclass(frozen=True, slots=True)
class Spot:
    """Where two pieces stand, and what to tell of their surroundings."""

    old: str
    new: str
    params: Mapping[str, Any] = field(default_factory=dict)

    def down(self, *parts: str | int) -> Spot:
        """Return the spot below, in both."""
        return self.apart(parts, parts)

    def apart(self, old: Iterable[str | int], new: Iterable[str | int]) -> Spot:
        """Return a spot below that has another place in each."""
        return replace(self, old=self.old + _joined(old), new=self.new + _joined(new))

    def told(self, **params: Any) -> Spot:
        """Return the spot with more to tell."""
        return replace(self, params={**self.params, **params})

    def change(self, code: str, **params: Any) -> Change:
        """Return a change that stands here in both."""
        return Change(code, self.old, self.new, _shown({**self.params, **params}))

    def added(self, code: str, **params: Any) -> Change:
        """Return a change that stands here in the new version only."""
        return Change(code, None, self.new, _shown({**self.params, **params}))

    def removed(self, code: str, **params: Any) -> Change:
        """Return a change that stood here in the old version only."""
        return Change(code, self.old, None, _shown({**self.params, **params}))


Handler = Callable[[Any, Any, Spot], Iterable[Change]]
ROOT = Spot("", "")


def _joined(parts: Iterable[str | int]) -> str:
    return "".join("/" + str(part).replace("~", "~0").replace("/", "~1") for part in parts)


def _shown(params: Mapping[str, Any]) -> dict[str, Any]:
    return {key: value if isinstance(value, int | float) else shown(value) for key, value in params.items()}


def shown(value: Any) -> str:
    """Return a value as a short text."""
    if value is ABSENT or value is None:
        return "–"
    text = value if isinstance(value, str) else json.dumps(value, ensure_ascii=False, default=str)
    text = re.sub(r"\s*\n\s*", " ", text)
    return text if len(text) <= _SHOWN else f"{text[: _SHOWN - 1]}…"


def differs(old: Any, new: Any) -> bool:
    """Tell whether two JSON values (or ``ABSENT``) differ."""
    if old is ABSENT or new is ABSENT:
        return old is not new
    return not same(old, new)


def plain(old: Any, new: Any, spot: Spot) -> Iterator[Change]:
    """Tell a change that no handler knows."""
    yield spot.change("changed", old=old, new=new)


def always(code: str) -> Handler:
    """Return the handler that tells every difference by one code."""
    return lambda old, new, spot: [spot.change(code, old=old, new=new)]


def switched(on: str, off: str) -> Handler:
    """Return the handler of a boolean that is false unless it is said: one code for on, one for off."""
    return lambda old, new, spot: [spot.change(on if new is True else off, old=old, new=new)]


def compare_members(
    old: Mapping[str, Any],
    new: Mapping[str, Any],
    spot: Spot,
    handlers: Mapping[str, Handler],
    leave: Iterable[str] = (),
) -> Iterator[Change]:
    """Yield the changes of every key but those left to others; a key without a handler is told plainly."""
    left = frozenset(leave)
    for key in dict.fromkeys([*new, *old]):
        before, after = old.get(key, ABSENT), new.get(key, ABSENT)
        if key in left or not differs(before, after):
            continue
        handler = handlers.get(key) or TEXTS.get(key, plain)
        here = spot.down(key)
        found = list(handler(before, after, here))
        yield from found or plain(before, after, here)


def compare_keyed(
    old: Any,
    new: Any,
    spot: Spot,
    key: Callable[[Mapping[str, Any]], Any],
    entry: Handler,
    kind: str,
) -> Iterator[Change]:
    """Yield the changes between two lists of objects that bear a key.

    ``entry`` is called with ``ABSENT`` for what is only in one; a mere change of order is told with ``kind``.
    """
    before, after = _keyed(old, key), _keyed(new, key)
    for name in dict.fromkeys([*after, *before]):
        place_before, item_before = before.get(name, (0, ABSENT))
        place_after, item_after = after.get(name, (0, ABSENT))
        if differs(item_before, item_after):
            here = spot.apart([place_before], [place_after])
            yield from list(entry(item_before, item_after, here)) or plain(item_before, item_after, here)
    if moved(list(before), list(after)):
        yield spot.change("order-changed", kind=kind)


def moved(old: Sequence[Any], new: Sequence[Any]) -> bool:
    """Tell whether what stands in both stands in another order."""
    return [name for name in old if name in new] != [name for name in new if name in old]


def _keyed(rows: Any, key: Callable[[Mapping[str, Any]], Any]) -> dict[str, tuple[int, Any]]:
    found: dict[str, tuple[int, Any]] = {}
    for place, row in enumerate(rows if isinstance(rows, list) else ()):
        name = shown(key(row)) if isinstance(row, dict) else shown(row)
        while name in found:
            name += "'"
        found[name] = place, row
    return found


def _text(old: Any, new: Any, spot: Spot) -> Iterator[Change]:
    yield spot.change("text-changed", what=spot.new.rpartition("/")[2], old=old, new=new)


def _translations(old: Any, new: Any, spot: Spot) -> Iterator[Change]:
    before, after = mapping(old), mapping(new)
    for language in dict.fromkeys([*after, *before]):
        texts = mapping(before.get(language)), mapping(after.get(language))
        for key in dict.fromkeys([*texts[1], *texts[0]]):
            told = [text.get(key, ABSENT) for text in texts]
            if differs(*told):
                here = spot.down(language, key)
                yield here.change("translation-changed", language=language, what=key, old=told[0], new=told[1])


def _errors(old: Any, new: Any, spot: Spot) -> Iterator[Change]:
    keys = {key: _text for key in [*mapping(old), *mapping(new)] if key != "x-i18n"}
    yield from compare_members(mapping(old), mapping(new), spot, keys)


def mapping(value: Any) -> Mapping[str, Any]:
    """Return an object, an empty one for anything else."""
    return value if isinstance(value, dict) else {}


def sequence(value: Any) -> list[Any]:
    """Return a list, an empty one for anything else."""
    return value if isinstance(value, list) else []


# What people read, wherever it stands.
TEXTS: Mapping[str, Handler] = {
    **dict.fromkeys(
        ("title", "description", "body", "subject", "message", "summary", "x-help", "examples", "links"), _text
    ),
    "x-i18n": _translations,
    "x-errors": _errors,
    "$comment": always("comment-changed"),
}
