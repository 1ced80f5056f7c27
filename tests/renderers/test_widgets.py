"""Every widget, empty, filled, wrong and read-only, in both languages, is sound HTML that shows what was answered."""

import pytest

from guichet_render.environment import TEMPLATES, environment
from guichet_render.language import LANGUAGES, Language
from guichet_render.registry import WIDGETS
from guichet_render.widgets.file import Reusable
from guichet_validate.problems import Problem

STEPS = ("lignes", "choix", "ensembles", "pieces", "envoi")
WRONG = {
    "nom": "D",
    "recit": "x" * 301,
    "courriel": "ana",
    "telephone": "12",
    "codePostal": "7800",
    "nombre": "douze",
    "surface": "grande",
    "prix": "cher",
    "jour": "2015-2-31",
    "heure": "25h",
    "rendezVous": "demain",
    "seul": "cinq",
    "ouiNon": "peut-être",
    "longueListe": 12,
    "plusieurs": ["danse", "chant", "judo"],
    "adresse": {"complement": "x" * 101},
    "personnes": [{"prenom": "Léo", "naissance": "2062-02-03", "exemplaires": 9}],
    "piece": [{"id": "6f1c2b0e-0000-4000-8000-000000000001", "name": "a.pdf", "type": "application/pdf", "size": 12}],
}


def test_widgets_modules_and_templates_are_the_same_set():
    modules = {path.stem for path in (TEMPLATES.parent / "widgets").glob("*.py")} - {"__init__"}
    templates = {path.stem for path in (TEMPLATES / "widgets").glob("*.html")}
    assert set(WIDGETS) == modules == templates


@pytest.mark.parametrize("path", sorted(str(path.relative_to(TEMPLATES)) for path in TEMPLATES.rglob("*.html")))
def test_every_template_compiles(path):
    assert environment(Language("fr")).get_template(path)


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("step", STEPS)
@pytest.mark.parametrize("state", ["empty", "filled", "wrong"])
def test_every_state_of_every_widget_is_sound(draw, page, good, lang, step, state):
    answers = {"empty": {}, "filled": good, "wrong": WRONG}[state]
    view = draw(step, answers, lang, problems=state != "filled")
    page(view.summary + view.fields + view.intro).check()
    assert bool(view.summary) is (state != "filled")


@pytest.mark.parametrize("lang", LANGUAGES)
def test_a_wrong_answer_is_marked_at_its_field_and_in_the_summary(draw, page, lang):
    view = draw("lignes", WRONG, lang, problems=True)
    read = page(view.summary + view.fields)
    for name in ("nom", "recit", "courriel", "telephone", "codePostal", "nombre", "surface", "prix", "heure"):
        _, control = read.by_id(f"f-{name}")
        assert control["aria-invalid"] == "true"
        assert f"f-{name}-error" in control["aria-describedby"].split()
        assert {"href": f"#f-{name}"} in read.all("a")
    tag, summary = read.by_id("error-summary")
    assert (tag, summary["role"], summary["tabindex"]) == ("div", "alert", "-1")


def test_nothing_typed_is_lost(draw, page):
    read = page(draw("lignes", WRONG).fields)
    typed = {
        name: read.by_name(f"/{name}")[0]["value"] for name in ("nombre", "surface", "prix", "heure", "rendezVous")
    }
    assert typed == {"nombre": "douze", "surface": "grande", "prix": "cher", "heure": "25h", "rendezVous": "demain"}
    # A native picker shows nothing of a text that is no time.
    assert {read.by_name(f"/{name}")[0]["type"] for name in ("heure", "rendezVous")} == {"text"}
    parts = [read.by_name(f"/jour#{part}")[0]["value"] for part in ("day", "month", "year")]
    assert parts == ["31", "2", "2015"]


@pytest.mark.parametrize(
    ("name", "shown"),
    [
        ("nom", "Durand"),
        ("nombre", "12"),
        ("surface", "1\u202f234,5"),
        ("prix", "44,00"),
        ("heure", "08:30"),
        ("rendezVous", "2026-05-01T14:00"),
        ("courriel", "ana@example.fr"),
    ],
)
def test_a_line_shows_its_answer(draw, page, good, name, shown):
    assert page(draw("lignes", good).fields).by_name(f"/{name}")[0]["value"] == shown


def test_a_date_has_three_named_parts(draw, page, good):
    read = page(draw("lignes", good).fields)
    assert [read.by_name(f"/jour#{part}")[0]["value"] for part in ("day", "month", "year")] == ["3", "2", "2015"]
    assert read.by_id("f-jour")[1]["name"] == "/jour#day"


def test_several_lines_keep_their_line_breaks(draw, good):
    assert ">\nUne ligne\nune autre</textarea>" in draw("lignes", good).fields


