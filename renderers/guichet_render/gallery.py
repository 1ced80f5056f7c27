"""The gallery: every widget in every state, drawn by the renderer from specimens of what city staff would write."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from markupsafe import Markup

from guichet_render.renderer import renderer
from guichet_validate.context import PARIS, Context
from guichet_validate.engine import evaluate
from guichet_validate.formatting import formatted
from guichet_validate.loading import load
from guichet_validate.model import Definition

SPECIMENS = Path(__file__).parent / "specimens"
STATES = ("empty", "filled", "wrong", "readonly", "repeated")
# The name of the field in each state: no two controls of a page share an identifier.
_NAMES = {"empty": "vide", "filled": "rempli", "wrong": "faux", "readonly": "fige", "repeated": "lignes"}
_IN_ROW = "champ"
_ROWS = 2
_NOW = dt.datetime(2026, 5, 4, 12, tzinfo=PARIS)
_PROCEDURE = {
    "id": "galerie",
    "version": "1.0.0",
    "state": "live",
    "category": "galerie",
    "service": "galerie",
    "online": "full",
    "access": "open",
    "languages": ["fr", "en"],
    "reference": "GAL",
    "summary": "Galerie",
}


@dataclass(frozen=True, slots=True, eq=False)
class Specimen:
    """One kind of field: its file's name, its titles by language, and the parts of a definition that show it.

    `states` are those that make sense for it; `part` is `schema`, or `notice` for what has no answer.
    """

    name: str
    titles: Mapping[str, str]
    states: tuple[str, ...]
    part: str
    node: Mapping[str, Any]
    filled: Any
    wrong: Any
    around: Mapping[str, Any]

    @property
    def schema(self) -> str:
        """The schema as a definition's file has it: canonical JSON."""
        return formatted({self.part: dict(self.node)}) if self.part == "notice" else formatted(dict(self.node))

    def title(self, lang: str) -> str:
        """Return the title in a language, in French when it has none."""
        return self.titles.get(lang, self.titles["fr"])


@dataclass(frozen=True, slots=True)
class Drawn:
    """One state of a widget: what a page of a form would show."""

    state: str
    fields: Markup


@cache
def specimens() -> Mapping[str, Specimen]:
    """Return every specimen by name, in the order of their names."""
    return {path.stem: _specimen(path) for path in sorted(SPECIMENS.glob("*.json"))}


def states(specimen: Specimen, lang: str) -> list[Drawn]:
    """Draw a specimen in each of its states."""
    return [_drawn(specimen, state, lang) for state in specimen.states]


def _specimen(path: Path) -> Specimen:
    held = json.loads(path.read_text(encoding="utf-8"))
    part = "notice" if "notice" in held else "schema"
    around = {key: held[key] for key in ("$defs", "properties", "lists", "household", "profile") if key in held}
    return Specimen(
        path.stem,
        held["title"],
        tuple(held.get("states", STATES)),
        part,
        held[part],
        held.get("filled"),
        held.get("wrong"),
        around,
    )


def _drawn(specimen: Specimen, state: str, lang: str) -> Drawn:
    definition = _definition(specimen, state)
    around = specimen.around
    context = Context(
        now=_NOW,
        lists=around.get("lists", {}),
        profile=around.get("profile", {}),
        household=tuple(around.get("household", ())),
    )
    evaluation = evaluate(definition, _answers(specimen, state), context)
    # A group that can be filled by picking somebody was, in this state.
    picked = state == "filled" and "household" in around
    view = renderer(lang).step(
        definition,
        "etape",
        evaluation,
        context=context,
        show_problems=state == "wrong",
        step_url=lambda _: "#main",
        origins=dict.fromkeys(definition.fields, "member") if picked else None,
    )
    return Drawn(state, view.fields)


def _answers(specimen: Specimen, state: str) -> dict[str, Any]:
    given = {"filled": specimen.filled, "wrong": specimen.wrong, "readonly": specimen.filled}.get(state)
    if state == "repeated":
        return {_NAMES[state]: [{_IN_ROW: specimen.filled} for _ in range(_ROWS)]}
    return {} if given is None else {_NAMES[state]: given}


@cache
def _definition(specimen: Specimen, state: str) -> Definition:
    name = _NAMES[state]
    if specimen.part == "notice":
        return _made({}, [{"notice": specimen.node}], specimen)
    node = dict(specimen.node)
    if state == "readonly":
        node["readOnly"] = True
    if state == "repeated":
        row = {"type": "object", "additionalProperties": False, "properties": {_IN_ROW: node}, "required": [_IN_ROW]}
        titles = {"title": "Lignes", "x-i18n": {"en": {"title": "Rows"}}}
        titles["x-ui"] = {"itemLabel": "Ligne {n}", "x-i18n": {"en": {"itemLabel": "Row {n}"}}}
        node = {**titles, "type": "array", "maxItems": 5, "items": row}
    return _made({name: node}, [f"/{name}"], specimen)


def _made(properties: dict[str, Any], fields: list[Any], specimen: Specimen) -> Definition:
    step = {"id": "etape", "title": specimen.titles["fr"], "fields": fields}
    return load(
        {
            "$schema": "https://json-schema.org/draft/2020-12/schema",
            "x-definition": 1,
            "title": specimen.titles["fr"],
            "x-procedure": _PROCEDURE,
            "x-steps": [step],
            "type": "object",
            "additionalProperties": False,
            "required": [*properties],
            "properties": {**properties, **specimen.around.get("properties", {})},
            "$defs": specimen.around.get("$defs", {}),
        }
    )
