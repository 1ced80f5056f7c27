"""Whatever is posted to whatever procedure, the answer is a page: never a fault, never a lost draft."""

import io
import random

import pytest

from guichet.database import db
from guichet.publishing import services as publishing
from guichet.requests.models import Request

TEXTS = [
    "",
    "true",
    "false",
    "1",
    "0",
    "-5",
    "x",
    "2026-02-30",
    "ana@example.fr",
    "0612345678",
    "é",
    "\u202e",
    "9" * 40,
]
ENDINGS = ["#day", "#row", "/-", "/0/as", "/-/issued#day", "/0/0/0", "//", "#"]
ROUNDS = 10


@pytest.fixture
def definitions(app, config):
    with app.app_context():
        publishing.publish([config.definitions], actor="test")
        db.session.commit()
        cards = [publishing.current(path.stem) for path in sorted(config.definitions.rglob("*.json"))]
        return [definition for definition in cards if definition is not None and definition.has_form]


def posted(chance, definition):
    """Return names and values that look like this procedure's form, and not quite."""
    fields = {}
    rows = []
    for template, field in definition.fields.items():
        pointer = template.replace("*", str(chance.randrange(3)))
        options = [str(choice.value) for choice in field.choices] * 3 + TEXTS
        if chance.random() < 0.7:
            fields[pointer + (chance.choice(ENDINGS) if chance.random() < 0.2 else "")] = chance.choice(options)
        if field.kind in {"repeat", "file"}:
            rows += [
                f"add:{pointer}",
                f"remove:{pointer}/0",
                f"ask:{pointer}/0",
                f"up:{pointer}/1",
                f"down:{pointer}/0",
            ]
        if field.kind == "file" and chance.random() < 0.2:
            fields[f"{pointer}/-"] = (io.BytesIO(b"%PDF-1.4\n%%EOF"), "a.pdf")
    return fields, chance.choice(
        ["next", "update", "previous", "save", "submit", *chance.sample(rows, min(4, len(rows)))]
    )


def test_no_form_is_a_fault(app, definitions, walk):
    assert len(definitions) >= 6
    chance = random.Random(7)
    walker = walk()
    for definition in definitions:
        walker.procedure = definition.id
        walker.start(anew="true")
        for _ in range(ROUNDS):
            step = chance.choice(definition.steps)
            fields, action = posted(chance, definition)
            place = "review" if step.review else step.id
            assert walker.open(place).status_code in {200, 302}
            assert walker.post(place, fields, action).status_code in {200, 303, 409, 422}
        for step in definition.steps:
            assert walker.open("review" if step.review else step.id, "?check=1").status_code in {200, 302, 303}
        with app.app_context():
            assert db.session.get(Request, walker.id) is not None
