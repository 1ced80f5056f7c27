"""The demonstration city's own procedures, begun without an account where they allow it."""

import pytest
from sqlalchemy import func, select

from guichet.database import db
from guichet.publishing import services as publishing
from guichet.publishing.models import Procedure
from guichet.requests.models import Request


@pytest.fixture
def database():
    return "sqlite"


def test_every_procedure_that_is_open_begins_without_an_account_and_the_others_do_not(published_app, csrf):
    app = published_app
    client = app.test_client()
    token = csrf(client)
    with app.app_context():
        definitions = [publishing.current(name) for name in db.session.scalars(select(Procedure.id))]
    begun = 0
    for number, definition in enumerate(definitions):
        path = f"/procedures/{definition.id}/requests/without-account"
        data = {"csrf_token": token, "email": f"zoe{number}@example.org"}
        response = client.post(path, data=data)
        if not definition.has_form:
            assert response.status_code == 404, definition.id
        elif definition.access == "open":
            begun += 1
            assert response.status_code == 303, definition.id
            assert "/steps/" in response.location, definition.id
            assert client.get(response.location).status_code == 200, definition.id
            assert client.get(f"/procedures/{definition.id}").text.count(response.location.partition("/steps/")[0]) == 1
        else:
            assert response.location == f"/procedures/{definition.id}/requests"
    assert begun >= 8
    with app.app_context():
        assert db.session.scalar(select(func.count()).select_from(Request)) == begun
