"""Numbers in groups, picked dates, declarations, signatures and places: drawn, filled, wrong, read only, read back."""

import datetime as dt
import json
import random

import pytest

from guichet_render import moulds, renderer
from guichet_render.environment import TEMPLATES
from guichet_render.language import LANGUAGES
from guichet_render.registry import WIDGETS, widget_of
from guichet_validate.coerce import coerce
from guichet_validate.context import PARIS, Context
from guichet_validate.engine import evaluate
from guichet_validate.loading import load
from guichet_validate.widgets import FORMAT_OF, KINDS_OF

NUMBERS = ("iban", "siret", "siren", "rna", "nir", "plate")
NAMES = (*NUMBERS, "picker", "declaration", "signature", "point")
SPECIMENS = {name: json.loads((TEMPLATES.parent / "specimens" / f"{name}.json").read_text("utf-8")) for name in NAMES}
FILLED = {name: specimen["filled"] for name, specimen in SPECIMENS.items()}
WRONG = {name: specimen["wrong"] for name, specimen in SPECIMENS.items()}
CONTEXT = Context(now=dt.datetime(2026, 5, 4, 10, 0, tzinfo=PARIS))
GROUPED = {
    "iban": "FR76 3000 6000 0112 3456 7890 189",
    "siret": "732 829 320 00074",
    "siren": "732 829 320",
    "rna": "W751234567",
    "nir": "2 55 08 14 168 025 38",
    "plate": "AB-123-CD",
}


def make(properties, required=(), **more):
    return load(
        {
            "$schema": "https://json-schema.org/draft/2020-12/schema",
            "x-definition": 1,
            "title": "Lignes",
            "x-procedure": {"id": "lignes", "version": "1.0.0", "state": "live", "category": "essais",
                "service": "essais", "online": "full", "access": "open", "languages": ["fr", "en"], "reference": "LIG",
                "summary": "Lignes"},
            "x-privacy": {"purpose": "Essayer", "basis": "public-task", "retention": "P1Y", "recipients": ["essais"]},
            "x-steps": [{"id": "page", "title": "Page", "fields": [f"/{name}" for name in properties]}],
            "type": "object",
            "additionalProperties": False,
            "required": list(required),
            "properties": properties,
            **more,
        }
    )  # fmt: skip


@pytest.fixture(scope="module")
def lines():
    return make({name: specimen["schema"] for name, specimen in SPECIMENS.items()}, required=NAMES)


def drawn(definition, answers, lang="fr", *, problems=False, **more):
    evaluation = evaluate(definition, answers, CONTEXT)
    return renderer(lang).step(
        definition, "page", evaluation, context=CONTEXT, show_problems=problems, step_url=str, **more
    )


def posted(definition, name, text):
    pairs = [(f"/{name}/{part}", str(typed)) for part, typed in text.items()] if isinstance(text, dict) else None
    return coerce(definition, "page", pairs or [(f"/{name}", text)], {}).answers.get(name)


def test_every_widget_that_may_be_named_can_be_drawn_and_every_other_way_round():
    assert set(KINDS_OF) == set(WIDGETS) - {"notice"}
    schema = json.loads((TEMPLATES.parents[2] / "validators/guichet_validate/schemas/ui.json").read_text("utf-8"))
    assert set(schema["properties"]["widget"]["enum"]) == set(KINDS_OF)


@pytest.mark.parametrize("name", NAMES)
def test_a_specimen_is_drawn_by_its_widget_and_judged_as_it_says(name):
    definition = make({name: SPECIMENS[name]["schema"]}, required=[name])
    assert widget_of(definition.fields[f"/{name}"]).name == name
    assert evaluate(definition, {name: FILLED[name]}, CONTEXT).problems == ()
    assert evaluate(definition, {name: posted(definition, name, WRONG[name])}, CONTEXT).problems


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("answers", [{}, FILLED, WRONG], ids=["empty", "filled", "wrong"])
def test_every_state_is_sound(lines, page, lang, answers):
    view = drawn(lines, answers, lang, problems=answers is not FILLED)
    page(view.summary + view.fields).check()
    assert bool(view.summary) is (answers is not FILLED)
    assert view.problem_count == (0 if answers is FILLED else len(NAMES))
    # Nothing here shows or hides another field.
    assert "data-drives" not in view.fields


@pytest.mark.parametrize("name", [name for name in NAMES if name != "point"])
def test_a_required_one_says_so_and_a_wrong_one_is_tied_to_its_error(lines, page, name):
    read = page(drawn(lines, WRONG, problems=True).fields)
    _, control = read.by_id(f"f-{name}")
    assert (control["aria-required"], control["aria-invalid"]) == ("true", "true")
    assert f"f-{name}-error" in control["aria-describedby"].split()


