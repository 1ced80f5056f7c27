"""Filling a form in a browser: Enter, saving while typing, two tabs, going back, a session that has ended."""

import re

import pytest
from playwright.sync_api import expect

CITIZEN = "paul@example.fr"
WIDE = {"viewport": {"width": 1280, "height": 900}}
NARROW = {"viewport": {"width": 360, "height": 800}}
UNSCRIPTED = {"java_script_enabled": False, **NARROW}
SAVED = re.compile(r"^Enregistré à \d{1,2}\u00a0h\u00a0\d\d$")
SOON = {"timeout": 15_000}


def begin(visitor, procedure):
    """Begin a request of its own, whatever drafts there are; answers the address of its first step."""
    visitor.sign_in(CITIZEN).open(f"/procedures/{procedure}/requests")
    visitor.page.get_by_role("main").get_by_role("button", name=re.compile("^Commencer")).click()
    visitor.page.wait_for_url("**/steps/*")
    return visitor.page.url.removeprefix(visitor.portal.url)


@pytest.fixture
def citizen(visitor):
    """Call with options of a browser; answers a person on the first step of the form of lost things."""

    def come(**options):
        person = visitor(**{**WIDE, **options})
        person.first = begin(person, "objet-trouve")
        return person

    return come


def answer(page, *, description="Un parapluie"):
    page.get_by_label("Un objet perdu").check()
    page.get_by_label("Quel objet").select_option("bijou")
    page.get_by_label("Décrivez l’objet").fill(description)
    # What the answers change has come before the test goes on.
    expect(page.locator("#step-fields[aria-busy]")).to_have_count(0)


def status(page):
    return page.locator("#saved")


def expect_findings(html_findings, *people):
    pages = {f"{number}-{name}": source for number, one in enumerate(people) for name, source in one.seen.items()}
    findings = [finding for one in people for finding in (*one.violations, *one.complaints)]
    findings += html_findings(pages)
    assert not findings, "\n".join(findings)


@pytest.mark.parametrize("options", [WIDE, UNSCRIPTED], ids=["scripted", "unscripted"])
def test_enter_in_a_field_goes_on_and_in_a_text_of_several_lines_does_not(citizen, options):
    person = citizen(**options)
    page = person.page
    page.get_by_label("Couleur").fill("bleu")
    page.get_by_label("Couleur").press("Enter")
    expect(page).to_have_title(re.compile("^Erreur"))
    expect(page.locator("html")).to_have_attribute("lang", "fr")
    expect(page.get_by_label("Couleur")).to_have_value("bleu")
    page.get_by_label("Décrivez l’objet").fill("un")
    page.get_by_label("Décrivez l’objet").press("End")
    page.get_by_label("Décrivez l’objet").press("Enter")
    page.get_by_label("Décrivez l’objet").press("d")
    expect(page.get_by_label("Décrivez l’objet")).to_have_value("un\nd")


def test_enter_in_a_row_goes_on_and_neither_adds_nor_removes(visitor):
    person = visitor(**WIDE)
    first = begin(person, "acte-naissance")
    person.open(first.replace("/demande", "/personnes"))
    person.press("Ajouter une personne")
    rows = person.page.locator(".line-item")
    expect(rows).to_have_count(2)
    person.page.get_by_label("Prénoms").nth(1).fill("Léo")
    person.page.get_by_label("Prénoms").nth(1).press("Enter")
    expect(person.page).to_have_title(re.compile("^Erreur"))
    expect(rows).to_have_count(2)


def test_what_is_typed_is_saved_soon_after_and_quietly(citizen):
    person = citizen()
    page = person.page
    expect(status(page)).to_have_text("")
    page.wait_for_timeout(4000)
    expect(status(page)).to_have_text("")  # nothing was touched
    page.get_by_label("Couleur").fill("bleu nuit")
    expect(status(page)).to_have_text(SAVED, **SOON)
    expect(page.locator("#live")).to_have_text("")
    expect(page.locator(".summary")).to_have_count(0)
    page.get_by_label("Marque").fill("Aurore")
    page.wait_for_timeout(500)
    expect(page.get_by_label("Marque")).to_be_focused()
    page.reload()
    expect(page.get_by_label("Couleur")).to_have_value("bleu nuit")


def test_what_is_typed_is_saved_when_the_page_goes(citizen):
    person = citizen()
    page = person.page
    page.get_by_label("Couleur").fill("vert bouteille")
    person.follow("Toutes les étapes")
    expect(page.get_by_role("heading", level=1)).to_have_text("Toutes les étapes")
    page.wait_for_timeout(500)
    person.follow("L’objet")
    expect(page.get_by_label("Couleur")).to_have_value("vert bouteille")


def test_a_failure_is_said_the_text_stays_and_it_is_tried_again(citizen):
    person = citizen()
    page = person.page
    page.context.set_offline(True)
    page.get_by_label("Couleur").fill("rouge")
    expect(status(page)).to_contain_text("ne sont pas encore enregistrées", **SOON)
    expect(page.locator("#live")).to_contain_text("ne sont pas encore enregistrées")
    expect(status(page)).to_be_in_viewport()
    page.context.set_offline(False)
    expect(status(page)).to_have_text(SAVED, timeout=20_000)
    expect(page.get_by_label("Couleur")).to_have_value("rouge")
    page.reload()
    expect(page.get_by_label("Couleur")).to_have_value("rouge")


