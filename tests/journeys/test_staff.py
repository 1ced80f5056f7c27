"""An administrator invites somebody, who chooses a password and works; then changes and suspends them."""

import re

import pytest
from playwright.sync_api import expect
from ways import WAYS_AND_LANGUAGES

WORDS = {
    "fr": {
        "staff": "Équipe", "invite": "Inviter une personne", "send": "Envoyer l’invitation", "email": "Adresse e-mail",
        "given": "Prénom", "family": "Nom", "agent": "Agent", "service": "Service de la voirie", "save": "Enregistrer",
        "suspend": "Suspendre ce compte", "restore": "Rouvrir ce compte", "subject": "votre compte pour traiter",
        "publisher": "Éditeur", "again": "Envoyer de nouveau le lien", "open": "Ouvert",
    },
    "en": {
        "staff": "Staff", "invite": "Invite somebody", "send": "Send the invitation", "email": "e-mail address",
        "given": "First name", "family": "Last name", "agent": "Agent", "service": "voirie", "save": "Save roles",
        "suspend": "Suspend this account", "restore": "Open this account again", "subject": "your account for handling",
        "publisher": "Publisher", "again": "Send the link again", "open": "Open",
    },
}  # fmt: skip


@pytest.mark.parametrize("way", WAYS_AND_LANGUAGES)
def test_somebody_is_invited_changed_and_suspended(visitor, html_findings, way):
    lang, options = WAYS_AND_LANGUAGES[way]
    words = WORDS[lang]
    address, family = f"nour.{lang}@sainte-aurore.example", f"Haddad-{lang.upper()}"
    chief = visitor(**options).sign_in("administration@sainte-aurore.example")
    page = chief.page
    chief.open(f"/language/{lang}?next=/staff").look("équipe")
    chief.follow(words["invite"]).look("inviter")
    chief.press(words["send"]).look("inviter sans rien")
    expect(page.get_by_role("main").locator(".summary a")).to_have_count(4)
    page.get_by_label(words["email"]).fill(address)
    page.locator("#given-name").fill("Nour")
    page.locator("#family-name").fill(family)
    page.locator("#language").select_option(lang)
    page.locator("[name=role-agent]").check()
    chief.press(words["send"]).look("inviter sans service")
    expect(page.get_by_role("main").locator(".summary a")).to_have_count(1)
    expect(page.locator("#family-name")).to_have_value(family)
    page.locator("[name=service-voirie]").check()
    chief.press(words["send"]).look("invité")
    expect(page.get_by_role("status").first).to_contain_text(address)
    chief.follow(f"Nour {family}").look("membre invité")
    expect(page.get_by_role("button", name=words["again"])).to_be_visible()
    person = visitor(**options)
    person.open(person.letter_link(address, words["subject"], "forgotten")).look("mot de passe")
    person.page.locator("#password").fill("Demarches1")
    person.page.locator("main .actions .button").click()
    person.sign_in(address)
    expect(person.page).to_have_url(re.compile("/agent/requests$"))
    page.reload()
    expect(page.get_by_role("main")).to_contain_text(words["open"])
    page.locator("[name=role-publisher]").check()
    page.get_by_role("button", name=words["save"]).click()
    chief.look("membre changé")
    chief.press(words["suspend"]).look("membre suspendu")
    person.open("/agent/requests")
    expect(person.page).to_have_url(re.compile("/login"))
    chief.press(words["restore"])
    expect(page.get_by_role("button", name=words["suspend"])).to_be_visible()
    findings = [*chief.violations, *chief.complaints, *person.violations, *person.complaints]
    pages = {f"{who}-{name}": source for who, one in (("c", chief), ("p", person)) for name, source in one.seen.items()}
    findings += html_findings(pages)
    assert not findings, "\n".join(findings)
