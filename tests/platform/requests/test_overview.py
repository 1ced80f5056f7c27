"""The list of steps: what is done, what is not, and the way on; a long form is resumed by it."""

import io
import json
import re
from html import unescape
from pathlib import Path

import pytest

from guichet.database import db
from guichet.publishing import services as publishing

ESSAI = Path(__file__).parents[1] / "essai.json"
FRAGMENT = {"X-Guichet-Fragment": "1"}


def states(walker):
    """Return the steps of the list: (title, state, where its link leads or nothing)."""
    page = walker.client.get(f"{walker.base}/steps").text
    found = re.findall(
        r'<li><span class="task">(.*?)</span>\s*<span class="tag [a-z]+">(.*?)</span></li>', page, re.DOTALL
    )
    return [
        (
            unescape(re.sub("<[^>]+>", "", task)),
            re.sub("<[^>]+>.*</span>", "", state),
            (re.search(r'href="[^"]*/(?:steps/)?([^"/]+)"', task) or [None, None])[1],
        )
        for task, state in found
    ]


def test_at_the_beginning_only_the_first_step_opens(walk):
    walker = walk()
    walker.start()
    assert states(walker) == [
        ("Votre demande", "à compléter", "demande"),
        ("Vos coordonnées", "pas encore possible", None),
        ("Pièces justificatives", "pas encore possible", None),
        ("Vérification et envoi", "pas encore possible", None),
    ]


def test_each_step_says_whether_it_is_done_incomplete_or_wrong(walk):
    walker = walk()
    walker.start()
    walker.post("demande", {"/pour": "moi", "/nombre": "beaucoup"}, "save")
    walker.post("vous", {"/nom": ""}, "save")
    assert states(walker)[:3] == [
        ("Votre demande", "à corriger", "demande?check=1"),
        ("Vos coordonnées", "à compléter", "vous"),
        ("Pièces justificatives", "pas encore possible", None),
    ]
    walker.post("demande", {"/pour": "moi", "/nombre": "2"}, "save")
    walker.post("vous", {"/nom": "Durand"}, "save")
    assert [state for _, state, _ in states(walker)] == ["fait", "fait", "à compléter", "pas encore possible"]
    walker.post("pieces", {"/piece/-": (io.BytesIO(b"%PDF-1.4\n%%EOF"), "a.pdf")})
    assert states(walker)[-1] == ("Vérification et envoi", "à envoyer", "review")


def test_what_is_saved_while_typing_opens_a_step_and_does_not_finish_it(walk):
    walker = walk()
    walker.start()
    walker.post("demande", {"/pour": "moi", "/nombre": "2"}, "autosave", FRAGMENT)
    assert states(walker)[:2] == [
        ("Votre demande", "à compléter", "demande"),
        ("Vos coordonnées", "pas encore possible", None),
    ]


def test_it_leads_on_and_says_what_is_to_bring_and_whom_to_ask(walk):
    walker = walk()
    walker.start()
    walker.fill(until="vous")
    page = unescape(walker.client.get(f"{walker.base}/steps").text)
    assert re.search(r'class="button" href="[^"]*/steps/vous">Continuer', page)
    assert "1 étape terminée sur 3." in page
    assert "à joindre à l’étape 3" in page
    assert "Service de l’état civil" in page


def test_it_is_reached_from_every_step_and_from_the_review(walk):
    walker = walk()
    walker.start()
    walker.fill()
    for place in ("demande", "review"):
        assert f'href="{walker.base}/steps">Toutes les étapes' in walker.open(place).text


def test_it_belongs_to_its_owner_and_to_drafts(walk):
    ana = walk()
    ana.start()
    paul = walk("paul@example.fr")
    assert paul.client.get(f"{ana.base}/steps").status_code == 404
    ana.fill()
    ana.send()
    assert ana.client.get(f"{ana.base}/steps").location.endswith(ana.base)


@pytest.fixture
def long_form(app, tmp_path, walk):
    """A walker before a form of six pages, one of which is for other people."""
    document = json.loads(ESSAI.read_text("utf-8"))
    document["x-procedure"] |= {"id": "longue", "reference": "LON"}
    document["x-steps"][:1] = [
        {"id": "demande", "title": "Votre demande", "fields": ["/pour"]},
        {"id": "detail", "title": "Précisions", "fields": ["/precision"]},
        {"id": "combien", "title": "Combien", "fields": ["/nombre"]},
    ]
    path = tmp_path / "longue.json"
    path.write_text(json.dumps(document), "utf-8")
    with app.app_context():
        report = publishing.publish([path], actor="test")
        assert not report.refused, report.refused
        db.session.commit()
    walker = walk()
    walker.procedure = "longue"
    return walker


def test_a_long_form_is_resumed_by_its_list_when_so_many_steps_apply(long_form):
    walker = long_form
    walker.start()
    assert walker.client.get(walker.base).location.endswith("/steps/demande")
    walker.post("demande", {"/pour": "autre"})
    assert walker.client.get(walker.base).location.endswith(f"{walker.base}/steps")
    assert f'href="{walker.base}"' in walker.client.get("/requests").text
    walker.post("demande", {"/pour": "moi"})
    assert walker.client.get(walker.base).location.endswith("/steps/combien")


def test_steps_for_other_people_are_neither_counted_nor_listed(long_form):
    walker = long_form
    walker.start()
    walker.post("demande", {"/pour": "moi"})
    assert "étape 2 sur 5" in walker.open("combien").text
    assert "Précisions" not in [title for title, _, _ in states(walker)]
    walker.post("demande", {"/pour": "autre"})
    assert "étape 3 sur 6" in walker.open("combien").text
    assert "Précisions" in [title for title, _, _ in states(walker)]
