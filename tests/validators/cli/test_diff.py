"""The command diff: what it prints, and the exit status it leaves."""

import json
from pathlib import Path

import pytest
from click.testing import CliRunner

from guichet_validate import cli

MINI = Path(__file__).parents[3] / "docs" / "authors" / "mini.json"


def run(*arguments, stdin=None, lang="en"):
    return CliRunner().invoke(cli.diff, [*map(str, arguments), "--lang", lang], input=stdin)


@pytest.fixture
def versions(tmp_path):
    """Write a new version made by a function, and return both paths."""

    def _versions(change):
        document = json.loads(MINI.read_text("utf-8"))
        change(document)
        path = tmp_path / "signalement-rue.json"
        path.write_text(json.dumps(document), encoding="utf-8")
        return MINI, path

    return _versions


def retitle(document):
    document["title"] = "Signaler"
    document["x-procedure"]["version"] = "1.0.1"


def add_required(document):
    document["properties"]["jour"] = {"title": "Quel jour\u202f?", "type": "string", "format": "date"}
    document["x-steps"][0]["fields"].append("/jour")
    document["required"].append("jour")


def remove_option(document):
    document["properties"]["probleme"]["oneOf"].pop(0)
    document["x-procedure"]["version"] = "2.0.0"


def test_the_same_version_has_nothing_to_tell():
    result = run(MINI, MINI)
    assert result.exit_code == 0
    assert result.output == "signalement-rue 1.0.0 → 1.0.0\nNo change.\n"


def test_safe_changes_leave_status_0(versions):
    result = run(*versions(retitle))
    assert result.exit_code == 0
    assert result.output.splitlines()[:4] == [
        "signalement-rue 1.0.0 → 1.0.1",
        "",
        "2 safe changes",
        "  - A text changes: “Signaler un problème dans la rue” → “Signaler” [text-changed /title]",
    ]
    assert "Version 1.0.1: it will do (1.0.1 at least)." in result.output
    assert "2 samples (tests of the old version) under the new version:\n  2 stay as they were\n" in result.output


def test_breaking_changes_leave_status_1_unless_told_otherwise(versions):
    paths = versions(remove_option)
    result = run(*paths)
    assert result.exit_code == 1
    assert "the option “Éclairage en panne” goes" in result.output
    assert "1 is no longer accepted\n    - lampadaire éteint: refused: /probleme (oneOf)\n" in result.output
    assert run(*paths, "--fail-on", "never").exit_code == 0


def test_care_may_leave_status_1_too(versions):
    paths = versions(add_required)
    result = run(*paths)
    assert result.exit_code == 0
    assert "Version 1.0.0: choose 1.1.0 at least." in result.output
    assert "The version is not raised" in result.output
    assert run(*paths, "--fail-on", "care").exit_code == 1


def test_publishers_read_french(versions):
    result = run(*versions(add_required), lang="fr")
    assert "2 changements à préparer\u00a0: " in result.output
    assert "«\u00a0Quel jour\u202f?\u00a0» (/jour) est ajouté et obligatoire" in result.output
    assert "2 doivent être complétés" in result.output


def test_drafts_and_requests_are_judged_under_both(versions, tmp_path):
    drafts = tmp_path / "brouillons.jsonl"
    drafts.write_text('{"id": "B-7", "answers": {"probleme": "trottoir"}}\n\n{"answers": {}}\n', encoding="utf-8")
    requests = tmp_path / "demandes.json"
    requests.write_text(
        '[{"answers": {"probleme": "eclairage", "lieu": "ici"}, "date": "2026-05-04"}]', encoding="utf-8"
    )
    result = run(*versions(add_required), "--drafts", drafts, "--requests", requests)
    assert (
        "2 drafts under the new version:\n  2 must be completed\n    - B-7: to answer: /jour\n    - 3: "
        in result.output
    )
    assert "1 pending request, if it were judged under the new version" in result.output
    assert "samples" not in result.output


