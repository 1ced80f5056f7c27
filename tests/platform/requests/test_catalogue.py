"""The city's longest forms, gone through page by page as a citizen does, from the first question to the receipt."""

import datetime as dt
import io
import json
import re
from pathlib import Path

import pytest
import time_machine

from guichet.database import db
from guichet.publishing import services as publishing

DEFINITIONS = Path(__file__).parents[3] / "definitions"
PDF = b"%PDF-1.4\n1 0 obj <<>> endobj\ntrailer <<>>\n%%EOF\n"
DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")


def posted(pointer, value):
    """Yield the names and values by which a form posts an answer; files are posted apart."""
    if isinstance(value, dict):
        for name, inner in value.items():
            yield from posted(f"{pointer}/{name}", inner)
    elif isinstance(value, list) and isinstance(value[0], dict):
        for index, row in enumerate(value if "as" not in value[0] else ()):
            yield f"{pointer}/{index}#row", "1"
            yield from posted(f"{pointer}/{index}", row)
    elif isinstance(value, str) and DAY.fullmatch(value):
        yield from zip((f"{pointer}#{part}" for part in ("year", "month", "day")), value.split("-"), strict=True)
    else:
        yield pointer, str(value).lower() if isinstance(value, bool) else str(value)


def papers(pointer, value):
    """Yield each file with the field it answers."""
    if isinstance(value, list) and value and isinstance(value[0], dict) and "as" in value[0]:
        yield from ((pointer, file) for file in value)
    elif isinstance(value, dict | list):
        for name, inner in value.items() if isinstance(value, dict) else enumerate(value):
            yield from papers(f"{pointer}/{name}", inner)


def upload(pointer, file):
    """Return what a form posts for one new file."""
    dates = {name: day for name, day in file.items() if name != "as"}
    return {
        f"{pointer}/-": (io.BytesIO(PDF), "piece.pdf"),
        **dict(posted(f"{pointer}/-", dates)),
        f"{pointer}/-/as": file["as"],
    }


@pytest.mark.parametrize("path", ["etat-civil/mariage.json", "etrangers/attestation-accueil.json"])
def test_the_first_case_of_a_definition_can_be_sent(app, walk, path):
    document = json.loads((DEFINITIONS / path).read_text("utf-8"))
    case = document["x-tests"][0]
    with app.app_context():
        assert not publishing.publish([DEFINITIONS / path], actor="test").refused
        db.session.commit()
    with time_machine.travel(dt.datetime.fromisoformat(f"{case['date']}T12:00:00+02:00")):
        walker = walk()
        walker.procedure = document["x-procedure"]["id"]
        walker.start(anew="true")
        for step in document["x-steps"][:-1]:
            if step["id"] not in case["steps"]:
                continue
            entries = [entry for entry in step["fields"] if isinstance(entry, str)]
            answers = [(entry, value) for entry in entries if (value := at(case["answers"], entry)) is not None]
            fields = {name: value for entry, answer in answers for name, value in posted(entry, answer)}
            walker.open(step["id"])
            for pointer, file in (paper for entry, answer in answers for paper in papers(entry, answer)):
                assert walker.post(step["id"], {**fields, **upload(pointer, file)}, "update").status_code == 303
            assert walker.post(step["id"], fields).status_code == 303, step["id"]
        walker.open("review")
        ticked = {f"/{name}": "true" for name in ("attestation", "engagement") if name in case["answers"]}
        assert walker.post("review", ticked, "submit").location == f"{walker.base}/receipt"


def at(answers, pointer):
    """Return the answer at a pointer, nothing when it is not there."""
    for part in pointer.split("/")[1:]:
        answers = answers.get(part) if isinstance(answers, dict) else None
    return answers
