"""What happens to the preview when the file is saved: as it should be, half-written, mended, under another name."""

import re
from concurrent.futures import ThreadPoolExecutor

import pytest

HERE = "Un titre tout neuf"


@pytest.fixture
def path(city):
    return city / "securite" / "objet-trouve.json"


def retitle(document):
    document["title"] = HERE


def test_a_saved_file_shows_on_every_page(look_at, path):
    somebody = look_at(path)
    pages = ["/preview", *(link for link in somebody.links() if not link.endswith(".pdf") and "/demo/" not in link)]
    stamp = somebody.get("/preview/state").text
    for page in pages:
        assert HERE not in somebody.get(page).text
    somebody.change(retitle)
    assert somebody.get("/preview/state").text != stamp
    missing = [page for page in pages if HERE not in somebody.get(page).text]
    # A page of the form says the titles of its own step and of its procedure; so do all others.
    assert missing == []


def test_the_stamp_of_a_page_is_that_of_the_file_it_shows(look_at, path):
    somebody = look_at(path)
    for _ in range(2):
        page = somebody.get("/preview").text
        assert f'data-stamp="{somebody.get("/preview/state").text}"' in page
        somebody.change(retitle)


@pytest.mark.parametrize("content", ["", "{", '{"title": "Rien"}', "[]", '{"a": 1, "a": 2}', "\ufeff{}", "nul"])
def test_a_broken_file_shows_its_findings_and_the_last_good_version_until_it_is_mended(look_at, path, save, content):
    good = path.read_text("utf-8")
    somebody = look_at(path)
    links = somebody.links()
    somebody.get("/preview")
    save(path, content)
    page = somebody.get("/preview").text
    assert "Le fichier, tel qu’il est enregistré, ne peut pas être lu." in page
    assert "L’aperçu montre encore la dernière version lisible" in page
    assert '<li class="finding-error">' in page
    for link in links:
        shown = somebody.get(link)
        if not link.endswith(".pdf"):
            assert "L’aperçu montre encore la dernière version lisible" in shown.text
    save(path, good)
    mended = somebody.get("/preview").text
    assert "ne peut pas être lu" not in mended
    assert "Aucun constat" in mended


def test_a_file_that_was_never_readable_shows_its_findings_alone(look_at, path, save):
    good = path.read_text("utf-8")
    save(path, good.replace('"x-steps"', '"x-steps', 1))
    somebody = look_at(path)
    page = somebody.get("/preview").text
    assert "Il n’y a encore rien à montrer." in page
    assert re.search(r"Erreur · ligne \d+", page)
    assert somebody.links() == []
    for address in ("/preview/papers/fullest/form.pdf", "/preview/mails/fullest/taken", "/procedures/objet-trouve"):
        somebody.get(address, 404)
    save(path, good)
    assert "/procedures/objet-trouve" in somebody.links()


def test_a_file_that_is_gone_is_told_and_shown_again_when_it_is_back(look_at, path, save):
    good = path.read_text("utf-8")
    somebody = look_at(path)
    somebody.get("/preview")
    path.unlink()
    assert "ne peut pas être lu" in somebody.get("/preview").text
    save(path, good)
    assert "Aucun constat" in somebody.get("/preview").text


def test_an_error_that_can_be_shown_is_a_finding_and_a_page(look_at, path):
    somebody = look_at(path)
    somebody.change(lambda document: document["x-procedure"].update(service="inconnu"))
    page = somebody.get("/preview").text
    # What only the portal knows is told too.
    assert "service-unknown" in page
    assert "Une erreur" in page
    assert somebody.links()
    for link in somebody.links():
        somebody.get(link)


def begin(somebody, answers):
    """Begin a request by hand, type on its first step and go on; return the address of that step."""
    step = somebody.post("/procedures/objet-trouve/requests", {"anew": "true"}).location
    assert somebody.post(step, {"action": "next", **answers}).status_code == 303
    return step


TYPED = {"/sens": "perdu", "/objet": "cles", "/description": "Trois clés sur un anneau", "/couleur": "Rouge"}


