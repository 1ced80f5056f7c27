"""What somebody typed, or called a file, is a text on every page, in every letter and in every header: never more."""

import io
import json
import random
from html.parser import HTMLParser

import pytest
from sqlalchemy import select

from guichet.database import db
from guichet.messages.models import Job, Mail
from guichet.publishing import services as publishing
from guichet.tasks.running import run

PDF = b"%PDF-1.4\n1 0 obj <<>> endobj\ntrailer <<>>\n%%EOF\n"
CALM = "calme"
LINES = 12
ROWS = 5
TEXT = {"type": "string", "minLength": 1, "maxLength": 400}


def definition():
    """A procedure of many texts, which quotes some of them wherever a definition may quote an answer."""
    lines = {f"ligne{place}": {"title": f"Ligne {place}", **TEXT} for place in range(LINES)}
    areas = {f"recit{place}": {"title": f"Récit {place}", **TEXT, "x-ui": {"widget": "textarea"}} for place in range(4)}
    row = {"type": "object", "additionalProperties": False, "properties": {"nom": {"title": "Nom", **TEXT}}}
    row["properties"]["lien"] = {"title": "Lien avec {@/nom}", **TEXT}
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "x-definition": 1,
        "title": "Textes",
        "description": "Beaucoup de textes.",
        "x-procedure": {
            "id": "textes",
            "version": "1.0.0",
            "state": "live",
            "category": "etat-civil",
            "service": "etat-civil",
            "online": "full",
            "access": "account",
            "languages": ["fr"],
            "reference": "TXT",
            "summary": "Pour {/ligne0}, {/ligne1}",
        },
        "x-privacy": {"purpose": "Essayer", "basis": "public-task", "retention": "P1Y", "recipients": ["etat-civil"]},
        "x-messages": {
            event: {"subject": "Votre demande {request.number}", "body": "Bonjour {/ligne2},\n\n{/recit0}\n\n{reason}"}
            for event in ("acknowledgement", "taken", "refused")
        },
        "x-steps": [
            {
                "id": "lignes",
                "title": "Pour {/ligne3}",
                "description": "De {/ligne4}.",
                "fields": list(_pointers(lines)),
            },
            {"id": "recits", "title": "Récits", "fields": [*_pointers(areas), "/personnes"]},
            {
                "id": "pieces",
                "title": "Pièces",
                "fields": [{"notice": {"title": "À {/ligne5}", "body": "Vu **{/ligne6}**."}}, "/piece"],
            },
        ],
        "type": "object",
        "additionalProperties": False,
        "properties": {
            **lines,
            **areas,
            "personnes": {
                "title": "Personnes",
                "type": "array",
                "maxItems": ROWS,
                "items": row,
                "x-ui": {"itemLabel": "Personne {n} : {@/nom}"},
            },
            "piece": {
                "title": "Pièce de {/ligne7}",
                "$ref": "guichet:fragments/files",
                "maxItems": 3,
            },
        },
    }


def _pointers(properties):
    return (f"/{name}" for name in properties)


class Shape(HTMLParser):
    """The elements of a page, each with the names of its attributes, and where its links lead."""

    def __init__(self, html):
        super().__init__(convert_charrefs=True)
        self.elements = []
        self.links = []
        self.feed(html)
        self.close()

    def handle_starttag(self, tag, attrs):
        self.elements.append((tag, tuple(sorted(name for name, _ in attrs))))
        self.links += [value.partition("?")[0] for name, value in attrs if name in ("href", "src", "action")]


@pytest.fixture
def environ(environ):
    """Letters are kept where they can be read."""
    environ["GUICHET_ENVIRONMENT"] = "demo"
    return environ


@pytest.fixture
def essai(app, tmp_path):
    """Publish the procedure of many texts in the place of the short one, for `walk`."""
    path = tmp_path / "textes.json"
    path.write_text(json.dumps(definition()), encoding="utf-8")
    with app.app_context():
        report = publishing.publish([path], actor="test")
        db.session.commit()
    assert not report.refused, report
    return "textes"


def texts(say):
    """The three posted pages; every text is what `say` gives next."""
    yield "lignes", {f"/ligne{place}": say() for place in range(LINES)}
    rows = {f"/personnes/{row}/{name}": say() for row in range(ROWS) for name in ("nom", "lien")}
    marks = {f"/personnes/{row}#row": "1" for row in range(ROWS)}
    yield "recits", {**{f"/recit{place}": say() for place in range(4)}, **rows, **marks}
    yield "pieces", {"/piece/-": [(io.BytesIO(PDF), f"{_as_sent(say())}.pdf") for _ in range(3)]}


