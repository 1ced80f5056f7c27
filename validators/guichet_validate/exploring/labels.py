"""What people read in a chart: titles of fields and choices, ranges of numbers, in one language."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from guichet_validate.conditions import same
from guichet_validate.flow.atoms import ABSENT
from guichet_validate.pointers import ROW
from guichet_validate.texts import text

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from guichet_validate.flow.cases import Variable
    from guichet_validate.model import Definition, Field

    Say = Callable[..., str]

_QUOTE = re.compile(r"\{([^{}]*)\}")
_MOST = 3
_WIDEST = 100


class Labels:
    """Titles of one definition; ``say`` phrases the words that are not the definition's own."""

    def __init__(self, definition: Definition, lang: str, say: Say) -> None:
        """Take the language of the texts, and the catalogue for the words in between."""
        self.definition = definition
        self.lang = lang
        self.say = say

    def field(self, template: str, beside: str = "") -> str:
        """Return the title of a field, with those of the groups around it unless ``beside`` stands in them too."""
        field = self.definition.fields[template]
        title = self.own(field.node) or field.name
        around = template.rpartition("/")[0].removesuffix(f"/{ROW}")
        if around in self.definition.fields and not beside.startswith(f"{around}/"):
            return f"{self.field(around)} → {title}"
        return title

    def own(self, node: Any) -> str:
        """Return the title of a node, what it quotes filled in as far as it is known beforehand."""
        title = _QUOTE.sub(self._quoted, text(node, "title", self.lang) or "")
        return title if len(title) <= _WIDEST else f"{title[: _WIDEST - 1].rstrip()}…"

    def step(self, template: str) -> str:
        """Return the title of the step that asks a field, the empty text for a hidden one."""
        step = self.definition.step_of(template)
        return self.own(step.node) if step is not None else ""

    def exit(self, identifier: str) -> str:
        """Return the title of an exit."""
        return next(self.own(found.node) for found in self.definition.exits if found.id == identifier)

    def _quoted(self, match: re.Match[str]) -> str:
        name = match[1]
        setting = self.definition.settings.get(name.removeprefix("settings."))
        if name.startswith("settings.") and setting is not None and setting.default is not None:
            return str(setting.default)
        field = self.definition.field_at(name) if name.startswith("/") else None
        return self.own(field.node) if field is not None and "{" not in str(field.node.get("title")) else "…"

    # ------------------------------------------------------------------------------------------- answers
    def answers(self, variable: Variable, values: Sequence[Any]) -> str:
        """Return what the answers of a way have in common, in few words."""
        given = [value for value in values if value is not ABSENT]
        told = self._given(variable, given) if given else []
        if len(given) < len(values):
            told.append(self.say("explore-no-answer"))
        return self.say("explore-or").join(told)[: 2 * _WIDEST]

    def _given(self, variable: Variable, given: list[Any]) -> list[str]:
        field = variable.field
        if len(given) == len(variable.values) and len(given) > 1:
            return [self.say("explore-any-answer")]
        if field.kind in ("integer", "number") and not field.choices:
            return self._ranges(variable, given)
        if field.choices and field.kind != "choices":
            return self._choices(variable, given)
        told = [self.value(field, value, variable.values) for value in _plainest(given)]
        if len(told) > _MOST:
            return [*told[:_MOST], self.say("explore-more", count=len(told) - _MOST)]
        return list(dict.fromkeys(told))

    def _choices(self, variable: Variable, given: list[Any]) -> list[str]:
        """Name the choices; those that no condition names behave as the one that stands for them."""
        field = variable.field
        unnamed = [
            choice for choice in field.choices if not any(same(choice.value, value) for value in variable.values)
        ]
        named = [choice for choice in field.choices if any(same(choice.value, value) for value in given)]
        stands = variable.values[-1] if unnamed else ABSENT
        alike = unnamed if any(stands is value for value in given) else []
        chosen = [
            self.own(choice.node) or str(choice.value) for choice in field.choices if choice in named or choice in alike
        ]
        if len(chosen) > _MOST and alike:
            return [self.say("explore-other-answers", count=len(chosen))]
        return chosen

    def _ranges(self, variable: Variable, given: list[Any]) -> list[str]:
        """Join neighbouring numbers: the lowest and the highest known ones stand for all beyond."""
        every = list(variable.values)
        runs: list[list[Any]] = []
        for place, value in enumerate(every):
            if any(value is one for one in given):
                if place and runs and every[place - 1] is runs[-1][-1]:
                    runs[-1].append(value)
                else:
                    runs.append([value])
        return [self._range(run, every) for run in runs]

    def _range(self, run: list[Any], every: list[Any]) -> str:
        shown = [f"{value:.15g}" for value in run]
        if run[0] is every[0]:
            return f"≤ {shown[-1]}"
        if run[-1] is every[-1]:
            return f"≥ {shown[0]}"
        return shown[0] if len(run) == 1 else f"{shown[0]}–{shown[-1]}"

    def value(self, field: Field, value: Any, every: Sequence[Any] = ()) -> str:
        """Return one answer as people write it."""
        if isinstance(value, bool):
            return self.say("explore-yes" if value else "explore-no")
        if isinstance(value, list):
            return self._list(field, value)
        choice = next((choice for choice in field.choices if same(choice.value, value)), None)
        if choice is not None:
            return self.own(choice.node) or str(value)
        if isinstance(value, str) and len(every) > 0 and value is every[-1]:
            return self.say("explore-other-text" if len(every) > 1 else "explore-some-text")
        return str(value)[:_WIDEST]

    def _list(self, field: Field, value: list[Any]) -> str:
        if field.kind == "choices":
            return " + ".join(self.value(field, item) for item in value)
        if field.kind == "file":
            named = {item.get("as"): None for item in value if isinstance(item, dict) and item.get("as")}
            return ", ".join(map(str, named)) or self.say("explore-some-file")
        rows = self.say("explore-rows", count=len(value))
        children = {child.name: child for child in field.children}
        told = {
            f"{self.own(children[name].node)}{self.say('colon')}{self.value(children[name], item)}": None
            for row in value
            if isinstance(row, dict)
            for name, item in row.items()
            if name in children and isinstance(item, bool | str | int)
        }
        return f"{rows} ({'; '.join(list(told)[:_MOST])})" if told else rows


def _plainest(given: list[Any]) -> list[Any]:
    """Leave out the lists that hold another one and more: the shorter says it."""
    return [
        value
        for value in given
        if not isinstance(value, list)
        or not any(
            isinstance(other, list) and len(other) < len(value) and all(item in value for item in other)
            for other in given
        )
    ]
