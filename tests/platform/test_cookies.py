"""The page «Cookies» tells exactly those that a browser is given."""

import re
from http.cookies import SimpleCookie

import pytest

from guichet import cookies

PATHS = ("/", "/login", "/register", "/forgotten", "/tracking", "/language/en", "/pages/cookies", "/deleted", "/x")


def given(responses):
    """What the answers set, by name."""
    found = {}
    for response in responses:
        for line in response.headers.getlist("Set-Cookie"):
            found.update(SimpleCookie(line))
    return found


@pytest.fixture
def responses(client, csrf, make_user, walk, post_password):
    walker = walk("ana@example.fr")
    make_user("paul@example.fr")
    walker.submit()
    return [
        *(client.get(path) for path in PATHS),
        client.post(
            "/login", data={"csrf_token": csrf(client), "identifier": "paul@example.fr", "password": "Demarches1"}
        ),
        *(client.get(path) for path in ("/profile", "/profile/data", "/profile/delete", "/requests", "/messages")),
        post_password(client, "/profile/data"),
        client.post("/logout", data={"csrf_token": csrf(client)}),
        post_password(walker.client, "/profile/delete"),
    ]


@pytest.fixture
def post_password(csrf):
    def post(client, path):
        response = client.post(path, data={"csrf_token": csrf(client), "current-password": "Demarches1"})
        response.get_data()  # a copy is made while it is read
        return response

    return post


@pytest.mark.behaviour("Only strictly necessary cookies")
def test_the_page_names_those_that_are_set_and_no_other(app, client, responses):
    page = client.get("/pages/cookies", headers={"Accept-Language": "fr"}).text
    main = page.partition("<article")[2].partition("</article")[0]
    assert set(re.findall(r"<strong>([^<]+)</strong>", main)) == set(given(responses))
    with app.test_request_context():
        assert {cookie.name for cookie in cookies.every()} == set(given(responses))


def test_each_is_set_as_it_is_told(app, responses):
    set_ones = given(responses)
    with app.test_request_context():
        for cookie in cookies.every():
            morsel = set_ones[cookie.name]
            assert bool(morsel["httponly"]) == cookie.hidden
            assert bool(morsel["secure"]) == cookie.secure
            assert morsel["samesite"] == cookie.same_site
            assert (morsel["max-age"] == str(365 * 24 * 3600)) == (cookie.lasts == "P1Y")


@pytest.mark.parametrize(("lang", "words"), [("fr", "Il dure 1\u00a0an."), ("en", "It lasts 1\u00a0year.")])
def test_how_long_each_is_kept_is_told(client, lang, words):
    text = client.get("/pages/cookies", headers={"Accept-Language": lang}).text
    assert words.replace("\u00a0", " ") in text.replace("\u00a0", " ")


def test_over_https_they_travel_encrypted_and_the_page_says_so(environ):
    from guichet.app import create_app
    from guichet.config import Config
    from guichet.database import Base, db

    environ["GUICHET_BASE_URL"] = "https://demarches.example"
    app = create_app(Config.from_environment(environ))
    with app.app_context():
        Base.metadata.create_all(db.engine)
    page = app.test_client().get("/pages/cookies", base_url="https://demarches.example").text
    assert "<strong>__Host-guichet_session</strong>" in page
    assert page.count("Il ne voyage que chiffré.") == 2
    with app.app_context():
        db.engine.dispose()
