"""`guichet user`: the first administrator of a new portal, and what an operator can do without a browser."""

import re

import pytest
from click.testing import CliRunner

from guichet import migrations
from guichet.accounts.models import User
from guichet.cli import main
from guichet.database import db
from guichet.second_factor import codes
from guichet.second_factor import services as second_factor


@pytest.fixture
def database():
    return "sqlite"


@pytest.fixture
def guichet(environ, monkeypatch, app):
    """Run a command in the environment of the portal: arguments in, exit status and output out."""
    for name, value in environ.items():
        monkeypatch.setenv(name, value)
    # The tables are there already, made from the models.
    monkeypatch.setattr(migrations, "is_current", lambda _engine: True)

    def run(*arguments):
        result = CliRunner().invoke(main, ["user", *arguments])
        return result.exit_code, result.output

    return run


INVITE = ("invite", "chef@ville.example", "--given-name", "Claude", "--family-name", "Fontaine")


def test_the_first_administrator_comes_from_the_command_line(app, guichet, csrf):
    assert "guichet user invite" in guichet("list")[1]
    status, said = guichet(*INVITE, "--role", "administrator")
    assert status == 0
    path = re.search(r"/forgotten/[\w-]+", said)[0]
    person = app.test_client()
    data = {"csrf_token": csrf(person), "password": "Demarches1"}
    assert person.post(path, data=data).status_code == 303
    entered = {"csrf_token": csrf(person), "identifier": "chef@ville.example", "password": "Demarches1"}
    assert person.post("/login", data=entered).status_code == 302
    assert "par la ligne de commande" in person.get("/staff/1").text
    assert "chef@ville.example  Ouvert  administrator" in guichet("list")[1]


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("invite", "chef", "--role", "publisher"), "n’est pas une adresse e-mail"),
        (("invite", "a@ville.example", "--role", "agent"), "ajoutez --service"),
        (("invite", "a@ville.example", "--role", "agent", "--service", "nulle-part"), "Services connus"),
        (("invite", "a@ville.example"), "--role"),
        (("suspend", "personne@ville.example"), "Aucun membre de l’équipe"),
    ],
)
def test_what_cannot_be_done_is_said(guichet, arguments, said):
    status, output = guichet(*arguments)
    assert status in {1, 2}
    assert said in output
    assert "Traceback" not in output


def test_members_are_changed_suspended_and_restored(guichet, make_user):
    make_user("chef@ville.example", roles=("administrator",))
    make_user("ana@example.fr")
    assert guichet("invite", "c@ville.example", "--role", "agent", "--service", "voirie")[0] == 0
    assert guichet("invite", "c@ville.example", "--role", "publisher")[0] == 1
    status, said = guichet("change", "c@ville.example", "--role", "publisher", "--role", "agent", "--service", "voirie")
    assert status == 0
    assert "agent, publisher" in said
    assert "Suspendu" in guichet("suspend", "c@ville.example")[1]
    assert "Invité" in guichet("restore", "c@ville.example")[1]
    assert guichet("suspend", "ana@example.fr")[0] == 1
    status, said = guichet("suspend", "chef@ville.example")
    assert status == 1
    assert "dernier administrateur" in said
    assert "Open" in guichet("--lang", "en", "list")[1]


def test_the_second_factor_of_anybody_is_reset(app, guichet, make_user):
    ana = make_user("ana@example.fr")
    assert guichet("reset-second-factor", "ana@example.fr") == (
        1,
        "Error: ana@example.fr n’a pas de second facteur\u00a0: rien à réinitialiser.\n",
    )
    assert guichet("reset-second-factor", "personne@example.fr")[0] == 1
    with app.app_context(), app.test_request_context():
        second_factor.add_authenticator(db.session.get_one(User, ana), codes.new_secret(), 0)
        db.session.commit()
    status, said = guichet("reset-second-factor", "ana@example.fr")
    assert status == 0
    assert "n’a plus de second facteur" in said
    with app.app_context():
        assert not second_factor.has_any(ana)
