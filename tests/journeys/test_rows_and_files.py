"""Rows and files in a browser: put in order by keyboard, taken away knowingly, photographs made smaller and joined."""

import io
import json
import random
from pathlib import Path

import PIL.Image
import pytest
from playwright.sync_api import expect

CITIZEN = "ana@example.fr"
WAYS = {
    "with JavaScript, 360 px wide": {"viewport": {"width": 360, "height": 740}},
    "without JavaScript": {"java_script_enabled": False, "viewport": {"width": 360, "height": 740}},
}
TWO_MEGABYTES = 2 * 1024 * 1024
ORIENTATION, POSITION = 0x0112, 0x8825


@pytest.fixture(scope="module")
def procedure(portal, root):
    """Publish the short procedure of the platform's tests, with a second paper to bring."""
    document = json.loads((root / "tests" / "platform" / "essai.json").read_text("utf-8"))
    document["properties"]["piece"]["x-document"]["accepts"].append(
        {"id": "passeport", "kind": "passeport", "title": "Passeport", "notExpired": True}
    )
    document["x-tests"] = [{"name": "rien", "answers": {}, "valid": False}]
    path = Path(portal.definitions, "etat-civil", "essai.json")
    path.write_text(json.dumps(document), "utf-8")
    said = portal.command("publish", str(path))
    assert said.returncode == 0, said.stdout + said.stderr
    return "essai"


@pytest.fixture
def begin(visitor, procedure):
    """Call with a way and a step; answers a citizen on that step of a new request."""

    def come(way, step):
        citizen = visitor(**WAYS[way])
        citizen.sign_in(CITIZEN).open(f"/procedures/{procedure}/requests")
        page = citizen.page
        page.get_by_role("main").get_by_role("button").first.click()
        page.wait_for_url("**/steps/*")
        page.goto(page.url.rpartition("/")[0] + f"/{step}")
        return citizen

    return come


@pytest.fixture
def sound(html_findings):
    """Call with a visitor at the end: nothing was wrong with any page looked at."""

    def check(citizen):
        findings = [*citizen.violations, *citizen.complaints, *html_findings(citizen.seen)]
        assert not findings, "\n".join(findings)

    return check


def photograph(size=(60, 40), colour="red"):
    written = io.BytesIO()
    PIL.Image.new("RGB", size, colour).save(written, "JPEG")
    return written.getvalue()


def from_a_telephone():
    """A JPEG of some five megabytes, lying on its side, with the place where it was taken; red is at its top left."""
    pixels = random.Random(3).randbytes(3200 * 2400)
    image = PIL.Image.frombytes("L", (3200, 2400), pixels).convert("RGB")
    # As the sensor lay: what is on the top left when seen upright is at the bottom left here.
    image.paste((255, 0, 0), (0, 1600, 800, 2400))
    camera = PIL.Image.Exif()
    camera[ORIENTATION] = 6
    camera[POSITION] = {1: "N", 2: (48.0, 48.0, 5.0)}
    written = io.BytesIO()
    image.save(written, "JPEG", quality=88, exif=camera)
    return written.getvalue()


def chosen(page, selector):
    return page.locator(selector).evaluate("input => [...input.files].map(file => [file.name, file.size])")


def image_file(name, content):
    return {"name": name, "mimeType": "image/jpeg", "buffer": content}