def test_a_question_that_shows_others_and_saving_take_turns(citizen):
    person = citizen()
    page = person.page
    page.get_by_label("Couleur").fill("noir")
    page.get_by_label("Quel objet").select_option("autre")
    expect(page.get_by_label("Précisez")).to_be_visible()
    page.get_by_label("Précisez").fill("Un cerf-volant")
    expect(status(page)).to_have_text(SAVED, **SOON)
    page.wait_for_timeout(4000)
    person.press("Étape suivante")
    expect(page.get_by_label("Précisez")).to_have_value("Un cerf-volant")
    expect(page.get_by_label("Couleur")).to_have_value("noir")


def test_two_tabs_say_it_once_keep_what_is_typed_and_let_one_choose(citizen, html_findings):
    person = citizen(**NARROW)
    page = person.page
    other = page.context.new_page()
    other.goto(page.url)
    other.get_by_label("Couleur").fill("jaune")
    expect(status(other)).to_have_text(SAVED, **SOON)
    page.get_by_label("Couleur").fill("gris")
    expect(status(page)).to_contain_text("modifiée dans une autre fenêtre", **SOON)
    posts = []
    page.on("request", lambda request: posts.append(request) if request.method == "POST" else None)
    page.get_by_label("Marque").fill("Aurore")
    page.wait_for_timeout(4000)
    assert posts == []
    expect(page.get_by_label("Couleur")).to_have_value("gris")
    page.once("dialog", lambda dialog: dialog.accept())
    person.press("Étape suivante").look("deux fenêtres")
    rows = page.locator(".conflict tbody tr")
    expect(rows).to_have_count(2)
    expect(rows.first).to_contain_text("jaune")
    expect(rows.first).to_contain_text("gris")
    expect(page.locator(".conflict")).to_be_focused()
    person.press("Garder ce que j’ai saisi ici")
    expect(page.get_by_label("Couleur")).to_have_value("gris")
    other.get_by_label("Couleur").fill("orange")
    other.get_by_role("main").get_by_role("button", name="Étape suivante", exact=True).click()
    other.get_by_role("link", name="Prendre ce qui est enregistré").click()
    expect(other.get_by_label("Couleur")).to_have_value("gris")
    expect_findings(html_findings, person)


def test_two_windows_without_a_script_choose_as_well(citizen, html_findings):
    person = citizen(**UNSCRIPTED)
    page = person.page
    other = page.context.new_page()
    other.goto(page.url)
    other.get_by_label("Couleur").fill("jaune")
    other.get_by_role("main").get_by_role("button", name="Enregistrer et quitter").click()
    page.get_by_label("Couleur").fill("gris")
    person.press("Étape suivante").look("deux fenêtres sans script")
    expect(page.locator(".conflict")).to_contain_text("jaune")
    person.press("Garder ce que j’ai saisi ici").look("erreurs")
    expect(page.get_by_label("Couleur")).to_have_value("gris")
    expect_findings(html_findings, person)


def test_going_back_in_the_browser_shows_the_step_as_it_was_left(citizen):
    person = citizen()
    page = person.page
    person.press("Étape suivante")
    expect(page).to_have_title(re.compile("^Erreur"))
    answer(page, description="Une broche")
    person.press("Étape suivante")
    expect(page.get_by_role("heading", level=1)).to_have_text("Où et quand")
    page.go_back()
    expect(page.get_by_role("heading", level=1)).to_have_text("L’objet")
    expect(page.get_by_label("Décrivez l’objet")).to_have_value("Une broche")
    page.get_by_label("Décrivez l’objet").fill("Une broche dorée")
    person.press("Étape suivante")
    expect(page.get_by_role("heading", level=1)).to_have_text("Où et quand")
    page.get_by_label("À quel endroit").fill("x")
    person.press("Étape précédente")
    expect(page.get_by_label("Décrivez l’objet")).to_have_value("Une broche dorée")


@pytest.mark.parametrize("options", [NARROW, UNSCRIPTED], ids=["scripted", "unscripted"])
def test_a_session_that_ended_loses_nothing(citizen, html_findings, options):
    person = citizen(**options)
    page = person.page
    answer(page, description="Une bague")
    page.context.clear_cookies()
    person.press("Étape suivante").look("déconnecté")
    expect(page.get_by_role("heading", level=1)).to_have_text("Vous n’êtes plus connecté")
    with page.context.expect_page() as opened:
        page.get_by_role("main").get_by_role("link", name="Me connecter").click()
    there = opened.value
    there.get_by_label("Identifiant ou adresse e-mail").fill(CITIZEN)
    there.get_by_label("Mot de passe").fill("Demarches1")
    there.get_by_role("main").get_by_role("button", name="Me connecter").click()
    expect(there.get_by_role("heading", level=1)).to_have_text("Vous êtes connecté")
    person.press("Envoyer de nouveau ma saisie")
    expect(page.get_by_role("heading", level=1)).to_have_text("Où et quand")
    person.look("étape suivante")
    person.press("Étape précédente")
    expect(page.get_by_label("Décrivez l’objet")).to_have_value("Une bague")
    person.open("/requests/signed-in").look("connecté")
    expect_findings(html_findings, person)


