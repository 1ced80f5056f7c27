"""Around a form: why a question is asked, what becomes of the answers, the service; and where answers come from."""

import json
from pathlib import Path

import pytest
from playwright.sync_api import expect

CITIZEN = "ana@example.fr"
AGENT = "camille.martel@sainte-aurore.example"
WAYS = {
    "with JavaScript, wide": {"viewport": {"width": 1280, "height": 900}},
    "without JavaScript, 320 px wide": {"java_script_enabled": False, "viewport": {"width": 320, "height": 720}},
}
PDF = {
    "name": "carte.pdf",
    "mimeType": "application/pdf",
    "buffer": b"%PDF-1.4\n1 0 obj <<>> endobj\ntrailer <<>>\n%%EOF\n",
}
WHY = "Pourquoi cette question\u202f?"


@pytest.fixture(scope="module")
def procedure(portal, root):
    """Publish the short procedure of the platform's tests, with answers that say why they are asked."""
    document = json.loads((root / "tests" / "platform" / "essai.json").read_text("utf-8"))
    document["x-procedure"]["id"] = "carte-confidentielle"
    document["x-privacy"]["draftRetention"] = "P30D"
    fields = document["properties"]
    fields["nombre"]["x-privacy"] = {"purpose": "Préparer le bon nombre de cartes"}
    fields["nom"]["x-privacy"] = {"sensitive": True, "erase": True}
    fields["telephone"]["x-privacy"] = {"erase": True}
    document["x-tests"] = [{"name": "rien", "answers": {}, "valid": False}]
    path = Path(portal.definitions, "etat-civil", "carte-confidentielle.json")
    path.write_text(json.dumps(document), "utf-8")
    said = portal.command("publish", str(path))
    assert said.returncode == 0, said.stdout + said.stderr
    return "carte-confidentielle"


def open_by_keyboard(page, summary):
    """Open what a summary folds away, without a mouse; answers its text."""
    folded = page.locator("summary", has_text=summary).first
    folded.focus()
    folded.press("Enter")
    return page.locator("details[open]").last


@pytest.mark.parametrize("way", WAYS)
def test_people_read_why_they_are_asked_and_agents_where_it_comes_from(visitor, procedure, html_findings, way):
    citizen, agent = visitor(**WAYS[way]), visitor(**WAYS[way])
    page = citizen.page
    citizen.open(f"/procedures/{procedure}").look("démarche")
    notice = page.get_by_role("region", name="À quoi servent ces informations")
    expect(notice).to_contain_text("1 an après la fin de votre demande.")
    expect(notice).to_contain_text("dpo@sainte-aurore.example")
    open_by_keyboard(page, "Question par question")
    expect(notice).to_contain_text("Préparer le bon nombre de cartes")
    citizen.look("démarche dépliée")

    citizen.sign_in(CITIZEN).open(f"/procedures/{procedure}/requests")
    page.get_by_role("main").get_by_role("button").first.click()
    page.wait_for_url("**/steps/demande")
    expect(page.locator("summary", has_text=WHY)).to_have_count(1)
    expect(open_by_keyboard(page, WHY)).to_contain_text("Préparer le bon nombre de cartes.")
    help_ = page.get_by_role("region", name="Besoin d’aide")
    for words in ("01\u00a099\u00a000\u00a021\u00a001", "etat-civil@sainte-aurore.example", "1 place de la Mairie"):
        expect(help_).to_contain_text(words)
    citizen.look("étape")
    page.get_by_label("Pour vous").check()
    page.get_by_label("Combien").fill("2")
    citizen.press("Étape suivante")
    expect(page.get_by_label("Nom")).to_have_value("Durand")
    expect(open_by_keyboard(page, WHY)).to_contain_text("Elle est effacée à la fin de la demande.")
    citizen.look("champ sensible")
    page.get_by_label("Téléphone").fill("01 99 00 00 07")
    citizen.press("Étape suivante")
    page.locator("input[type=file]").first.set_input_files(PDF)
    citizen.press("Étape suivante")
    page.wait_for_url("**/review")
    notice = page.get_by_role("region", name="À quoi servent ces informations")
    expect(notice).to_contain_text("Lecture par")
    open_by_keyboard(page, "Base légale")
    expect(notice).to_contain_text("Mission d’intérêt public")
    citizen.look("vérification")
    page.get_by_label("J’atteste").check()
    citizen.press("Envoyer ma demande")
    number = page.locator("#tracking-number").inner_text()

    agent.sign_in(AGENT).open("/agent/requests")
    agent.page.get_by_role("link", name=number).click()
    rows = agent.page.locator("dl.answers > div")
    for title, source in (("Nom", "repris du profil"), ("Téléphone", "saisi"), ("Pièce d’identité", "joint")):
        expect(rows.filter(has=agent.page.get_by_text(title, exact=True)).locator(".source")).to_have_text(
            f"← {source}" if source.startswith("repris") else source
        )
    expect(agent.page.locator(".sources")).to_contain_text("D’où viennent les réponses")
    agent.look("demande lue par un agent")

    pages = {
        f"{who}-{name}": source for who, one in (("c", citizen), ("a", agent)) for name, source in one.seen.items()
    }
    findings = [finding for one in (citizen, agent) for finding in (*one.violations, *one.complaints)]
    findings += html_findings(pages)
    assert not findings, "\n".join(findings)
