"""Requirements that hold while the field is off are told, and no others."""

import json
from pathlib import Path

import pytest

from guichet_validate.checks import check
from guichet_validate.source import read

EXAMPLE = Path(__file__).parent.parent / "example-files" / "positive" / "json-syntax" / "exemple.json"
KIND = {"title": "Nature", "type": "string", "oneOf": [{"const": letter, "title": letter} for letter in "xy"]}
WORD = {"title": "Mot", "type": "string", "maxLength": 9}
COUNT = {"title": "Nombre", "type": "integer", "minimum": 1, "maximum": 9}
LATE = {"title": "Plus de 5", "type": "boolean", "readOnly": True, "x-computed": "n > 5", "x-ui": {"widget": "hidden"}}


def when(**tests):
    return {"properties": tests, "required": list(tests)}


def shown(condition, name):
    return {"if": condition, "else": {"properties": {name: False}}}


def codes(fields, entries):
    document = json.loads(EXAMPLE.read_text("utf-8"))
    document["properties"].update(fields)
    document["x-steps"][0]["fields"] += [f"/{name}" for name, field in fields.items() if "x-computed" not in field]
    document["allOf"] = entries
    return [finding.code for finding in check(read(json.dumps(document), "exemple.json"))]


@pytest.mark.parametrize(
    ("fields", "switches", "shows", "requires"),
    [
        # Where b is asked, a is x.
        (
            {"a": KIND, "b": KIND, "d": WORD},
            [shown(when(a={"const": "x"}), "b")],
            when(a={"const": "x"}, b={"const": "x"}),
            when(b={"const": "x"}),
        ),
        # There is no number below the field's own least one.
        ({"n": COUNT, "d": WORD}, [], when(n={"minimum": 1, "maximum": 4}), when(n={"maximum": 4})),
        # Whoever has more than 5 has more than 3.
        ({"n": COUNT, "late": LATE, "d": WORD}, [], when(n={"minimum": 3}), when(late={"const": True})),
    ],
)
def test_answers_that_nobody_can_give_prove_nothing(fields, switches, shows, requires):
    entries = [*switches, shown(shows, "d"), {"if": requires, "then": {"required": ["d"]}}]
    assert "required-while-off" not in codes(fields, entries)


def test_a_number_that_is_asked_and_hides_the_field_is_told():
    entries = [
        shown(when(n={"minimum": 2, "maximum": 4}), "d"),
        {"if": when(n={"maximum": 4}), "then": {"required": ["d"]}},
    ]
    assert "required-while-off" in codes({"n": COUNT, "d": WORD}, entries)


@pytest.mark.parametrize(("least", "empty"), [(0.25, False), (0.31, True)])
def test_steps_of_a_tenth_are_counted_as_they_are_written(least, empty):
    tenth = {"title": "Taux", "type": "number", "minimum": least, "maximum": 0.35 if empty else 0.3, "multipleOf": 0.1}
    assert ("range-without-value" in codes({"taux": tenth}, [])) is empty
