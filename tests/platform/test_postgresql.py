"""The same code on PostgreSQL: publish, sign in, read the catalogue, save the profile."""

import pytest

from guichet.database import db
from guichet.profile.models import Profile
from guichet.publishing import services


@pytest.fixture
def environ(environ, postgresql_url):
    return environ | {"GUICHET_DATABASE_URL": postgresql_url}


def test_the_portal_works_on_postgresql(app, client, config, csrf, make_user):
    user_id = make_user(username="ana.durand")
    with app.app_context():
        assert db.engine.dialect.name == "postgresql"
        assert services.publish([config.definitions / "etat-civil"], actor="test").published
        db.session.commit()
        again = services.publish([config.definitions / "etat-civil"], actor="test")
        assert (again.published, len(again.unchanged)) == ((), 3)
    assert "Acte de naissance" in client.get("/?q=naissance").text
    assert "Commencer la demande" in client.get("/procedures/acte-naissance").text
    data = {"csrf_token": csrf(client), "identifier": "ANA.durand", "password": "Demarches1"}
    assert client.post("/login", data=data).location == "/welcome"
    token = csrf(client)
    for expected in (302, 409):
        data = {"csrf_token": token, "version": "0", "family-name": "Durand", "email": "ana@example.fr"}
        assert client.post("/profile", data=data).status_code == expected
    with app.app_context():
        assert db.session.get_one(Profile, user_id).data["identity"] == {"familyName": "Durand"}


@pytest.mark.parametrize("text", ["a\x00b", "\ud800", "\u202egnp.exe", "’\N{COMBINING ACUTE ACCENT}"])
def test_odd_characters_never_reach_the_database_as_they_are(app, csrf, make_user, sign_in, text):
    client = sign_in(make_user())
    data = {"csrf_token": csrf(client), "version": "0", "family-name": text.encode("utf-8", "surrogatepass")}
    response = client.post("/profile", data=data)
    assert response.status_code in {302, 422}
    assert client.get("/profile").status_code == 200
    assert client.get("/", query_string={"q": text.encode("utf-8", "surrogatepass")}).status_code == 200
    assert client.get("/procedures/" + "%00").status_code == 404
