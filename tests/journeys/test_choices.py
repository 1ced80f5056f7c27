"""A street in a long list, an address, a child of the household: chosen with the keyboard, and without any script."""

import pytest
from playwright.sync_api import expect

CITIZEN = "ana@example.fr"
WAYS = {
    "360 px wide": {"viewport": {"width": 360, "height": 780}},
    "1280 px wide": {"viewport": {"width": 1280, "height": 900}},
}
UNSCRIPTED = {"java_script_enabled": False, "viewport": {"width": 360, "height": 780}}


def begin(visitor, procedure, step):
    """Start anew and open one step."""
    visitor.sign_in(CITIZEN)
    visitor.open(f"/procedures/{procedure}/requests")
    main = visitor.page.get_by_role("main")
    anew = main.get_by_role("button", name="Commencer une nouvelle demande")
    (anew if anew.count() else main.get_by_role("button", name="Commencer")).first.click()
    visitor.page.wait_for_url("**/steps/**")
    visitor.page.goto(f"{visitor.page.url.rpartition('/')[0]}/{step}")
    return visitor.page


def leave_and_return(citizen):
    """Leave the form by its button and open the same step again."""
    address = citizen.page.url.partition("#")[0]
    citizen.press("Enregistrer et quitter")
    citizen.page.wait_for_url("**/requests")
    citizen.page.goto(address)


@pytest.fixture
def street(visitor):
    """Call with a way; answers a person in front of the control of a street, and that control."""

    def come(way):
        citizen = visitor(**way)
        page = begin(citizen, "inscription-scolaire", "ecole")
        return citizen, page.get_by_label("Rue", exact=False).and_(page.locator("[name='/rue#search']"))

    return come


@pytest.mark.parametrize("way", WAYS.values(), ids=WAYS.keys())
def test_a_street_is_chosen_with_the_keyboard(street, way):
    citizen, control = street(way)
    page = citizen.page
    expect(control).to_have_role("combobox")
    expect(page.get_by_role("button", name="Chercher")).to_have_count(0)
    control.press_sequentially("rue t")
    options = page.get_by_role("listbox").get_by_role("option")
    expect(options.first).to_have_text("Rue des Tilleuls")
    expect(control).to_have_attribute("aria-expanded", "true")
    expect(page.locator("#live")).to_contain_text("Flèche vers le bas")
    citizen.look("propositions")
    control.press("ArrowDown")
    expect(options.first).to_have_attribute("aria-selected", "true")
    expect(control).to_have_attribute("aria-activedescendant", "f-rue-list-0")
    citizen.look("proposition désignée")
    control.press("Home")
    expect(options.first).to_have_attribute("aria-selected", "false")
    control.press("Escape")
    expect(page.get_by_role("listbox")).to_have_count(0)
    expect(control).to_have_value("rue t")
    control.press("ArrowDown")
    expect(options.first).to_have_attribute("aria-selected", "true")
    control.press("ArrowUp")
    expect(options.last).to_have_attribute("aria-selected", "true")
    control.press("ArrowDown")
    control.press("Enter")
    expect(control).to_have_value("Rue des Tilleuls")
    expect(control).to_be_focused()
    expect(page.locator("[name='/rue']")).to_have_value("tilleuls")
    leave_and_return(citizen)
    expect(control).to_have_value("Rue des Tilleuls")
    citizen.look("choix fait")
    assert (citizen.violations, citizen.complaints) == ([], [])


def test_the_button_comes_back_when_nobody_answers(street):
    citizen, control = street(WAYS["1280 px wide"])
    page = citizen.page
    page.route("**/choices", lambda route: route.abort())
    control.press_sequentially("tilleuls")
    page.get_by_role("button", name="Chercher").click()
    expect(page.get_by_role("radio", name="Rue des Tilleuls")).to_be_focused()
    page.keyboard.press("Space")
    expect(control).to_have_value("Rue des Tilleuls")
    citizen.look("propositions en cartes")
    assert (citizen.violations, citizen.complaints) == ([], [])


