"""Values worth trying for what an expression reads: beside its constants, around today, equal to one another."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING, Any

from guichet_validate.flow.atoms import ABSENT
from guichet_validate.flow.samples import file, sample
from guichet_validate.functions import ExpressionFailedError, shift_day
from guichet_validate.pointers import ROW

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from guichet_validate.expressions import Expression
    from guichet_validate.model import Definition, Field

MAX_VALUES = 24
_MAX_AGE = 150
_MAX_DAYS = 1000


@dataclass(frozen=True, slots=True)
class Reading:
    """What some expressions read: fields, settings, whether the day or the account matters, and their constants."""

    templates: tuple[str, ...]
    settings: tuple[str, ...]
    today: bool
    account: bool
    literals: tuple[Any, ...]


def reading(definition: Definition, expressions: Iterable[Expression], known: Mapping[str, Expression]) -> Reading:
    """Return what expressions read, through computed fields (``known``, by template) down to answers."""
    todo = list(expressions)
    seen: set[int] = set()
    templates: dict[str, None] = {}
    settings: dict[str, None] = {}
    literals: dict[Any, None] = {}
    names: set[str] = set()
    while todo:
        expression = todo.pop(0)
        if id(expression) in seen:
            continue
        seen.add(id(expression))
        settings.update(dict.fromkeys(sorted(expression.settings)))
        for node in expression.tree.walk():
            if node.kind == "literal" and node.value is not None and not isinstance(node.value, bool):
                literals[node.value] = None
            names.add(node.name)
        for template in sorted(expression.reads, key=lambda read: definition.fields[read].order):
            if template in known:
                todo.append(known[template])
            elif definition.fields[template].kind != "object":
                templates[template] = None
    world = names & {"today", "now", "age"}
    return Reading(tuple(templates), tuple(settings), bool(world), "account" in names, tuple(literals))


class Pools:
    """The values worth trying, for one reading on one day; ``seen`` are values of the definition's own tests."""

    def __init__(self, definition: Definition, read: Reading, today: str, seen: Mapping[str, list[Any]]) -> None:
        """Turn the constants and the defaults of the settings into numbers, texts and days."""
        self.definition = definition
        self.read = read
        self.today = today
        self.seen = seen
        defaults = [definition.settings[name].default for name in read.settings]
        constants = [*read.literals, *defaults]
        self.numbers = [value for value in constants if isinstance(value, int | float) and not isinstance(value, bool)]
        self.texts = [value for value in constants if isinstance(value, str)]

    def of(self, template: str) -> list[Any]:
        """Return values for a field, the likeliest first, without repetition."""
        field = self.definition.fields[template]
        found: list[Any] = []
        for value in self._values(field):
            if value not in found:
                found.append(value)
            if len(found) >= MAX_VALUES:
                break
        return found if field.required_always else [*found, ABSENT]

    def _values(self, field: Field) -> Iterator[Any]:
        node = field.node
        if field.kind == "boolean":
            yield from [node["const"]] if "const" in node else [True, False]
        elif field.kind == "choices":
            options = [choice.value for choice in field.choices] or sample(field)
            yield from ([option] for option in options)
            yield options[: field.limit("maxItems", len(options))]
        elif field.choices:
            yield from (choice.value for choice in field.choices)
        elif field.kind in ("integer", "number"):
            yield from self._numbers(field)
        elif field.kind == "file":
            accepts = field.document.accepts if field.document is not None else ()
            yield from ([file(accepted.id)] for accepted in accepts)
        elif field.kind == "repeat":
            yield from self._rows(field)
        elif field.format == "date":
            yield from self._days()
            yield from self.seen.get(field.pointer, ())
        elif field.format == "datetime-local":
            yield from (f"{day}T{hour}" for day in self._days() for hour in ("10:00", "03:00", "22:00"))
        elif field.format == "time-local":
            yield from ("10:00", "03:00", "22:00", "12:00")
        else:
            yield from self._texts(field)

    def _numbers(self, field: Field) -> Iterator[Any]:
        node = field.node
        whole = field.kind == "integer"
        edges = [node.get("minimum", 0), *self.numbers, node.get("maximum", 1)]
        for edge in edges:
            yield from (
                int(edge + step) if whole else float(edge + step) for step in (0, 1, -1) if _fits(edge + step, node)
            )

    def _rows(self, field: Field) -> Iterator[Any]:
        rows = self.seen.get(field.pointer, [])
        one = rows[0][:1] if rows and rows[0] else sample(field)
        for count in dict.fromkeys((1, 2, field.limit("maxItems", 10), field.limit("minItems", 0))):
            yield one * count

    def _texts(self, field: Field) -> Iterator[Any]:
        yield from (text for text in self.texts if len(text) <= field.limit("maxLength", 10_000))
        yield from self.seen.get(field.pointer, ())
        yield sample(field)
        if field.format is None and "pattern" not in field.node:
            # Another one, for what must differ.
            yield "Zoé et Léon"[: max(field.limit("maxLength", 11), 1)].ljust(field.limit("minLength", 0), "e")
        for template in self.read.templates:
            if template != field.pointer:
                yield from (value for value in self.seen.get(template, ())[:2] if isinstance(value, str))

    def _days(self) -> Iterator[str]:
        for shift in (0, 1, -1, 7, 30, 400, -400):
            yield from _moved(self.today, shift)
        for text in self.texts:
            for sign in ("", "-"):
                day = _shifted(self.today, text, sign)
                yield from (near for shift in (0, 1, -1) for near in (_moved(day, shift) if day else ()))
        for number in self.numbers:
            amount = int(number)
            if 0 < amount <= _MAX_AGE:
                birthday = _shifted(self.today, f"P{amount}Y", "-")
                if birthday:
                    yield birthday
                    yield from _moved(birthday, 1)
            if 0 < amount <= _MAX_DAYS:
                for shift in (amount, -amount, amount + 1, -amount - 1):
                    yield from _moved(self.today, shift)
        yield from (day for age in (10, 25, 50, 80) if (day := _shifted(self.today, f"P{age}Y", "-")))


