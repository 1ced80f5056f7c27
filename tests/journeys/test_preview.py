"""A clerk writes a definition and watches it in a browser: every save shows, nothing typed is lost."""

import dataclasses
import json
import re
import shutil
import subprocess
import sys
import time
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
TITLE = "Une bague, des clés, un chat"


@dataclasses.dataclass
class Running:
    """A running preview: where it answers and which file it shows."""

    url: str
    path: Path
    written: str

    def change(self, edit):
        """Save the file with its document changed."""
        document = json.loads(self.written)
        edit(document)
        self.path.write_text(json.dumps(document, ensure_ascii=False, indent=2), "utf-8")


@pytest.fixture(scope="module")
def running(tmp_path_factory):
    """A preview of its own, in place of the portal that other journeys walk through."""
    folder = tmp_path_factory.mktemp("preview")
    path = shutil.copytree(ROOT / "definitions", folder / "definitions") / "securite" / "objet-trouve.json"
    log = folder / "log.txt"
    with log.open("w") as output:
        command = [sys.executable, "-m", "guichet.cli", "preview", str(path), "--port", "0"]
        process = subprocess.Popen(command, cwd=folder, stdout=output, stderr=subprocess.STDOUT)
        try:
            deadline = time.monotonic() + 90
            while "Ctrl-C" not in log.read_text("utf-8"):
                assert process.poll() is None, log.read_text("utf-8")
                assert time.monotonic() < deadline
                time.sleep(0.1)
            url = re.search(r"(http://127\.0\.0\.1:\d+)/preview", log.read_text("utf-8"))[1]
            yield Running(url, path, path.read_text("utf-8"))
        finally:
            process.terminate()
            process.wait(20)


@pytest.fixture
def portal(running):
    """The preview as it was at the beginning, which visitors come to."""
    running.path.write_text(running.written, "utf-8")
    return running


def retitle(document):
    document["title"] = TITLE


def test_a_save_shows_at_once_and_what_was_typed_stays(visitor, portal):
    person = visitor()
    page = person.open("/preview").page
    person.follow("Faire la demande, du début à l’accusé de réception")
    person.press("Commencer")
    page.get_by_label("Un objet perdu").check()
    typed = page.get_by_label("Décrivez l’objet")
    typed.fill("Trois clés sur un anneau, rien de sav")
    step = page.url
    portal.change(retitle)
    page.get_by_text(TITLE).first.wait_for()
    assert page.url.partition("#")[0] == step
    assert typed.input_value() == "Trois clés sur un anneau, rien de sav"
    assert page.get_by_label("Un objet perdu").is_checked()
    assert typed.evaluate("node => node === document.activeElement")
    page.get_by_role("status").get_by_text("L’aperçu montre le fichier qui vient d’être enregistré.").wait_for(
        state="attached"
    )
    # Half a file: the last good one stays, and says so.
    portal.path.write_text(portal.written[: len(portal.written) // 2], "utf-8")
    page.get_by_text("L’aperçu montre encore la dernière version lisible").wait_for()
    assert typed.input_value() == "Trois clés sur un anneau, rien de sav"
    portal.change(retitle)
    page.get_by_text("Aucune erreur, aucun avertissement.").wait_for()
    assert person.complaints == []


def test_a_conditional_field_follows_its_edited_condition(visitor, portal):
    person = visitor()
    page = person.open("/preview").page
    first = page.get_by_role("row", name="L’objet")
    first.get_by_role("link", name="Vide").click()
    page.get_by_label("Quel objet ?").select_option(label="Clés")
    assert page.get_by_label("Précisez").count() == 0

    def edit(document):
        text = json.dumps(document, ensure_ascii=False).replace('{"const": "autre"}', '{"const": "cles"}')
        document.clear()
        document.update(json.loads(text))

    portal.change(edit)
    page.get_by_label("Précisez").first.wait_for()
    assert page.get_by_label("Quel objet ?").locator("option:checked").inner_text() == "Clés"


def test_without_scripts_a_reload_by_hand_shows_the_new_file(visitor, portal):
    person = visitor(java_script_enabled=False)
    person.open("/preview")
    assert person.heading() == "Objet perdu ou trouvé"
    portal.change(retitle)
    person.page.reload()
    assert person.heading() == TITLE


@pytest.mark.parametrize("lang", ["fr", "en"])
def test_the_pages_of_the_preview_pass_the_checkers(visitor, html_findings, portal, lang):
    ways = {
        "320 px": {"viewport": {"width": 320, "height": 800}},
        "200 %, dark": {"viewport": {"width": 640, "height": 450}, "device_scale_factor": 2, "color_scheme": "dark"},
    }
    findings, seen = [], {}
    for way, options in ways.items():
        portal.path.write_text(portal.written, "utf-8")
        person = visitor(**options)
        person.open(f"/language/{lang}?next=/preview").look("index")
        person.open("/preview?answers=chance-1").look("chance")
        person.open("/preview/mails/fullest/acknowledgement").look("letter")
        person.page.locator("#preview a").click()
        step = person.page.locator("table a").first.get_attribute("href")
        person.open(step).look("step")
        # No page that would show itself anew is open while the file changes and another one is asked for.
        person.page.goto("about:blank")
        portal.change(lambda document: document["x-procedure"].update(service="inconnu", category="nulle-part"))
        person.open("/preview").look("errors")
        person.page.goto("about:blank")
        portal.path.write_text(portal.written[:200], "utf-8")
        person.open("/preview").look("broken")
        person.open(step).look("still")
        findings += [*person.violations, *person.complaints]
        seen |= {f"{way}-{name}".replace(" ", "-"): source for name, source in person.seen.items()}
    findings += html_findings(seen)
    assert not findings, "\n".join(findings)