def test_choices_are_cards_and_the_first_carries_the_id(draw, page, good):
    read = page(draw("choix", good).fields)
    cards = read.by_name("/seul")
    assert [card["id"] for card in cards] == ["f-seul", "f-seul-2", "f-seul-3"]
    assert [card["value"] for card in cards if "checked" in card] == ["autre"]
    assert [card["value"] for card in read.by_name("/plusieurs") if "checked" in card] == ["danse", "judo"]
    assert [card["value"] for card in read.by_name("/detail")] == ["true", "false"]
    chosen = [option["value"] for option in read.all("option") if "selected" in option]
    assert chosen == ["2", "b"]


def test_a_default_is_preselected_until_something_is_answered(draw, page):
    def ticked(answers):
        return [card["value"] for card in page(draw("choix", answers).fields).by_name("/ouiNon") if "checked" in card]

    assert ticked({}) == ["true"]
    assert ticked({"ouiNon": False}) == ["false"]


def test_a_list_comes_from_the_reference_list(draw, good):
    fields = draw("choix", good).fields
    assert '<option value="b" selected>École B</option>' in fields


@pytest.mark.parametrize(("lang", "word"), [("fr", "obligatoire"), ("en", "required")])
def test_a_required_field_has_a_star_and_the_word_for_screen_readers(draw, lang, word):
    fields = draw("lignes", {}, lang).fields
    star = f'<span class="required" aria-hidden="true">*</span><span class="visually-hidden">{word}</span>'
    assert fields.count(star) == 4
    assert "(*)" in fields


def test_limits_are_stated_and_nothing_is_cut(draw, good):
    fields = "".join(draw(step, good).fields for step in STEPS)
    assert "300 caractères au plus." in fields
    assert "De 1 à 30." in fields
    assert "De 0,00\u00a0€ à 1\u202f000,00\u00a0€." in fields
    assert "2 réponses au plus." in fields
    assert "2\u00a0Mo" in fields
    assert "maxlength" not in fields


def test_the_purpose_of_a_control_is_told(draw, page, good):
    read = page(draw("lignes", good).fields)
    assert read.by_name("/nom")[0]["autocomplete"] == "family-name"
    assert read.by_name("/courriel")[0]["type"] == "email"
    assert read.by_name("/telephone")[0]["inputmode"] == "tel"
    assert read.by_name("/nombre")[0]["inputmode"] == "numeric"
    assert read.by_name("/surface")[0]["inputmode"] == "decimal"


def test_a_value_of_the_server_is_read_not_typed(draw, page, good):
    view = draw("ensembles", good)
    read = page(view.fields)
    assert read.by_name("/total") == read.by_name("/fige") == []
    assert '<p class="value">2</p>' in view.fields
    assert '<p class="value">D-12</p>' in view.fields


def test_a_hidden_helper_is_shown_nowhere(gallery, draw, good):
    assert gallery.fields["/cache"].hidden
    assert all("Caché" not in draw(step, good).fields for step in STEPS)


def test_the_origin_of_a_value_stands_beside_it(draw, good):
    assert "repris de votre profil" in draw("lignes", good, origins={"/nom": "profile"}).fields
    assert "from your profile" in draw("lignes", good, "en", origins={"/nom": "profile"}).fields


# ---- Files ----


def test_a_file_shows_what_is_there_and_takes_another(draw, page, good):
    read = page(draw("pieces", good).fields)
    assert read.by_id("f-piece")[1] | {"type": "file", "name": "/piece/-"} == read.by_id("f-piece")[1]
    assert "multiple" in read.by_id("f-piece")[1]
    assert {"href": "/files/6f1c2b0e-0000-4000-8000-000000000001"} in read.all("a")
    assert [button["value"] for button in read.all("button")] == [
        *("attach:/piece", "remove:/piece/0", "attach:/piece"),
    ]
    assert read.by_name("/piece/0/expires#year")[0]["value"] == "2030"
    assert "1,4\u00a0Mo" in read.text
    assert len(read.by_name("/piece/-/as")) == 2
    assert read.by_name("/piece/0/id") == read.by_name("/piece/0/name") == []


