"""Headers, cookies, trusted hosts, form tokens and limits, on every kind of page."""

import pytest
from flask import Flask

from guichet.app import create_app
from guichet.config import Config
from guichet.database import Base, db

PUBLIC_PAGES = ["/", "/login", "/pages/cookies", "/nowhere"]


@pytest.fixture
def secure_app(environ) -> Flask:
    environ |= {"GUICHET_BASE_URL": "https://demarches.ville.fr"}
    app = create_app(Config.from_environment(environ))
    with app.app_context():
        Base.metadata.create_all(db.engine)
    return app


@pytest.mark.parametrize("path", PUBLIC_PAGES)
def test_every_page_carries_the_protecting_headers(client, path):
    headers = client.get(path).headers
    policy = headers["Content-Security-Policy"]
    assert "unsafe" not in policy
    assert "default-src 'none'" in policy
    assert "frame-ancestors 'none'" in policy
    assert "script-src 'nonce-" in policy
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["Referrer-Policy"] == "same-origin"
    assert "Strict-Transport-Security" not in headers


def test_the_nonce_is_new_for_each_response_and_stands_on_the_script(client):
    pages = [client.get("/") for _ in range(2)]
    nonces = [page.headers["Content-Security-Policy"].partition("'nonce-")[2].partition("'")[0] for page in pages]
    assert len(set(nonces)) == 2
    assert f'nonce="{nonces[0]}"' in pages[0].text


def test_https_is_required_from_then_on_only_where_the_portal_is_reached_by_https(secure_app):
    headers = secure_app.test_client().get("/", base_url="https://demarches.ville.fr").headers
    assert headers["Strict-Transport-Security"].startswith("max-age=63072000")


def cookie_of(response, name):
    return next(value for value in response.headers.getlist("Set-Cookie") if value.startswith(name))


def test_cookies_follow_the_scheme_of_the_base_url(client, secure_app):
    plain = cookie_of(client.get("/login"), "guichet_session=")
    assert {"HttpOnly", "SameSite=Lax", "Path=/"} <= set(plain.split("; "))
    assert "Secure" not in plain
    secure = cookie_of(
        secure_app.test_client().get("/login", base_url="https://demarches.ville.fr"), "__Host-guichet_session="
    )
    assert {"Secure", "HttpOnly", "SameSite=Lax", "Path=/"} <= set(secure.split("; "))
    assert "Domain" not in secure


def test_public_pages_without_a_form_set_no_cookie(client):
    for path in ("/", "/pages/mentions-legales", "/pages/plan-du-site"):
        assert "Set-Cookie" not in client.get(path).headers


@pytest.mark.parametrize("method", ["get", "post"])
@pytest.mark.parametrize("path", ["/", "/login", "/nowhere"])
def test_a_forged_host_gets_a_clear_page_in_french(client, method, path):
    response = getattr(client, method)(path, headers={"Host": "evil.example"})
    assert response.status_code == 400
    assert "Cette adresse n’est pas celle du portail" in response.text
    assert 'href="http://127.0.0.1:8000/"' in response.text
    assert "evil.example" not in response.text


def test_a_form_without_token_says_what_to_do(client):
    client.get("/login")
    response = client.post("/login", data={"identifier": "ana@example.fr", "password": "secret-typed"})
    assert response.status_code == 400
    assert "Votre formulaire n’a pas été envoyé" in response.text
    assert "rechargez-la" in response.text
    assert "secret-typed" not in response.text


def test_without_any_cookie_the_refusal_names_the_cookie(client):
    response = client.post("/login", data={"identifier": "ana@example.fr", "password": "x"})
    assert response.status_code == 400
    assert "Acceptez les cookies" in response.text


def test_a_body_over_32_megabytes_is_a_plain_413(client):
    client.get("/login")
    response = client.post("/login", data={"identifier": "x" * (32 * 1024 * 1024 + 1)})
    assert response.status_code == 413
    assert "Votre envoi est trop lourd" in response.text


@pytest.mark.parametrize(
    ("path", "method", "status", "french", "english"),
    [
        ("/nowhere", "get", 404, "Cette page n’existe pas", "This page does not exist"),
        ("/pages/nowhere", "get", 404, "Cette page n’existe pas", "This page does not exist"),
        ("/procedures/nowhere", "get", 404, "Cette page n’existe pas", "This page does not exist"),
        ("/healthz", "delete", 405, "Cette action n’est pas possible ici", "This cannot be done here"),
    ],
)
def test_errors_read_in_both_languages(app, path, method, status, french, english):
    app.config["WTF_CSRF_ENABLED"] = False
    for lang, words in (("fr", french), ("en", english)):
        response = getattr(app.test_client(), method)(path, headers={"Accept-Language": lang})
        assert response.status_code == status
        assert words in response.text
        assert f'lang="{lang}"' in response.text


def test_a_fault_shows_a_page_that_needs_nothing(app, monkeypatch):
    def fail():
        raise RuntimeError("a secret value")

    monkeypatch.setitem(app.view_functions, "catalogue.home", fail)
    response = app.test_client().get("/")
    assert response.status_code == 500
    assert "Une erreur s’est produite de notre côté" in response.text
    assert "secret" not in response.text
    assert response.headers["Cache-Control"] == "no-store"


def test_a_database_that_is_away_gives_503_and_says_to_come_back(app):
    with app.app_context():
        Base.metadata.drop_all(db.engine)
    response = app.test_client().get("/")
    assert response.status_code == 503
    assert response.headers["Retry-After"] == "30"
    assert "momentanément indisponible" in response.text


def test_a_database_that_goes_away_while_an_error_page_is_drawn_gives_503_too(app, make_user, sign_in):
    client = sign_in(make_user())
    with app.app_context():
        Base.metadata.drop_all(db.engine)
    for response in (client.get("/nowhere"), client.post("/profile")):
        assert response.status_code == 503
        assert "momentanément indisponible" in response.text


def test_pages_of_a_person_are_never_kept_by_the_browser(app, make_user, sign_in, client):
    assert client.get("/").headers["Cache-Control"] == "no-cache, private"
    signed_in = sign_in(make_user())
    assert signed_in.get("/").headers["Cache-Control"] == "no-store"
    assert signed_in.get("/profile").headers["Cache-Control"] == "no-store"


def test_static_files_are_kept_as_long_as_their_content_stays(client):
    page = client.get("/").text
    address = page.partition('<link rel="stylesheet" href="')[2].partition('"')[0]
    assert address.startswith("/assets/guichet.css?v=")
    with client.get(address) as response:
        assert "max-age=31536000" in response.headers["Cache-Control"]


def test_a_cookie_that_comes_again_says_what_it_said_and_a_forged_one_nothing(app):
    with app.test_client() as client:
        with client.session_transaction() as kept:
            kept["list"] = ["first"]
        cookie = client.get_cookie(app.config["SESSION_COOKIE_NAME"]).value
    interface = app.session_interface
    for _ in range(2):
        with app.test_request_context(headers={"Cookie": f"{app.config['SESSION_COOKIE_NAME']}={cookie}"}) as asked:
            found = interface.open_session(app, asked.request)
            assert found == {"list": ["first"]}
            assert not found.modified
            found["list"].append("second")
    signed, _, signature = cookie.rpartition(".")
    forged = f"{signed}.{'B' if signature[0] == 'A' else 'A'}{signature[1:]}"
    with app.test_request_context(headers={"Cookie": f"{app.config['SESSION_COOKIE_NAME']}={forged}"}) as asked:
        assert interface.open_session(app, asked.request) == {}
