"""What the receipt, the copy of a request and the decision letters say, as data for their templates."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

from guichet_render import outline
from guichet_render.paper.asks import Json
from guichet_render.paper.facts import Facts
from guichet_render.paper.rich import rich
from guichet_render.reading import Reader
from guichet_validate.context import PARIS
from guichet_validate.engine import Evaluation
from guichet_validate.texts import text

#: A copy of so many answers and characters takes the press about a second and some hundred megabytes.
MOST_ROWS: Final = 3_000
MOST_LETTERS: Final = 150_000


def receipt(reader: Reader, evaluation: Evaluation, facts: Facts, summary: str) -> Json:
    """Return what the city confirms: what it got from whom and when, what it promises, how to follow it."""
    say = reader.language
    promised = reader.definition.delay_for(evaluation.answers)
    if promised and facts.due_on:
        promise = say("paper-promise-due", delay=say.duration(promised), date=say.day(facts.due_on.isoformat()))
    else:
        promise = say("paper-promise-none")
    follow = [say("paper-follow-number", number=facts.number)]
    if facts.url:
        follow.append(say("paper-follow-address"))
    return {
        "title": say("paper-receipt"),
        "lead": _title(reader),
        "facts": _facts(reader, facts, summary),
        "next": {"title": say("paper-next"), "said": [say("paper-next-take", service=facts.service), promise]},
        "documents": _documents(reader, outlined(reader, evaluation)),
        "follow": {"title": say("paper-follow"), "said": follow, "href": facts.url},
        "contact": _contact(reader, facts),
    }


def copy(reader: Reader, evaluation: Evaluation, facts: Facts, summary: str) -> Json:
    """Return every answer as the review page groups them, and the files with it."""
    say = reader.language
    found = outlined(reader, evaluation)
    sections, whole = _bounded(reader, found)
    definition = reader.definition
    return {
        "title": say("paper-copy"),
        "lead": _title(reader),
        "facts": [
            *_facts(reader, facts, summary),
            [say("paper-definition"), say("paper-version", id=definition.id, version=definition.version)],
        ],
        "sections": sections,
        "rest": "" if whole else say("paper-rest"),
        "documents": _documents(reader, found),
        "contact": _contact(reader, facts),
    }


def letter(reader: Reader, facts: Facts, decision: Mapping[str, Any]) -> Json:
    """Return a document that the agent delivers; its quotes are answered after its Markdown was read."""
    say, code = reader.language, reader.language.code
    decided = facts.decided_at
    return {
        "title": reader.fill(text(decision, "title", code) or ""),
        "lead": _title(reader),
        "date": say.day(decided.astimezone(PARIS).date().isoformat()) if decided else "",
        "number": say("paper-about", number=facts.number) if facts.number else "",
        "to": facts.applicant,
        "body": rich(text(decision, "body", code) or "", reader.say()),
        "sign": say("paper-letter-sign", service=facts.service),
        "contact": _contact(reader, facts),
    }


def outlined(reader: Reader, evaluation: Evaluation) -> list[outline.Section]:
    """Return the answers by step, group and row, as every face reads them."""
    return outline.sections(reader, evaluation, file_url=str)


def _title(reader: Reader) -> str:
    definition = reader.definition
    return reader.fill(text(definition.document, "title", reader.language.code) or definition.id)


def _facts(reader: Reader, facts: Facts, summary: str) -> list[list[str]]:
    say = reader.language
    filed = say.moment(facts.filed_at.astimezone(PARIS).strftime("%Y-%m-%dT%H:%M")) if facts.filed_at else ""
    pairs = (
        ("number", facts.number),
        ("filed", filed),
        ("about", summary if summary != _title(reader) else ""),
        ("applicant", facts.applicant),
        ("service", facts.service),
    )
    return [[say(f"paper-fact-{key}"), said] for key, said in pairs if said]


def _contact(reader: Reader, facts: Facts) -> Json:
    return {"title": reader.language("paper-contact"), "lines": [facts.service, *facts.contact]}


def _block(reader: Reader, block: outline.Block) -> Json:
    rows = [[pair.title, pair.text or _files(reader, pair)] for pair in block.pairs]
    return {"title": block.title, "level": max(block.depth, 1) + 2, "rows": rows}


def _bounded(reader: Reader, found: list[outline.Section]) -> tuple[list[Json], bool]:
    """Return the sections that a copy has room for, and whether they are all: a press has no endless memory."""
    rows, letters = MOST_ROWS, MOST_LETTERS
    sections: list[Json] = []
    for section in found:
        blocks: list[Json] = []
        sections.append({"title": section.title, "blocks": blocks})
        for one in section.blocks:
            block = _block(reader, one)
            kept = []
            for title, said in block["rows"]:
                rows -= 1
                letters -= len(title)
                if rows < 0 or letters < len(said):
                    kept += [[title, said[:letters] + "…"]] if rows >= 0 and letters > 0 else []
                    blocks.append({**block, "rows": kept})
                    return sections, False
                letters -= len(said)
                kept.append([title, said])
            blocks.append(block)
    return sections, True


def _files(reader: Reader, pair: outline.Pair) -> str:
    return "\n".join(_file(reader, line) for line in pair.files)


def _file(reader: Reader, line: outline.FileLine) -> str:
    return reader.language("paper-file", name=line.name, meta=line.meta) if line.meta else line.name


def _documents(reader: Reader, found: list[outline.Section]) -> Json:
    say = reader.language
    rows = [
        [say("summary-row", row=block.title, text=pair.title) if block.title else pair.title, _file(reader, line)]
        for section in found
        for block in section.blocks
        for pair in block.pairs
        for line in pair.files
    ]
    heads = [say("paper-document"), say("paper-file-head")]
    return {"title": say("paper-documents"), "heads": heads, "rows": rows, "none": say("paper-documents-none")}
