"""«Mon profil» told to a browser: lists that grow, two tabs, an address confirmed, a change undone, the switches."""

import re

import pytest
from playwright.sync_api import expect

WAYS = {
    "with JavaScript": {"viewport": {"width": 1000, "height": 900}},
    "without JavaScript, dark, 320 px wide": {
        "java_script_enabled": False,
        "color_scheme": "dark",
        "viewport": {"width": 320, "height": 800},
    },
}
ERROR = re.compile("^(Erreur\u00a0|Error):")


def sign_in(person, name):
    person.open("/login")
    person.page.locator("#identifier").fill(name)
    person.page.locator("#password").fill("Demarches1")
    person.press("Me connecter")


def add_somebody(person):
    """A row more, with nothing typed lost; what is half written is told."""
    page, main = person.page, person.page.get_by_role("main")
    page.get_by_label("Nom d’usage").first.fill("Petit")
    person.press("Ajouter une personne").look("une personne de plus")
    expect(page.get_by_label("Nom d’usage").first).to_have_value("Petit")
    someone = page.get_by_role("group", name="Nouvelle personne")
    someone.get_by_label("Lien avec vous").select_option(label="Conjoint")
    someone.get_by_label("Nom de naissance").fill("Petit")
    person.press("Mettre à jour").look("profil à corriger")
    expect(page).to_have_title(ERROR)
    added = page.get_by_role("group", name="Petit", exact=True)
    added.get_by_label("Prénoms").fill("Sam")
    person.press("Mettre à jour")
    expect(main).to_contain_text("Vos informations sont à jour")
    expect(main).to_contain_text("Saisi le")


def meet_another_tab(person, theirs):
    """The loser of two tabs keeps what they typed, and chooses."""
    page, main = person.page, person.page.get_by_role("main")
    other = page.context.new_page()
    other.goto(page.url)
    other.get_by_label("Nationalité").fill(theirs)
    other.get_by_role("button", name="Mettre à jour").last.click()
    expect(other.get_by_role("main")).to_contain_text("Vos informations sont à jour")
    other.close()
    page.get_by_label("Nationalité").fill("suisse")
    person.press("Mettre à jour").look("deux onglets")
    expect(main).to_contain_text(f"Ce qui est déjà enregistré\u00a0: {theirs}")
    expect(page.get_by_label("Nationalité", exact=True)).to_have_value("suisse")
    page.get_by_label("Ce qui est déjà enregistré").check()
    person.press("Mettre à jour")
    expect(page.get_by_label("Nationalité")).to_have_value(theirs)


def confirm(person, address):
    """A second address is confirmed by whoever reads it."""
    page, main = person.page, person.page.get_by_role("main")
    person.press("Ajouter une adresse e-mail")
    page.get_by_label("Adresse e-mail 2").fill(address)
    person.press("Mettre à jour").look("adresse à confirmer")
    expect(main).to_contain_text("Adresse à confirmer")
    person.open(person.letter_link(address, "", "contact")).look("confirmer un contact")
    person.press("Confirmer cette adresse").look("contact confirmé")
    expect(main).not_to_contain_text("Adresse à confirmer")


def tidy(person):
    """Take out what was put in, for who comes next."""
    page, main = person.page, person.page.get_by_role("main")
    page.get_by_label("Adresse e-mail 2").fill("")
    page.get_by_role("group", name="Sam Petit").get_by_role("button", name="Retirer").click()
    person.look("une personne de moins")
    person.press("Mettre à jour")
    expect(main).not_to_contain_text("Sam Petit")


@pytest.mark.parametrize("way", WAYS)
def test_my_profile_from_end_to_end(visitor, html_findings, way):
    person = visitor(**WAYS[way])
    page = person.page
    sign_in(person, "ana@example.fr")
    person.open("/profile").look("mon profil")
    add_somebody(person)
    meet_another_tab(person, f"belge {len(way)}")
    confirm(person, f"ana-{len(way)}@travail.example")
    tidy(person)
    person.follow("Changements venus de mes demandes").look("changements")
    person.open("/profile/reuse").look("réutilisation")
    filled = page.get_by_label("Remplir d’avance mes nouvelles demandes")
    filled.uncheck()
    person.press("Enregistrer mon choix").look("réutilisation arrêtée")
    expect(filled).not_to_be_checked()
    filled.check()
    person.press("Enregistrer mon choix")
    assert person.violations == []
    assert person.complaints == []
    assert html_findings(person.seen) == []


def test_my_profile_in_english(visitor, html_findings):
    person = visitor(**WAYS["without JavaScript, dark, 320 px wide"])
    sign_in(person, "ana@example.fr")
    person.open("/language/en?next=/profile").look("my profile")
    for path in ("/profile/changes", "/profile/reuse", "/contact/x"):
        person.open(path).look(path[1:].replace("/", " "))
    assert person.violations == []
    assert person.complaints == []
    assert html_findings(person.seen) == []
