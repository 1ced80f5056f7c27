"""The printed faces of a definition in one language: definition, answers and facts in; PDF/UA-1 files out."""

from __future__ import annotations

import json
from collections.abc import Mapping
from functools import cache, lru_cache
from typing import Any, Final

from guichet_render.paper import sheets
from guichet_render.paper.conditions import Conditions
from guichet_render.paper.facts import Facts, Printed
from guichet_render.paper.form import form
from guichet_render.paper.press import press
from guichet_render.renderer import renderer
from guichet_validate.context import Context
from guichet_validate.engine import Evaluation
from guichet_validate.model import Definition

_CACHED_FORMS: Final = 64


class Paper:
    """Prints in one language; make it with `paper`, which keeps one for each."""

    def __init__(self, lang: str) -> None:
        """Take the words of the renderer of that language."""
        self.renderer = renderer(lang)
        self._form = lru_cache(_CACHED_FORMS)(self._press_form)

    def receipt(self, definition: Definition, evaluation: Evaluation, *, context: Context, facts: Facts) -> Printed:
        """Print what the city confirms about a request that it received."""
        reader = self.renderer.reader(definition, evaluation.answers, context)
        summary = self.renderer.summary(definition, evaluation, context)
        return self._press("receipt", sheets.receipt(reader, evaluation, facts, summary), facts)

    def copy(self, definition: Definition, evaluation: Evaluation, *, context: Context, facts: Facts) -> Printed:
        """Print all answers of a request, by step, with the list of its files."""
        reader = self.renderer.reader(definition, evaluation.answers, context)
        summary = self.renderer.summary(definition, evaluation, context)
        return self._press("copy", sheets.copy(reader, evaluation, facts, summary), facts)

    def decision(
        self, definition: Definition, decision_id: str, evaluation: Evaluation, *, context: Context, facts: Facts
    ) -> Printed:
        """Print a document of `x-decision`. LookupError: the definition has none of that id."""
        found = next((one for one in decisions(definition) if one.get("id") == decision_id), None)
        if found is None:
            raise LookupError(decision_id)
        reader = self.renderer.reader(definition, evaluation.answers, context)
        return self._press("letter", sheets.letter(reader, facts, found), facts)

    def form(self, definition: Definition, *, context: Context, facts: Facts) -> Printed:
        """Print the whole form, empty, to be filled in with a pen."""
        reader = self.renderer.reader(definition, {}, context)
        data = form(reader, facts, Conditions(reader))
        return self._form(json.dumps({**_around(facts), **data}))

    # ---- Inside ----

    def _press(self, template: str, data: Mapping[str, Any], facts: Facts) -> Printed:
        moment = facts.decided_at or facts.filed_at
        stamp = int(moment.timestamp()) if moment else 0
        return press(template, {**_around(facts), **data}, self.renderer.language, timestamp=stamp)

    def _press_form(self, data: str) -> Printed:
        return press("form", json.loads(data), self.renderer.language)


def decisions(definition: Definition) -> tuple[Mapping[str, Any], ...]:
    """Return the nodes of the documents that an agent may deliver."""
    found = definition.document.get("x-decision")
    return tuple(one for one in found if isinstance(one, Mapping)) if isinstance(found, list) else ()


def _around(facts: Facts) -> dict[str, Any]:
    return {"city": facts.city, "service": facts.service, "colour": facts.colour}


@cache
def paper(lang: str) -> Paper:
    """Return the printer of a language; an unknown one reads as French."""
    return Paper(lang)
