"""What a new version does to answers that were given under the old one."""

import copy

import pytest

from guichet_validate.diff.impact import Effect, Sample, effects, samples_of
from guichet_validate.loading import load

CARD = [{"as": "carte", "expires": "2030-01-01"}]
ANSWERS = {"nom": "Durand", "adulte": True, "salle": "petite", "surface": 12.5, "identite": CARD, "accord": True}
DAY = "2026-05-04"


def effect(old, base, **inputs):
    sample = Sample("essai", {"date": DAY, "answers": ANSWERS, **inputs})
    return next(effects(old, load(base), [sample]))


def test_without_a_change_all_stays_as_it_was(base, base_definition):
    found = effect(base_definition, base)
    assert found == Effect("essai", passed=True, passes=True)
    assert found.outcome == "same"


def test_a_field_to_answer(base, base_definition):
    base["required"].append("jour")
    found = effect(base_definition, base)
    assert (found.outcome, found.asked, found.documents) == ("asked", ("/jour",), ())
    assert (found.passed, found.passes) == (True, False)


def test_what_was_missing_before_is_no_news(base, base_definition):
    answers = {key: value for key, value in ANSWERS.items() if key != "salle"}
    assert effect(base_definition, base, answers=answers).outcome == "same"


def test_a_document_to_bring(base, base_definition):
    base["properties"]["plan"] = {
        "$ref": "guichet:fragments/files",
        "title": "Plan",
        "x-document": {"accepts": [{"id": "p", "kind": "plan", "title": "Plan"}]},
    }
    base["required"].append("plan")
    base["x-steps"][3]["fields"].append("/plan")
    found = effect(base_definition, base)
    assert (found.outcome, found.asked, found.documents) == ("asked", (), ("/plan",))


def test_an_answer_that_is_no_longer_declared_is_lost(base, base_definition):
    del base["properties"]["surface"]
    base["x-steps"][1]["fields"].remove("/surface")
    found = effect(base_definition, base)
    assert (found.outcome, found.lost) == ("lost", ("/surface",))


def test_an_answer_that_is_switched_off_is_lost(base, base_definition):
    base["allOf"].append(
        {
            "if": {"properties": {"salle": {"const": "grande"}}, "required": ["salle"]},
            "else": {"properties": {"surface": False}},
        }
    )
    assert effect(base_definition, base).lost == ("/surface",)


def test_rows_and_files_are_told_once_each(base, base_definition):
    del base["properties"]["materiel"], base["properties"]["total"], base["properties"]["identite"]
    base["required"].remove("identite")
    base["x-steps"][2]["fields"].remove("/materiel")
    base["x-steps"][3]["fields"].remove("/identite")
    answers = {**ANSWERS, "materiel": [{"genre": "table", "nombre": 2}, {"genre": "banc", "nombre": 1}]}
    assert effect(base_definition, base, answers=answers).lost == ("/materiel", "/identite")
    rows = copy.deepcopy(base)
    rows["properties"] = {**base_definition.document["properties"]}
    del rows["properties"]["total"]
    items = copy.deepcopy(rows["properties"]["materiel"])
    del items["items"]["properties"]["genre"]
    items["items"]["required"] = []
    rows["properties"]["materiel"] = items
    rows["x-steps"] = base_definition.document["x-steps"]
    rows["$defs"] = base_definition.document["$defs"]
    assert effect(base_definition, rows, answers=answers).lost == ("/materiel/0/genre", "/materiel/1/genre")


def test_an_answer_that_is_refused(base, base_definition):
    base["properties"]["salle"]["oneOf"].pop(0)
    found = effect(base_definition, base)
    assert (found.outcome, found.refused) == ("refused", (("/salle", "oneOf"),))


def test_a_stop_screen(base, base_definition):
    base["allOf"].append(
        {
            "x-exit": {"id": "ferme", "title": "Fermé", "body": "En travaux."},
            "if": {"properties": {"salle": {"const": "petite"}}, "required": ["salle"]},
            "then": False,
        }
    )
    found = effect(base_definition, base)
    assert (found.outcome, found.exit, found.refused) == ("refused", "ferme", ())


def test_a_stop_screen_that_was_met_before_is_no_news(base, base_definition):
    assert effect(base_definition, base, answers={**ANSWERS, "adulte": False}).outcome == "same"


def test_what_becomes_acceptable(base, base_definition):
    base["required"].remove("nom")
    answers = {key: value for key, value in ANSWERS.items() if key != "nom"}
    assert effect(base_definition, base, answers=answers).outcome == "eased"


def test_both_are_judged_on_the_day_of_the_answers(base, base_definition):
    base["x-rules"][0]["assert"] = "jour >= today"
    answers = {**ANSWERS, "jour": DAY}
    assert effect(base_definition, base, answers=answers).outcome == "eased"
    assert effect(base_definition, base, answers=answers, date="2026-05-05").outcome == "same"


def test_the_tests_of_the_old_version_are_samples(base, base_definition):
    assert [sample.name for sample in samples_of(base_definition)] == ["vide"]
    base["x-tests"].append({"name": "plein", "base": "vide", "with": ANSWERS})
    old = load(base)
    found = list(effects(old, old, samples_of(old), prefilled=True))
    assert [effect.passed for effect in found] == [False, True]


def test_a_misshapen_sample_is_named(base_definition):
    with pytest.raises(ValueError, match="deux"):
        list(effects(base_definition, base_definition, [Sample("deux", {"answers": {}, "date": "demain"})]))
