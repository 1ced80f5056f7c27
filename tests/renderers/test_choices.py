"""Long lists, addresses and people of the household as they are drawn: sound, escaped, small."""

import datetime as dt
import json
import random
from pathlib import Path

import pytest

import guichet_render
from guichet_render import renderer
from guichet_render.registry import widget_of
from guichet_render.seeking import Suggestion
from guichet_render.widget import ui
from guichet_validate.context import PARIS, Context
from guichet_validate.engine import evaluate
from guichet_validate.loading import load

SPECIMENS = Path(guichet_render.__file__).parent / "specimens"
HOSTILE = ("<script>x</script>", '"><b>', "{{ 7 }}", "' onfocus='x", "{/champ}", "\u202e", "]]>")
ADDRESS = Suggestion("1 rue <b>", {"line1": '1 rue "<b>', "postcode": "99210", "city": "Ici"})


def document(schema, languages=("fr", "en")):
    return {
        "x-definition": 1,
        "title": "Essai",
        "x-procedure": {"id": "essai", "version": "1.0.0", "state": "live", "category": "c", "service": "s",
                        "online": "full", "access": "open", "languages": list(languages), "reference": "E",
                        "summary": "s"},
        "x-privacy": {"purpose": "p", "basis": "public-task", "retention": "P1Y", "recipients": ["s"]},
        "x-steps": [{"id": "un", "title": "Un", "fields": ["/champ"]}],
        "type": "object",
        "additionalProperties": False,
        "required": ["champ"],
        "properties": {"champ": schema},
    }  # fmt: skip


def around(specimen):
    profile = {"identity": {"title": "mme", "familyName": "Durand", "givenNames": "Ana", "birthDate": "1985-03-27"}}
    return Context(
        now=dt.datetime(2026, 5, 4, 10, 0, tzinfo=PARIS),
        lists=specimen.get("lists", {}),
        profile=profile,
        household=tuple(specimen.get("household", ())),
    )


@pytest.fixture
def specimen():
    return lambda name: json.loads((SPECIMENS / f"{name}.json").read_text("utf-8"))


@pytest.fixture
def drawn(page):
    """Draw a specimen with an answer: (specimen, answer, lang="fr", problems=False, **more)."""

    def draw(specimen, answer, lang="fr", *, problems=False, **more):
        definition = load(document(specimen["schema"]))
        context = around(specimen)
        evaluation = evaluate(definition, {} if answer is None else {"champ": answer}, context)
        view = renderer(lang).step(
            definition, "un", evaluation, context=context, show_problems=problems, step_url=str, **more
        )
        read = page(view.summary + view.fields)
        read.check()
        return read

    return draw


@pytest.mark.parametrize("lang", ["fr", "en"])
@pytest.mark.parametrize("name", ["search", "address", "member"])
@pytest.mark.parametrize("state", ["empty", "filled", "wrong"])
def test_every_state_is_sound(specimen, drawn, name, state, lang):
    shown = specimen(name)
    answer = None if state == "empty" else shown[state]
    read = drawn(shown, answer, lang, problems=state != "filled", suggestions={})
    assert (read.by_id("error-summary") is None) is (state == "filled")
    assert drawn(shown, answer, lang, suggestions={"/champ": [ADDRESS]})


@pytest.mark.parametrize("name", ["search", "address", "member"])
def test_a_specimen_is_an_answer_that_is_right_and_one_that_is_wrong(specimen, name):
    shown = specimen(name)
    definition = load(document(shown["schema"]))
    assert evaluate(definition, {"champ": shown["filled"]}, around(shown)).valid
    assert not evaluate(definition, {"champ": shown["wrong"]}, around(shown)).valid


def test_a_choice_is_shown_by_its_label_and_carried_by_its_value(specimen, drawn):
    read = drawn(specimen("search"), "eglise")
    assert [control["value"] for control in read.by_name("/champ#search")] == ["Rue de l’Église"]
    assert [control["value"] for control in read.by_name("/champ")] == ["eglise"]


def test_a_typed_text_is_shown_with_what_fits_it(specimen, drawn):
    read = drawn(specimen("search"), " tilleul", problems=True)
    assert [control["value"] for control in read.by_name("/champ#search")] == ["tilleul"]
    assert [control["value"] for control in read.by_name("/champ")] == ["", "tilleuls", "tilleuls-allee"]
    assert not any("checked" in control for control in read.by_name("/champ"))
    assert "tapez une partie du nom" in read.text
    assert read.by_id("f-champ")[1]["aria-invalid"] == "true"


@pytest.mark.parametrize("count", [30, 31])
def test_a_list_is_searched_when_it_is_long(drawn, count):
    schema = {"title": "Rue", "type": "string", "maxLength": 9,
              "x-lookup": {"list": "rues", "value": "code", "label": "code"}}  # fmt: skip
    lists = {"rues": tuple({"code": f"r{n}"} for n in range(count))}
    for widget, searched in ((None, count > 30), ("select", False), ("search", True)):
        own = {**schema, "x-ui": {"widget": widget}} if widget else schema
        read = drawn({"schema": own, "lists": lists}, "r3")
        assert bool(read.by_name("/champ#search")) is searched
        assert bool(read.all("option")) is not searched


