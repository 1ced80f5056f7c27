"""The command new: its questions, its options, and where it writes."""

import json
from pathlib import Path

import pytest
from click.testing import CliRunner

from guichet_validate import cli

ROOT = Path(__file__).parents[3] / "definitions"
GIVEN = ("--title", "Réserver une salle", "--category", "vie-locale", "--service", "education", "--no-input")
FILE = Path("definitions/vie-locale/reserver-une-salle.json")


@pytest.fixture(autouse=True)
def city(tmp_path, monkeypatch):
    (tmp_path / "definitions").mkdir()
    for name in ("city.json", "documents.json"):
        (tmp_path / "definitions" / name).write_bytes((ROOT / name).read_bytes())
    monkeypatch.chdir(tmp_path)
    return tmp_path


def run(*arguments, answers="", lang="en"):
    return CliRunner().invoke(cli.new, [*map(str, arguments), "--lang", lang], input=answers)


def is_clean(path):
    checked = CliRunner().invoke(cli.check, [str(path), "--lang", "en"])
    tested = CliRunner().invoke(cli.test, [str(path), "--lang", "en"])
    assert checked.output == "1 definition checked: no error.\n"
    assert tested.exit_code == 0, tested.output
    assert CliRunner().invoke(cli.format_files, [str(path), "--check"]).exit_code == 0
    return json.loads(Path(path).read_text("utf-8"))


def test_options_alone_write_a_clean_definition():
    result = run(*GIVEN)
    assert result.exit_code == 0, result.output
    assert result.output.startswith(f"{FILE} is written.")
    document = is_clean(FILE)
    assert document["x-procedure"]["languages"] == ["fr"]
    assert list(document["properties"]) == ["demande", "demandeur", "attestation"]


def test_every_option_is_followed():
    options = ("--title-en", "Book a room", "--id", "salles", "--access", "verified", "--household")
    run(*GIVEN, *options, "--document", "carte-identite", "--document", "passeport")
    document = is_clean("definitions/vie-locale/salles.json")
    assert document["x-i18n"]["en"]["title"] == "Book a room"
    assert document["x-procedure"]["access"] == "verified"
    assert "personne" in document["properties"]
    assert document["properties"]["pieceCarteIdentite"]["title"] == "Carte d’identité"
    assert "piecePasseport" in document["properties"]


def test_a_page_of_information():
    run(*GIVEN, "--information")
    document = is_clean(FILE)
    assert document["x-procedure"]["state"] == "information"
    assert document["x-information"]["offices"][0]["title"] == "Service de l’éducation"
    assert "properties" not in document


def test_questions_are_asked_again_until_the_answer_is_good():
    answers = [
        *("", "Réserver {une} salle", "Réserver une salle"),
        *("de", "fr,en", "Book a room"),
        *("Réserver !", "salles"),
        *("99", "vie-locale"),
        *("police", "education"),
        *("peut-être", "oui"),
        *("4", "3"),
        *("o",),
        *("liste", "carte-identitee", "passeport, passeport", "passeport"),
    ]
    result = run(answers="".join(f"{answer}\n" for answer in answers))
    assert result.exit_code == 0, result.output
    for said in (
        "Enter a title with at least one letter.",
        "A title holds no braces",
        "Write fr, or fr,en.",
        "An identifier is written in lower case",
        "Give a number or an identifier of the list.",
        "Answer yes or no.",
        "Passport [passeport]",
        "Did you mean carte-identite?",
        "passeport is named twice.",
    ):
        assert said in result.output
    document = is_clean("definitions/vie-locale/salles.json")
    assert document["x-procedure"]["service"] == "education"
    assert document["x-procedure"]["access"] == "verified"
    assert list(document["properties"]) == ["demande", "personne", "demandeur", "piecePasseport", "attestation"]


def test_questions_come_in_french_too():
    result = run(answers="Titre\n", lang="fr")
    assert "Titre de la démarche, en français\u00a0: " in result.output
    assert "Langues des textes" in result.output