def test_json_tells_the_same_to_programs(versions, tmp_path):
    drafts = tmp_path / "brouillons.jsonl"
    drafts.write_text('{"id": 12, "answers": {"probleme": "eclairage", "lieu": "ici"}}', encoding="utf-8")
    result = run(*versions(remove_option), "--drafts", drafts, "--format", "json")
    assert result.exit_code == 1
    told = json.loads(result.output)
    assert (told["id"], told["old"], told["new"]) == ("signalement-rue", "1.0.0", "2.0.0")
    assert told["counts"] == {"breaking": 1, "care": 0, "safe": 1}
    assert told["version"] == {"wanted": "2.0.0", "enough": True}
    assert told["changes"][0]["code"] == "option-removed"
    assert told["changes"][0]["class"] == "breaking"
    assert told["changes"][0]["old"] == "/properties/probleme/oneOf/0"
    assert told["changes"][0]["new"] is None
    assert "Éclairage en panne" in told["changes"][0]["message"]
    assert told["effects"]["drafts"] == [
        {
            "name": "12",
            "outcome": "refused",
            "passed": True,
            "passes": False,
            "refused": [{"at": "/probleme", "code": "oneOf"}],
            "exit": None,
            "lost": [],
            "asked": [],
            "documents": [],
        }
    ]


def test_the_old_version_may_come_from_the_standard_input(versions):
    _, new = versions(retitle)
    result = run("-", new, stdin=MINI.read_text("utf-8"))
    assert result.exit_code == 0
    assert "2 safe changes" in result.output
    assert run("-", "-", stdin="{}").exit_code == 2


def test_an_old_file_far_from_its_city_borrows_the_fragments_of_the_new(tmp_path):
    document = json.loads(MINI.read_text("utf-8"))
    document["properties"]["lieu"] = {"$ref": "guichet:fragments/rue"}
    (tmp_path / "ville" / "fragments").mkdir(parents=True)
    (tmp_path / "ville" / "fragments" / "rue.json").write_text(
        '{"title": "Rue", "type": "string", "maxLength": 80}', encoding="utf-8"
    )
    for path in (tmp_path / "ancien.json", tmp_path / "ville" / "signalement-rue.json"):
        path.write_text(json.dumps(document), encoding="utf-8")
    assert run(tmp_path / "ancien.json", tmp_path / "ville" / "signalement-rue.json").exit_code == 0
    assert run(tmp_path / "ville" / "signalement-rue.json", tmp_path / "ancien.json").exit_code == 0


@pytest.mark.parametrize("content", ["{", "{}", '{"x-procedure": {"id": "x"}, "properties": []}'])
def test_what_is_no_definition_leaves_status_2(tmp_path, content):
    path = tmp_path / "faux.json"
    path.write_text(content, encoding="utf-8")
    result = run(MINI, path)
    assert result.exit_code == 2
    assert "faux.json" in result.stderr
    assert run(MINI, tmp_path / "absent.json").exit_code == 2


@pytest.mark.parametrize(
    ("content", "said"),
    [
        ("{", "line 1: this is not JSON"),
        ('{"answers": {}}\n{"answers": NaN}', "line 2: this is not JSON"),
        ('{"answers": {}}\n[]', "line 2: give an object with its answers"),
        ('[{"answers": []}]', "line 1: give an object with its answers"),
        ('[\n{"answers": {}},\n{"answers": }]', "line 3: this is not JSON"),
        ("[" * 100_000, "this is not JSON"),
        ('{"id": "B-9", "answers": {}, "date": "demain"}', "“B-9”: something does not have the shape"),
        ('{"answers": {}, "library": [1]}', "“1”: something does not have the shape"),
        ("\udcff", "this is not JSON"),
    ],
)
def test_answers_that_cannot_be_read_leave_status_2(versions, tmp_path, content, said):
    path = tmp_path / "reponses.jsonl"
    path.write_bytes(content.encode("utf-8", "surrogateescape"))
    result = run(*versions(retitle), "--drafts", path)
    assert result.exit_code == 2
    assert said in result.output


def test_an_answer_may_hold_any_separator_of_lines(versions, tmp_path):
    path = tmp_path / "reponses.jsonl"
    path.write_text('{"answers": {"objet": "un\u2028deux\x85trois"}}\r\n', encoding="utf-8", newline="")
    assert "1 draft" in run(*versions(retitle), "--drafts", path).output


def test_an_empty_file_of_answers_is_no_failure(versions, tmp_path):
    path = tmp_path / "reponses.jsonl"
    path.write_text("", encoding="utf-8")
    assert "0 drafts under the new version" in run(*versions(retitle), "--drafts", path).output
