"""Apply the cross-field rules to answers whose shape was judged."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from guichet_validate.pointers import ROW, bind, split
from guichet_validate.problems import Problem

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from guichet_validate.fetching import Environment
    from guichet_validate.model import Definition, Rule

    Instances = Callable[[str], list[tuple[tuple[int, ...], str, Any]]]


def judge_rules(
    definition: Definition,
    environment: Environment,
    problems: Sequence[Problem],
    last: int | None,
    instances: Instances,
    world_of_root: Callable[[], Any],
    judged: set[tuple[str, bool]],
) -> tuple[list[Problem], list[Problem]]:
    """Return the problems and the warnings of the rules that are due up to step ``last`` (``None``: all).

    ``judged`` takes in the place of each rule that applied, and whether it held. A rule is silent while the answer
    at its ``at`` is absent, and while an answer it reads is missing though required, or wrong, as ``problems`` tell;
    otherwise only ``true`` satisfies it.
    """
    wrong = [split(problem.pointer) for problem in problems]
    worlds: dict[tuple[str, str], Any] = {}
    broken: list[Problem] = []
    warnings: list[Problem] = []
    for compiled in definition.plan.rules:
        if last is not None and compiled.step is not None and compiled.step > last:
            continue
        rule = compiled.rule
        found = warnings if rule.level == "warning" else broken
        for rows, pointer, value in instances(rule.scope):
            if rule.scope and not isinstance(value, dict):
                continue
            if compiled.at(environment.answers, rows) is None or (wrong and _is_silent(rule, rows, wrong)):
                continue
            if not rule.scope:
                world = world_of_root()
            elif (world := worlds.get((rule.scope, pointer))) is None:
                world = worlds[rule.scope, pointer] = definition.plan.worlds[rule.scope].of(environment, rows)
            held = compiled.verdict(world)
            if held is None:
                continue
            judged.add((rule.pointer, held))
            if not held:
                found.append(Problem(bind(rule.at, rows), rule.id, {}, rule.level, rule.id, pointer or None))
    return broken, warnings


def _is_silent(rule: Rule, rows: Sequence[int], wrong: list[tuple[str, ...]]) -> bool:
    """Tell whether an answer that the rule reads, or something above it, is wrong."""
    scope = split(rule.scope)
    return any(
        _meets(place, read) for read in (_bound(split(read), scope, rows) for read in rule.reads) for place in wrong
    )


def _bound(read: tuple[str, ...], scope: tuple[str, ...], rows: Sequence[int]) -> list[str]:
    """Number the stars that a read shares with the rule's scope; the others stand for every row."""
    bound: list[str] = []
    shared = True
    star = 0
    for place, part in enumerate(read):
        shared = shared and place < len(scope) and scope[place] == part
        if part == ROW and shared:
            bound.append(str(rows[star]))
            star += 1
        else:
            bound.append(part)
    return bound


def _meets(place: tuple[str, ...], read: list[str]) -> bool:
    return len(place) <= len(read) and all(part in (ROW, actual) for part, actual in zip(read, place, strict=False))
