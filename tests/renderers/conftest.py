"""What the tests of the renderers share: a definition with every widget, evaluations, and a reader of HTML."""

import datetime as dt
import json
from html.parser import HTMLParser
from pathlib import Path

import pytest

from guichet_render import renderer
from guichet_validate.context import PARIS, Context
from guichet_validate.engine import evaluate
from guichet_validate.loading import load

GALLERY = Path(__file__).parent / "data" / "galerie.json"
VOID = {"input", "br", "img", "hr", "meta", "link"}
CONTROLS = {"input", "select", "textarea"}

GOOD = {
    "nom": "Durand",
    "recit": "Une ligne\nune autre",
    "courriel": "ana@example.fr",
    "telephone": "06 12 34 56 78",
    "codePostal": "78000",
    "nombre": 12,
    "surface": 1234.5,
    "prix": 4400,
    "jour": "2015-02-03",
    "heure": "08:30",
    "rendezVous": "2026-05-01T14:00",
    "seul": "autre",
    "detail": True,
    "precision": "ceci",
    "ouiNon": True,
    "longueListe": 2,
    "plusieurs": ["danse", "judo"],
    "ecole": "b",
    "adresse": {"rue": "4 avenue de Paris"},
    "personnes": [{"prenom": "Léo", "naissance": "2015-02-03", "exemplaires": 2}],
    "fige": "D-12",
    "piece": [
        {
            "id": "6f1c2b0e-0000-4000-8000-000000000001",
            "name": "carte.pdf",
            "type": "application/pdf",
            "size": 1468006,
            "as": "carte",
            "expires": "2030-05-12",
        }
    ],
    "declaration": True,
}


class Page(HTMLParser):
    """Reads a piece of HTML: elements in order, and whether every one is closed where it was opened."""

    def __init__(self, html):
        super().__init__(convert_charrefs=True)
        self.elements = []
        self.faults = []
        self.labelled = set()
        self.text = ""
        self._open = []
        self.feed(str(html))
        self.close()
        self.faults += [f"<{tag}> is never closed" for tag, _ in self._open]

    def handle_starttag(self, tag, attrs):
        attributes = dict(attrs)
        if len(attributes) != len(attrs):
            self.faults.append(f"<{tag}> repeats an attribute")
        self.elements.append((tag, attributes))
        if tag in CONTROLS and any(name == "label" for name, _ in self._open):
            self.labelled.add(id(attributes))
        if tag not in VOID:
            self._open.append((tag, attributes))

    def handle_endtag(self, tag):
        if not self._open or self._open[-1][0] != tag:
            self.faults.append(f"</{tag}> closes nothing")
        else:
            self._open.pop()

    def handle_data(self, data):
        self.text += data

    def all(self, tag):
        return [attributes for name, attributes in self.elements if name == tag]

    def by_id(self, identifier):
        return next((pair for pair in self.elements if pair[1].get("id") == identifier), None)

    def by_name(self, name):
        return [attributes for _, attributes in self.elements if attributes.get("name") == name]

    def shape(self):
        """What hostile answers must not change: the elements, and the names of their attributes."""
        return [(tag, tuple(sorted(attributes))) for tag, attributes in self.elements]

    def check(self):
        ids = [attributes["id"] for _, attributes in self.elements if "id" in attributes]
        twice = {identifier for identifier in ids if ids.count(identifier) > 1}
        faults = [*self.faults, *(f"id {identifier} stands twice" for identifier in twice)]
        targets = {attributes["for"] for attributes in self.all("label") if "for" in attributes}
        faults += [f"label for {target}, which is nowhere" for target in targets - set(ids)]
        for tag, attributes in self.elements:
            for target in (attributes.get("aria-describedby") or "").split():
                if target not in ids:
                    faults.append(f"<{tag}> is described by {target}, which is nowhere")
            if "aria-describedby" in attributes and not attributes["aria-describedby"].strip():
                faults.append(f"<{tag}> is described by nothing")
            unseen = attributes.get("type") == "hidden"
            labelled = attributes.get("id") in targets or id(attributes) in self.labelled
            if tag in CONTROLS and not unseen and not labelled:
                faults.append(f"<{tag} name={attributes.get('name')}> has no label")
            if "style" in attributes or any(name.startswith("on") for name in attributes):
                faults.append(f"<{tag}> carries style or script")
        links = [attributes["href"] for attributes in self.all("a")]
        faults += [
            f"link to {href}, which is nowhere" for href in links if href.startswith("#f-") and href[1:] not in ids
        ]
        assert faults == []


@pytest.fixture(scope="session")
def page():
    return Page


@pytest.fixture(scope="session")
def document():
    return json.loads(GALLERY.read_text("utf-8"))


@pytest.fixture(scope="session")
def gallery(document):
    return load(document)


@pytest.fixture(scope="session")
def context():
    return Context(
        now=dt.datetime(2026, 5, 4, 10, 0, tzinfo=PARIS),
        settings={"ville": "Aurore"},
        signed_in=True,
        lists={"ecoles": [{"code": "a", "nom": "École A"}, {"code": "b", "nom": "École B"}]},
    )


@pytest.fixture
def good():
    return json.loads(json.dumps(GOOD))


@pytest.fixture
def judge(gallery, context):
    """Judge answers to the gallery; `through` as the engine has it."""
    return lambda answers, through=None: evaluate(gallery, answers, context, through=through)


@pytest.fixture
def draw(gallery, context, judge):
    """Draw a step of the gallery: (step, answers, lang="fr", problems=False, **more)."""

    def drawn(step, answers, lang="fr", *, problems=False, **more):
        more.setdefault("step_url", lambda step_id: f"/steps/{step_id}")
        more.setdefault("file_url", lambda identifier: f"/files/{identifier}")
        evaluation = more.pop("evaluation", None) or judge(answers)
        return renderer(lang).step(gallery, step, evaluation, context=context, show_problems=problems, **more)

    return drawn