def test_a_text_that_names_no_street_is_kept_and_told(street):
    citizen, control = street(WAYS["1280 px wide"])
    control.fill("rue inconnue")
    # What is being saved is waited for before the page is left.
    with citizen.page.expect_navigation():
        citizen.press("Étape suivante")
    citizen.look("rue inconnue")
    expect(control).to_have_value("rue inconnue")
    expect(citizen.page.locator("#f-rue-error")).to_contain_text("Choisissez une rue de la liste")
    assert (citizen.violations, citizen.complaints) == ([], [])


def test_a_street_is_chosen_without_a_script(street, html_findings):
    citizen, control = street(UNSCRIPTED)
    page = citizen.page
    control.fill("tilleuls")
    page.get_by_role("button", name="Chercher").click()
    citizen.look("cartes sans script")
    expect(control).to_have_value("tilleuls")
    page.get_by_label("Rue des Tilleuls").check()
    leave_and_return(citizen)
    expect(control).to_have_value("Rue des Tilleuls")
    citizen.look("rue choisie sans script")
    assert (citizen.violations, citizen.complaints) == ([], [])
    assert html_findings(citizen.seen) == []


@pytest.mark.behaviour("One account serves one person or the whole family.")
@pytest.mark.parametrize("way", [*WAYS.values(), UNSCRIPTED], ids=[*WAYS, "without a script"])
def test_a_child_of_the_household_fills_the_group(visitor, way):
    citizen = visitor(**way)
    page = begin(citizen, "inscription-scolaire", "enfant")
    citizen.look("qui")
    page.get_by_label("Quelqu’un d’autre").check()
    page.get_by_role("button", name="Remplir avec cette personne").click()
    expect(page.locator("[name='/enfant/prenoms']")).to_have_value("")
    page.get_by_label("Léo Durand").check()
    page.get_by_role("button", name="Remplir avec cette personne").click()
    expect(page.locator("[name='/enfant/prenoms']")).to_have_value("Léo")
    expect(page.get_by_label("Léo Durand")).to_be_checked()
    citizen.look("rempli")
    assert (citizen.violations, citizen.complaints) == ([], [])


@pytest.mark.parametrize("way", WAYS.values(), ids=WAYS.keys())
def test_an_address_is_filled_by_a_suggestion(visitor, way):
    citizen = visitor(**way)
    page = begin(citizen, "encombrants", "collecte")
    control = page.get_by_role("combobox", name="Chercher une adresse")
    control.press_sequentially("12 rue des ti")
    expect(page.get_by_role("option").first).to_have_text("12 Rue des Tilleuls, 99210 Sainte-Aurore")
    citizen.look("adresses proposées")
    control.press("ArrowDown")
    control.press("Enter")
    expect(page.get_by_label("Numéro et rue")).to_have_value("12 Rue des Tilleuls")
    expect(page.get_by_label("Commune")).to_have_value("Sainte-Aurore")
    expect(page.get_by_label("Numéro et rue")).to_have_attribute("autocomplete", "address-line1")
    citizen.look("adresse remplie")
    assert (citizen.violations, citizen.complaints) == ([], [])


def test_an_address_is_filled_without_a_script(visitor, html_findings):
    citizen = visitor(**UNSCRIPTED)
    page = begin(citizen, "encombrants", "collecte")
    page.get_by_label("Chercher une adresse").fill("12 rue des v")
    page.get_by_role("button", name="Chercher").click()
    citizen.look("adresses sans script")
    page.get_by_label("12 Rue des Vignes").check()
    page.get_by_role("button", name="Reprendre cette adresse").click()
    expect(page.get_by_label("Numéro et rue")).to_have_value("12 Rue des Vignes")
    citizen.look("adresse remplie sans script")
    assert (citizen.violations, citizen.complaints) == ([], [])
    assert html_findings(citizen.seen) == []
