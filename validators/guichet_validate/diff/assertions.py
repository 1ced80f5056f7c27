"""Changes of the rules across fields."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING

from guichet_validate.diff.change import Change
from guichet_validate.diff.members import ROOT, Handler, Spot, always, compare_members, moved

if TYPE_CHECKING:
    from guichet_validate.diff.pairing import Pairing
    from guichet_validate.model import Definition, Rule

_RULE: Mapping[str, Handler] = dict.fromkeys(("each", "when", "assert", "at"), always("rule-changed"))


def rule_changes(old: Definition, new: Definition, pairing: Pairing) -> Iterator[Change]:
    """Yield the changes of every rule, at the root or in an object; a rule is known by its scope and id."""
    before = {(_scope(rule, pairing), rule.id): rule for rule in old.rules}
    after = {(_scope(rule), rule.id): rule for rule in new.rules}
    for key, rule in after.items():
        spot = _spot(before.get(key, rule), rule)
        if key not in before:
            if not (rule.scope and pairing.is_only_in_one([rule.scope])):
                yield spot.added("rule-added" if rule.level == "error" else "warning-added")
            continue
        yield from _compare(before[key], rule, spot)
    for key, rule in before.items():
        if key not in after and not (rule.scope and pairing.is_only_in_one([rule.scope])):
            yield _spot(rule, rule).removed("rule-removed")
    if moved(list(before), list(after)):
        yield ROOT.down("x-rules").change("order-changed", kind="rules")


def _compare(old: Rule, new: Rule, spot: Spot) -> Iterator[Change]:
    if old.level != new.level:
        yield spot.change("rule-hardened" if new.level == "error" else "rule-softened")
    yield from compare_members(old.node, new.node, spot, _RULE, ("level",))


def _scope(rule: Rule, pairing: Pairing | None = None) -> str:
    """Where a rule stands: the object whose schema holds it, not the rows it is judged on."""
    above = rule.pointer.rpartition("/x-rules")[0]
    return pairing.new_pointer(above) if pairing else above


def _spot(old: Rule, new: Rule) -> Spot:
    return Spot(old.pointer, new.pointer, {"rule": new.id, "message": str(new.node.get("message", ""))})
