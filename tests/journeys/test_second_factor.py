"""An agent whose role needs a second factor adds an application, signs in with its code, loses it, and is helped."""

import contextlib
import re
import sqlite3
import time

import pytest
from passlib.totp import TOTP
from playwright.sync_api import expect

AGENT = "camille.martel@sainte-aurore.example"
WAYS = {
    "fr, wide, light": ("fr", {"viewport": {"width": 1280, "height": 900}, "color_scheme": "light"}),
    "en, without JavaScript, dark, 320 px wide": (
        "en",
        {"java_script_enabled": False, "color_scheme": "dark", "viewport": {"width": 320, "height": 800}},
    ),
}
WORDS = {
    "fr": {
        "identifier": "Identifiant ou adresse e-mail", "password": "Mot de passe", "sign-in": "Me connecter",
        "first": "Ajouter cette application et me connecter", "kept": "J’ai gardé mes codes",
        "lost": "Je n’ai pas mon application", "renew": "Obtenir de nouveaux codes",
        "show": "Afficher de nouveaux codes",
        "replace": "Changer d’application", "mine": "Double authentification",
        "reset": "Réinitialiser la double authentification", "go": "Réinitialiser",
        "left": "Il en reste 9 sur 10", "continue": "Continuer",
        "add": "Ajouter cette application", "remove": "Retirer l’application",
    },
    "en": {
        "identifier": "Identifier or e-mail address", "password": "Password", "sign-in": "Sign in",
        "first": "Add this application and sign in", "kept": "I have kept my codes",
        "lost": "I do not have my application", "renew": "Get new recovery codes", "show": "Show new codes",
        "replace": "Change application", "mine": "Two-factor authentication",
        "reset": "Reset two-factor authentication", "go": "Reset",
        "left": "9 of the 10 are left", "continue": "Continue",
        "add": "Add this application", "remove": "Remove the application",
    },
}  # fmt: skip


@pytest.fixture(scope="module")
def portal(run_portal):
    """A portal where agents need a second factor; administrators here do not, so that one can help at once."""
    with run_portal({"GUICHET_SECOND_FACTOR": "agent"}) as found:
        yield found


def code(secret, step=0):
    """What an application shows; `step` is how many codes later."""
    return TOTP(secret.replace(" ", "")).generate(time.time() + 30 * step).token


def give_password(person, words, address):
    person.page.get_by_label(words["identifier"]).fill(address)
    person.page.get_by_label(words["password"]).fill("Demarches1")
    return person.press(words["sign-in"])


def _help(portal, chief, words, lang):
    """An administrator who signed in a while ago takes the agent's factor off, password given again."""
    chief.open(f"/language/{lang}?next=/login")
    give_password(chief, words, "administration@sainte-aurore.example")
    chief.open("/staff").look("équipe").follow("Camille Martel").look("membre")
    chief.follow(words["reset"]).look("réinitialiser")
    with contextlib.closing(sqlite3.connect(portal.data / "guichet.sqlite3")) as database, database:
        database.execute("UPDATE user_sessions SET created_at = datetime(created_at, '-11 minutes') || '.000000'")
    chief.press(words["go"]).look("mot de passe redemandé")
    chief.page.locator("#current-password").fill("Demarches1")
    chief.press(words["continue"]).look("réinitialisé")


@pytest.mark.parametrize("way", WAYS)
def test_an_agent_adds_uses_loses_and_gets_back_a_second_factor(portal, visitor, html_findings, way):
    lang, options = WAYS[way]
    words = WORDS[lang]
    agent = visitor(**options)
    page = agent.page
    agent.open(f"/language/{lang}?next=/login")
    give_password(agent, words, AGENT).look("première application")
    secret = page.locator("#secret").inner_text()
    agent.press(words["first"]).look("sans code")
    expect(page.get_by_role("main").locator(".summary a")).to_have_count(1)
    page.locator("#code").fill(code(secret, -1))
    agent.press(words["first"]).look("codes de secours")
    kept = page.locator(".codes li").all_inner_texts()
    assert len(kept) == 10
    agent.follow(words["kept"])
    expect(page).to_have_url(re.compile("/agent/requests$"))
    # Another browser: the code, first a wrong one.
    other = visitor(**options)
    other.open(f"/language/{lang}?next=/login")
    give_password(other, words, AGENT).look("code demandé")
    other.page.locator("#code").fill("000000")
    other.press(words["sign-in"]).look("code faux")
    other.page.locator("#code").fill(code(secret))
    other.press(words["sign-in"])
    expect(other.page).to_have_url(re.compile("/agent/requests$"))
    # A third: a recovery code.
    third = visitor(**options)
    third.open(f"/language/{lang}?next=/login")
    give_password(third, words, AGENT)
    third.follow(words["lost"]).look("code de secours demandé")
    third.page.locator("#code").fill(kept[0])
    third.press(words["sign-in"])
    third.open("/profile").follow(words["mine"]).look("ma double authentification")
    expect(third.page.get_by_role("main")).to_contain_text(words["left"])
    third.follow(words["renew"]).look("nouveaux codes, mot de passe demandé")
    third.page.locator("#current-password").fill("Demarches1")
    third.press(words["show"]).look("nouveaux codes")
    third.open("/profile/second-factor").follow(words["replace"]).look("changer d’application")
    chief = visitor(**options)
    _help(portal, chief, words, lang)
    third.open("/agent/requests")
    expect(third.page).to_have_url(re.compile("/login"))
    people = (agent, other, third, chief)
    findings = [found for one in people for found in (*one.violations, *one.complaints)]
    pages = {f"{number}-{name}": source for number, one in enumerate(people) for name, source in one.seen.items()}
    findings += html_findings(pages)
    assert not findings, "\n".join(findings)


@pytest.mark.parametrize("way", WAYS)
def test_a_citizen_adds_one_and_removes_it(visitor, html_findings, way):
    lang, options = WAYS[way]
    words = WORDS[lang]
    paul = visitor(**options)
    page = paul.page
    paul.open(f"/language/{lang}?next=/login")
    give_password(paul, words, "paul@example.fr")
    paul.open("/profile/second-factor").look("rien encore")
    page.get_by_role("main").locator(".actions a").first.click()
    paul.look("ajouter")
    secret = page.locator("#secret").inner_text()
    page.locator("#code").fill(code(secret))
    paul.press(words["add"]).look("mot de passe oublié")
    expect(page.get_by_role("main").locator(".summary a")).to_have_count(1)
    page.locator("#code").fill(code(secret))
    page.locator("#current-password").fill("Demarches1")
    paul.press(words["add"]).look("codes")
    paul.follow(words["kept"]).look("ajoutée")
    paul.follow(words["remove"]).look("retirer")
    page.locator("#current-password").fill("Demarches1")
    paul.press(words["remove"]).look("retirée")
    findings = [*paul.violations, *paul.complaints, *html_findings(paul.seen)]
    assert not findings, "\n".join(findings)
