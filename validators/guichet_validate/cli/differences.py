"""Print what changed between two versions: for people, or as JSON for programs."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from guichet_validate.checks.phrasing import say
from guichet_validate.cli.reporters.places import printable
from guichet_validate.diff.change import LEVELS, Change
from guichet_validate.diff.impact import OUTCOMES, Effect
from guichet_validate.diff.versions import is_enough, suggested

if TYPE_CHECKING:
    from guichet_validate.model import Definition

_SHOWN = 20


@dataclass(frozen=True, slots=True)
class Comparison:
    """Two versions, what changed, and what it does to sets of answers: ``drafts``, ``requests`` or ``tests``."""

    old: Definition
    new: Definition
    changes: Sequence[Change]
    effects: Sequence[tuple[str, Sequence[Effect]]]

    @property
    def wanted(self) -> str | None:
        """The least version that these changes ask for."""
        return suggested(self.old.version, self.changes)


def as_text(comparison: Comparison, lang: str) -> Iterator[str]:
    """Lines for people: changes by class, the version to choose, then what becomes of answers."""
    yield from map(printable, _lines(comparison, lang))


def _lines(comparison: Comparison, lang: str) -> Iterator[str]:
    old, new = comparison.old, comparison.new
    yield _say("diff-title", lang, id=new.id, old=old.version, new=new.version)
    for level in LEVELS:
        changes = [change for change in comparison.changes if change.level == level]
        if changes:
            yield ""
            yield _say(f"diff-class-{level}", lang, count=len(changes))
            for change in changes:
                yield f"  - {phrase(change, lang)} [{change.code} {change.new or change.old or '/'}]"
    if not comparison.changes:
        yield _say("diff-nothing", lang)
    wanted = comparison.wanted
    if wanted is not None:
        key = "diff-version-enough" if is_enough(new.version, wanted) else "diff-version-wanted"
        yield ""
        yield _say(key, lang, new=new.version, wanted=wanted)
    for kind, effects in comparison.effects:
        yield ""
        yield from _effects(kind, effects, lang)


def _effects(kind: str, effects: Sequence[Effect], lang: str) -> Iterator[str]:
    colon, joint = _say("colon", lang), _say("diff-joint", lang)
    yield f"{_say(f'diff-samples-{kind}', lang, count=len(effects))}{colon}".rstrip(" ")
    for outcome in OUTCOMES:
        concerned = [effect for effect in effects if effect.outcome == outcome]
        if not concerned:
            continue
        yield f"  {_say(f'diff-outcome-{outcome}', lang, count=len(concerned))}"
        if outcome in ("same", "eased"):
            continue
        for effect in concerned[:_SHOWN]:
            yield f"    - {effect.name}{colon}{joint.join(_parts(effect, lang))}"
        if len(concerned) > _SHOWN:
            yield f"    {_say('diff-more', lang, count=len(concerned) - _SHOWN)}"


def _parts(effect: Effect, lang: str) -> Iterator[str]:
    if effect.exit is not None:
        yield _say("diff-effect-exit", lang, exit=effect.exit)
    refused = [f"{pointer} ({code})" for pointer, code in effect.refused]
    for key, pointers in (
        ("refused", refused),
        ("lost", effect.lost),
        ("asked", effect.asked),
        ("documents", effect.documents),
    ):
        if pointers:
            yield _say(f"diff-effect-{key}", lang, pointers=", ".join(pointers[:_SHOWN]))


def as_json(comparison: Comparison, lang: str) -> Iterator[str]:
    """One JSON document with the same."""
    wanted = comparison.wanted
    told: dict[str, Any] = {
        "id": comparison.new.id,
        "old": comparison.old.version,
        "new": comparison.new.version,
        "counts": {level: sum(change.level == level for change in comparison.changes) for level in LEVELS},
        "version": {
            "wanted": wanted,
            "enough": wanted is None or is_enough(comparison.new.version, wanted),
        },
        "changes": [
            {
                "code": change.code,
                "class": change.level,
                "old": change.old,
                "new": change.new,
                "params": dict(change.params),
                "message": phrase(change, lang),
            }
            for change in comparison.changes
        ],
        "effects": {kind: [_record(effect) for effect in effects] for kind, effects in comparison.effects},
    }
    yield json.dumps(told, ensure_ascii=False, indent=2)


FORMS = {"text": as_text, "json": as_json}


def _record(effect: Effect) -> dict[str, Any]:
    return {
        "name": effect.name,
        "outcome": effect.outcome,
        "passed": effect.passed,
        "passes": effect.passes,
        "refused": [{"at": pointer, "code": code} for pointer, code in effect.refused],
        "exit": effect.exit,
        "lost": list(effect.lost),
        "asked": list(effect.asked),
        "documents": list(effect.documents),
    }


def phrase(change: Change, lang: str) -> str:
    """Return the sentence of a change."""
    return _say(f"diff-{change.code}", lang, **change.params)


def _say(key: str, lang: str, **params: Any) -> str:
    return str(say(key, params, lang))
