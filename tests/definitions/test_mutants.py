"""A definition's own tests notice when one of its conditions, requirements or rules goes."""

import copy
import json

import pytest

from guichet_validate.loading import load
from guichet_validate.testing import run_tests

pytestmark = pytest.mark.slow


def scopes(document):
    """The root and each object of `$defs`, by the key that leads there."""
    yield None, document
    for name, node in document.get("$defs", {}).items():
        if node.get("type") == "object":
            yield name, node


def mutants(document):
    """Yield `(what is gone, the document without it)`."""
    for name, scope in scopes(document):
        for cut, told in cuts(scope):
            changed = copy.deepcopy(document)
            cut(changed if name is None else changed["$defs"][name])
            yield f"{name or 'root'}: {told}", changed


def cuts(scope):
    for place, branch in enumerate(scope.get("allOf", ())):
        yield lambda node, at=place: drop(node, at), f"allOf/{place}"
        if "then" in branch and "else" in branch:
            yield lambda node, at=place: node["allOf"][at].pop("then"), f"allOf/{place}/then"
            yield lambda node, at=place: node["allOf"][at].pop("else"), f"allOf/{place}/else"
        tested = branch["if"].get("properties", {})
        for field in tested if len(tested) > 1 or "$ref" in branch["if"] else ():
            yield lambda node, at=place, key=field: without(node["allOf"][at]["if"], key), f"allOf/{place}/if {field}"
        for other in range(len(branch["if"].get("anyOf", ()))):
            yield lambda node, at=place, key=other: node["allOf"][at]["if"]["anyOf"].pop(key), f"allOf/{place} {other}"
    for field in scope.get("required", ()):
        yield lambda node, key=field: node["required"].remove(key), f"required {field}"
    for place, rule in enumerate(scope.get("x-rules", ())):
        yield lambda node, at=place: node["x-rules"].pop(at), f"rule {rule['id']}"
        if "when" in rule:
            yield lambda node, at=place: node["x-rules"][at].pop("when"), f"rule {rule['id']} when"
    for field, node in scope.get("properties", {}).items():
        yield from cuts_of_field(field, node)


def cuts_of_field(field, node):
    for place, accepted in enumerate(node.get("x-document", {}).get("accepts", ())):
        for limit in {"maxAge", "notExpired"} & accepted.keys():
            yield (
                lambda node, key=field, at=place, limit=limit: node["properties"][key]["x-document"]["accepts"][at].pop(
                    limit
                ),
                f"{field}/{accepted['id']} {limit}",
            )
    for part in ("x-lookup", "filter"):
        if part in {*node, *node.get("x-lookup", {})}:
            yield lambda node, key=field, part=part: unlisted(node["properties"][key], part), f"{part} {field}"
    if "x-computed" in node:
        yield lambda node, key=field: node["properties"][key].pop("x-computed"), f"computed {field}"


def drop(node, place):
    del node["allOf"][place]
    if not node["allOf"]:
        del node["allOf"]


def unlisted(node, part):
    node.pop(part, None)
    node.get("x-lookup", {}).pop(part, None)


def without(condition, field):
    del condition["properties"][field]
    condition["required"].remove(field)


def test_no_condition_requirement_or_rule_can_go_unnoticed(procedure):
    document = json.loads(procedure.read_text("utf-8"))
    unnoticed = [
        told for told, changed in mutants(document) if all(result.passed for result in run_tests(load(changed)))
    ]
    assert unnoticed == []
