"""A person asks without an account: the draft, the letter, the confirmation, the private page, and into an account."""

import json

import pytest
from playwright.sync_api import expect

WAYS = {
    "fr, wide": ("fr", {"viewport": {"width": 1280, "height": 900}}),
    "en, without JavaScript, dark, 320 px wide": (
        "en",
        {"java_script_enabled": False, "color_scheme": "dark", "viewport": {"width": 320, "height": 800}},
    ),
}
WORDS = {
    "fr": {
        "continue": "Continuer sans compte", "begin": "Commencer", "next": "Étape suivante",
        "save": "Enregistrer et quitter", "resume": "Reprendre", "send": "Envoyer ma demande",
        "wrong": "Corriger l’adresse", "change": "Enregistrer et envoyer le courriel",
        "confirm": "Confirmer et envoyer ma demande", "follow": "Suivre ma demande", "lost": "Lien privé perdu ?",
        "get": "Recevoir le lien", "open": "Ouvrir ma demande", "claim": "Ajouter à mon compte",
        "waits": "en attente de confirmation", "leave": "Fermer sur cet appareil", "again": "Regardez vos courriels",
        "readings": "Qui a consulté mes données", "gone": "Ce lien n’ouvre plus rien", "history": "Détail des actions",
        "closed": "Plus aucune demande sans compte n’est ouverte",
    },
    "en": {
        "continue": "Continue without an account", "begin": "Begin", "next": "Next step",
        "save": "Save and leave", "resume": "Resume", "send": "Send my request",
        "wrong": "Correct the address", "change": "Save and send the e-mail",
        "confirm": "Confirm and send my request", "follow": "Follow my request", "lost": "Private link lost?",
        "get": "Get the link", "open": "Open my request", "claim": "Add to my account",
        "waits": "waiting for confirmation", "leave": "Close on this device", "again": "Look at your e-mails",
        "readings": "Who read my data", "gone": "This link no longer opens anything", "history": "All actions",
        "closed": "No request without an account is open",
    },
}  # fmt: skip
PDF = {"name": "carte.pdf", "mimeType": "application/pdf", "buffer": b"%PDF-1.4\ntrailer <<>>\n%%EOF\n"}
LETTERS = {
    "fr": ("Le lien privé de votre demande", "Confirmez votre demande"),
    "en": ("The private link of your request", "Confirm your request"),
}


@pytest.fixture(scope="module")
def procedure(portal, root, tmp_path_factory):
    """A procedure that anybody may ask for, published in the running portal."""
    document = json.loads((root / "tests/platform/essai.json").read_text("utf-8"))
    document["x-procedure"] |= {"id": "sans-compte", "reference": "SCO"}
    path = tmp_path_factory.mktemp("published") / "sans-compte.json"
    path.write_text(json.dumps(document, ensure_ascii=False), "utf-8")
    done = portal.command("publish", str(path))
    assert done.returncode == 0, done.stdout + done.stderr
    return "/procedures/sans-compte"


def begin(person, procedure, words, address):
    """Go as far as the first step without an account, and leave."""
    main = person.page.get_by_role("main")
    person.look("deux voies")
    person.open(f"{procedure}/requests").look("deux voies, début")
    person.follow(words["continue"]).look("sans compte")
    person.press(words["begin"]).look("sans adresse")
    expect(main.locator(".summary a")).to_have_count(1)
    expect(main.locator("[name=comment]")).to_be_hidden()
    main.locator("#email").fill(address)
    person.press(words["begin"])
    person.page.get_by_label("Pour vous").check()
    person.page.locator("[name='/nombre']").fill("1")
    person.press(words["save"]).look("brouillon enregistré")


