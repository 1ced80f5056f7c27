"""The chart of a definition: trees with equal paths merged, journeys that the engine accepts, a sound drawing."""

import json
import xml.etree.ElementTree as ET
from pathlib import Path

import pytest
from click.testing import CliRunner

from guichet_validate.cli import explore as command
from guichet_validate.engine import evaluate
from guichet_validate.exploring import explore
from guichet_validate.exploring.labels import Labels
from guichet_validate.exploring.telling import MOST_LINES, as_text
from guichet_validate.kinds import load_kinds
from guichet_validate.loading import load_file

CITY = Path(__file__).parents[3] / "definitions"
BIRTH = CITY / "etat-civil" / "acte-naissance.json"
YES = {"title": "Oui ou non", "type": "boolean"}
WORD = {"title": "Mot", "type": "string", "maxLength": 20}
KIND = {"title": "Sorte", "type": "string", "oneOf": [{"const": letter, "title": letter.upper()} for letter in "wxyz"]}
COUNT = {"title": "Nombre", "type": "integer", "minimum": 1, "maximum": 100}


def switch(name, *, target, **test):
    return {"if": {"properties": {name: test}, "required": [name]}, "else": {"properties": {target: False}}}


def ways(fork):
    return [(set(way.values), way.shown) for way in fork.ways]


def said(key, **_):
    return key


def test_answers_that_lead_to_the_same_are_one_way(make):
    chart = explore(make({"a": KIND, "b": WORD}, required=["a"], allOf=[switch("a", target="b", enum=["x", "y"])]))
    assert [tree.fork.template for tree in chart.trees] == ["/a"]
    shown = {way.shown: set(way.values) for way in chart.trees[0].fork.ways}
    assert shown[("/b",)] == {"x", "y"}
    assert chart.paths == 2


def test_questions_that_do_not_hang_together_have_trees_of_their_own(make):
    entries = [switch("a", target="b", const=True), switch("c", target="d", const=True)]
    chart = explore(make({"a": YES, "b": WORD, "c": YES, "d": WORD}, required=["a", "c"], allOf=entries))
    assert [tree.fork.template for tree in chart.trees] == ["/a", "/c"]
    assert chart.paths == 4


def test_a_question_that_appears_follows_the_answer_that_shows_it(make):
    entries = [switch("a", target="b", const=True), switch("b", target="c", const=True)]
    chart = explore(make({"a": YES, "b": YES, "c": WORD}, required=["a"], allOf=entries))
    first = next(way for way in chart.trees[0].fork.ways if True in way.values)
    assert first.shown == ("/b",)
    assert first.fork.template == "/b"
    assert chart.paths == 3


def test_an_exit_ends_its_path(make):
    leave = {"x-exit": {"id": "non", "title": "Non", "body": "Non."}, "then": False}
    leave["if"] = {"properties": {"a": {"const": False}}, "required": ["a"]}
    chart = explore(make({"a": YES, "b": WORD}, required=["a"], allOf=[leave]))
    assert {way.exit for way in chart.trees[0].fork.ways} == {None, "non"}
    assert chart.exits["non"].answers["a"] is False


def test_journeys_are_complete_submissions(make, context):
    entries = [switch("a", target="b", const=True)]
    entries[0]["then"] = {"required": ["b"]}
    definition = make({"a": YES, "b": WORD, "n": COUNT}, required=["a", "n"], allOf=entries)
    chart = explore(definition)
    assert (chart.shortest.fields, chart.longest.fields) == (2, 3)
    for journey in (chart.shortest, chart.longest):
        assert evaluate(definition, journey.answers, context()).valid


@pytest.mark.parametrize(
    ("test", "told"),
    [
        ({"minimum": 30}, {"≤ 29", "≥ 30"}),
        ({"minimum": 10, "maximum": 20}, {"10–20", "≤ 9explore-or≥ 21"}),
        ({"const": 7}, {"7", "≤ 6explore-or≥ 8"}),
    ],
)
def test_numbers_are_told_as_ranges(make, test, told):
    definition = make({"n": COUNT, "b": WORD}, required=["n"], allOf=[switch("n", target="b", **test)])
    fork = explore(definition).trees[0].fork
    labels = Labels(definition, "fr", said)
    assert {labels.answers(fork.variable, way.values) for way in fork.ways} == told


def test_large_numbers_are_told_to_the_last_digit(make):
    definition = make(
        {"n": {"type": "integer"}, "b": WORD}, required=["n"], allOf=[switch("n", target="b", minimum=1234567)]
    )
    fork = explore(definition).trees[0].fork
    told = {Labels(definition, "fr", said).answers(fork.variable, way.values) for way in fork.ways}
    assert told == {"≤ 1234566", "≥ 1234567"}


