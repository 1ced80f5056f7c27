"""Numbers, dates, a declaration, a signature and a place, filled in with a script and without one."""

import json

import pytest
from playwright.sync_api import expect

NAMES = ("iban", "siret", "siren", "rna", "nir", "plate", "picker", "signature", "point", "declaration")
WAYS = {
    "with JavaScript": {"viewport": {"width": 1280, "height": 900}},
    "with JavaScript, 360 px wide": {"viewport": {"width": 360, "height": 800}},
    "without JavaScript, dark, 320 px wide": {
        "java_script_enabled": False,
        "color_scheme": "dark",
        "viewport": {"width": 320, "height": 800},
    },
}
HERE = {"latitude": 48.804912, "longitude": -2.120349, "accuracy": 12}


@pytest.fixture(scope="module")
def procedure(portal, root):
    """Publish a form with one field of each kind; answer its address."""
    specimens = {
        name: json.loads((root / f"renderers/guichet_render/specimens/{name}.json").read_text("utf-8"))
        for name in NAMES
    }
    document = json.loads((root / "docs/authors/mini.json").read_text("utf-8"))
    document["x-procedure"] |= {"id": "essai-lignes", "reference": "ELI", "summary": "{/plate}"}
    document |= {
        "title": "Essai de lignes",
        "x-steps": [
            {"id": "lignes", "title": "Vos numéros", "fields": [f"/{name}" for name in NAMES[:-1]]},
            {"id": "envoi", "title": "Vérification", "fields": ["/declaration"], "review": True},
        ],
        "required": list(NAMES),
        "properties": {name: {**specimen["schema"]} for name, specimen in specimens.items()},
        "x-tests": [
            {
                "name": "tout",
                "answers": {name: specimen["filled"] for name, specimen in specimens.items()},
                "valid": True,
            },
            {"name": "rien", "answers": {}, "valid": False},
        ],
    }
    document.pop("allOf")
    for field in document["properties"].values():
        field.pop("x-i18n")
    for name in ("iban", "nir"):
        document["properties"][name]["x-privacy"] = {"sensitive": True, "erase": True}
    path = portal.definitions / "voirie" / "essai-lignes.json"
    path.write_text(json.dumps(document, ensure_ascii=False), "utf-8")
    published = portal.command("publish", str(path))
    path.unlink()
    assert published.returncode == 0, published.stdout + published.stderr
    return "/procedures/essai-lignes"


def fill(page, answers):
    for label, text in answers.items():
        page.get_by_label(label).fill(text)


@pytest.mark.parametrize("way", WAYS)
def test_lines_are_typed_as_on_paper_and_read_back_in_groups(visitor, procedure, html_findings, way):
    options = WAYS[way]
    scripted = options.get("java_script_enabled", True)
    person = visitor(geolocation=HERE, permissions=["geolocation"], **options)
    page = person.page
    person.sign_in("ana@example.fr").open(procedure).press("Commencer la demande").look(f"{way} vide")

    button = page.get_by_role("button", name="Utiliser ma position")
    if scripted:
        # Nothing is read before the button is pressed.
        expect(page.get_by_label("Latitude")).not_to_be_visible()
        button.click()
        expect(page.get_by_role("main").get_by_text("Position ajoutée, à 12 mètres près.")).to_be_visible()
        expect(page.get_by_label("Latitude")).to_have_value("48,80491")
        expect(page.get_by_label("Longitude")).to_have_value("-2,12035")
    else:
        expect(button).not_to_be_visible()

    fill(
        page,
        {
            "IBAN du compte à créditer": "IBAN fr76-3000-6000-0112-3456-7890-188",
            "Numéro SIRET": "732.829.320.00074",
            "Numéro SIREN": "732-829-320",
            "Numéro RNA": "w75 1234567",
            "Numéro de sécurité sociale": "1 84 12 2a 451 089 33",
            "Plaque": "ab 123 cd",
            "Votre prénom et votre nom": "Ana Durand",
        },
    )
    person.press("Étape suivante").look(f"{way} avec un IBAN faux")
    links = page.get_by_role("main").locator(".summary a[href^='#']")
    expect(links).to_have_count(3)
    for link in links.all():
        expect(page.locator(f"[id='{link.get_attribute('href')[1:]}']")).to_have_count(1)
    for label, shown in {
        "IBAN": "FR76 3000 6000 0112 3456 7890 188",
        "Numéro SIRET": "732 829 320 00074",
        "Numéro SIREN": "732 829 320",
        "Numéro RNA": "W751234567",
        "Numéro de sécurité sociale": "1 84 12 2A 451 089 33",
        "Plaque": "AB-123-CD",
    }.items():
        expect(page.get_by_label(label)).to_have_value(shown)

    fill(page, {"IBAN": "FR76 3000 6000 0112 3456 7890 189", "Jour souhaité": "2026-05-12"})
    fill(page, {"Adresse la plus proche": "Devant le 12 rue Royale"})
    person.press("Étape suivante")
    expect(page.get_by_role("heading", level=1)).to_have_text("Vérification et envoi")
    main = page.get_by_role("main")
    said = ["FR76 3000 6000 0112 3456 7890 189", "1 84 12 2A 451 089 33", "Signé par Ana Durand"]
    said.append("rue Royale, latitude\u00a048,80491 et longitude\u00a0-2,12035" if scripted else "12 rue Royale")
    for text in said:
        expect(main).to_contain_text(text)
    # What is declared is there before anything is opened.
    expect(main.get_by_text("je préviendrai la mairie")).to_be_visible()
    person.look(f"{way} vérification")
    person.press("Envoyer ma demande").look(f"{way} sans déclaration")
    page.get_by_label("Je le déclare sur l’honneur").check()
    person.press("Envoyer ma demande")
    expect(page.get_by_role("heading", level=1)).to_have_text("Votre demande est envoyée")

    findings = [*person.violations, *person.complaints, *html_findings(person.seen)]
    assert not findings, "\n".join(findings)


def test_a_refused_position_takes_nothing_away(visitor, procedure):
    person = visitor(viewport={"width": 1280, "height": 900})
    person.sign_in("ana@example.fr").open(procedure).press("Commencer la demande")
    person.page.get_by_role("button", name="Utiliser ma position").click()
    expect(person.page.get_by_text("la description du lieu suffit", exact=False).last).to_be_visible()
    expect(person.page.get_by_label("Adresse la plus proche")).to_be_enabled()
    expect(person.page.get_by_role("button", name="Utiliser ma position")).not_to_have_attribute(
        "aria-disabled", "true"
    )
