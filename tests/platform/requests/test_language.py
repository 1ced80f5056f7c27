"""Changing the language in the middle of a form: nothing that was typed is lost."""

import re
from html import unescape

from guichet.database import db
from guichet.requests.models import Request

BUTTON = re.compile(r'<button class="link" form="answers" name="action" value="language:(\w+)"')


def test_a_step_changes_language_through_its_own_form_and_keeps_what_was_typed(app, walk):
    walker = walk()
    walker.start()
    assert BUTTON.search(walker.open("vous").text)[1] == "en"
    answer = walker.post("vous", {"/nom": "Durand", "/telephone": "à compléter"}, "language:en")
    assert answer.status_code == 303
    page = walker.client.get(answer.location, follow_redirects=True)
    assert '<html lang="en">' in page.text
    assert "à compléter" in unescape(page.text)
    assert BUTTON.search(page.text)[1] == "fr"
    with app.app_context():
        assert db.session.get(Request, walker.id).answers["nom"] == "Durand"


def test_the_review_page_changes_language_and_sends_nothing(walk):
    walker = walk()
    walker.start()
    walker.fill()
    answer = walker.post("review", {"/attestation": "true"}, "language:en")
    assert answer.status_code == 303
    page = walker.client.get(answer.location, follow_redirects=True)
    assert page.request.path.endswith("/review")
    assert '<html lang="en">' in page.text
    assert "checked" in page.text


def test_a_language_that_does_not_exist_only_saves(walk):
    walker = walk()
    walker.start()
    answer = walker.post("vous", {"/nom": "Durand"}, "language:../login")
    assert answer.status_code == 303
    assert answer.location.endswith("/steps/vous")


def test_pages_without_such_a_form_change_language_by_a_link(walk):
    assert "/language/en?next=/requests" in unescape(walk().client.get("/requests").text)
