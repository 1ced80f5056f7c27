"""The pages by which an account is deleted: by its person, by a link, by an administrator."""

import datetime as dt
import re
from html import unescape

import pytest
import time_machine
from sqlalchemy import func, select, update

from guichet.accounts.models import User
from guichet.database import db, now
from guichet.requests.models import Request
from guichet.rights.models import AccountDeletion

PASSWORD = {"current-password": "Demarches1"}


def accounts(app):
    with app.app_context():
        return db.session.scalars(select(User.email).order_by(User.email)).all()


@pytest.mark.behaviour("«Supprimer mon compte» (under «Mes informations personnelles»)")
def test_deleting_is_offered_under_my_personal_information(make_user, sign_in):
    page = sign_in(make_user()).get("/profile").text
    main = page.partition("<main")[2].partition("</main")[0]
    assert "Mes informations personnelles" in main
    for path, words in (
        ("/profile/delete", "Supprimer mon compte"),
        ("/profile/data", "Télécharger mes données"),
        ("/profile/readings", "Qui a consulté mes données"),
    ):
        assert f'<a href="{path}">{words}</a>' in page


def test_a_person_deletes_the_account_by_the_password(app, walk, request_of, decide, post, mails):
    walker = walk("ana@example.fr")
    decide(request_of(walker, "GARDE"))
    request_of(walker, "BROUILLON", until="draft")
    page = unescape(walker.client.get("/profile/delete").text)
    assert "Carte d’essai" in page
    assert re.search(r"Service de l’état civil, jusqu’au \d+ \w+ \d{4}", page)
    assert "Un brouillon, avec ses documents." in page
    wrong = post(walker.client, "/profile/delete", **{"current-password": "faux"})
    assert wrong.status_code == 422
    assert accounts(app) == ["ana@example.fr"]
    done = post(walker.client, "/profile/delete", **PASSWORD)
    assert (done.status_code, done.location) == (303, "/deleted")
    assert "Votre compte est supprimé" in walker.client.get("/deleted").text
    assert accounts(app) == []
    assert walker.client.get("/profile").status_code == 302
    assert mails()[-1].subject == "Votre compte Démarches est supprimé"


def test_another_device_of_a_deleted_account_is_signed_out(app, make_user, sign_in, post):
    user_id = make_user()
    here, there = sign_in(user_id), sign_in(user_id)
    assert there.get("/profile").status_code == 200
    post(here, "/profile/delete", **PASSWORD)
    assert there.get("/profile").location.startswith("/login")
    assert there.get("/").status_code == 200


@pytest.mark.behaviour("the refusal says which")
@pytest.mark.parametrize("status", ["pending", "processing"])
def test_the_refusal_says_which_request_and_leads_there(app, walk, request_of, decide, post, status):
    walker = walk("ana@example.fr")
    decide(request_of(walker, "FINIE"))
    request_id = request_of(walker, "ENCOURS")
    with app.app_context():
        db.session.get_one(Request, request_id).status = status
        number = db.session.get_one(Request, request_id).number
        db.session.commit()
    for response, code in (
        (walker.client.get("/profile/delete"), 200),
        (post(walker.client, "/profile/delete", **PASSWORD), 409),
    ):
        assert response.status_code == code
        page = response.text.partition("<main")[2]
        assert page.count('href="/requests/') == 1
        assert f'href="/requests/{request_id}"' in page
        assert number in page
        assert "current-password" not in page
    assert accounts(app) == ["ana@example.fr"]


@pytest.fixture
def without_password(app, make_user, sign_in):
    """Somebody who signs in without a password, and a way to the link of the last letter."""
    user_id = make_user("ana@example.fr")
    with app.app_context():
        db.session.get_one(User, user_id).password = None
        db.session.commit()
    return sign_in(user_id)


def link(mails):
    return re.search(r"http://127\.0\.0\.1:8000(/delete/[\w-]{43})\s", mails()[-1].text)[1]


def test_without_a_password_a_mailed_link_confirms(app, without_password, post, mails, client):
    assert "lien, valable une heure" in unescape(without_password.get("/profile/delete").text)
    assert post(without_password, "/profile/delete").status_code == 303
    path = link(mails)
    assert mails()[-1].subject == "Confirmez la suppression de votre compte"
    # The scanner of a mailbox opens every link: nothing is consumed.
    for _ in range(2):
        assert "ana@example.fr" in client.get(path).text
    assert accounts(app) == ["ana@example.fr"]
    assert post(client, path).location == "/deleted"
    assert accounts(app) == []
    assert post(client, path).status_code == 410


def test_the_link_is_good_for_one_hour(app, without_password, post, mails, client):
    post(without_password, "/profile/delete")
    path = link(mails)
    with time_machine.travel(now().timestamp() + 3599, tick=False):
        assert client.get(path).status_code == 200
    with time_machine.travel(now().timestamp() + 3601, tick=False):
        gone = post(client, path)
    assert gone.status_code == 410
    assert 'href="/profile/delete"' in gone.text
    assert accounts(app) == ["ana@example.fr"]