@pytest.mark.parametrize("way", WAYS)
def test_rows_are_ordered_and_taken_away_by_keyboard(begin, sound, way):
    citizen = begin(way, "vous")
    page = citizen.page
    page.get_by_label("Nom", exact=False).first.fill("Durand")
    for row, name in enumerate(("Léo", "Mia", "Zoé")):
        page.locator("button[value='add:/enfants']").press("Enter")
        if way.startswith("with "):
            expect(page.locator(f"#f-enfants-{row}-prenom")).to_be_focused()
        else:
            expect(page.locator(f"#f-enfants-{row}")).to_be_focused()
        page.locator(f"#f-enfants-{row}-prenom").fill(name)
    citizen.look("trois enfants")
    expect(page.locator(".full")).to_be_visible()

    def order():
        return [field.input_value() for field in page.locator("[id^='f-enfants-'][id$='-prenom']").all()]

    page.locator("#f-enfants-2-up").press("Enter")
    expect(page.locator("#f-enfants-1-up")).to_be_focused()
    assert order() == ["Léo", "Zoé", "Mia"]
    page.keyboard.press("Enter")
    expect(page.locator("#f-enfants-0-down")).to_be_focused()
    assert order() == ["Zoé", "Léo", "Mia"]

    page.locator("#f-enfants-1-remove").press("Enter")
    expect(page.locator("#f-enfants-1-ask")).to_be_focused()
    citizen.look("retirer, question")
    page.get_by_role("button", name="Non, garder").press("Enter")
    expect(page.locator("#f-enfants-1-remove")).to_be_focused()
    assert order() == ["Zoé", "Léo", "Mia"]
    page.keyboard.press("Enter")
    page.get_by_role("button", name="Oui, retirer").press("Enter")
    expect(page.locator("#f-enfants-1")).to_be_focused()
    assert order() == ["Zoé", "Mia"]
    citizen.look("deux enfants")
    sound(citizen)


