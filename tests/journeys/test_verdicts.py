"""A request is changed while it waits, taken up, its document refused, corrected, accepted, given back and closed."""

import io
import json
import re

import pytest
from PIL import Image, ImageDraw
from playwright.sync_api import expect
from ways import WAYS_AND_LANGUAGES

WORDS = {
    "fr": {
        "edit": "Modifier ma demande", "send edit": "Envoyer mes modifications", "next": "Étape suivante",
        "drop": "Abandonner la modification", "keep": "Non, continuer la modification", "row edit": "Modifier",
        "take": "Prendre en charge", "check": re.compile("^Vérifier"), "refuse": "Refuser le document",
        "reason": re.compile("^Motif du refus"), "ask": "Demander des corrections", "go": "Demander ces corrections",
        "more": "Compléter ce qui est demandé",
        "words": re.compile("^Votre mot"), "todo": "À corriger", "correct": "Corriger ma demande",
        "send": "Envoyer mes corrections", "accept": "Accepter le document", "back": "Rendre la demande",
        "close": "Clore la demande", "verified": "Identité vérifiée", "overtaken": "n’ont pas été envoyées",
    },
    "en": {
        "edit": "Change my request", "send edit": "Send my changes", "next": "Next step",
        "drop": "Drop these changes", "keep": "No, go on changing it", "row edit": "Change",
        "take": "Take up", "check": re.compile("^Check"), "refuse": "Refuse the document",
        "reason": re.compile("^Reason of the refusal"), "ask": "Ask for corrections", "go": "Ask for these corrections",
        "more": "Add to what is asked",
        "words": re.compile("^Your words"), "todo": "To be corrected", "correct": "Correct my request",
        "send": "Send my corrections", "accept": "Accept the document", "back": "Give the request back",
        "close": "Close the request", "verified": "Identity verified", "overtaken": "were not sent",
    },
}  # fmt: skip


def photograph():
    """A picture with a face, or what a machine takes for one."""
    written = io.BytesIO()
    paper = Image.new("RGB", (900, 640), "#f3e9d2")
    draw = ImageDraw.Draw(paper)
    draw.rectangle((60, 60, 300, 380), fill="#8fa7b8")
    draw.ellipse((120, 110, 240, 260), fill="#d9b48f")
    for line in range(5):
        draw.line((360, 120 + 60 * line, 820 - 70 * (line % 2), 120 + 60 * line), fill="#444444", width=14)
    paper.save(written, "JPEG")
    return written.getvalue()


PHOTOGRAPH = {"name": "passeport.jpg", "mimeType": "image/jpeg", "buffer": photograph()}
CLEAR = {
    "name": "net.pdf",
    "mimeType": "application/pdf",
    "buffer": b"%PDF-1.4\n1 0 obj <<>> endobj\ntrailer <<>>\n%%EOF\n",
}


@pytest.fixture(scope="module")
def procedure(portal, root, tmp_path_factory):
    """The short procedure, its document being a passport; published in the running portal."""
    document = json.loads((root / "tests/platform/essai.json").read_text("utf-8"))
    document["x-procedure"] |= {"id": "a-corriger", "reference": "COR"}
    document["properties"]["piece"]["x-document"]["accepts"][0] |= {"kind": "passeport", "title": "Passeport"}
    path = tmp_path_factory.mktemp("published") / "a-corriger.json"
    path.write_text(json.dumps(document, ensure_ascii=False), "utf-8")
    done = portal.command("publish", str(path))
    assert done.returncode == 0, done.stdout + done.stderr
    return "/procedures/a-corriger/requests"


def send(person, procedure):
    """Fill the form in and send it; return the address of the request."""
    page = person.page
    # The definition is written in French alone.
    person.open("/language/fr?next=" + procedure).press(re.compile("Commencer"))
    page.get_by_label("Pour vous").check()
    page.locator("[name='/nombre']").fill("1")
    person.press("Étape suivante")
    page.locator("[name='/nom']").fill("Petit")
    page.locator("[name='/telephone']").fill("01 99 00 00 00")
    person.press("Étape suivante")
    page.locator("[name='/piece/-']").set_input_files(PHOTOGRAPH)
    person.press("Étape suivante")
    page.get_by_label("J’atteste").check()
    person.press("Envoyer ma demande")
    return page.url.removesuffix("/receipt").partition("/requests/")[2]


def edit(person, words, lang):
    """Change the request while it waits; return its number, and leave a second change begun."""
    page = person.page
    main = page.get_by_role("main")
    person.open(f"/language/{lang}?next=/requests").look("mes demandes, une à modifier")
    main.get_by_role("button", name=re.compile(f"^{words['row edit']}")).first.click()
    person.look("modifier, première étape")
    page.locator("[name='/nombre']").fill("3")
    person.press(words["next"])
    page.locator("[name='/nom']").fill("Grand")
    person.press(words["drop"]).look("abandonner la modification")
    person.follow(words["keep"])
    person.press(words["next"])
    person.press(words["next"]).look("modifier, vérification")
    person.press(words["send edit"]).look("demande modifiée")
    expect(main).to_contain_text("Grand")
    number = re.search(r"COR(-[0-9A-Z]{4}){4}-[0-9A-Z]", main.inner_text())[0]
    person.press(words["edit"])
    page.locator("[name='/nombre']").fill("4")
    person.press(words["next"])
    return number


