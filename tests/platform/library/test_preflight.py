"""Before a request is begun its page tells which documents the library holds already, and what lacks."""

import datetime as dt
import re
from html import unescape
from pathlib import Path

import pytest
from sqlalchemy import update

from guichet.database import db
from guichet.library.models import LibraryDocument
from guichet.publishing import services as publishing

PAGE = "/procedures/essai"


@pytest.fixture
def ana(essai, owner):
    return owner()


def told(person, query=""):
    return re.sub(r"[ \n]+", " ", unescape(person.client.get(f"{PAGE}{query}").text))


def test_what_lacks_is_named_and_leads_to_the_library(ana):
    page = told(ana)
    assert "Une pièce vous sera demandée ; votre bibliothèque n’en a pas encore de valide :" in page
    assert "Pièce d’identité" in page
    assert 'href="/profile/library">Ouvrir ma bibliothèque de justificatifs' in page


def test_a_valid_document_leaves_nothing_to_attach(ana, judge):
    assert judge(ana.add(), "accept").status_code == 303
    page = told(ana)
    assert "La pièce demandée est déjà dans votre bibliothèque et valide" in page
    assert "il manque" not in page


@pytest.mark.parametrize(
    ("state", "said"),
    [
        ("pending", "Déposée dans votre bibliothèque, elle attend d’être vérifiée."),
        ("refused", "Celle de votre bibliothèque a été refusée : remplacez-la."),
        ("accepted", "Celle de votre bibliothèque ne peut plus servir ici : remplacez-la."),
    ],
)
def test_what_the_library_holds_in_its_place_is_told(app, ana, state, said):
    card = ana.add()
    ended = {"valid_until": dt.date(2020, 1, 1), "expires": dt.date(2020, 1, 1)} if state == "accepted" else {}
    with app.app_context():
        db.session.execute(
            update(LibraryDocument).where(LibraryDocument.id == card).values(state=state, reason="Floue", **ended)
        )
        db.session.commit()
    assert said in told(ana)


def test_a_draft_tells_on_its_own_pages_what_it_lacks(ana, walk):
    walker = walk("bea@example.fr")
    walker.start()
    page = told(walker)
    assert "Vous avez un brouillon" in page
    assert "Vos pièces sont-elles prêtes" not in page


@pytest.mark.parametrize("path", [PAGE, f"{PAGE}?x=1"])
def test_nobody_signed_in_reads_nothing_of_it(client, essai, path):
    assert "bibliothèque de justificatifs" not in unescape(client.get(path).text)


def test_a_procedure_that_takes_nothing_from_the_library_is_silent(app, owner):
    with app.app_context():
        publishing.publish([Path(__file__).parents[1] / "essai.json"], actor="test")
        db.session.commit()
    assert "Vos pièces sont-elles prêtes" not in told(owner())
