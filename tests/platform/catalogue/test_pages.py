"""The pages at the foot of every page, and the small addresses that machines ask for."""

import re
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from guichet.catalogue import pages
from guichet.catalogue.colours import contrast, tokens
from guichet.publishing.city import city

SLUGS = (*pages.SLUGS, "plan-du-site")
NARROW, FIXED = "\u202f", "\u00a0"


@pytest.mark.parametrize("lang", ["fr", "en"])
@pytest.mark.parametrize("slug", SLUGS)
def test_every_page_reads_in_both_languages_without_a_hole(client, slug, lang):
    response = client.get(f"/pages/{slug}", headers={"Accept-Language": lang})
    assert response.status_code == 200
    assert f'<html lang="{lang}">' in response.text
    assert "<h1>" in response.text
    assert not re.search(r"\{[a-z.]+\}", response.text)
    assert "Set-Cookie" not in response.headers


@pytest.mark.behaviour("are linked from the foot of every page")
@pytest.mark.parametrize("slug", SLUGS)
def test_every_page_is_linked_from_the_foot_of_every_page(client, slug):
    assert f'href="/pages/{slug}"' in client.get("/nowhere").text.partition("<footer")[2]


@pytest.mark.parametrize("slug", pages.SLUGS)
def test_both_languages_have_the_same_sections(slug):
    french, english = (pages._parts(slug, lang) for lang in ("fr", "en"))
    assert len(french[2]) == len(english[2])
    assert french != english


@pytest.mark.parametrize("path", sorted(pages._FOLDER.glob("fr/*.md")), ids=lambda path: path.stem)
def test_french_pages_are_spaced_as_in_print(path):
    text = re.sub(r"\]\([^)]*\)", "]", path.read_text("utf-8"))
    assert not re.search(rf"(?<![{NARROW}\w/])[;!?](\s|$)", text)
    assert not re.search(rf"(?<!{FIXED}):(\s|$)", text)
    assert not re.search(rf"«(?!{FIXED})|(?<!{FIXED})»", text)
    assert "'" not in text


@pytest.mark.parametrize("slug", pages.SLUGS)
def test_links_inside_the_portal_lead_somewhere(client, slug):
    page = client.get(f"/pages/{slug}").text.partition("<article")[2].partition("</article")[0]
    for address in re.findall(r'href="(/[^"]*)"', page):
        assert client.get(address).status_code == 200


def test_the_cookies_named_are_those_that_are_set(client, csrf, make_user):
    make_user()
    client.get("/language/fr")
    client.post("/login", data={"csrf_token": csrf(client), "identifier": "ana@example.fr", "password": "Demarches1"})
    page = client.get("/pages/cookies").text
    names = {cookie.key for cookie in client._cookies.values()}
    assert names == {"guichet_session", "guichet_language"}
    assert all(f"<strong>{name}</strong>" in page for name in names)


def test_the_publisher_is_the_citys(client):
    page = client.get("/pages/mentions-legales").text
    assert "Commune de Sainte-Aurore" in page
    assert "1 place de la Mairie, 99210 Sainte-Aurore" in page


def test_the_map_lists_every_procedure(client):
    page = client.get("/pages/plan-du-site").text
    assert 'href="/procedures/acte-naissance"' in page
    assert 'href="/procedures/mariage"' in page


def test_healthz_answers_when_the_database_does(client):
    response = client.get("/healthz")
    assert (response.status_code, response.text) == (200, "ok\n")


def test_security_txt_is_valid_for_months_and_no_more_than_a_year(client):
    response = client.get("/.well-known/security.txt")
    assert response.content_type == "text/plain; charset=utf-8"
    fields = dict(line.split(": ", 1) for line in response.text.splitlines())
    assert fields["Contact"] == "mailto:securite-numerique@sainte-aurore.example"
    assert fields["Canonical"] == "http://127.0.0.1:8000/.well-known/security.txt"
    left = datetime.fromisoformat(fields["Expires"]) - datetime.now(UTC)
    assert timedelta(days=90) < left < timedelta(days=365)


def test_robots_are_kept_to_the_public_pages(client):
    text = client.get("/robots.txt").text
    assert "Disallow: /requests" in text
    assert "Disallow: /procedures" not in text


def test_the_colours_of_the_city_are_served_once_they_can_be_read(client):
    response = client.get("/city.css")
    assert response.content_type == "text/css; charset=utf-8"
    assert "--city: #0b3d70;" in response.text
    assert "--city-ink: #ffffff;" in response.text
    assert client.get("/city.css", headers={"If-None-Match": response.headers["ETag"]}).status_code == 304


def test_the_citys_colours_hold_their_contrast(app):
    with app.app_context():
        light, dark = tokens(city().colours)
    assert light
    assert dark


@pytest.mark.parametrize(
    "colours",
    [
        {"city": "#cccccc"},
        {"city": "#0b3d70", "cityInk": "#0b3d71"},
        {"city": "red"},
        {"city": "#0b3d70;} body { display: none"},
        {"accent": "#ffff00"},
    ],
)
def test_colours_that_cannot_be_read_are_left_out(colours):
    assert tokens({"light": colours}) == ({}, {})


def test_contrast_is_that_of_the_standard():
    assert contrast("#000000", "#ffffff") == pytest.approx(21)
    assert contrast("#777777", "#ffffff") == pytest.approx(4.478, abs=0.001)


def test_every_french_page_has_its_file():
    assert {path.stem for path in Path(pages._FOLDER, "fr").glob("*.md")} == set(pages.SLUGS)
