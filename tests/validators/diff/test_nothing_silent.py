"""Whatever differs in what a definition means is told; what only moved is not."""

import copy
import itertools
import json
import random
from pathlib import Path

import pytest

from guichet_validate.conditions import same
from guichet_validate.diff import compare
from guichet_validate.diff.resolved import Resolver
from guichet_validate.findings import DefinitionError
from guichet_validate.formatting import formatted
from guichet_validate.fragments import Fragments
from guichet_validate.loading import load

ROOT = Path(__file__).parents[3] / "definitions"
DOCUMENTS = {path.stem: json.loads(path.read_text("utf-8")) for path in sorted(ROOT.glob("*/*.json"))}
JUNK = [None, True, False, 0, -1, 1.5, "", "x", "P3M", "/nope", "#/$defs/none", [], {}, ["x"], {"const": 1}, "1/0"]


def places(node, path=()):
    items = node.items() if isinstance(node, dict) else enumerate(node) if isinstance(node, list) else ()
    for key, value in items:
        yield (*path, key)
        yield from places(value, (*path, key))


def mutated(document, chance):
    """The document with one thing removed, replaced, added or doubled; ``None`` when that was not possible."""
    mutant = copy.deepcopy(document)
    path = chance.choice(list(places({key: value for key, value in mutant.items() if key != "x-tests"})))
    holder = mutant
    for key in path[:-1]:
        holder = holder[key]
    key = path[-1]
    match chance.randrange(5):
        case 0:
            del holder[key]
        case 1:
            holder[key] = copy.deepcopy(chance.choice(JUNK))
        case 2 if isinstance(holder[key], str):
            holder[key] += "x"
        case 3 if isinstance(holder[key], bool):
            holder[key] = not holder[key]
        case 4 if isinstance(holder, list):
            holder.insert(0, holder.pop())
        case _:
            if isinstance(holder[key], dict):
                holder[key]["nouveau"] = copy.deepcopy(chance.choice(JUNK))
            else:
                holder[key] = [holder[key]]
    return mutant


@pytest.mark.parametrize("name", DOCUMENTS)
def test_a_definition_does_not_differ_from_itself(name):
    document = DOCUMENTS[name]
    assert compare(load(document), load(copy.deepcopy(document))) == ()
    assert compare(load(document), load(json.loads(formatted(document)))) == ()
    assert compare(load(document), load(dict(load(document).document))) == ()


@pytest.mark.parametrize("name", DOCUMENTS)
def test_no_change_is_silent_and_none_fails(name):
    document = DOCUMENTS[name]
    definition = load(document)
    whole = Resolver(definition.document).whole()
    chance = random.Random(name)
    told = unknown = 0
    for _ in range(25):
        mutant = mutated(document, chance)
        try:
            other = load(mutant)
        except DefinitionError:
            continue
        differs = not same(whole, Resolver(other.document).whole())
        for changes in (compare(definition, other), compare(other, definition)):
            if differs:
                assert changes
                told += 1
                unknown += any(change.code == "changed" for change in changes)
            elif any(change.code not in ("fields-reordered", "version-not-raised") for change in changes):
                pytest.fail(f"nothing differs, yet {changes}")
            json.dumps([dict(change.params) for change in changes])
    assert told > 10


@pytest.mark.parametrize("name", DOCUMENTS)
def test_what_moves_into_defs_or_a_fragment_does_not_change(name):
    document = copy.deepcopy(DOCUMENTS[name])
    before = load(document)
    moved = copy.deepcopy(document)
    definitions = moved.setdefault("$defs", {})
    for place, (field, node) in enumerate(list(moved.get("properties", {}).items())):
        definitions[f"deplace{place}"] = node
        moved["properties"][field] = {"$ref": f"#/$defs/deplace{place}"}
    for place, entry in enumerate(moved.get("allOf", [])):
        definitions[f"condition{place}"] = entry["if"]
        entry["if"] = {"$ref": f"#/$defs/condition{place}"}
    assert compare(before, load(moved)) == ()
    assert compare(load(moved), before) == ()
    shared = {f"champ-{field.lower()}": node for field, node in document.get("properties", {}).items()}
    names = {field: f"champ-{field.lower()}" for field in document.get("properties", {})}
    if any("#/$defs" in json.dumps(node) for node in shared.values()):
        return
    apart = {**document, "properties": {field: {"$ref": f"guichet:fragments/{name}"} for field, name in names.items()}}
    if names:
        fragments = Fragments({**Fragments.standard().by_name, **shared})
        assert compare(before, load(apart, fragments=fragments)) == ()


def test_references_that_double_at_each_level_are_bounded(make_document):
    levels = {
        f"c{level}": {"anyOf": [{"$ref": f"#/$defs/c{level + 1}"}, {"$ref": f"#/$defs/c{level + 1}"}]}
        for level in range(14)
    }
    definitions = {**levels, "c14": {"properties": {"a": {"const": "x"}}, "required": ["a"]}}
    field = {"title": "A", "type": "string", "maxLength": 9}
    document = make_document(
        {"a": field, "b": field},
        allOf=[{"if": {"$ref": "#/$defs/c0"}, "else": {"properties": {"b": False}}}],
        **{"$defs": definitions},
    )
    other = copy.deepcopy(document)
    other["allOf"][0]["if"] = {"$ref": "#/$defs/c1"}
    assert {change.code for change in compare(load(document), load(other))} == {
        "condition-changed",
        "version-not-raised",
    }


def test_nothing_that_can_be_built_fails_the_comparison(base):
    base["properties"]["nom"]["x-prefill"]["lock"] = ["franceconnect:family_name"]
    base["properties"]["raison"]["x-lookup"] = {
        "list": "rues",
        "value": "code",
        "label": "nom",
        "filter": {"q": "/nom"},
    }
    definition = load(base)
    chance = random.Random("hostile")
    paths = [path for path in places(base) if path[0] != "x-tests"]
    junk = [*JUNK, 5, [[]], [5], [{}], [None], {"a": 5}, ["a", "a"]]
    for path, value in [
        *itertools.product([("properties", "nom", "x-prefill", "lock")], junk),
        *random_pairs(chance, paths, junk),
    ]:
        mutant = copy.deepcopy(base)
        holder = mutant
        for key in path[:-1]:
            holder = holder[key]
        holder[path[-1]] = copy.deepcopy(value)
        try:
            other = load(mutant)
        except DefinitionError:
            continue
        compare(definition, other)
        compare(other, definition)


def random_pairs(chance, paths, junk):
    return [(chance.choice(paths), chance.choice(junk)) for _ in range(300)]