# ---- Numbers ----


@pytest.mark.parametrize("name", NUMBERS)
def test_a_number_is_shown_and_read_in_groups(lines, page, name):
    assert page(drawn(lines, FILLED).fields).by_name(f"/{name}")[0]["value"] == GROUPED[name]
    assert renderer("fr").fill(lines, f"[{{/{name}}}]", FILLED, CONTEXT) == f"[{GROUPED[name]}]"
    assert GROUPED[name] in renderer("fr").plain_text(lines, evaluate(lines, FILLED, CONTEXT), context=CONTEXT)


@pytest.mark.parametrize("name", NUMBERS)
def test_what_is_shown_is_what_is_kept_when_it_is_posted_again(lines, name):
    assert posted(lines, name, GROUPED[name]) == FILLED[name]


@pytest.mark.parametrize("name", NUMBERS)
def test_a_number_is_no_word_of_a_language(lines, page, name):
    control = page(drawn(lines, {}).fields).by_name(f"/{name}")[0]
    assert control["spellcheck"] == "false"
    assert control.get("inputmode") == ("numeric" if name in ("siret", "siren") else None)
    assert control.get("autocapitalize") == (None if name in ("siret", "siren") else "characters")
    assert control.get("autocomplete") == ("off" if name in ("iban", "nir") else None)


@pytest.mark.parametrize("name", NUMBERS)
def test_an_example_stands_in_the_hint_and_the_authors_takes_its_place(lines, name):
    assert f"Par exemple {WIDGETS[name].example}" in drawn(lines, {}).fields
    own = make({name: {**SPECIMENS[name]["schema"], "examples": [FILLED[name]]}})
    assert drawn(own, {}).fields.count("Par exemple ") == 1
    assert f"Par exemple {GROUPED[name]}" in drawn(own, {}).fields


@pytest.mark.parametrize(
    ("name", "typed"), [("siret", "732 829 32"), ("plate", "AB-12-CD"), ("iban", "fr76, 3000"), ("nir", "né en 1955")]
)
def test_what_is_no_such_number_is_shown_as_it_was_typed(lines, page, name, typed):
    assert posted(lines, name, typed) == typed
    assert page(drawn(lines, {name: typed}).fields).by_name(f"/{name}")[0]["value"] == typed


def test_what_the_definition_says_of_its_control_outdoes_the_widget(page):
    own = make({"siret": {**SPECIMENS["siret"]["schema"], "x-ui": {"width": 34, "inputmode": "text"}}})
    control = page(drawn(own, {}).fields).by_name("/siret")[0]
    assert (control["class"], control["inputmode"]) == ("w34", "text")


# ---- Dates ----


def test_a_picked_date_is_the_browsers_until_it_is_no_date(lines, page):
    assert page(drawn(lines, FILLED).fields).by_name("/picker")[0]["type"] == "date"
    assert page(drawn(lines, {}).fields).by_name("/picker")[0]["type"] == "date"
    control = page(drawn(lines, WRONG, problems=True).fields).by_name("/picker")[0]
    assert (control["type"], control["value"]) == ("text", "après les vacances")
    assert page(drawn(lines, {"picker": "2026-02-31"}).fields).by_name("/picker")[0]["type"] == "text"
    assert posted(lines, "picker", "2026-05-12") == posted(lines, "picker", "12/5/2026") == "2026-05-12"


def test_a_date_still_has_three_parts_by_default(page):
    definition = make({"jour": {"title": "Jour", "type": "string", "format": "date"}})
    assert page(drawn(definition, {}).fields).by_name("/jour#day")


# ---- Declarations and signatures ----


def test_a_declaration_is_read_without_opening_anything_and_is_tied_to_its_box(lines, page):
    alone = make({"declaration": SPECIMENS["declaration"]["schema"]}, required=["declaration"])
    view = drawn(alone, {})
    read = page(view.fields)
    assert read.all("details") == []
    assert "<strong>tout changement</strong>" in view.fields
    _, box = read.by_id("f-declaration")
    assert box["aria-describedby"].split() == ["f-declaration-text", "f-declaration-hint"]
    assert "checked" not in box
    assert "checked" in page(drawn(alone, {"declaration": True}).fields).by_id("f-declaration")[1]
    assert "Cochez la case «\u00a0Je le déclare sur l’honneur\u00a0»" in drawn(alone, {}, problems=True).summary
    assert "Cochez la case" in drawn(alone, {"declaration": False}, problems=True).summary