@pytest.mark.parametrize(("count", "name"), [(6, "radio"), (7, "select"), (30, "select"), (31, "search")])
def test_choices_of_a_definition_are_drawn_by_their_number(count, name):
    schema = {"title": "Pays", "type": "string", "oneOf": [{"const": f"p{n}", "title": f"P {n}"} for n in range(count)]}
    assert widget_of(load(document(schema)).fields["/champ"]).name == name


def test_a_search_without_anything_to_choose_from_is_a_line_of_text():
    schema = {"title": "Rue", "type": "string", "maxLength": 9, "x-ui": {"widget": "search"}}
    assert widget_of(load(document(schema)).fields["/champ"]).name == "text"


def test_an_address_is_told_by_its_parts_and_may_stay_a_group(specimen):
    schema = specimen("address")["schema"]
    field = load(document({**schema, "x-ui": {}})).fields["/champ"]
    assert widget_of(field).name == "address"
    plain = load(document({**schema, "x-ui": {"widget": "group"}})).fields["/champ"]
    assert (widget_of(plain).name, ui(plain, "widget")) == ("group", "group")
    del schema["properties"]["commune"]
    schema["required"].remove("commune")
    assert widget_of(load(document({**schema, "x-ui": {}})).fields["/champ"]).name == "group"


def test_an_address_without_a_source_is_only_its_fields(specimen, drawn):
    read = drawn(specimen("address"), None)
    assert not read.by_name("/champ#search")
    assert read.by_name("/champ/voie")[0]["autocomplete"] == "address-line1"


def test_suggestions_are_cards_that_hold_the_parts(specimen, drawn):
    read = drawn(specimen("address"), None, suggestions={"/champ": [ADDRESS]}, beside={"/champ": {"search": "1 r"}})
    (card,) = read.by_name("/champ#pick")
    assert json.loads(card["value"]) == ADDRESS.parts
    assert read.by_name("/champ#search")[0]["value"] == "1 r"
    assert {button["value"] for button in read.by_name("action")} == {"search:/champ", "fill:/champ"}
    none = drawn(specimen("address"), None, suggestions={"/champ": []})
    assert "Aucun choix ne correspond" in none.text
    assert {button["value"] for button in none.by_name("action")} == {"search:/champ"}


def test_the_picker_shows_the_holder_first_and_who_is_there_now(specimen, drawn):
    shown = specimen("member")
    origins = {"/champ/nom": "member", "/champ/prenoms": "member"}
    read = drawn(shown, shown["filled"], origins=origins)
    cards = read.by_name("/champ#member")
    assert [card["value"] for card in cards] == ["self", "lea", "leo", "other"]
    assert [card["value"] for card in cards if "checked" in card] == ["lea"]
    assert "née le 3\u00a0février 2015" in read.text
    assert "né le 12\u00a0septembre 2018" in read.text
    assert not any("checked" in card for card in drawn(shown, shown["filled"]).by_name("/champ#member"))


def test_without_anybody_there_is_no_picker(specimen, page):
    shown = specimen("member")
    definition = load(document(shown["schema"]))
    context = Context(now=dt.datetime(2026, 5, 4, tzinfo=PARIS))
    view = renderer("fr").step(
        definition, "un", evaluate(definition, {}, context), context=context, show_problems=False, step_url=str
    )
    assert "#member" not in view.fields


@pytest.mark.parametrize("seed", range(20))
def test_hostile_texts_change_no_element(specimen, drawn, seed):
    chance = random.Random(seed)

    def shapes(text):
        search = specimen("search")
        yield drawn(search, f" {text}", problems=True).shape()
        search["lists"]["rues"].append({"code": text, "nom": text})
        yield drawn(search, text).shape()
        address = specimen("address")
        found = [Suggestion(text, {"line1": text, "postcode": text, "city": text})]
        beside = {"/champ": {"search": text, "member": text}}
        yield drawn(address, None, suggestions={"/champ": found}, beside=beside).shape()
        yield drawn(address, None, suggestions={"/champ": []}, beside=beside).shape()
        member = specimen("member")
        member["household"][0].update(givenNames=text, id=text, birthDate=text)
        yield drawn(member, None, beside=beside).shape()

    calm = [[(tag, tuple(n for n in names if n != "checked")) for tag, names in shape] for shape in shapes("zzz")]
    hostile = shapes("".join(chance.choice(HOSTILE) for _ in range(chance.randint(1, 4))) + "z")
    assert [[(tag, tuple(n for n in names if n != "checked")) for tag, names in shape] for shape in hostile] == calm


def test_a_choice_that_is_no_longer_offered_is_told(drawn):
    schema = {"title": "École", "type": "string", "maxLength": 9,
              "x-lookup": {"list": "e", "value": "code", "label": "nom", "filter": {"cycle": "/champ"}}}  # fmt: skip
    shown = {"schema": schema, "lists": {"e": [{"code": "a", "nom": "École A", "cycle": "x"}]}}
    read = drawn(shown, "a")
    assert "Votre choix précédent, «\u00a0École A\u00a0», n’est plus proposé" in read.text
