"""Files that answer what a definition asks of a paper: which one it is, its dates, its type and size."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from guichet_validate.functions import shift_day
from guichet_validate.generator.chances import Least, often, pick

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from guichet_validate.generator.chances import Chances
    from guichet_validate.generator.shapes import Shape

_TYPES = ("application/pdf", "image/jpeg", "image/png")
_SIZE = 120_000
_DAYS = 80
_LEAST = Least()


def papers(shape: Shape, days: Sequence[str], chances: Chances) -> Iterator[list[dict[str, Any]]]:
    """Yield answers for a file field, the likeliest first; the caller judges each.

    ``days`` are those worth trying, the first is today; rules may ask more of the dates than the field itself.
    """
    today = days[0]
    least = max(shape.limit("minItems", 1), 1)
    most = max(shape.limit("maxItems", least), least)
    wanted = chances.between(least, min(most, least + 2))
    for count in dict.fromkeys((wanted, least)):
        yield [_paper(shape, index, today, chances) for index in range(count)]
    properties = shape.row.get("properties", {})
    for key in ("expires", "issued"):
        if key in properties:
            yield from ([{**_paper(shape, 0, today, _LEAST), key: day}] * least for day in days[:_DAYS])


def _paper(shape: Shape, index: int, today: str, chances: Chances) -> dict[str, Any]:
    properties = shape.row.get("properties", {})
    kind = pick(chances, _accepted(properties.get("type", {}), _TYPES))
    paper: dict[str, Any] = {
        "id": f"00000000-0000-4000-8000-{chances.between(0, 999_999):09}{index + 1:03}",
        "name": f"piece-{index + 1}.{'pdf' if kind == 'application/pdf' else 'jpg'}",
        "type": kind,
        "size": _size(properties.get("size", {}), chances),
    }
    document = shape.field.document
    if document is not None and document.accepts:
        accepted = pick(chances, document.accepts)
        if "as" in properties:
            paper["as"] = accepted.id
        if accepted.max_age is not None or often(chances, 20):
            paper["issued"] = today
        if accepted.not_expired or often(chances, 20):
            paper["expires"] = shift_day(today, "P1Y")
    return {key: value for key, value in paper.items() if key in properties}


def _accepted(schema: Mapping[str, Any], known: tuple[str, ...]) -> tuple[str, ...]:
    options = schema.get("enum")
    return tuple(options) if isinstance(options, list) and options else known


def _size(schema: Mapping[str, Any], chances: Chances) -> int:
    low, high = int(schema.get("minimum", 1)), int(schema.get("maximum", 10 * _SIZE))
    return max(low, min(high, _SIZE if not often(chances, 50) else chances.between(low, high)))