def test_a_declaration_without_a_text_is_its_box(page):
    schema = {"title": "J’accepte", "type": "boolean", "const": True, "x-ui": {"widget": "declaration"}}
    read = page(drawn(make({"oui": schema}), {}).fields)
    assert "aria-describedby" not in read.by_id("f-oui")[1]
    assert [attributes for _, attributes in read.elements if attributes.get("class") == "declared"] == []


@pytest.mark.parametrize(
    ("lang", "day", "read"), [("fr", "4\u00a0mai 2026", "Signé par Ana Durand"), ("en", "4\u00a0May 2026", "Signed by")]
)
def test_a_signature_tells_what_it_means_and_the_day(lines, lang, day, read):
    assert day in drawn(lines, {}, lang).fields
    evaluation = evaluate(lines, FILLED, CONTEXT)
    assert read in renderer(lang).answers(lines, evaluation, context=CONTEXT)
    # The answers do not hold the day, so nothing that is read back tells one.
    assert day not in renderer(lang).answers(lines, evaluation, context=CONTEXT)


def test_a_quoted_signature_is_the_name(lines):
    assert renderer("fr").fill(lines, "Fait par {/signature}", FILLED, CONTEXT) == "Fait par Ana Durand"


def test_the_browser_proposes_its_users_name_for_his_own_signature_only(lines, page):
    row = {"type": "object", "additionalProperties": False, "properties": {"nom": SPECIMENS["signature"]["schema"]}}
    definition = make({"gens": {"title": "Gens", "type": "array", "maxItems": 3, "items": row}})
    assert "autocomplete" not in page(drawn(definition, {"gens": [{}]}).fields).by_name("/gens/0/nom")[0]
    assert page(drawn(lines, {}).fields).by_name("/signature")[0]["autocomplete"] == "name"


# ---- Places ----


def test_a_place_is_asked_in_words_first_and_its_position_is_never_needed(lines, page):
    read = page(drawn(lines, {}).fields)
    names = [attributes.get("name", "") for tag, attributes in read.elements if tag == "input"]
    assert [name for name in names if name.startswith("/point")] == ["/point/lieu", "/point/lat", "/point/lon"]
    assert "aria-required" in read.by_name("/point/lieu")[0]
    assert "aria-required" not in read.by_name("/point/lat")[0]
    assert [attributes for attributes in read.all("details") if "open" in attributes] == []
    # A button of the page, not of the form: nothing is sent by it.
    assert [button["type"] for button in read.all("button")] == ["button"]
    assert evaluate(lines, {**FILLED, "point": {"lieu": "Ici"}}, CONTEXT).problems == ()


@pytest.mark.parametrize("answer", [FILLED["point"], {"lieu": "Ici", "lat": "148"}, {"lieu": "Ici", "lon": 2.1}])
def test_a_position_that_is_there_or_wrong_is_seen_without_opening_anything(lines, page, answer):
    read = page(drawn(lines, {"point": answer}, problems=True).fields)
    assert ["open" in attributes for attributes in read.all("details")][-1]


def test_half_a_position_is_completed_or_taken_away(lines):
    problems = evaluate(lines, {**FILLED, "point": {"lieu": "Ici", "lat": 48.8}}, CONTEXT).problems
    assert [(problem.pointer, problem.rule) for problem in problems] == [("/point/lat", "position-longitude")]


@pytest.mark.parametrize("typed", ["48,80491", "48.80491", " 48,80491 "])
def test_a_position_is_typed_with_a_comma_or_a_point(lines, page, typed):
    answer = posted(lines, "point", {"lieu": "Ici", "lat": typed, "lon": "-2,12"})
    assert answer == {"lieu": "Ici", "lat": 48.80491, "lon": -2.12}
    read = page(drawn(lines, {"point": answer}).fields)
    assert [read.by_name(f"/point/{part}")[0]["value"] for part in ("lat", "lon")] == ["48,80491", "-2,12"]
    # The keyboards of digits have no minus.
    assert "inputmode" not in read.by_name("/point/lon")[0]


def test_a_place_is_read_as_one_answer(lines):
    text = renderer("fr").plain_text(lines, evaluate(lines, FILLED, CONTEXT), context=CONTEXT)
    said = "Devant le 12 rue Royale, latitude\u00a048,80491 et longitude\u00a02,12035"
    assert f"Où est-ce\u202f? {said}" in text
    assert renderer("fr").fill(lines, "{/point}", FILLED, CONTEXT) == said
    assert renderer("en").fill(lines, "{/point}", {"point": {"lieu": "Here"}}, CONTEXT) == "Here"
    review = renderer("fr").review(
        lines, evaluate(lines, {}, CONTEXT), context=CONTEXT, step_url=str, show_problems=False
    )
    assert "<dt>Où est-ce\u202f?</dt>" in review.answers
    assert "Latitude" not in review.answers


