"""A step: what depends on answers, problems of other pages, texts that quote."""

from guichet_render import renderer
from guichet_validate.problems import Problem


def test_a_field_that_an_answer_shows_stands_indented_after_it(draw, good):
    fields = draw("choix", good).fields
    outer, inner = (
        fields.index('<div class="reveal">'),
        fields.rindex('<div class="reveal">', 0, fields.index("/precision")),
    )
    assert fields.index("/seul") < outer < fields.index("/detail") < inner < fields.index("/precision")
    assert fields.index("/precision") < fields.index("Un <strong>avis</strong>")


def test_what_is_switched_off_is_not_drawn(draw, good):
    good["seul"] = "un"
    fields = draw("choix", good).fields
    assert "/detail" not in fields
    assert "Un <strong>avis</strong>" not in fields
    assert "<p>Là.</p>" in fields


def test_only_answers_that_change_the_page_cause_a_redraw(draw, page, good):
    driving = [attributes for _, attributes in page(draw("choix", good).fields).elements if "data-drives" in attributes]
    assert len(driving) == 2
    assert "data-drives" not in draw("lignes", good).fields


def test_the_update_button_stands_only_where_answers_change_the_page(draw, page, good):
    def values(step):
        return [button["value"] for button in page(draw(step, good).fields).all("button")]

    assert "update" in values("choix")
    assert "update" not in values("lignes")
    assert 'class="without-js' in draw("choix", good).fields


def test_texts_quote_settings_and_answers(draw, good):
    view = draw("lignes", good)
    assert view.title == "Lignes à Aurore"
    assert "Comme à Aurore." in view.fields
    assert "Une <strong>aide</strong> pour Aurore." in view.fields
    assert "<em>lignes</em>" in view.intro
    assert "À savoir pour Durand" in draw("choix", good).fields
    assert "Date de naissance de Léo" in draw("ensembles", good).fields


def test_a_quote_of_an_absent_answer_reads_as_its_title(draw):
    assert "Date de naissance de Prénom" in draw("ensembles", {}).fields
    assert "À savoir pour Nom" in draw("choix", {"seul": "autre"}).fields


def test_the_language_of_the_definition_is_used(draw, good):
    assert "As in Aurore." in draw("lignes", good, "en").fields


def test_a_problem_of_another_page_leads_there(draw, good):
    del good["nom"]
    view = draw("choix", good, problems=True)
    assert view.problem_count == 1
    assert 'href="/steps/lignes#f-nom"' in view.summary
    assert "Indiquez «\u00a0Nom\u00a0»" in view.summary


def test_problems_stay_unsaid_until_asked_for_but_those_of_files_are_told(draw):
    assert draw("pieces", {}).summary == ""
    view = draw("pieces", {}, extra_problems=(Problem("/piece/-", "fileSize", {"limit": 2097152}),))
    assert view.problem_count == 1
    assert 'href="#f-piece"' in view.summary
    assert "2\u00a0Mo au plus" in view.summary


def test_a_warning_stands_at_its_field_and_stops_nothing(draw, good):
    good["nom"] = "Du"
    view = draw("lignes", good, problems=True)
    assert view.problem_count == 0
    assert "Ce nom est court." in view.fields
    # Nor is it listed as a fault on the pages after.
    assert draw("choix", good, problems=True).summary == ""


def test_one_renderer_serves_each_language():
    assert renderer("fr") is renderer("fr")
    assert renderer("xx").language.code == "fr"