def test_before_a_session_ends_it_is_said_and_one_press_keeps_it_open(citizen, html_findings):
    person = citizen(**NARROW)
    page = person.page
    page.clock.install()
    page.reload()
    ending = page.locator(".ending")
    page.clock.fast_forward("54:00")
    expect(ending).to_have_count(0)
    page.clock.fast_forward("01:10")
    expect(ending).to_contain_text("vous serez déconnecté dans 5 min")
    page.clock.run_for(100)
    expect(page.locator("#live")).to_contain_text("vous serez déconnecté")
    person.look("avant la fin")
    ending.get_by_role("button", name="Rester connecté").focus()
    page.keyboard.press("Enter")
    expect(ending).to_have_count(0)
    expect(page.locator("#main")).to_be_focused()
    # Another page of the same person counts as well.
    page.clock.fast_forward("55:30")
    expect(ending).to_contain_text("Rester connecté")
    other = page.context.new_page()
    other.goto(person.portal.url + "/requests")
    expect(ending).to_have_count(0)
    page.clock.fast_forward("55:30")
    page.context.clear_cookies()
    ending.get_by_role("button").click()
    expect(ending).to_contain_text("Vous êtes déconnecté")
    expect(ending.get_by_role("button")).to_have_count(0)
    person.look("à la fin")
    expect_findings(html_findings, person)


def test_the_longest_a_session_lasts_is_said_too(citizen):
    page = citizen().page
    page.clock.install()
    page.reload()
    for _ in range(13):
        page.clock.fast_forward("54:30")
        page.evaluate("fetch('/session').then(() => new BroadcastChannel('guichet-session').postMessage(''))")
    page.clock.fast_forward("07:00")
    expect(page.locator(".ending")).to_contain_text("Votre session se termine dans")
    expect(page.locator(".ending button")).to_have_count(0)


def test_saving_while_typing_says_that_the_session_ended(citizen):
    person = citizen()
    page = person.page
    page.context.clear_cookies()
    page.get_by_label("Couleur").fill("mauve")
    expect(status(page)).to_contain_text("Vous n’êtes plus connecté", **SOON)
    expect(page.get_by_label("Couleur")).to_have_value("mauve")


def test_a_long_text_counts_down_and_is_never_cut(citizen):
    person = citizen()
    page = person.page
    field = page.get_by_label("Décrivez l’objet")
    count = page.locator("#f-description-count")
    expect(count).to_have_text("Il vous reste 1\u202f000 caractères")
    field.fill("a" * 999)
    expect(count).to_have_text("Il vous reste 1 caractère")
    expect(page.locator("#live")).to_have_text("Il vous reste 1 caractère")
    field.fill("a" * 1003)
    expect(count).to_have_text("3 caractères de trop")
    expect(page.locator("#f-couleur-count")).to_be_hidden()
    page.get_by_label("Couleur").fill("b" * 50)
    expect(page.locator("#f-couleur-count")).to_have_text("Il vous reste 10 caractères")
    page.get_by_label("Un objet perdu").check()
    page.get_by_label("Quel objet").select_option("bijou")
    person.press("Étape suivante")
    expect(page.locator("#f-description-error")).to_contain_text("de 3 caractères")
    expect(field).to_have_value("a" * 1003)


@pytest.mark.parametrize("options", [NARROW, WIDE, UNSCRIPTED], ids=["narrow", "wide", "unscripted"])
def test_the_list_of_steps_and_the_help_are_at_hand(citizen, html_findings, options):
    person = citizen(**options)
    page = person.page
    answer(page)
    person.press("Étape suivante")
    for part, text in (("Jour", "31"), ("Mois", "2"), ("Année", "2026")):
        page.get_by_label(part, exact=True).fill(text)
    person.press("Enregistrer et quitter")
    person.open(person.first.replace("/objet", "/circonstances")).look("étape 2")
    assert page.locator("#aside-service").bounding_box()["y"] > 0
    if options is not WIDE:
        form = page.locator("#answers").bounding_box()
        assert page.locator("#aside-service").bounding_box()["y"] > form["y"] + form["height"]
        expect(page.get_by_role("main").get_by_role("link", name="Besoin d’aide")).to_be_visible()
    person.follow("Toutes les étapes").look("toutes les étapes")
    items = page.locator(".tasks li")
    expect(items).to_have_count(4)
    expect(items.nth(0)).to_contain_text("fait")
    expect(items.nth(1)).to_contain_text("à corriger")
    expect(items.nth(2)).to_contain_text("pas encore possible")
    person.follow("Où et quand")
    expect(page).to_have_title(re.compile("^Erreur"))
    expect_findings(html_findings, person)
