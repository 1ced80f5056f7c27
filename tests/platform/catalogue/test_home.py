"""The home page: every procedure by category, the mark «(@)», the search, the boxes of tracking and account."""

import re

import pytest

MARK = '<span aria-hidden="true">(@)</span><span class="visually-hidden">'


def entry(page, title):
    return re.search(rf'<a href="/procedures/[a-z-]+">{title}</a>(.*)', page)[1]


def test_all_procedures_stand_by_category_without_signing_in(client):
    page = client.get("/").text
    order = [page.index(f"<h3>{title}</h3>") for title in ("État civil", "Éducation et famille", "Cadre de vie")]
    assert order == sorted(order)
    assert "Acte de naissance" in page
    assert "Vie locale" not in page  # a category without a procedure


@pytest.mark.behaviour("Those that can be done wholly or partly online carry the mark «(@)» in their title")
def test_the_mark_stands_beside_what_can_be_done_online_and_nowhere_else(client):
    page = client.get("/").text
    assert MARK in entry(page, "Acte de naissance")
    assert MARK not in entry(page, "Conclure un Pacs")
    assert "Les démarches marquées (@) se font en partie ou en entier sur ce site" in page


def test_the_mark_has_words_for_who_listens(client):
    assert f"{MARK}(en ligne)</span>" in client.get("/").text
    assert f"{MARK}(online)</span>" in client.get("/", headers={"Accept-Language": "en"}).text


def results(client, query):
    page = client.get("/", query_string={"q": query}).text
    part = page.partition('id="results"')[2].partition("</section>")[0]
    return re.findall(r'<a href="/procedures/([a-z-]+)">', part), page


@pytest.mark.parametrize(
    ("query", "first"),
    [
        ("naissance", "acte-naissance"),
        ("NAISSANCES", "acte-naissance"),
        ("acte de naissance", "acte-naissance"),
        ("electorale", "liste-electorale"),
        ("Électoral", "liste-electorale"),
        ("l’encombrant", "encombrants"),
        ("echafaudage", "occupation-domaine-public"),
        ("je veux un acte de naissance", None),
        ("  marier  ", "mariage"),
    ],
)
def test_the_search_forgives_accents_case_plurals_and_small_words(client, query, first):
    found, _ = results(client, query)
    assert (found[:1] or [None]) == [first]


def test_the_search_looks_into_keywords_and_descriptions(client):
    assert "acte-naissance" in results(client, "plurilingue")[0]


def test_the_search_reads_the_language_of_the_page(client):
    page = client.get("/?q=birth", headers={"Accept-Language": "en"}).text
    assert "Birth certificate" in page.partition('id="results"')[2].partition("</section>")[0]


def test_a_search_without_result_says_what_to_do(client):
    found, page = results(client, "xyzzy")
    assert found == []
    assert "Aucune démarche trouvée" in page
    assert "Essayez avec un autre mot" in page
    assert "Toutes les démarches" in page


@pytest.mark.parametrize(
    "query", ["<script>alert(1)</script>", '"><img src=x>', "%00", "a" * 5000, "{settings.ville}", "*"]
)
def test_whatever_is_searched_stays_text(client, query):
    response = client.get("/", query_string={"q": query})
    assert response.status_code == 200
    assert "<script>alert" not in response.text
    assert "<img src=x" not in response.text


def test_the_boxes_lead_to_tracking_and_to_the_account(client, make_user, sign_in):
    page = client.get("/").text
    assert '<form action="/tracking">' in page
    assert 'href="/login">Me connecter</a>' in page
    signed_in = sign_in(make_user(given_name="Ana", family_name="Durand")).get("/").text
    assert "Compte de Ana Durand" in signed_in
    assert "Me déconnecter" in signed_in


def test_the_language_is_chosen_at_the_top_and_kept(client):
    response = client.get("/language/en?next=/pages/cookies")
    assert response.location == "/pages/cookies"
    cookie = response.headers["Set-Cookie"]
    assert cookie.startswith("guichet_language=en;")
    assert "HttpOnly" in cookie
    assert "What would you like to do?" in client.get("/").text


@pytest.mark.parametrize("elsewhere", ["https://evil.example", "//evil.example", "/\\evil.example", "/a\nb", "x", ""])
def test_choosing_a_language_never_leaves_the_site(client, elsewhere):
    assert client.get("/language/fr", query_string={"next": elsewhere}).location == "/"


def test_a_language_that_is_not_offered_is_not_found(client):
    assert client.get("/language/de").status_code == 404