def test_a_photograph_from_a_telephone_is_made_smaller_before_it_is_sent(begin, sound):
    original = from_a_telephone()
    assert 4 * 1024 * 1024 < len(original) < 8 * 1024 * 1024
    citizen = begin("with JavaScript, 360 px wide", "pieces")
    page = citizen.page
    page.get_by_label("Carte d’identité", exact=True).check()
    page.locator("#f-piece").set_input_files(image_file("IMG_0001.JPG", original))
    # Pressed at once: it waits for the photograph to be ready.
    page.locator("button[value='attach:/piece']").click()
    link = page.get_by_role("link", name="IMG_0001.jpg")
    expect(link).to_be_visible(timeout=30_000)
    citizen.look("photo réduite et jointe")
    content = page.context.request.get(citizen.portal.url + link.get_attribute("href")).body()
    assert len(content) <= TWO_MEGABYTES
    image = PIL.Image.open(io.BytesIO(content))
    assert image.format == "JPEG"
    assert not image.getexif()
    assert image.width < image.height <= 2400
    red, green, blue = image.getpixel((image.width // 8, image.height // 8))
    assert red > 200
    assert max(green, blue) < 80
    sound(citizen)


def test_what_was_done_to_a_photograph_is_seen_and_said(begin, sound):
    citizen = begin("with JavaScript, 360 px wide", "pieces")
    page = citizen.page
    page.locator("#f-piece").set_input_files(image_file("IMG_0002.JPG", from_a_telephone()))
    told = page.locator("#f-piece-shots li")
    expect(told).to_contain_text("a été réduite pour l’envoi", timeout=30_000)
    expect(page.locator("#live")).to_contain_text("Mo au lieu de")
    page.wait_for_function("document.querySelector('#f-piece-shots img').naturalWidth > 0")
    citizen.look("photo réduite")
    ((name, size),) = chosen(page, "#f-piece")
    assert name == "IMG_0002.jpg"
    assert size <= TWO_MEGABYTES
    sound(citizen)


def test_what_the_browser_cannot_read_is_refused_at_once(begin, sound):
    citizen = begin("with JavaScript, 360 px wide", "pieces")
    page = citizen.page
    heic = {"name": "IMG_1.HEIC", "mimeType": "image/heic", "buffer": b"\0\0\0\x18ftypheic" + b"\0" * 3000}
    page.locator("#f-piece").set_input_files(heic)
    expect(page.locator("#f-piece-refused")).to_contain_text("ne peut pas être lu par votre navigateur")
    assert chosen(page, "#f-piece") == []
    citizen.look("photo illisible")
    page.locator("#f-piece").set_input_files({"name": "a.exe", "mimeType": "application/x-dosexec", "buffer": b"MZ"})
    expect(page.locator("#f-piece-refused")).to_contain_text("n’est pas d’un type accepté")
    large = {"name": "a.pdf", "mimeType": "application/pdf", "buffer": b"%PDF-" + b"0" * TWO_MEGABYTES}
    page.locator("#f-piece").set_input_files(large)
    expect(page.locator("#f-piece-refused")).to_contain_text("dépasse 2")
    page.locator("#f-piece").set_input_files(image_file("a.jpg", photograph()))
    expect(page.locator("#f-piece-refused")).to_have_count(0)
    assert [name for name, _ in chosen(page, "#f-piece")] == ["a.jpg"]
    page.locator("form#answers").evaluate("form => { form.dataset.maxBody = String(2 * 1048576 + 100); }")
    page.locator("#f-piece").set_input_files(image_file("b.jpg", photograph((200, 200))))
    expect(page.locator("#f-piece-refused")).to_contain_text("ce qui peut être envoyé en une fois")
    assert chosen(page, "#f-piece") == []
    sound(citizen)


def test_shots_taken_one_by_one_gather_for_one_document(begin, sound):
    citizen = begin("with JavaScript, 360 px wide", "pieces")
    page = citizen.page
    page.get_by_label("Carte d’identité", exact=True).check()
    page.get_by_label("Réunir ces photos en un seul document").check()
    for count, name in enumerate(("recto.jpg", "verso.jpg"), 1):
        page.locator("#f-piece").set_input_files(image_file(name, photograph()))
        expect(page.locator("#f-piece-shots li")).to_have_count(count)
    assert [name for name, _ in chosen(page, "#f-piece")] == ["recto.jpg", "verso.jpg"]
    citizen.look("deux photos")
    page.locator("button[value='attach:/piece']").click()
    expect(page.get_by_role("link", name="recto.pdf")).to_be_visible()
    expect(page.locator("#f-piece-0")).to_be_focused()
    citizen.look("un document")
    page.locator("summary").filter(has_text="Remplacer").click()
    page.locator("#f-piece-0-instead").set_input_files(image_file("mieux.jpg", photograph()))
    citizen.look("remplacer")
    page.get_by_role("button", name="Remplacer maintenant").click()
    expect(page.get_by_role("link", name="mieux.jpg")).to_be_visible()
    sound(citizen)


def test_three_shots_become_one_document_without_javascript(begin, sound):
    citizen = begin("without JavaScript", "pieces")
    page = citizen.page
    citizen.look("pièces")
    page.get_by_label("Carte d’identité", exact=True).check()
    shots = [image_file(f"page {number}.jpg", photograph((3000, 2000))) for number in (1, 2, 3)]
    page.locator("#f-piece").set_input_files([image_file("lourde.jpg", from_a_telephone()), *shots[1:]])
    page.get_by_label("Réunir ces photos en un seul document").check()
    page.locator("button[value='attach:/piece']").click()
    link = page.get_by_role("link", name="lourde.pdf")
    expect(link).to_be_visible()
    citizen.look("un document")
    content = page.context.request.get(citizen.portal.url + link.get_attribute("href")).body()
    assert content.startswith(b"%PDF-")
    assert content.count(b"/DCTDecode") == 3
    assert len(content) <= TWO_MEGABYTES
    sound(citizen)


def test_shots_sent_one_by_one_are_put_in_order_and_joined_without_javascript(begin, sound):
    citizen = begin("without JavaScript", "pieces")
    page = citizen.page
    page.get_by_label("Carte d’identité", exact=True).check()
    page.locator("#f-piece").set_input_files(image_file("verso.jpg", photograph()))
    page.locator("button[value='attach:/piece']").click()
    page.locator("summary").filter(has_text="Ajouter un fichier").click()
    page.get_by_label("Carte d’identité", exact=True).check()
    page.locator("#f-piece").set_input_files(image_file("recto.jpg", photograph()))
    page.get_by_role("button", name="Joindre maintenant").click()
    citizen.look("deux photos jointes")
    page.locator("#f-piece-1-up").press("Enter")
    expect(page.locator("#f-piece-0-down")).to_be_focused()
    citizen.press("Réunir ces 2 photos en un seul document")
    expect(page.get_by_role("link", name="recto.pdf")).to_be_visible()
    sound(citizen)