def moments(read: Reading, now: datetime) -> list[datetime]:
    """Return days and hours worth trying when an expression asks what day it is."""
    if not read.today:
        return []
    days = [day for shift in (*range(1, 7), *range(35, 420, 35)) for day in _moved(now.strftime("%Y-%m-%d"), shift)]
    noon = [datetime.fromisoformat(day).replace(hour=12, tzinfo=now.tzinfo) for day in days]
    return [*noon, now.replace(hour=3), now.replace(hour=22)]


def accounts(read: Reading) -> list[tuple[bool, str | None]]:
    """Return who may be there: nobody, an account, a verified one."""
    if not read.account:
        return []
    levels = [level for level in read.literals if isinstance(level, str)]
    return [(False, None), (True, None), *((True, level) for level in levels[:6])]


def settings_values(definition: Definition, name: str, numbers: Iterable[Any]) -> list[Any]:
    """Return values a city may give to a setting."""
    node = definition.settings[name].node
    kind = node.get("type")
    if isinstance(node.get("enum"), list):
        return list(node["enum"])
    if kind == "boolean":
        return [True, False]
    if kind in ("integer", "number"):
        limits = [
            limit for limit in (node.get("minimum", 0), node.get("maximum", 1000)) if isinstance(limit, int | float)
        ]
        edges = [*limits, *numbers]
        return [value for edge in edges for value in (edge, edge + 1, edge - 1) if _fits(value, node)][:MAX_VALUES]
    return []


def row_of(template: str) -> str:
    """Return the pointer of a field in the first row of every repeat around it."""
    return "/".join("0" if part == ROW else part for part in template.split("/"))


def _moved(day: str, shift: int) -> list[str]:
    """Return the day so many days later, unless the calendar ends before."""
    try:
        return [(date.fromisoformat(day) + timedelta(days=shift)).isoformat()]
    except (OverflowError, ValueError):
        return []


def _shifted(day: str, duration: str, sign: str) -> str:
    try:
        return shift_day(day, sign + duration)
    except ExpressionFailedError:
        return ""


def _fits(value: float, node: Mapping[str, Any]) -> bool:
    return bool(node.get("minimum", value) <= value <= node.get("maximum", value))
