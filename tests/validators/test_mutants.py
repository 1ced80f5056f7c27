"""Documents that are nearly definitions: loaded or refused with findings, and never a failure while judging."""

import copy
import json
import random
from datetime import datetime
from pathlib import Path

import pytest

from guichet_validate.context import PARIS, Context, LibraryDocument
from guichet_validate.engine import evaluate
from guichet_validate.feed import feed
from guichet_validate.findings import DefinitionError
from guichet_validate.loading import load
from guichet_validate.prefill import prefill
from guichet_validate.testing import run_tests

BIRTH = json.loads(
    (Path(__file__).parents[2] / "definitions" / "etat-civil" / "acte-naissance.json").read_text(encoding="utf-8")
)
JUNK = (
    *(
        None,
        True,
        False,
        0,
        -1,
        1.5,
        10**30,
        "",
        "x",
        "é",
        "(",
        "P3M",
        "/nope",
        "#/$defs/none",
        "guichet:fragments/address",
    ),
    *([], {}, [[]], [{}], {"x": {}}, ["x"], {"$ref": "#/$defs/personne"}, {"type": "array"}, {"not": {}}),
    *("sum(personnes)", "row.nom", "1/0", "personnes.map(p, p.personnes)", "*", "@/nom", "household:", "member:/x"),
)
CONTEXT = Context(
    now=datetime(2026, 5, 4, tzinfo=PARIS),
    profile={"identity": {"familyName": "Durand"}},
    household=({"id": "m1", "relation": "child"},),
    franceconnect={"family_name": "DURAND"},
    library=(LibraryDocument("00000000-0000-4000-8000-000000000001", "passeport", expires="2030-01-01"),),
)


def places(node, path=()):
    """Every way to a value below the root."""
    items = node.items() if isinstance(node, dict) else enumerate(node) if isinstance(node, list) else ()
    for key, value in items:
        yield (*path, key)
        yield from places(value, (*path, key))


@pytest.fixture(scope="module")
def all_places():
    return list(
        places({key: value for key, value in BIRTH.items() if key not in ("x-information", "x-tests", "x-i18n")})
    )


@pytest.mark.parametrize("seed", range(12))
def test_a_definition_with_junk_in_it_is_judged_or_refused(all_places, seed):
    chance = random.Random(seed)
    answers = next(test["answers"] for test in BIRTH["x-tests"] if "answers" in test)
    for _ in range(40):
        mutant = copy.deepcopy(BIRTH)
        for path in chance.sample(all_places, chance.randint(1, 2)):
            here = mutant
            try:
                for key in path[:-1]:
                    here = here[key]
                if chance.random() < 0.2:
                    del here[path[-1]]
                else:
                    here[path[-1]] = copy.deepcopy(chance.choice(JUNK))
            except (KeyError, TypeError, IndexError):
                continue
        try:
            definition = load(mutant)
        except DefinitionError:
            continue
        filled = prefill(definition, answers, CONTEXT).answers
        feed(definition, evaluate(definition, filled, CONTEXT), CONTEXT)
        run_tests(definition)