def test_choices_that_no_condition_names_are_told_too(make):
    definition = make({"a": KIND, "b": WORD}, required=["a"], allOf=[switch("a", target="b", const="x")])
    fork = explore(definition).trees[0].fork
    told = {Labels(definition, "fr", said).answers(fork.variable, way.values) for way in fork.ways}
    assert told == {"X", "Wexplore-orYexplore-orZ"}


def test_a_large_tree_is_cut_and_says_how_much_is_left(make):
    names = [f"q{number}" for number in range(6)]
    every = [{"properties": {name: {"const": True} for name in names}, "required": names}]
    odd = [switch(name, target=f"s{name}", const=True) for name in names]
    entries = [*odd, {"if": {"anyOf": [*every, {"required": ["q0", "q1"]}]}, "else": {"properties": {"fin": False}}}]
    fields = {**dict.fromkeys(names, YES), **{f"s{name}": WORD for name in names}, "fin": WORD}
    definition = make(fields, required=names, allOf=entries)
    chart = explore(definition)
    assert chart.trees[0].fork.paths == 64
    lines = list(as_text(chart, Labels(definition, "fr", said)))
    assert "  … explore-lines-more" in lines
    assert sum("─ " in line for line in lines) < MOST_LINES


def run(*arguments):
    return CliRunner().invoke(command, [*map(str, arguments)])


@pytest.mark.parametrize("lang", ["fr", "en"])
def test_the_command_prints_the_tree_the_journeys_and_the_witnesses(lang):
    result = run(BIRTH, "--lang", lang)
    assert result.exit_code == 0
    assert "explore-" not in result.output
    assert {"fr": "Parcours le plus court", "en": "Shortest journey"}[lang] in result.output
    assert "└─" in result.output


def test_a_folder_that_is_not_there_is_an_unusable_call(tmp_path):
    result = run(BIRTH, "--output", tmp_path / "absent" / "chart.txt", "--lang", "en")
    assert result.exit_code == 2
    assert "absent" in result.output


def test_the_command_writes_json():
    record = json.loads(run(BIRTH, "--format", "json").output)
    assert record["id"] == "acte-naissance"
    assert record["trees"][0]["field"] == "/neIci"
    definition = load_file(BIRTH, library=load_kinds(CITY / "documents.json"))
    assert set(record["exits"]) == {found.id for found in definition.exits}


@pytest.mark.parametrize("procedure", ["etat-civil/acte-naissance", "elections/liste-electorale", "voirie/place-pmr"])
def test_the_drawing_is_one_document_of_text_that_says_what_it_shows(tmp_path, procedure):
    target = tmp_path / "carte.svg"
    assert run(CITY / f"{procedure}.json", "--format", "svg", "--output", target, "--lang", "fr").exit_code == 0
    text = target.read_text(encoding="utf-8")
    root = ET.fromstring(text)
    names = [element.tag.rpartition("}")[2] for element in root.iter()]
    assert set(names) == {"svg", "title", "desc", "style", "rect", "path", "text"}
    assert root.get("role") == "img"
    assert {root.find("{*}title").get("id"), root.find("{*}desc").get("id")} == set(root.get("aria-labelledby").split())
    assert "http" not in text.replace('xmlns="http://www.w3.org/2000/svg"', "")
    assert "prefers-color-scheme: dark" in text
    wide, high = (float(root.get(side)) for side in ("width", "height"))
    for box in root.iter("{*}rect"):
        assert float(box.get("x", 0)) + float(box.get("width")) <= wide
        assert float(box.get("y", 0)) + float(box.get("height")) <= high


def test_titles_that_look_like_markup_stay_text(make):
    from guichet_validate.exploring.drawing import as_svg

    field = {**YES, "title": "<script>alert(1)</script> & \x01"}
    definition = make({"a": field, "b": WORD}, required=["a"], allOf=[switch("a", target="b", const=True)])
    text = as_svg(explore(definition), Labels(definition, "fr", said))
    assert "<script" not in text
    ET.fromstring(text)


def test_what_is_no_definition_is_told(tmp_path):
    broken = tmp_path / "exemple.json"
    broken.write_text("{", encoding="utf-8")
    result = run(broken)
    assert result.exit_code == 1
    assert "exemple.json" in result.output


def test_a_definition_with_errors_is_refused_and_one_with_a_failing_test_is_not(tmp_path):
    document = json.loads(BIRTH.read_text(encoding="utf-8"))
    document["x-tests"] = [{"name": "faux", "answers": {}, "valid": True}]
    path = tmp_path / "acte-naissance.json"
    path.write_text(json.dumps(document), encoding="utf-8")
    assert run(path).exit_code == 0
    del document["x-privacy"]
    path.write_text(json.dumps(document), encoding="utf-8")
    assert run(path).exit_code == 1