def test_what_was_typed_beside_a_file_that_did_not_come_is_still_there(draw, page):
    typed = {"/piece": {"as": "acte", "issued": "2026-4-x", "expires": "2030-05-02"}}
    read = page(draw("pieces", {}, beside=typed).fields)
    assert [card["value"] for card in read.by_name("/piece/-/as") if "checked" in card] == ["acte"]
    assert [read.by_name(f"/piece/-/issued#{part}")[0]["value"] for part in ("day", "month", "year")] == [
        *("x", "4", "2026"),
    ]
    assert read.by_name("/piece/-/expires#day")[0]["value"] == "2"
    empty = page(draw("pieces", {}).fields)
    assert not any("checked" in card for card in empty.by_name("/piece/-/as"))
    assert empty.by_name("/piece/-/issued#day")[0].get("value", "") == ""
    hostile = {"/piece": {"as": '"><script>', "issued": '"><b>-<i>-<u>'}}
    assert page(draw("pieces", {}, beside=hostile).fields).shape() == empty.shape()


def test_dates_of_a_paper_name_the_papers_that_need_them(draw, page, good):
    text = page(draw("pieces", good).fields).text
    assert "Date du document (pour\u00a0: Acte de naissance)" in text
    assert "Date de fin de validité (pour\u00a0: Carte d’identité)" in text


def test_a_full_file_field_takes_no_more(draw, page, good):
    good["photo"] = [{"id": "6f1c2b0e-0000-4000-8000-000000000002", "name": "p.png", "type": "image/png", "size": 3}]
    read = page(draw("pieces", good).fields)
    assert read.by_name("/photo/-") == []
    assert read.by_id("f-photo")[0] == "fieldset"


def photographs(*names):
    identifier = "6f1c2b0e-0000-4000-8000-00000000000{}"
    return [
        {"id": identifier.format(place), "name": name, "type": "image/jpeg", "size": 3}
        for place, name in enumerate(names)
    ]


@pytest.mark.parametrize(
    ("lang", "told"), [("fr", "Encore 3 fichiers, 2\u00a0Mo au plus chacun"), ("en", "3 more files, 2")]
)
def test_how_many_files_more_is_told_once_there_is_one(draw, page, good, lang, told):
    read = page(draw("pieces", good, lang).fields)
    read.check()
    assert told in read.text
    assert "f-piece-left" in read.by_id("f-piece")[1]["aria-describedby"].split()
    assert told not in page(draw("pieces", {}, lang).fields).text


def test_a_full_field_of_several_files_says_so(draw, page):
    read = page(draw("pieces", {"piece": photographs("a.pdf", "b.pdf", "c.pdf", "d.pdf")}).fields)
    read.check()
    assert "Vous avez joint 4 fichiers, le maximum." in read.text
    assert read.by_name("/piece/-") == []


def test_each_file_can_be_replaced_where_it_stands(draw, page, good):
    read = page(draw("pieces", good).fields)
    (control,) = read.by_name("/piece/0")
    assert (control["type"], "multiple" in control) == ("file", False)
    assert "Nouveau fichier à la place de «\u00a0carte.pdf\u00a0»" in read.text


def test_the_questions_about_one_more_paper_wait_until_it_is_wanted(draw, page, good):
    filled, empty = draw("pieces", good).fields, draw("pieces", {}).fields
    assert '<details class="more"><summary>' in filled
    assert '<details class="more"' not in empty
    assert '<details class="more" open>' in draw("pieces", good, beside={"/piece": {"as": "acte"}}).fields
    refused = (Problem("/piece", "fileEmpty"),)
    assert '<details class="more" open>' in draw("pieces", good, extra_problems=refused).fields


@pytest.mark.parametrize("lang", LANGUAGES)
def test_photographs_of_one_paper_can_be_put_in_order_and_joined(draw, page, lang):
    read = page(draw("pieces", {"piece": photographs("a.JPG", "b.png", "c.pdf")}, lang).fields)
    read.check()
    assert [button["value"] for button in read.all("button")] == [
        *("attach:/piece", "remove:/piece/0", "down:/piece/0"),
        *("attach:/piece", "remove:/piece/1", "up:/piece/1", "down:/piece/1"),
        *("attach:/piece", "remove:/piece/2", "up:/piece/2"),
        *("join:/piece", "attach:/piece"),
    ]
    alone = page(draw("pieces", {"piece": photographs("a.jpg", "c.pdf")}, lang).fields)
    assert "join:/piece" not in [button["value"] for button in alone.all("button")]


def test_photographs_yet_to_be_chosen_are_joined_on_demand(draw, page):
    (box,) = page(draw("pieces", {}).fields).by_name("/piece/-#join")
    assert (box["type"], box["value"], "checked" in box) == ("checkbox", "true", False)
    (box,) = page(draw("pieces", {}, beside={"/piece": {"join": "true"}}).fields).by_name("/piece/-#join")
    assert "checked" in box


def test_a_control_for_files_offers_the_camera_without_forcing_it(draw, page):
    _, control = page(draw("pieces", {}).fields).by_id("f-piece")
    assert {"image/jpeg", "image/png", ".pdf"} <= set(control["accept"].split(","))
    assert "capture" not in control


