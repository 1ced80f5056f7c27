"""Who works with the portal: invited, changed and suspended by an administrator, who never locks everybody out."""

import re
import threading
from html import unescape

import pytest
from sqlalchemy import select

from guichet.accounts import services as accounts
from guichet.accounts.models import User
from guichet.database import db, writing
from guichet.staff import services as staff

PERSON = {"email": "camille@ville.example", "given_name": "Camille", "family_name": "Martel"}
CLERK = {"role_agent": "true", "service_voirie": "true"}


@pytest.fixture(params=["sqlite", "postgresql"])
def database(request):
    return request.param


@pytest.fixture
def chief(make_user):
    """The id of the only administrator."""
    return make_user("chef@ville.example", given_name="Claude", family_name="Fontaine", roles=("administrator",))


@pytest.fixture
def desk(chief, sign_in, csrf):
    """Post a form as the administrator: paths and fields in, the answer out."""
    client = sign_in(chief)
    token = csrf(client)

    def post(path, **fields):
        named = {name.replace("_", "-"): value for name, value in fields.items()}
        return client.post(f"/staff{path}", data={"csrf_token": token, **named})

    post.client = client
    return post


@pytest.fixture
def invited(app, desk):
    """Invite a clerk; return their id."""
    assert desk("/invite", **PERSON, **CLERK).status_code == 303
    with app.app_context():
        return db.session.scalar(select(User.id).where(User.email == PERSON["email"]))


def account(app, user_id):
    """The account as it stands: whether it is active, has a password, its roles and services."""
    with app.app_context():
        user = db.session.get_one(User, user_id)
        return user.active, user.password is not None, {role.name for role in user.roles}, user.services


def text(response):
    return unescape(re.sub(r"<[^>]+>", " ", response.text))


def test_an_invited_person_chooses_a_password_and_works(app, invited, desk, mails, csrf):
    assert account(app, invited) == (True, False, {"agent"}, ["voirie"])
    assert "Invité, mot de passe à choisir" in text(desk.client.get("/staff"))
    letter = mails()[-1]
    assert letter.to == PERSON["email"]
    path = re.search(r"/forgotten/[\w-]+", letter.text)[0]
    person = app.test_client()
    assert person.get(path).status_code == 200
    # Opening the link used nothing.
    data = {"csrf_token": csrf(person), "password": "Demarches1"}
    assert person.post(path, data=data).location == "/login"
    assert person.post(path, data=data).status_code == 410
    entered = {"csrf_token": csrf(person), "identifier": PERSON["email"], "password": "Demarches1"}
    assert person.post("/login", data=entered).status_code == 302
    assert person.get("/agent/requests").status_code == 200
    assert person.get("/staff").status_code == 403
    assert "Invité" not in text(desk.client.get("/staff"))


def test_nobody_signs_in_before_a_password_is_chosen(app, invited, csrf):
    person = app.test_client()
    for password in ("", "Demarches1", "None"):
        data = {"csrf_token": csrf(person), "identifier": PERSON["email"], "password": password}
        assert person.post("/login", data=data).status_code == 200
    assert person.get("/agent/requests").location.startswith("/login")


def test_the_link_is_sent_again_and_the_one_of_before_is_void(app, invited, desk, mails):
    first = re.search(r"/forgotten/[\w-]+", mails()[-1].text)[0]
    assert desk(f"/{invited}/link").status_code == 303
    second = re.search(r"/forgotten/[\w-]+", mails()[-1].text)[0]
    assert app.test_client().get(first).status_code == 410
    assert app.test_client().get(second).status_code == 200


@pytest.mark.parametrize(
    ("fields", "said"),
    [
        ({"email": ""}, "Saisissez votre adresse e-mail"),
        ({"email": "camille"}, "Saisissez une adresse e-mail complète"),
        ({"given_name": " "}, "Saisissez le prénom"),
        ({"family_name": "x" * 101}, "Écrivez 100 caractères au plus"),
        ({"role_agent": ""}, "Cochez au moins un rôle"),
        ({"service_voirie": ""}, "Cochez au moins un service pour un agent"),
        ({"service_voirie": "", "service_inconnu": "true"}, "Cochez au moins un service pour un agent"),
        ({"role_agent": "", "role_mayor": "true"}, "Cochez au moins un rôle"),
        ({"email": "chef@ville.example"}, "Cette adresse a déjà un compte de l’équipe"),
        ({"email": "ana@example.fr"}, "Cette adresse est celle du compte d’un usager"),
    ],
)
def test_what_is_wrong_is_said_and_what_was_typed_stays(desk, make_user, fields, said):
    make_user("ana@example.fr")
    answer = desk("/invite", **{**PERSON, **CLERK, **fields})
    assert answer.status_code == 422
    assert said in text(answer)
    if "given_name" not in fields:
        assert 'value="Camille"' in answer.text


