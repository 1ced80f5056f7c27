"""What the tests of printed documents share: definitions, facts, and a reader of tagged PDF."""

import datetime as dt
import io
import re
import unicodedata
from pathlib import Path

import pypdf
import pytest
from pypdf.generic import ArrayObject, ContentStream, DictionaryObject

from guichet_render.paper import Facts
from guichet_validate.context import PARIS, Context
from guichet_validate.engine import evaluate
from guichet_validate.lists import load_lists
from guichet_validate.loading import load_file
from guichet_validate.testing import prepare

ROOT = Path(__file__).parents[3]
DEFINITIONS = ROOT / "definitions"
NOW = dt.datetime(2026, 5, 4, 10, 0, tzinfo=PARIS)
_MAPPED = re.compile(rb"<([0-9A-Fa-f]{4})>\s*<([0-9A-Fa-f]*)>(?=\s*(?:<[0-9A-Fa-f]{4}>|endbfchar))")
_ROLES = {"H1", "H2", "H3", "H4", "H5", "TH", "TD", "LI", "P", "Figure"}


class Tagged:
    """A PDF as a screen reader goes through it: `parts` are (role, text) in the order of its structure."""

    def __init__(self, pdf):
        self.reader = pypdf.PdfReader(io.BytesIO(pdf))
        self.root = self.reader.trailer["/Root"]
        self.texts = {}
        self.parts = []
        self.alternatives = []
        for page in self.reader.pages:
            self.texts[page.indirect_reference.idnum] = dict(_marked(page, self.reader))
        self._walk(self.root["/StructTreeRoot"]["/K"], None, None)
        self.text = "".join(text for _, text in self.parts)

    def of(self, role):
        """The texts of the parts of one role."""
        return [text for found, text in self.parts if found == role]

    def _walk(self, node, page, part):
        """Go through what stands below a node; `part` is the place of the part around it."""
        node = node.get_object() if hasattr(node, "get_object") else node
        if isinstance(node, ArrayObject | list):
            for child in node:
                self._walk(child, page, part)
        elif isinstance(node, int):
            self._say(self.texts[page].get(int(node), ""), part)
        elif node.get("/Type") == "/MCR":
            self._say(self.texts[node.raw_get("/Pg").idnum].get(int(node["/MCID"]), ""), part)
        elif isinstance(node, DictionaryObject) and "/S" in node:
            if "/Pg" in node:
                page = node.raw_get("/Pg").idnum
            if "/Alt" in node:
                self.alternatives.append(str(node["/Alt"]))
            own = str(node["/S"])[1:]
            if own in _ROLES:
                part = len(self.parts)
                self.parts.append((own, ""))
            if "/K" in node:
                self._walk(node["/K"], page, part)

    def _say(self, text, part):
        if part is None:
            self.parts.append(("", text))
        else:
            role, before = self.parts[part]
            self.parts[part] = (role, before + text)


def _marked(page, reader):
    """Yield (mark, text) of the marked content of a page, in which a replacement text counts for what it covers."""
    fonts = {name: _unicode(font.get_object()) for name, font in page["/Resources"].get("/Font", {}).items()}
    stack, font, texts = [], {}, {}
    for operands, operator in ContentStream(page.get_contents(), reader).operations:
        mark = next((mark for mark, _ in reversed(stack) if mark is not None), None)
        covered = any(replaced for _, replaced in stack)
        said = ""
        if operator in (b"BDC", b"BMC"):
            given = operands[1] if operator == b"BDC" and isinstance(operands[1], DictionaryObject) else {}
            said = "" if covered else str(given.get("/ActualText", ""))
            stack.append((given.get("/MCID"), "/ActualText" in given))
        elif operator == b"EMC":
            stack.pop()
        elif operator == b"Tf":
            font = fonts[operands[0]]
        elif operator in (b"Tj", b"TJ") and not covered:
            shown = operands[0] if operator == b"TJ" else operands
            said = "".join(_decoded(part, font) for part in shown if not isinstance(part, int | float))
        if said and mark is not None:
            texts[int(mark)] = texts.get(int(mark), "") + said
    return texts.items()


def _decoded(part, font):
    raw = part.original_bytes
    codes = (raw[place : place + 2] for place in range(0, len(raw), 2))
    return "".join(font.get(code, "") for code in codes)


def _unicode(font):
    data = font["/ToUnicode"].get_data()
    return {
        bytes.fromhex(code.decode()): bytes.fromhex(text.decode()).decode("utf-16-be")
        for code, text in _MAPPED.findall(data)
    }


@pytest.fixture(scope="session")
def tagged():
    return Tagged


def squeezed(text):
    """The text without spaces and places to break: where lines end is the layout's."""
    return "".join(
        letter for letter in unicodedata.normalize("NFC", text) if not letter.isspace() and letter != "\u200b"
    )


@pytest.fixture(scope="session", name="squeezed")
def _squeezed():
    return squeezed


FACTS = Facts(
    city="Ville de Sainte-Aurore",
    service="Service de l’état civil",
    contact=("01 99 00 21 01", "etat-civil@sainte-aurore.example"),
    places=(("Hôtel de ville", "1 place de la Mairie, 99210 Sainte-Aurore"),),
    privacy=(("Pourquoi", "Délivrer un acte"),),
    url="https://demarches.example/procedures/exemple?version=1.0.0",
    number="ACT-26-0F3K-9",
    applicant="Éloïse N’Guyen",
    filed_at=NOW,
    due_on=dt.date(2026, 6, 1),
)


@pytest.fixture(scope="session")
def facts():
    return FACTS


@pytest.fixture(scope="session")
def city_context():
    """The city's lists and settings, at a fixed moment."""
    lists = {name: found.rows for name, found in load_lists(DEFINITIONS / "lists").items()}
    return Context(now=NOW, settings={"ville": "Sainte-Aurore"}, signed_in=True, lists=lists)


@pytest.fixture(scope="session")
def published():
    """Every definition of the city, by id."""
    found = (load_file(path) for path in sorted(DEFINITIONS.glob("*/*.json")))
    return {definition.id: definition for definition in found}


@pytest.fixture(scope="session")
def evaluated():
    """Judge the answers of the first golden case that is valid; without any, no answers."""

    def judge(definition, context):
        tests = definition.document.get("x-tests", [])
        by_name = {test["name"]: test for test in tests}
        for test in tests:
            prepared = prepare(definition, test, by_name)
            evaluation = evaluate(definition, prepared.filled, prepared.context)
            if evaluation.valid:
                return evaluation, prepared.context
        return evaluate(definition, {}, context), context

    return judge


def pytest_generate_tests(metafunc):
    """`procedure_id` is each of the city's definitions in turn, `lang` each language."""
    if "procedure_id" in metafunc.fixturenames:
        metafunc.parametrize("procedure_id", [path.stem for path in sorted(DEFINITIONS.glob("*/*.json"))])
    if "lang" in metafunc.fixturenames:
        metafunc.parametrize("lang", ["fr", "en"])
