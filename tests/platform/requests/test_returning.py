"""Changing one answer from the review page and coming back to it."""

import io
import re
from html import unescape

import pytest

PDF = b"%PDF-1.4\n%%EOF\n"


@pytest.fixture
def walker(walk):
    walker = walk()
    walker.start()
    walker.fill()
    return walker


def at(walker, response):
    return response.location.removeprefix(walker.base)


def test_every_answer_leads_to_its_field_and_back(walker):
    page = walker.open("review").text
    assert set(re.findall(r'value="modify:([^"]*)"', page)) == {
        *("demande", "vous", "pieces"),
        *("/pour", "/nombre", "/nom", "/telephone", "/enfants", "/piece"),
    }
    led = walker.post("review", {}, action="modify:/nom")
    assert at(walker, led) == "/steps/vous?back=review#f-nom"
    step = walker.open("vous", "?back=review").text
    assert "Revenir à la vérification" in step
    assert "Étape suivante" not in step
    assert 'name="back" value="review"' in step
    assert 'id="f-nom"' in step
    done = walker.post("vous", {"/nom": "Petit", "back": "review"})
    assert at(walker, done) == "/review"
    assert "Petit" in walker.open("review").text


def test_a_step_leads_to_its_beginning(walker):
    walker.open("review")
    assert at(walker, walker.post("review", {}, action="modify:pieces")) == "/steps/pieces?back=review"


def test_what_was_typed_on_the_review_page_is_kept(walker):
    walker.open("review")
    walker.post("review", {"/attestation": "true"}, action="modify:/nom")
    walker.open("vous", "?back=review")
    walker.post("vous", {"/nom": "Petit", "back": "review"})
    assert re.search(r'name="/attestation"[^>]* checked', walker.open("review").text)


@pytest.mark.parametrize(
    "place", ["", "/", "envoi", "nulle-part", "/nulle/part", "/attestation", "//evil.example", "*"]
)
def test_a_place_that_makes_no_sense_stays_on_the_page(walker, place):
    walker.open("review")
    assert at(walker, walker.post("review", {}, action=f"modify:{place}")) == "/review"


def test_a_wrong_answer_stays_on_the_step_and_keeps_the_way_back(walker):
    walker.open("vous", "?back=review")
    wrong = walker.post("vous", {"/nom": "", "back": "review"})
    assert wrong.status_code == 422
    assert 'name="back" value="review"' in wrong.text
    assert at(walker, walker.post("vous", {"/nom": "Petit", "back": "review"})) == "/review"


def test_a_conflict_keeps_the_way_back(walker):
    walker.open("vous", "?back=review")
    seen = walker.version
    walker.post("vous", {"/nom": "Une autre fenêtre"})
    walker.version = seen
    conflict = walker.post("vous", {"/nom": "Petit", "back": "review"})
    assert conflict.status_code == 409
    assert 'name="back" value="review"' in conflict.text
    assert f'href="{walker.base}/steps/vous?back=review"' in conflict.text


def test_the_way_back_goes_along_to_the_step_before_and_through_another_language(walker):
    walker.open("vous", "?back=review")
    assert at(walker, walker.post("vous", {"/nom": "P", "back": "review"}, "previous")) == "/steps/demande?back=review"
    walker.open("vous", "?back=review")
    changed = walker.post("vous", {"/nom": "P", "back": "review"}, "language:en")
    assert "back%3Dreview" in changed.location.replace("%253D", "%3D")


def test_one_is_led_through_what_the_change_opens_elsewhere_and_then_back(walker):
    walker.open("demande", "?back=review")
    changed = walker.post("demande", {"/pour": "autre", "/precision": "Voisin", "/nombre": "2", "back": "review"})
    # The photographs of the third step are asked for now.
    assert at(walker, changed) == "/steps/pieces?back=review"
    step = unescape(walker.open("pieces", "?back=review").text)
    assert "Votre modification appelle d’autres réponses" in step
    assert "error-summary" not in step
    assert "Revenir à la vérification" in step
    done = walker.post("pieces", {"/photos/-": (io.BytesIO(PDF), "photo.pdf"), "back": "review"})
    assert at(walker, done) == "/review"


def test_steps_still_ahead_are_carried_and_the_button_says_so(walker):
    step = unescape(walker.open("demande", "?back=review.pieces").text)
    assert "Étape suivante" in step
    assert 'name="back" value="review.pieces"' in step
    changed = walker.post("demande", {"/pour": "moi", "/nombre": "1", "back": "review.pieces"})
    assert at(walker, changed) == "/steps/pieces?back=review"


def test_a_step_never_seen_is_on_the_way(walk):
    walker = walk()
    walker.start()
    walker.fill(until="vous")
    walker.open("demande", "?back=review")
    assert at(walker, walker.post("demande", {"/pour": "moi", "/nombre": "1", "back": "review"})) == (
        "/steps/vous?back=review"
    )


@pytest.mark.parametrize("back", ["x", "reviewx", "<b>", "https://evil.example"])
def test_another_way_is_no_way(walker, back):
    page = walker.open("vous", f"?back={back}").text
    assert 'name="back"' not in page
    assert at(walker, walker.post("vous", {"/nom": "Petit", "back": back})) == "/steps/pieces"


def test_unknown_steps_ahead_are_left_out(walker):
    assert 'name="back" value="review.pieces"' in walker.open("vous", "?back=review.%3Cb%3E.pieces..x").text


def test_documents_say_where_they_stand(walk):
    walker = walk()
    walker.start()
    walker.fill(until="pieces")
    missing = unescape(walker.open("review").text)
    assert "À joindre" in missing
    assert re.search(r'value="modify:/piece">Compléter', missing)
    walker.post("pieces", {"/piece/-": (io.BytesIO(PDF), "carte.pdf")})
    given = unescape(walker.open("review").text)
    assert "À joindre" not in given
    assert re.search(r"carte\.pdf</a> <span class=\"meta\">Carte d’identité, \d+\u00a0octets</span>", given)
