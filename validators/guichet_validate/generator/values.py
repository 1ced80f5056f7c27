"""Values for one field: a list worth trying, and one drawn by chance; each satisfies the field's schema."""

from __future__ import annotations

import math
from itertools import chain, combinations, islice
from typing import TYPE_CHECKING, Any

from guichet_validate.generator import moments, texts
from guichet_validate.generator.chances import Least, often, pick
from guichet_validate.generator.clues import clues_of
from guichet_validate.generator.papers import papers
from guichet_validate.lists import matching
from guichet_validate.pointers import bind, get, indexes

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from guichet_validate.context import Context
    from guichet_validate.generator.chances import Chances
    from guichet_validate.generator.shapes import Shape
    from guichet_validate.model import Definition, Field

NOTHING = object()

MAX_CANDIDATES = 200
_MAX_SETS = 40
_WHOLE = (0, 1, 2, 3, 5, 10, 18, 50, 100, 1000)
_SPREAD = 10_000
_AGES = (19, 90)
_NEAR = 30
_LEAST = Least()


class Values:
    """Makes values for the fields of one definition in one context."""

    def __init__(self, definition: Definition, context: Context) -> None:
        """Gather the constants that the definition speaks of."""
        self.context = context
        self.clues = clues_of(definition, context.settings)
        self.days = moments.days(context.today, self.clues)
        self.adult = moments.of_age(context.today)

    def candidates(
        self, shape: Shape, answers: Mapping[str, Any], pointer: str, near: Sequence[Any] = ()
    ) -> Iterator[Any]:
        """Yield values that the schema accepts, the simplest first; ``near`` are answers of other fields to copy."""
        seen: list[Any] = []
        for value in islice(
            chain(self._known(shape, answers, pointer, near), self._made(shape, _LEAST)), MAX_CANDIDATES
        ):
            if value not in seen and shape.accepts(value):
                seen.append(value)
                yield value

    def draw(self, shape: Shape, answers: Mapping[str, Any], pointer: str, chances: Chances) -> Any:
        """Return one value that the schema accepts, ``NOTHING`` when none was found."""
        if often(chances, 60):
            for value in self._free(shape, chances):
                if shape.accepts(value):
                    return value
        known = list(self._known(shape, answers, pointer))
        first = chances.between(0, len(known) - 1) if known else 0
        for value in chain(known[first:], known[:first], self._made(shape, chances)):
            if shape.accepts(value):
                return value
        return NOTHING

    def _known(self, shape: Shape, answers: Mapping[str, Any], pointer: str, near: Sequence[Any] = ()) -> Iterator[Any]:
        """Yield the values that the definition, the context or other answers speak of."""
        field, node = shape.field, shape.node
        if "const" in node:
            yield node["const"]
        elif field.choices and field.kind != "choices":
            yield from (choice.value for choice in field.choices)
        elif isinstance(node.get("enum"), list):
            yield from node["enum"]
        elif field.kind == "boolean":
            yield from (False, True)
        elif field.kind in ("integer", "number"):
            yield from near
            yield from self._numbers(shape)
        elif self._is_listed(field):
            yield from self._listed(field, answers, pointer)
        elif field.kind == "string":
            examples = node.get("examples")
            yield from (text for text in (examples if isinstance(examples, list) else ()) if isinstance(text, str))
            yield from (value for value in near if isinstance(value, str))
            yield from self._moments(field.pointer, node.get("format"))
            yield from self.clues.texts

    def _made(self, shape: Shape, chances: Chances) -> Iterator[Any]:
        """Yield values made for the schema."""
        if shape.field.kind == "file":
            yield from papers(shape, self.days, chances)
        elif shape.field.kind == "choices":
            yield from self._sets(shape, chances)
        elif shape.field.kind == "string" and not self._is_listed(shape.field):
            yield from texts.samples(shape.node, chances)
            yield from texts.extremes(shape.node)

    def _moments(self, pointer: str, name: Any) -> Iterator[str]:
        if name == "date":
            # Most people who ask for something are of age.
            yield from self.adult if pointer in self.clues.births else ()
            yield from self.days
        elif name == "datetime-local":
            yield from (f"{day}T{minute}" for minute in moments.MINUTES[:2] for day in self.days)
            yield from (f"{day}T{minute}" for day in self.days[:16] for minute in moments.MINUTES)
        elif name == "time-local":
            yield from moments.MINUTES

    def _numbers(self, shape: Shape) -> Iterator[int | float]:
        whole = shape.field.kind == "integer"
        low, high = bounds(shape)
        step = shape.node.get("multipleOf")
        found: list[int | float] = [low] if low is not None else []
        found += [value for value in _WHOLE if low is None or value >= low]
        for number in self.clues.numbers:
            found += [number, number - 1, number + 1]
        found += [high, high - 1] if high is not None else []
        found += [-1, -10] if low is None else []
        if isinstance(step, int | float) and step > 0:
            start = math.ceil((low or 0) / step)
            found = [step * (start + place) for place in range(6)] + found
        for value in found:
            yield int(value) if whole and float(value).is_integer() else value
        if not whole:
            yield from ((low or 0) + 0.5, (low or 0) + 0.01)

    def _sets(self, shape: Shape, chances: Chances) -> Iterator[list[Any]]:
        options = [choice.value for choice in shape.field.choices]
        if not options:
            listed = shape.row.get("enum")
            options = list(listed) if isinstance(listed, list) else list(self._items(shape, chances))
        least = max(shape.limit("minItems", 1), 1)
        most = min(shape.limit("maxItems", len(options)), len(options))
        for size in dict.fromkeys((least, most, *range(least, most + 1))):
            yield from (list(found) for found in islice(combinations(options, size), _MAX_SETS))

    def _items(self, shape: Shape, chances: Chances) -> Iterator[Any]:
        """Yield different items for an array without choices."""
        if shape.row.get("type") == "string":
            found: dict[str, None] = {}
            for text in (*texts.samples(shape.row, chances), *texts.extremes(shape.row)):
                found[text] = None
            most = shape.row.get("maxLength", texts.MAX_TEXT)
            yield from found
            yield from (f"e{number}"[:most] for number in range(shape.limit("minItems", 1)))
        else:
            low = shape.row.get("minimum", 0)
            yield from (low + number for number in range(max(shape.limit("minItems", 1), 3)))

    def _is_listed(self, field: Field) -> bool:
        """Tell whether a field is chosen from a reference list that is known here."""
        return field.lookup is not None and field.lookup.list in self.context.lists

    def _listed(self, field: Field, answers: Mapping[str, Any], pointer: str) -> Iterator[str]:
        """Yield the values of a reference list that its filter allows beside the answers."""
        lookup = field.lookup
        if lookup is not None:
            rows = indexes(pointer)
            wanted = {column: get(answers, bind(driver, rows)) for column, driver in lookup.filter.items()}
            offered = matching(self.context.lists.get(lookup.list, ()), wanted)
            yield from (str(row[lookup.value]) for row in offered if lookup.value in row)

    def _free(self, shape: Shape, chances: Chances) -> Iterator[Any]:
        """Yield a few values drawn freely, rather than from what is worth trying."""
        field, node = shape.field, shape.node
        if field.kind in ("integer", "number") and not field.choices:
            low, high = bounds(shape)
            least = low if low is not None else (high if high is not None else 0) - _SPREAD
            most = high if high is not None else least + _SPREAD
            if field.kind == "integer":
                yield chances.between(math.ceil(least), max(math.floor(most), math.ceil(least)))
            else:
                yield round(least + (most - least) * chances.between(0, 10_000) / 10_000, 2)
        elif field.kind == "choices" and field.choices:
            kept = [choice.value for choice in field.choices if often(chances, 50)]
            yield kept or [pick(chances, field.choices).value]
        elif field.kind == "string" and not field.choices and node.get("format") == "date":
            yield self._day(field, chances)
        elif field.kind == "string" and not field.choices and node.get("format") == "datetime-local":
            yield f"{pick(chances, self.days)}T{texts.minute(chances)}"
        elif field.kind == "string" and not field.choices and "x-lookup" not in node:
            yield from texts.samples(node, chances)

    def _day(self, field: Field, chances: Chances) -> str:
        """Return any day, mostly one on which a person of age was born, or one near today."""
        if often(chances, 15):
            return f"{chances.between(1920, 2040)}-{chances.between(1, 12):02}-{chances.between(1, 28):02}"
        if field.pointer in self.clues.births:
            year = int(self.context.today[:4]) - chances.between(*_AGES)
            return f"{year:04}-{chances.between(1, 12):02}-{chances.between(1, 28):02}"
        return pick(chances, self.days[:_NEAR])


def bounds(shape: Shape) -> tuple[int | float | None, int | float | None]:
    """Return the least and the greatest number of a shape, strict bounds of whole numbers moved by one."""
    node = shape.node
    shift = 1 if shape.field.kind == "integer" else 0.01
    low = [node[key] + extra for key, extra in (("minimum", 0), ("exclusiveMinimum", shift)) if key in node]
    high = [node[key] - extra for key, extra in (("maximum", 0), ("exclusiveMaximum", shift)) if key in node]
    return max(low, default=None), min(high, default=None)