def test_a_link_of_a_former_address_deletes_nothing(app, without_password, post, mails, client):
    post(without_password, "/profile/delete")
    path = link(mails)
    with app.app_context():
        db.session.execute(update(User).values(email="neuve@example.fr"))
        db.session.commit()
    assert post(client, path).status_code == 410
    assert accounts(app) == ["neuve@example.fr"]


def test_letters_with_a_link_are_few(without_password, post, mails):
    codes = [post(without_password, "/profile/delete").status_code for _ in range(5)]
    assert codes[0] == 303
    assert codes[-1] == 429
    assert len(mails()) <= 4


@pytest.fixture
def administrator(make_user, sign_in):
    return sign_in(make_user("claude@ville.example", roles=("administrator",)))


def test_only_an_administrator_reaches_the_page(make_user, sign_in, agent, client):
    assert client.get("/administration/deletion").status_code == 302
    assert sign_in(make_user("ana@example.fr")).get("/administration/deletion").status_code == 403
    assert agent().get("/administration/deletion").status_code == 403


@pytest.mark.behaviour("an administrator then does it, identity checked, logged")
def test_an_administrator_deletes_an_account_identity_checked_and_logged(app, administrator, make_user, post, mails):
    make_user("ana@example.fr", given_name="Ana", family_name="Durand")
    path = "/administration/deletion"
    found = post(administrator, path, email=" ANA@example.fr ", action="find")
    assert "Ana Durand" in found.text
    assert accounts(app) == ["ana@example.fr", "claude@ville.example"]
    told = {"email": "ana@example.fr", "action": "delete", "reason": "courrier du 3 mars"}
    refused = post(administrator, path, **told)
    assert refused.status_code == 422
    assert 'id="checked-error"' in refused.text
    assert 'id="current-password-error"' in refused.text
    assert 'value="courrier du 3 mars"' in refused.text
    assert post(administrator, path, **told | {"reason": " "}, checked="true", **PASSWORD).status_code == 422
    assert accounts(app) == ["ana@example.fr", "claude@ville.example"]
    assert post(administrator, path, **told, checked="true", **PASSWORD).status_code == 303
    assert accounts(app) == ["claude@ville.example"]
    assert "Le compte est supprimé" in administrator.get(path).text
    with app.app_context():
        (trace,) = db.session.scalars(select(AccountDeletion))
        assert (trace.actor, trace.reason) == ("administrator", "courrier du 3 mars")
        assert trace.administrator_id == db.session.scalar(select(User.id))
    assert mails()[-1].to == "ana@example.fr"


def test_an_administrator_meets_the_same_refusal_and_no_title_of_a_request(app, walk, request_of, administrator, post):
    walker = walk("ana@example.fr")
    request_id = request_of(walker, "ENCOURS")
    with app.app_context():
        number = db.session.get_one(Request, request_id).number
    fields = {"email": "ana@example.fr", "checked": "true", "reason": "courrier", **PASSWORD}
    response = post(administrator, "/administration/deletion", action="delete", **fields)
    assert response.status_code == 409
    assert number in response.text
    assert "Carte" not in response.text
    assert "ENCOURS" not in response.text
    assert "ana@example.fr" in accounts(app)


@pytest.mark.parametrize("email", ["", "x", "inconnue@example.fr", "a\x00@b.fr"])
def test_an_address_without_an_account_is_told(administrator, post, email):
    response = post(administrator, "/administration/deletion", email=email, action="find")
    assert response.status_code == 422
    assert 'id="email-error"' in response.text


def test_the_accounts_of_the_city_are_not_deleted_here(app, administrator, make_user, post):
    make_user("camille@ville.example", roles=("agent",))
    fields = {"email": "camille@ville.example", "checked": "true", "reason": "départ", **PASSWORD}
    assert post(administrator, "/administration/deletion", action="delete", **fields).status_code == 409
    assert post(administrator, "/profile/delete", **PASSWORD).status_code == 409
    with app.app_context():
        assert db.session.scalar(select(func.count()).select_from(User)) == 2


def test_what_was_accepted_and_when_is_shown(app, make_user, sign_in):
    user_id = make_user("ana@example.fr")
    client = sign_in(user_id)
    assert "ouvert par la ville" in client.get("/profile/consents").text
    with app.app_context():
        db.session.get_one(User, user_id).terms_at = dt.datetime(2026, 3, 27, 11, tzinfo=dt.UTC)
        db.session.commit()
    page = unescape(client.get("/profile/consents").text)
    assert "Vous les avez acceptées le 27 mars 2026 à 12" in page
    assert "remplissent d’avance vos nouvelles demandes" in page