def test_a_remark_at_a_part_of_a_place_is_read_with_it():
    rule = {
        "id": "loin",
        "assert": "point.lat > 40.0",
        "at": "/point/lat",
        "level": "warning",
        "message": "C’est loin.",
    }
    definition = make({"point": SPECIMENS["point"]["schema"]}, **{"x-rules": [rule]})
    evaluation = evaluate(definition, {"point": {"lieu": "Ici", "lat": 1.5, "lon": 2.5}}, CONTEXT)
    assert "C’est loin." in renderer("fr").answers(definition, evaluation, context=CONTEXT)


# ---- What only reads, and what does not fit ----


@pytest.mark.parametrize("name", [*NUMBERS, "picker", "signature", "point", "declaration"])
def test_a_read_only_answer_reads_as_anywhere(page, name):
    schema = {**SPECIMENS[name]["schema"], "readOnly": True}
    definition = make({name: schema})
    read = page(drawn(definition, {name: FILLED[name]}).fields)
    expected = {**GROUPED, "picker": "12\u00a0mai 2026", "signature": "Signé par Ana Durand", "declaration": "Oui"}
    assert expected.get(name, "Devant le 12 rue Royale, latitude\u00a048,80491 et longitude\u00a02,12035") in read.text
    assert read.all("input") == []


@pytest.mark.parametrize("name", NUMBERS)
def test_a_computed_number_is_read_in_groups(name):
    schema = {"title": "Calculé", "type": "string", "format": FORMAT_OF[name], "readOnly": True,
        "x-computed": "source"}  # fmt: skip
    definition = make({"source": {"title": "Source", "type": "string", "maxLength": 60}, "calcul": schema})
    assert f'<p class="value">{GROUPED[name]}</p>' in drawn(definition, {"source": FILLED[name]}).fields


@pytest.mark.parametrize(
    ("schema", "name"),
    [
        ({"type": "string", "maxLength": 9, "x-ui": {"widget": "hologram"}}, "text"),
        ({"type": "boolean", "x-ui": {"widget": "hologram"}}, "radio"),
        ({"type": "number", "x-ui": {"widget": "iban"}}, "number"),
        ({"type": "string", "oneOf": [{"const": "a", "title": "A"}], "x-ui": {"widget": "group"}}, "select"),
        ({"type": "string", "maxLength": 9, "x-ui": {"widget": "radio"}}, "text"),
        ({"type": "object", "properties": {"a": {"type": "string"}}, "x-ui": {"widget": "point"}}, "group"),
        ({"type": "object", "properties": {"a": {"type": "string"}}, "x-ui": {"widget": "signature"}}, "group"),
    ],
)
def test_a_widget_that_does_not_fit_gives_way_to_one_that_can_be_used(page, schema, name):
    definition = make({"champ": {"title": "Champ", **schema}})
    assert widget_of(definition.fields["/champ"]).name == name
    page(drawn(definition, {}).fields).check()


# ---- Moulds and hostile texts ----

HOSTILE = '"><b>\ue000id\ue001 {{ x }} &amp;'


def hostile_answers(text):
    return {name: {"lieu": text, "lat": text, "lon": text} if name == "point" else text for name in NAMES}


@pytest.mark.parametrize("lang", LANGUAGES)
def test_a_mould_writes_what_its_template_writes(monkeypatch, lines, lang):
    def all_states():
        for answers in ({}, FILLED, WRONG, hostile_answers(HOSTILE)):
            view = drawn(lines, answers, lang, problems=True, origins={"/iban": "profile", "/point": "request"})
            yield view.summary + view.fields

    poured = list(all_states())
    # The second time the moulds exist already.
    assert list(all_states()) == poured
    monkeypatch.setattr(moulds, "draw", lambda macro, face, view, split: macro(face, view))
    assert list(all_states()) == poured


@pytest.mark.parametrize("seed", range(20))
def test_hostile_answers_change_no_element(lines, page, seed):
    generator = random.Random(seed)
    pieces = (HOSTILE, "<script>alert(1)</script>", "' autofocus onfocus='x", "{today}", "{/iban}", "-->", "&#60;s>")
    shapes = []
    for text in ("texte", "".join(generator.choice(pieces) for _ in range(3))):
        answers = hostile_answers(text)
        evaluation = evaluate(lines, answers, CONTEXT)
        view = drawn(lines, answers)
        read = page(view.fields + renderer("fr").answers(lines, evaluation, context=CONTEXT))
        read.check()
        shapes.append(read.shape())
    assert shapes[0] == shapes[1]