def finish(person, procedure, words, address):
    """Go on in the same browser, send, and correct the address."""
    main = person.page.get_by_role("main")
    person.open("/requests").look("demandes de ce navigateur")
    person.open(procedure).look("brouillon à reprendre")
    main.get_by_role("link").filter(has_text=words["resume"]).first.click()
    person.press(words["next"])
    person.page.locator("[name='/nom']").fill("Zola")
    person.press(words["next"])
    person.page.locator("[name='/piece/-']").set_input_files(PDF)
    person.press(words["next"])
    person.page.locator("[name='/attestation']").check()
    person.press(words["send"]).look("en attente de confirmation")
    expect(main).to_contain_text(words["waits"])
    person.follow(words["wrong"]).look("corriger l’adresse")
    main.locator("#email").fill(address)
    person.press(words["change"]).look("adresse corrigée")


def confirm(reader, path, words):
    """Follow the letter and send; return the number and the address of the private page."""
    seen = reader.page.get_by_role("main")
    reader.open(path).look("confirmer")
    reader.press(words["confirm"]).look("reçu")
    number = seen.locator("#tracking-number").inner_text()
    reader.follow(words["follow"]).look("demande privée")
    expect(seen).to_contain_text(words["readings"])
    base = reader.page.url.removeprefix(reader.portal.url)
    seen.get_by_role("link", name=words["history"]).click()
    reader.look("détail des actions")
    return number, base


def lose(person, number, base, words, address):
    """Find that the number opens nothing, and have the link sent again."""
    main = person.page.get_by_role("main")
    person.open(f"/tracking?number={number}").look("suivi")
    person.open(base).look("ailleurs il faut le lien")
    assert "/login" in person.page.url
    person.open("/private").look("lien perdu")
    person.press(words["get"]).look("lien perdu, rien de donné")
    expect(main.locator(".summary a")).to_have_count(2)
    main.locator("#email").fill(address)
    main.locator("#number").fill(number)
    person.press(words["get"]).look("lien redemandé")
    expect(main).to_contain_text(words["again"])


@pytest.mark.parametrize("way", WAYS)
@pytest.mark.behaviour(
    "A request can be made without an account where the definition allows. Its e-mail address is confirmed before it "
    "enters a queue; it is followed by its number, and modified, cancelled, answered or corrected by a private link "
    "sent to that address, never by the number; it can be claimed into an account later."
)
def test_a_request_is_made_without_an_account_and_taken_into_one(visitor, html_findings, procedure, way):
    lang, options = WAYS[way]
    words, address, mistyped = WORDS[lang], f"zoe-{lang}@example.org", f"zoee-{lang}@example.org"
    person, reader = visitor(**options), visitor(**options)
    begin(person.open(f"/language/{lang}?next={procedure}"), procedure, words, mistyped)
    reader.open(f"/language/{lang}?next=/")
    path = reader.letter_link(mistyped, LETTERS[lang][0], "private")
    reader.open(path).look("lien privé d’un brouillon")
    finish(person, procedure, words, address)
    reader.open(path).look("lien remplacé")
    path = reader.letter_link(address, LETTERS[lang][1], "private")
    number, base = confirm(reader, path, words)
    lose(person, number, base, words, address)

    reader.open(base).press(words["leave"]).look("fermée ici")
    expect(reader.page.get_by_role("main")).to_contain_text(words["closed"])
    reader.open("/language/fr?next=/").sign_in("paul@example.fr").open(f"/language/{lang}?next=/")
    reader.open(path).look("lien privé, connecté")
    reader.press(words["open"]).look("à ajouter au compte")
    reader.press(words["claim"]).look("ajoutée au compte")
    assert reader.page.url.endswith(base)
    person.open(path).look("lien éteint")
    expect(person.page.get_by_role("main")).to_contain_text(words["gone"])
    pages = {
        f"{who}-{name}": source for who, one in (("p", person), ("r", reader)) for name, source in one.seen.items()
    }
    findings = [*person.violations, *person.complaints, *reader.violations, *reader.complaints, *html_findings(pages)]
    assert not findings, "\n".join(findings)