def _as_sent(name):
    """A file's name as browsers write it into a form."""
    return name.replace('"', "%22").replace("\r", "%0D").replace("\n", "%0A")


def deliver(app):
    with app.app_context():
        ids = db.session.scalars(select(Job.id).order_by(Job.id)).all()
        db.session.rollback()
        for job_id in ids:
            run(job_id, "test")
        return [(mail.id, mail.html) for mail in db.session.scalars(select(Mail).order_by(Mail.id.desc()).limit(3))]


def pages(app, walker, officer, token, say):
    """Yield (name, HTML) of every page and letter that shows what a citizen and an agent typed."""
    walker.start(anew="true")
    for step, fields in texts(say):
        walker.open(step)
        yield f"saved {step}", walker.post(step, fields, action="update").text
        stale = {"version": "1", **fields}
        yield f"conflict {step}", walker.client.post(f"{walker.base}/steps/{step}", data=walker._data(stale)).text
        walker.open(step)
        assert walker.post(step, {} if step == "pieces" else fields).status_code == 303
        yield f"open {step}", walker.open(step).text
    yield "list of drafts", walker.client.get("/requests").text
    yield "review", walker.open("review").text
    assert walker.post("review", action="submit").status_code == 303
    own, theirs = walker.base, f"/agent{walker.base}"
    yield "receipt", walker.client.get(f"{own}/receipt").text
    yield "queue", officer.get("/agent/requests").text
    shown = officer.get(theirs)
    yield "agent", shown.text
    taken = officer.post(f"{theirs}/take", data={"csrf_token": token, "version": _version(shown.text)})
    assert taken.status_code == 303, taken.text
    shown = officer.get(theirs)
    reason = {"csrf_token": token, "version": _version(shown.text), "reason": say()}
    assert officer.post(f"{theirs}/refuse", data=reason).status_code == 303
    yield "agent, done", officer.get(theirs).text
    for place in ("", "/history", "/receipt"):
        yield f"own{place}", walker.client.get(own + place).text
    yield "list", walker.client.get("/requests").text
    for number, (identifier, html) in enumerate(deliver(app)):
        yield f"letter {number}", html
        yield f"mail {number}", walker.client.get(f"/demo/courriels/{identifier}").text
    inbox = walker.client.get("/messages").text
    yield "messages", inbox
    for link in dict.fromkeys(link for link in Shape(inbox).links if link.startswith("/messages/")):
        yield "message", walker.client.get(link).text


def _version(html):
    return html.partition('name="version" value="')[2].partition('"')[0]


def shapes(found):
    """Elements of each page, and of its links those that leave the portal or are none of its own."""
    for name, html in found:
        shape = Shape(html)
        strange = [
            link for link in shape.links if not link.startswith(("/", "#", "tel:", "mailto:", "http://127.0.0.1"))
        ]
        # The lines of a text make paragraphs of letters and messages.
        kept = [one for one in shape.elements if one[0] not in ("p", "br") or name[:4] not in ("lett", "mess")]
        yield name, kept, sorted(strange)


def told(app, walk, agent, csrf, say, seed):
    """Everything drawn about one request by a citizen of his own."""
    walker = walk(f"personne{seed}@example.fr")
    officer = agent(email=f"agent{seed}@ville.example")
    return list(shapes(pages(app, walker, officer, csrf(officer), say)))


def _first(expected, found):
    """Where two pages part."""
    pairs = zip(expected[1], found[1], strict=False)
    place = next((number for number, (one, other) in enumerate(pairs) if one != other), None)
    return found[0], place, found[1][place or 0 :][:3], found[2]


def compare(app, walk, agent, csrf, hostile, rounds):
    """Answers how many hostile texts were drawn, none of which made an element, an attribute or a link."""
    calm = told(app, walk, agent, csrf, lambda: CALM, "calme")
    used = set()
    for seed in range(rounds):
        chances = random.Random(seed)

        def say(chances=chances):
            text = f"{hostile(chances)}{len(used)}"
            used.add(text)
            return text

        for expected, found in zip(calm, told(app, walk, agent, csrf, say, seed), strict=True):
            assert [(seed, *found)] == [(seed, *expected)], _first(expected, found)
    return len(used)


def test_hostile_texts_change_no_page_and_no_letter(app, walk, agent, csrf, hostile):
    assert compare(app, walk, agent, csrf, hostile, 4) > 100


@pytest.mark.long(minutes=15)
def test_ten_thousand_hostile_texts_change_no_page_and_no_letter(app, walk, agent, csrf, hostile):
    assert compare(app, walk, agent, csrf, hostile, 340) >= 10_000
