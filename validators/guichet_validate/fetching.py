"""Fetch from the answers, the settings and the context just what an expression reads."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from guichet_validate.functions import FUNCTIONS, age_today
from guichet_validate.lists import looked_up
from guichet_validate.pointers import ROW, split
from guichet_validate.projection import leaf_view

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from guichet_validate.context import Context
    from guichet_validate.lists import Found
    from guichet_validate.model import Setting
    from guichet_validate.projection import View


@dataclass(slots=True)
class Environment:
    """What one evaluation of expressions sees: the whole answers, the settings with defaults, the context.

    ``found`` notes the rows of reference lists that it found.
    """

    answers: Mapping[str, Any]
    settings: Mapping[str, Any]
    context: Context
    found: Found = field(default_factory=dict)


if TYPE_CHECKING:
    # Both take the numbers of the rows that the scope stands in.
    Fetch = Callable[[Environment, Sequence[int]], Any]
    Walk = Callable[[Mapping[str, Any], Sequence[int]], Any]


def setting_value(name: str, setting: Setting) -> Fetch:
    if setting.node.get("type") == "number":
        number = leaf_view("number")
        return lambda environment, _: number(environment.settings.get(name))
    return lambda environment, _: environment.settings.get(name)


def account_value(name: str) -> Fetch:
    if name == "signedIn":
        return lambda environment, _: environment.context.signed_in
    return lambda environment, _: environment.context.assurance


def called(name: str, environment: Environment) -> Any:
    """Return the function of that name; ``age`` knows the day of the evaluation, ``lookup`` its lists."""
    if name == "age":
        return age_today(environment.context.today)
    return looked_up(environment.context.lists, environment.found) if name == "lookup" else FUNCTIONS[name]


WORLD_VALUES: Mapping[str, Fetch] = {
    "today": lambda environment, _: environment.context.today,
    "now": lambda environment, _: environment.context.minute,
    "index": lambda _, rows: rows[-1],
}


def walker(template: str) -> Walk:
    """Return the function that follows a template through the answers; stars take the numbers of the rows."""
    parts = split(template)
    if len(parts) == 1:
        only = parts[0]
        return lambda answers, _: answers.get(only)

    def walk(answers: Mapping[str, Any], rows: Sequence[int]) -> Any:
        here: Any = answers
        star = 0
        for part in parts:
            if part == ROW:
                if not isinstance(here, list) or star >= len(rows) or rows[star] >= len(here):
                    return None
                here = here[rows[star]]
                star += 1
            elif isinstance(here, dict):
                here = here.get(part)
            else:
                return None
        return here

    return walk


def shown_value(walk: Walk, shown: View) -> Fetch:
    return lambda environment, rows: shown(walk(environment.answers, rows))


def column(walk: Walk, inside: Sequence[str], shown: View) -> Fetch:
    def fetch(environment: Environment, rows: Sequence[int]) -> list[Any]:
        values: list[Any] = []
        found = walk(environment.answers, rows)
        for row in found if isinstance(found, list) else ():
            here: Any = row
            for name in inside:
                here = here.get(name) if isinstance(here, dict) else None
            values.append(shown(here))
        return values

    return fetch