PAPERS = {"/piece": [Reusable("d1", "Carte d’identité", "carte.pdf", "2030-05-12"), Reusable("d2", "Acte", "a.pdf")]}


@pytest.mark.parametrize("lang", LANGUAGES)
def test_documents_of_the_library_are_offered_where_there_is_room(draw, page, good, lang):
    read = page(draw("pieces", {}, lang, reuse=PAPERS).fields)
    read.check()
    assert [(box["type"], box["value"]) for box in read.by_name("/piece#reuse")] == [
        *(("checkbox", "d1"), ("checkbox", "d2")),
    ]
    assert {"fr": "(valable jusqu’au 12\u00a0mai 2030)", "en": "(valid until 12\u00a0May 2030)"}[lang] in read.text
    good["piece"] = photographs("a.pdf", "b.pdf", "c.pdf", "d.pdf")
    assert page(draw("pieces", good, lang, reuse=PAPERS).fields).by_name("/piece#reuse") == []


def test_where_one_file_may_stand_one_document_or_none_is_chosen(draw, page):
    read = page(draw("pieces", {}, reuse={"/photo": PAPERS["/piece"]}).fields)
    read.check()
    assert [(box["type"], box["value"], "checked" in box) for box in read.by_name("/photo#reuse")] == [
        *(("radio", "d1", False), ("radio", "d2", False), ("radio", "", True)),
    ]


# ---- Repeats ----


def test_a_repeat_shows_its_rows_with_their_titles_and_buttons(draw, page, good):
    good["personnes"].append({"prenom": "Zoé"})
    read = page(draw("ensembles", good).fields)
    assert [row["name"] for row in read.all("input") if row["name"].endswith("#row")] == [
        "/personnes/0#row",
        "/personnes/1#row",
    ]
    assert "Personne 1\u00a0: Léo" in read.text
    assert [button["value"] for button in read.all("button")] == [
        "ask:/personnes/0",
        "down:/personnes/0",
        "ask:/personnes/1",
        "up:/personnes/1",
        "add:/personnes",
        "update",
    ]


def test_a_required_repeat_without_rows_shows_an_empty_one(draw, page):
    read = page(draw("ensembles", {}).fields)
    assert read.by_name("/personnes/0/prenom")[0]["value"] == ""
    assert read.by_name("/personnes/0/prenom")[0]["aria-required"] == "true"
    assert "Personne 1" in read.text
    assert [button["value"] for button in read.all("button")] == ["add:/personnes", "update"]


def test_a_full_repeat_offers_no_further_row(draw, page, good):
    good["personnes"] = [{"prenom": name} for name in ("Léo", "Zoé", "Ana")]
    read = page(draw("ensembles", good).fields)
    buttons = [button["value"] for button in read.all("button")]
    assert "add:/personnes" not in buttons
    assert "Vous avez atteint le maximum, 3." in read.text
    # The one in the middle goes both ways, no other has a button for nothing.
    assert [one for one in buttons if one.startswith(("up:", "down:"))] == [
        *("down:/personnes/0", "up:/personnes/1", "down:/personnes/1", "up:/personnes/2"),
    ]
    assert not [one for one in page(draw("ensembles", {}).fields).all("button") if "up:" in one["value"]]


@pytest.mark.parametrize("lang", LANGUAGES)
def test_a_row_is_taken_away_when_it_has_been_confirmed(draw, page, good, lang):
    good["personnes"].append({"prenom": "Zoé"})
    read = page(draw("ensembles", good, lang, asking="/personnes/1").fields)
    read.check()
    assert [button["value"] for button in read.all("button")] == [
        *("ask:/personnes/0", "down:/personnes/0", "remove:/personnes/1", "keep:/personnes/1", "add:/personnes"),
        "update",
    ]
    _, question = read.by_id("f-personnes-1-ask")
    assert question["tabindex"] == "-1"
    assert {"fr": "Ses réponses seront effacées.", "en": "Its answers will be deleted."}[lang] in read.text
    assert read.by_id(question["aria-labelledby"]) is not None
    for elsewhere in ("/personnes/9", "/piece/0", "/personnes", "x"):
        assert "-ask" not in draw("ensembles", good, lang, asking=elsewhere).fields


def test_a_row_that_must_stay_is_not_asked_about(draw, good):
    assert "-ask" not in draw("ensembles", good, asking="/personnes/0").fields


def test_a_problem_in_a_row_names_the_row_in_the_summary(draw):
    view = draw("ensembles", WRONG, problems=True)
    assert "Personne 1 – Date de naissance de Léo – Indiquez une date passée pour Léo." in view.summary
    assert 'href="#f-personnes-0-naissance"' in view.summary