def overtake(person, agent, words):
    """Press on with the change once the agent has taken the request up."""
    agent.press(words["take"]).look("demande prise en charge, documents à vérifier")
    person.page.locator("[name='/nom']").fill("Tard")
    person.press(words["next"]).look("modification arrivée trop tard")
    expect(person.page.get_by_role("main")).to_contain_text(words["overtaken"])
    expect(person.page.get_by_role("main")).to_contain_text("Tard")


def refuse(agent, words):
    """Refuse the document and ask for the name too."""
    agent.follow(words["check"])
    picture = agent.page.get_by_role("img", name=re.compile("passeport.jpg"))
    expect(picture).to_have_js_property("naturalWidth", 900)
    expect(picture).to_be_visible()
    agent.look("document à vérifier")
    agent.press(words["refuse"]).look("refuser un document sans raison")
    agent.page.get_by_label(words["reason"]).fill("La photo est floue.")
    agent.press(words["refuse"]).look("document refusé")
    agent.follow(words["more"]).look("demander des corrections")
    agent.page.get_by_label(words["words"]).fill("")
    agent.press(words["go"]).look("demander sans un mot")
    agent.page.get_by_label("Nom", exact=True).check()
    agent.page.get_by_label(words["words"]).fill("Le nom n’est pas celui du passeport.")
    agent.press(words["go"]).look("corrections demandées")
    agent.open("/agent/requests").look("file avec une demande qui attend")


def correct(person, words, request):
    """Send what was asked for, after a mistake."""
    page = person.page
    main = page.get_by_role("main")
    person.open("/requests").look("mes demandes, une à corriger")
    expect(main).to_contain_text(words["todo"])
    person.open(f"/requests/{request}").look("demande à corriger")
    person.press(words["correct"]).look("corriger")
    page.locator("[name='/nom']").fill("")
    person.press(words["send"]).look("corriger avec une faute")
    expect(main.locator(".summary a")).to_have_count(1)
    page.locator("[name='/nom']").fill("Petit")
    page.locator("[name='/piece/-']").set_input_files(CLEAR)
    person.press(words["send"]).look("corrections envoyées")
    expect(main).to_contain_text("net.pdf")
    person.open(f"/requests/{request}/history").look("détail des actions")


def verify(agent, words, number):
    """Accept a document of the corrected request, which proves an identity."""
    agent.open("/agent/requests").follow(re.compile(f", {number}$")).look("demande corrigée")
    agent.page.get_by_role("main").get_by_role("link", name=words["check"]).last.click()
    for part, value in (("day", "1"), ("month", "6"), ("year", "2034")):
        agent.page.locator(f"[name=until-{part}]").fill(value)
    agent.press(words["accept"]).look("document accepté")


@pytest.mark.parametrize("way", WAYS_AND_LANGUAGES)
@pytest.mark.behaviour("An edit of a pending request is validated whole before it replaces anything.")
@pytest.mark.behaviour("give each document a verdict, ask a question or ask for the correction of chosen fields")
def test_a_request_is_edited_corrected_and_verified(visitor, html_findings, procedure, way):
    lang, options = WAYS_AND_LANGUAGES[way]
    words = WORDS[lang]
    person = visitor(**options).sign_in({"fr": "paul@example.fr", "en": "ana@example.fr"}[lang])
    main = person.page.get_by_role("main")
    request = send(person, procedure)
    number = edit(person, words, lang)
    agent = visitor(**options).sign_in("camille.martel@sainte-aurore.example")
    agent.open(f"/language/{lang}?next=/agent/requests").follow(re.compile(f", {number}$"))
    overtake(person, agent, words)
    refuse(agent, words)
    correct(person, words, request)
    verify(agent, words, number)
    person.open("/profile").look("identité vérifiée")
    expect(main).to_contain_text(words["verified"])
    person.open(f"/requests/{request}").look("demande, document accepté")
    agent.press(words["back"]).look("demande rendue")
    agent.press(words["take"])
    agent.press(words["close"]).look("clore avec un document refusé")
    agent.page.locator("[name=unverified]").check()
    agent.press(words["close"]).look("demande close")
    person.open("/messages").look("messages")
    findings = [*person.violations, *person.complaints, *agent.violations, *agent.complaints]
    pages = {f"{who}-{name}": source for who, one in (("p", person), ("a", agent)) for name, source in one.seen.items()}
    findings += html_findings(pages)
    assert not findings, "\n".join(findings)
