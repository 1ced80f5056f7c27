"""Small definitions made at random, and every set of answers to them, for comparison by brute force."""

from itertools import product

import pytest

ABSENT = object()
NAMES = ("a", "b", "c", "d")


def made(random):
    """Return a document with up to four drivers, branches over them, an exit now and then, perhaps rows."""
    names = NAMES[: random.randint(2, 4)]
    properties = {name: _field(random) for name in names}
    if random.random() < 0.4:
        properties["lignes"] = _rows(random)
    if random.random() < 0.3:
        properties["groupe"] = _group(random)
    entries = [_entry(random, properties, place) for place in range(random.randint(1, 6))]
    switched = {name for entry in entries for name in entry.get("else", {}).get("properties", {})}
    required = [name for name in properties if name not in switched and random.random() < 0.5]
    return {
        "x-procedure": {"id": "essai", "languages": ["fr"]},
        "x-steps": [{"id": "tout", "title": "Tout", "fields": [f"/{name}" for name in properties]}],
        "type": "object",
        "additionalProperties": False,
        "required": required,
        "properties": properties,
        "allOf": [entry for entry in entries if entry],
    }


def _field(random):
    return random.choice(
        (
            {"type": "boolean"},
            {"type": "string", "oneOf": [{"const": letter, "title": letter} for letter in "xyz"]},
            {"type": "integer", "minimum": 0, "maximum": 3},
            {
                "type": "array",
                "uniqueItems": True,
                "maxItems": 2,
                "items": {"type": "string", "oneOf": [{"const": letter, "title": letter} for letter in "xy"]},
            },
        )
    )


def _rows(random):
    row = {"p": {"type": "boolean"}, "q": {"type": "integer", "minimum": 0, "maximum": 1}}
    items = {"type": "object", "additionalProperties": False, "required": ["p"], "properties": row}
    if random.random() < 0.6:
        truth = random.random() < 0.5
        items["allOf"] = [
            {
                "if": {"properties": {"p": {"const": truth}}, "required": ["p"]},
                "then": {"required": ["q"]},
                "else": {"properties": {"q": False}},
            }
        ]
    return {"type": "array", "maxItems": 2, "items": items}


def _group(random):
    inside = {"u": {"type": "boolean"}, "v": {"type": "boolean"}}
    group = {"type": "object", "additionalProperties": False, "properties": inside}
    if random.random() < 0.5:
        group["required"] = ["u"]
    return group


def _entry(random, properties, place):
    drivers = list(properties)[: max(1, len(properties) - 1)]
    condition = _condition(random, properties, random.sample(drivers, min(len(drivers), random.randint(1, 2))))
    later = [name for name in list(properties) if name not in condition["reads"] and name > max(condition["reads"])]
    kind = random.choice(("switch", "switch", "require", "narrow", "exit"))
    if kind == "exit":
        page = {"id": f"sortie{place}", "title": "Non", "body": "Non."}
        return {"x-exit": page, "if": condition["schema"], "then": False}
    if not later:
        return {}
    target = random.choice(later)
    if kind == "switch":
        then = {"then": {"required": [target]}} if random.random() < 0.5 else {}
        return {"if": condition["schema"], **then, "else": {"properties": {target: False}}}
    if kind == "require":
        return {"if": condition["schema"], "then": {"required": [target]}}
    return {"if": condition["schema"], "then": {"properties": {target: _test(random, properties[target])}}}


def _condition(random, properties, names):
    tests = {name: _test(random, properties[name]) for name in names}
    schema = {"properties": tests, "required": list(tests)}
    roll = random.random()
    if roll < 0.15:
        schema = {"not": schema}
    elif roll < 0.3:
        schema = {"anyOf": [schema, {"required": [random.choice(names)]}]}
    return {"schema": schema, "reads": names}


def _test(random, field):
    if field["type"] == "boolean":
        return {"const": random.random() < 0.5}
    if field["type"] == "string":
        return random.choice(
            ({"const": random.choice("xyzw")}, {"enum": random.sample("xyz", 2)}, {"not": {"const": "x"}})
        )
    if field["type"] == "integer":
        return random.choice(
            ({"minimum": random.randint(-1, 5)}, {"maximum": random.randint(-1, 4)}, {"const": random.randint(0, 4)})
        )
    if field["type"] == "object":
        return {"type": "object", "properties": {"u": {"const": random.random() < 0.5}}, "required": ["u"]}
    if "properties" not in field["items"]:
        return random.choice(({"contains": {"const": random.choice("xy")}}, {"minItems": random.randint(1, 3)}))
    inside = random.choice(
        ({"properties": {"p": {"const": random.random() < 0.5}}, "required": ["p"]}, {"required": ["q"]})
    )
    return random.choice(({"type": "array", "contains": inside}, {"not": {"contains": inside}}, {"minItems": 2}))


def every_answer(document):
    """Yield each set of answers there is, absent ones included, right or wrong only as a whole."""
    names = list(document["properties"])
    for values in product(*(_values(document["properties"][name]) for name in names)):
        yield {name: value for name, value in zip(names, values, strict=True) if value is not ABSENT}


def _values(field):
    if field["type"] == "boolean":
        return [ABSENT, True, False]
    if field["type"] == "string":
        return [ABSENT, "x", "y", "z"]
    if field["type"] == "integer":
        return [ABSENT, 0, 1, 2, 3]
    if field["type"] == "object":
        return [
            ABSENT,
            *(
                {**one, **other}
                for one in ({}, {"u": True}, {"u": False})
                for other in ({}, {"v": True})
                if one or other
            ),
        ]
    if "properties" not in field["items"]:
        return [ABSENT, ["x"], ["y"], ["x", "y"]]
    rows = [{"p": p, **q} for p in (True, False) for q in ({}, {"q": 0}, {"q": 1})]
    return [ABSENT, *([row] for row in rows), *([one, other] for one in rows for other in rows)]


@pytest.fixture
def small():
    """The function that makes a definition of a source of chance, and the one that yields its answers."""
    return made, every_answer