def test_other_roles_count_at_once_and_are_told(app, desk, invited, mails, sign_in):
    person = sign_in(invited)
    assert person.get("/agent/requests").status_code == 200
    assert desk(f"/{invited}", role_publisher="true").status_code == 303
    assert account(app, invited)[2:] == ({"publisher"}, [])
    assert person.get("/agent/requests").status_code == 403
    assert "Vos droits sur le portail ont changé" in mails()[-1].subject
    shown = text(desk.client.get(f"/staff/{invited}"))
    assert "Rôles et services changés" in shown
    assert "par Claude Fontaine" in shown


def test_saving_what_is_there_already_tells_nobody(desk, invited, mails):
    before = len(mails())
    assert desk(f"/{invited}", **CLERK).status_code == 303
    assert len(mails()) == before
    assert "Rôles et services changés" not in text(desk.client.get(f"/staff/{invited}"))


def test_a_suspended_member_is_out_at_once_and_comes_back(app, desk, invited, sign_in, mails, csrf):
    link = re.search(r"/forgotten/[\w-]+", mails()[-1].text)[0]
    person = sign_in(invited)
    assert desk(f"/{invited}/suspend").status_code == 303
    assert person.get("/agent/requests").location.startswith("/login")
    assert app.test_client().get(link).status_code == 410
    assert mails()[-1].subject == "Votre compte est suspendu"
    assert desk(f"/{invited}/link").status_code == 404
    assert desk(f"/{invited}/restore").status_code == 303
    assert account(app, invited)[0]
    assert sign_in(invited).get("/agent/requests").status_code == 200


def test_citizens_are_no_members_and_nobody_else_enters(app, desk, make_user, sign_in, csrf, invited):
    citizen = make_user("ana@example.fr")
    assert desk.client.get(f"/staff/{citizen}").status_code == 404
    assert desk(f"/{citizen}/suspend").status_code == 404
    for user_id in (citizen, invited):
        client = sign_in(user_id)
        for path in ("", "/invite", f"/{invited}"):
            assert client.get(f"/staff{path}").status_code == 403
        assert client.post("/staff/invite", data={"csrf_token": csrf(client)}).status_code == 403
    assert app.test_client().get("/staff").location.startswith("/login")


def test_nobody_changes_their_own_account(desk, chief):
    assert "un autre administrateur peut en changer les rôles" in text(desk.client.get(f"/staff/{chief}"))
    for path in (f"/{chief}", f"/{chief}/suspend"):
        assert desk(path, role_agent="true", service_voirie="true").status_code == 403


def test_of_two_administrators_who_remove_each_other_one_stays(app, make_user):
    first = make_user("un@ville.example", roles=("administrator",))
    second = make_user("deux@ville.example", roles=("administrator",))
    ready, refused = threading.Barrier(2), []

    def remove(user_id):
        with app.test_request_context():
            ready.wait()
            try:
                with writing():
                    staff.suspend(db.session.get_one(User, user_id))
            except staff.LastAdministratorError:
                refused.append(user_id)

    threads = [threading.Thread(target=remove, args=(user_id,)) for user_id in (first, second)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(refused) == 1
    assert account(app, refused[0])[0]


def test_an_administrator_who_never_came_does_not_count(app, make_user):
    only = make_user("un@ville.example", roles=("administrator",))
    with app.test_request_context(), writing():
        staff.invite("deux@ville.example", "Deux", "Deux", staff.Duties(("administrator",)))
    with app.test_request_context(), pytest.raises(staff.LastAdministratorError), writing():
        staff.change(db.session.get_one(User, only), staff.Duties(("publisher",)))


def test_an_address_that_was_registered_meanwhile_is_refused(app, make_user, monkeypatch):
    make_user("ana@example.fr")
    seen = []

    def late(email):
        # At the first look nobody has it yet.
        seen.append(email)
        return None if len(seen) == 1 else found(email)

    found = accounts.find_by_identifier
    monkeypatch.setattr(accounts, "find_by_identifier", late)
    with app.test_request_context(), pytest.raises(staff.TakenError), writing():
        staff.invite("ana@example.fr", "Ana", "Durand", staff.Duties(("publisher",)))


def test_an_administrator_arrives_at_the_staff(desk):
    assert desk.client.get("/welcome").location == "/staff"
