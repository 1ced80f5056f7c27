"""Federation is off until it is set up, and then only as far as the settings say."""

import pytest

from guichet.config import Config, ConfigurationError

FRANCECONNECT = {
    "GUICHET_FRANCECONNECT_ISSUER": "https://fc.example/api/v2/",
    "GUICHET_FRANCECONNECT_CLIENT_ID": "id",
    "GUICHET_FRANCECONNECT_CLIENT_SECRET": "the secret",
}
PROCONNECT = {
    "GUICHET_PROCONNECT_ISSUER": "https://pc.example/api/v2",
    "GUICHET_PROCONNECT_CLIENT_ID": "id",
    "GUICHET_PROCONNECT_CLIENT_SECRET": "the secret",
    "GUICHET_PROCONNECT_SIRETS": "219 900 010 00012",
}


@pytest.fixture
def bare(environ):
    return {name: value for name, value in environ.items() if "CONNECT" not in name}


class TestOff:
    @pytest.fixture
    def environ(self, environ):
        return {name: value for name, value in environ.items() if "CONNECT" not in name}

    @pytest.mark.parametrize(
        "path", ["/login", "/register", "/pages/donnees-personnelles", "/profile", "/profile/password"]
    )
    def test_nothing_of_it_is_seen(self, make_user, sign_in, client, path):
        who = sign_in(make_user()) if path.startswith("/profile") else client
        page = who.get(path)
        assert page.status_code == 200
        assert "Connect" not in page.text

    @pytest.mark.parametrize("name", ["franceconnect", "proconnect", "google"])
    def test_its_pages_do_not_exist(self, make_user, sign_in, csrf, name):
        who = sign_in(make_user())
        token = {"csrf_token": csrf(who)}
        for path in ("callback", "register", "signed-out"):
            assert who.get(f"/sign-in/{name}/{path}").status_code == 404
        assert who.get(f"/profile/identity/{name}").status_code == 404
        for path in (f"/sign-in/{name}", f"/profile/identity/{name}/link", f"/profile/identity/{name}/unlink"):
            assert who.post(path, data=token).status_code == 404

    def test_forms_lead_nowhere_else(self, client):
        assert "form-action 'self';" in client.get("/login").headers["Content-Security-Policy"]

    def test_an_identity_kept_from_before_is_not_shown(self, app, make_user, sign_in):
        from guichet.database import db
        from guichet.federation.models import FederatedIdentity

        user_id = make_user()
        with app.app_context():
            db.session.add(FederatedIdentity(user_id=user_id, provider="franceconnect", issuer="x", sub="y"))
            db.session.commit()
        assert "certifiée" not in sign_in(user_id).get("/profile").text


def test_forms_may_lead_to_the_providers_that_are_set_up(client, franceconnect, proconnect):
    policy = client.get("/login").headers["Content-Security-Policy"]
    assert f"form-action 'self' {franceconnect.origin} {proconnect.origin};" in policy


def test_the_help_pages_tell_what_is_offered(client):
    assert "S’identifier avec FranceConnect" in client.get("/pages/questions-frequentes").text
    assert "l’identité certifiée" in client.get("/pages/donnees-personnelles").text


@pytest.mark.parametrize("missing", [*FRANCECONNECT, *PROCONNECT])
def test_what_is_missing_is_named(bare, missing):
    values = bare | (FRANCECONNECT if missing in FRANCECONNECT else PROCONNECT)
    assert len(Config.from_environment(values).identity_providers) == 1
    del values[missing]
    if missing.endswith("ISSUER"):
        assert Config.from_environment(values).identity_providers == ()
    else:
        with pytest.raises(ConfigurationError, match=missing):
            Config.from_environment(values)


def test_an_issuer_has_no_final_slash_and_no_secret_is_shown(bare):
    (found,) = Config.from_environment(bare | FRANCECONNECT).identity_providers
    assert found.issuer == "https://fc.example/api/v2"
    assert found.origin == "https://fc.example"
    assert "the secret" not in repr(found)


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("GUICHET_FRANCECONNECT_ISSUER", "http://fc.example/api/v2"),
        ("GUICHET_FRANCECONNECT_ISSUER", "http://127.0.0.1.evil.example"),
        ("GUICHET_FRANCECONNECT_ISSUER", "fc.example"),
        ("GUICHET_FRANCECONNECT_ISSUER", "https://fc.example/?a=b"),
        ("GUICHET_FRANCECONNECT_PKCE", "yes"),
        ("GUICHET_PROCONNECT_ALGORITHM", "HS256"),
        ("GUICHET_PROCONNECT_ALGORITHM", "none"),
        ("GUICHET_PROCONNECT_SIRETS", "1234"),
        ("GUICHET_PROCONNECT_SIRETS", " , "),
    ],
)
def test_what_is_wrong_is_named(bare, name, value):
    with pytest.raises(ConfigurationError, match=name):
        Config.from_environment(bare | FRANCECONNECT | PROCONNECT | {name: value})


def test_production_takes_no_provider_in_plain_http(bare):
    values = bare | FRANCECONNECT | {
        "GUICHET_ENVIRONMENT": "production",
        "GUICHET_BASE_URL": "https://demarches.example",
        "GUICHET_SECRET_KEY": "x" * 50,
        "GUICHET_FILE_KEY": "A" * 43 + "=",
        "GUICHET_DATABASE_URL": "postgresql://db/guichet",
    }  # fmt: skip
    assert Config.from_environment(values).identity_providers
    with pytest.raises(ConfigurationError, match="GUICHET_FRANCECONNECT_ISSUER"):
        Config.from_environment(values | {"GUICHET_FRANCECONNECT_ISSUER": "http://127.0.0.1:3000"})


class TestAnotherLevel:
    @pytest.fixture
    def environ(self, environ):
        return environ | {"GUICHET_PROCONNECT_ACR": "https://pc.example/checked"}

    @pytest.mark.parametrize(("acr", "status"), [("https://pc.example/checked", 303), ("eidas3", 403), ("", 403)])
    def test_a_level_with_a_name_of_its_own_is_asked_for_and_checked(
        self, traveller, make_user, sign_in, proconnect, acr, status
    ):
        person = traveller("proconnect", sign_in(make_user(roles=("agent",))))
        proconnect.acr = acr
        assert person.link().status_code == status


@pytest.mark.parametrize("pkce", ["on", "off"])
class TestPkce:
    @pytest.fixture
    def environ(self, environ, pkce):
        return environ | {"GUICHET_FRANCECONNECT_PKCE": pkce}

    def test_the_challenge_is_that_of_the_verifier_or_there_is_none(self, traveller, franceconnect, pkce):
        from urllib.parse import parse_qs, urlsplit

        from authlib.oauth2.rfc7636 import create_s256_code_challenge

        person = traveller()
        there = person.leave().location
        asked = parse_qs(urlsplit(there).query)
        person.back(franceconnect.authorize(there))
        form = next(form for name, form, _ in franceconnect.asked if name == "token")
        if pkce == "off":
            assert "code_challenge" not in asked
            assert "code_verifier" not in form
        else:
            assert asked["code_challenge_method"] == ["S256"]
            assert asked["code_challenge"] == [create_s256_code_challenge(form["code_verifier"])]