def test_answers_that_still_fit_are_kept_and_others_go(look_at, path):
    somebody = look_at(path)
    step = begin(somebody, TYPED)

    def edit(document):
        del document["properties"]["couleur"]
        document["x-steps"][0]["fields"].remove("/couleur")
        # This choice is offered no longer, and this text has become a number.
        document["properties"]["objet"]["oneOf"].pop(0)
        document["properties"]["marque"] = {"title": "Combien de marques ?", "type": "integer", "minimum": 0}
        document["properties"]["description"]["title"] = "Décrivez-le"

    somebody.change(edit)
    page = somebody.get(step).text
    assert "Décrivez-le" in page
    assert "Trois clés sur un anneau" in page
    assert re.search(r'value="perdu"[^>]* checked', page)
    assert "Rouge" not in page
    assert "selected" not in re.search(r'<select id="f-objet".*?</select>', page, re.DOTALL)[0].replace(
        '<option value="" selected', ""
    )


def test_what_is_posted_from_the_page_of_before_is_taken(look_at, path):
    somebody = look_at(path)
    step = begin(somebody, TYPED)
    page = somebody.get(step).text
    somebody.change(retitle)
    version = re.search(r'name="version" value="(\d+)"', page)[1]
    token = re.search(r'name="csrf_token" value="([^"]+)"', page)[1]
    data = {**TYPED, "/description": "Deux clés", "action": "update", "version": version, "csrf_token": token}
    assert somebody.client.post(step, data=data).status_code == 303
    assert "Deux clés" in somebody.get(step).text


def test_a_step_that_is_gone_leads_to_the_request(look_at, path):
    somebody = look_at(path)
    step = begin(somebody, TYPED)

    def rename(document):
        document["x-steps"][0]["id"] = "chose"

    somebody.change(rename)
    page = somebody.get(step)
    assert page.request.path.endswith("/steps/circonstances")
    assert "Trois clés sur un anneau" in somebody.get(step.replace("/objet", "/chose")).text


def test_a_filled_step_follows_the_tests_until_somebody_types_in_it(look_at, path):
    somebody = look_at(path)
    page = somebody.get("/preview").text
    key = re.search(r'<option value="(test-\w+)"', page)[1]
    step = next(link for link in somebody.links(f"/preview?answers={key}") if link.endswith("/steps/objet"))
    filled = [link for link in somebody.links(f"/preview?answers={key}") if link.endswith("/steps/objet")][-1]
    assert step != filled

    def tell(text):
        def edit(document):
            document["x-tests"][0]["answers"]["description"] = text

        return edit

    somebody.change(tell("Première description"))
    assert "Première description" in somebody.get(filled).text
    somebody.change(tell("Seconde description"))
    assert "Seconde description" in somebody.get(filled).text
    assert somebody.post(filled, {**TYPED, "/description": "De ma main", "action": "update"}).status_code == 303
    somebody.change(tell("Troisième description"))
    assert "De ma main" in somebody.get(filled).text


def test_what_lies_beside_the_definition_is_watched_too(look_at, city, save):
    path = city / "urbanisme" / "declaration-prealable.json"
    somebody = look_at(path)
    stamp = somebody.get("/preview/state").text
    for name in ("documents.json", "city.json", "lists/rues.csv"):
        file = city / name
        save(file, file.read_text("utf-8") + " \n" * name.endswith("json"))
        changed = somebody.get("/preview/state").text
        assert changed != stamp
        stamp = changed
        somebody.get("/preview")


def test_another_identifier_leads_on(look_at, path):
    somebody = look_at(path)
    somebody.get("/procedures/objet-trouve")
    somebody.change(lambda document: document["x-procedure"].update(id="objet-perdu"))
    response = somebody.client.get("/procedures/objet-trouve")
    assert response.location == "/procedures/objet-perdu"
    assert "objet-perdu" in somebody.get("/").text
    assert "/procedures/objet-trouve" not in somebody.get("/").text


def test_pages_asked_for_while_the_file_is_being_saved_do_not_wait_for_each_other(look_at, path):
    somebody = look_at(path)
    pages = ["/preview?answers=smallest", *(link for link in somebody.links() if not link.endswith(".pdf"))]

    def see(number):
        client = somebody.app.test_client()
        return [client.get(page, follow_redirects=True).status_code for page in pages[number::3]]

    with ThreadPoolExecutor(3) as readers:
        for round_ in range(4):
            seen = [readers.submit(see, number) for number in range(3)]
            somebody.change(lambda document, now=round_: document.update(title=f"Titre {now}"))
            assert {status for one in seen for status in one.result()} == {200}
    assert "Titre 3" in somebody.get("/preview").text
