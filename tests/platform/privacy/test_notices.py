"""«À quoi servent ces informations ?» on the procedure's page, before sending, and on the printed form."""

import datetime as dt
import re
from html import unescape

import pytest

from guichet.privacy import notices
from guichet.privacy.notices import notice
from guichet.publishing import services as publishing
from guichet_validate.context import PARIS, Context
from guichet_validate.engine import evaluate

CONTEXT = Context(now=dt.datetime(2026, 5, 4, 10, 0, tzinfo=PARIS))


def section_of(page):
    """The text of the notice of a page."""
    html = re.search(r'<section class="[a-z]+ privacy".*?</section>', page, re.DOTALL)[0]
    return re.sub(r"\s+", " ", re.sub("<[^>]*>", " ", unescape(html)).replace("\u00a0", " ").replace("\u202f", " "))


def told(app, procedure, lang="fr", **more):
    with app.test_request_context():
        return notice(publishing.current(procedure), lang, CONTEXT, **more)


def test_the_page_of_a_procedure_says_why_who_how_long_and_which_rights(client):
    said = section_of(client.get("/procedures/acte-naissance").text)
    for words in (
        "À quoi servent ces informations ?",
        "Délivrer un acte d’état civil",
        "Mission d’intérêt public (RGPD, article 6.1 e).",
        "Service de l’état civil",
        "1 an après la fin de votre demande. Un brouillon laissé de côté : 30 jours.",
        "vous y opposer pour une raison tenant à votre situation",
        "Délégué à la protection des données dpo@sainte-aurore.example 01 99 00 21 11 1 place de la Mairie, 99210",
    ):
        assert words in said


def test_so_it_does_in_english(client):
    client.set_cookie("guichet_language", "en")
    said = section_of(client.get("/procedures/place-pmr").text)
    for words in (
        "What is this information for?",
        "Process requests for a reserved parking space",
        "Some of this information is sensitive",
        "Streets department, Municipal police and lost property",
        "1 year after your request has ended.",
        "Data protection officer",
        "Choose the dimensions of the space",
        "Erased once the request has ended",
    ):
        assert words in said


def test_single_answers_are_listed_by_their_names_with_their_purpose(app):
    found = told(app, "place-pmr")
    chair = next(field for field in found.fields if "fauteuil" in field.name)
    assert (chair.purpose, chair.sensitive, chair.erased) == ("Choisir les dimensions de la place", True, True)
    assert found.erased
    assert not {field.name for field in found.fields} & set(found.erased)


def test_where_nothing_is_asked_there_is_no_notice(app, client):
    assert told(app, "pacs") is None
    assert "À quoi servent" not in client.get("/procedures/pacs").text


def test_before_sending_only_what_the_answers_ask_for_is_listed(app):
    with app.app_context():
        definition = publishing.current("place-pmr")
    asked = evaluate(definition, {"fauteuil": True}, CONTEXT)
    silent = evaluate(definition, {"fauteuil": False}, CONTEXT)
    names = [{field.name for field in told(app, "place-pmr", evaluation=one).fields} for one in (asked, silent)]
    assert names[0] - names[1] == {definition.fields["/coteTransfert"].node["title"]}


@pytest.mark.parametrize(
    ("basis", "can", "cannot"),
    [
        ("public-task", "vous y opposer", "copie réutilisable"),
        ("legal-obligation", "La loi oblige la ville à les garder", "effacer"),
        ("contract", "copie réutilisable", "vous y opposer"),
        ("consent", "retirer votre accord à tout moment", "vous y opposer"),
        ("vital", "effacer", "vous y opposer"),
    ],
)
def test_each_basis_gives_its_own_rights(app, basis, can, cannot, monkeypatch):
    with app.app_context():
        definition = publishing.current("acte-naissance")
    privacy = {**definition.document["x-privacy"], "basis": basis}
    monkeypatch.setitem(definition.document, "x-privacy", privacy)
    rights = told(app, "acte-naissance").rights
    assert can in rights
    assert cannot not in rights


def test_without_an_officer_one_writes_to_the_service(app, monkeypatch):
    monkeypatch.setattr(notices, "city_texts", lambda _lang: {})
    contact = told(app, "acte-naissance").contact
    assert (contact.title, contact.email) == ("Service de l’état civil", "etat-civil@sainte-aurore.example")
    assert contact.place[1:] == ("1 place de la Mairie", "99210 Sainte-Aurore")


@pytest.mark.parametrize("lang", ["fr", "en"])
def test_every_procedure_with_a_form_has_one_and_no_text_is_left_out(app, config, lang):
    with app.app_context():
        known = [publishing.current(path.stem) for path in config.definitions.glob("*/*.json")]
    forms = [definition for definition in known if definition and definition.has_form]
    assert len(forms) > 10
    for definition in forms:
        found = told(app, definition.id, lang)
        assert {code for code, _ in found.rows} == {"purpose", "basis", "readers", "kept", "rights"}
        assert found.contact.email
        for field in found.fields:
            assert "{" not in field.name + field.purpose