def test_what_an_option_gives_is_not_asked():
    result = run(*GIVEN[:-1], answers="\n\n\n\n\n\n")
    assert result.exit_code == 0, result.output
    assert "Title" not in result.output
    assert "Category" not in result.output
    is_clean(FILE)


def test_answers_that_end_early_are_told():
    result = run(answers="Titre\n")
    assert result.exit_code == 2
    assert "no more answer to read" in result.output
    assert list(Path("definitions").glob("*/*.json")) == []


def test_nothing_is_overwritten_unless_forced():
    run(*GIVEN)
    FILE.write_text("à moi", encoding="utf-8")
    result = run(*GIVEN)
    assert result.exit_code == 1
    assert "exists already" in result.stderr
    assert FILE.read_text("utf-8") == "à moi"
    assert run(*GIVEN, "--force").exit_code == 0
    is_clean(FILE)


def test_an_identifier_of_another_file_is_refused_even_when_forced():
    run(*GIVEN)
    elsewhere = ("--title", "Réserver une salle", "--category", "education", "--service", "education", "--no-input")
    result = run(*elsewhere, "--force")
    assert result.exit_code == 1
    assert f"exists already in {FILE}" in result.stderr
    assert not Path("definitions/education").exists()


def test_an_identifier_in_use_is_told_at_its_question():
    run(*GIVEN)
    result = run(*GIVEN[:-1], answers="\n\nsalles\n\n\n\n\n\n")
    assert "exists already in" in result.output
    is_clean("definitions/vie-locale/salles.json")


def test_another_place_may_be_named(tmp_path):
    result = run(*GIVEN, "--output", tmp_path / "ailleurs" / "reserver-une-salle.json")
    assert result.exit_code == 0, result.output
    is_clean(tmp_path / "ailleurs" / "reserver-une-salle.json")
    assert run(*GIVEN, "--output", "autre.json").exit_code == 2


def test_the_city_is_found_further_up(tmp_path, monkeypatch):
    (tmp_path / "definitions" / "vie-locale").mkdir()
    monkeypatch.chdir(tmp_path / "definitions" / "vie-locale")
    assert run(*GIVEN).output.startswith("../vie-locale/reserver-une-salle.json is written.")


def test_without_a_city_identifiers_are_taken_as_they_are(tmp_path, monkeypatch):
    for name in ("city.json", "documents.json"):
        (tmp_path / "definitions" / name).unlink()
    assert run(*GIVEN, "--document", "papier-rare").exit_code == 0
    is_clean(FILE)


def test_what_a_person_left_untranslated_is_remarked_and_written(city):
    result = run(*GIVEN, "--title", "Louer la salle communale", "--title-en", "Louer la salle communale")
    assert result.exit_code == 0
    assert "reserver" not in result.output
    assert ".json:" in result.stderr
    assert Path("definitions/vie-locale/louer-la-salle-communale.json").exists()


def test_a_city_that_cannot_be_read_is_told(city):
    (city / "definitions" / "city.json").write_text("{", encoding="utf-8")
    result = run(*GIVEN)
    assert result.exit_code == 1
    assert "city.json:1:1: The file stops before its end" in result.stderr


@pytest.mark.parametrize(
    ("options", "said"),
    [
        (("--no-input",), "give --title too"),
        (("--no-input", "--title", "Titre"), "give --category too"),
        ((*GIVEN, "--category", "nulle-part"), "Give a number or an identifier of the list."),
        ((*GIVEN, "--languages", "fr,nl"), "Write fr, or fr,en."),
        ((*GIVEN, "--languages", "fr,en"), "give --title-en too"),
        ((*GIVEN, "--document", "papier-rare"), "no known kind of document"),
        ((*GIVEN, "--id", "Réserver"), "An identifier is written"),
        ((*GIVEN, "--title", "x" * 201), "too long"),
        ((*GIVEN, "--title", "<b>gras</b>"), "holds no braces"),
    ],
)
def test_an_unusable_call_leaves_status_2(options, said):
    result = run(*options)
    assert result.exit_code == 2
    assert said in result.output
    assert not FILE.exists()
