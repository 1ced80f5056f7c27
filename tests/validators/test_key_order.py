"""The table of keys names what the meta-schema allows, kind by kind, and nothing else."""

import json
from pathlib import Path

import pytest

import guichet_validate
from guichet_validate.key_order import KEYS

SCHEMAS = Path(guichet_validate.__file__).parent / "schemas"
# Where the meta-schema describes each kind of object; a kind that stands in several places is their union.
PLACES = {
    "definition": ["definition.json#"],
    "procedure": ["procedure.json#"],
    "promise": ["procedure.json#/properties/delays/items"],
    "limit": ["procedure.json#/properties/limit"],
    "information": ["information.json#"],
    "section": ["values.json#/$defs/sections/items"],
    "link": ["values.json#/$defs/links/items", "procedure.json#/properties/legal/items"],
    "setting": ["settings.json#/additionalProperties"],
    "privacy": ["privacy.json#", "privacy.json#/$defs/field"],
    "step": ["steps.json#/items"],
    "entry": ["steps.json#/$defs/notice"],
    "notice": ["steps.json#/$defs/notice/properties/notice"],
    "field": ["field.json#"],
    "choice": ["choices.json#/items"],
    "ui": ["ui.json#"],
    "errors": ["errors.json#"],
    "document": ["document.json#"],
    "alternative": ["document.json#/properties/accepts/items"],
    "lookup": ["lookup.json#"],
    "prefill": ["prefill.json#"],
    "feed": ["feed.json#"],
    "branch": ["branch.json#"],
    "exit": ["exit.json#"],
    "condition": ["condition.json#", "condition.json#/$defs/test"],
    "effect": ["branch.json#/$defs/then", "branch.json#/$defs/narrowing", "branch.json#/$defs/else"],
    "rule": ["rules.json#/items"],
    "message": ["messages.json#/$defs/message"],
    "decision": ["decision.json#/items"],
    "test": ["tests.json#/items"],
    "checks": ["checks.json#"],
    "accepted": ["checks.json#/properties/accept/items"],
    "account": ["tests.json#/items/properties/account"],
    "paper": ["tests.json#/items/properties/library/items"],
    "problem": ["tests.json#/$defs/problems/items"],
}
# Written by bundling: the address of the document, and the definitions that a fragment brings along.
BUNDLED = {"definition": {"$id"}, "field": {"$defs"}}


def properties(place):
    file, _, pointer = place.partition("#")
    node = json.loads((SCHEMAS / file).read_text("utf-8"))
    for part in pointer.split("/")[1:]:
        node = node[part]
    return set(node["properties"])


def test_every_kind_is_described_by_the_meta_schema():
    assert KEYS.keys() == PLACES.keys()


@pytest.mark.parametrize("kind", PLACES)
def test_the_table_names_the_keys_of_the_meta_schema(kind):
    allowed = set().union(*map(properties, PLACES[kind]))
    assert set(KEYS[kind]) == allowed | BUNDLED.get(kind, set())


def test_what_a_key_holds_is_a_kind_of_the_table():
    assert {below.strip("[]{}") for keys in KEYS.values() for below in keys.values()} <= {"", *KEYS}
