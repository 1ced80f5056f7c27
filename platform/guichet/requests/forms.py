"""What a browser posts on a step or on the review page, taken apart without judging the answers."""

from __future__ import annotations

from dataclasses import dataclass

from flask import Request as WebRequest
from werkzeug.datastructures import FileStorage

from guichet import versions
from guichet.i18n import LANGUAGES

_NO_ANSWERS = frozenset({"csrf_token", "version", "action"})
_ACTIONS = frozenset({"next", "previous", "update", "save", "abandon", "submit"})
_ROW_ACTIONS = ("add:", "remove:")
_LANGUAGE_ACTION = "language:"


@dataclass(frozen=True, slots=True)
class StepForm:
    """One posted form: the answers as (name, text), the files, the button, and the version that was on the screen.

    ``language`` is set by the button that changes it: what was typed is kept as by «Mettre à jour».
    """

    fields: tuple[tuple[str, str], ...]
    files: tuple[tuple[str, FileStorage], ...]
    action: str
    version: int
    fragment: bool
    language: str | None = None

    @property
    def stays(self) -> bool:
        """Whether the button redraws the step instead of leaving it."""
        return self.action == "update" or self.action.startswith(_ROW_ACTIONS)

    @property
    def drawn(self) -> frozenset[str]:
        """The concrete pointers whose controls were on the page."""
        return frozenset(name.partition("#")[0] for name, _ in self.fields)


def read(web: WebRequest) -> StepForm:
    """Take a posted form apart; an unknown button counts as «Mettre à jour»."""
    action = web.form.get("action", "next")
    _, _, chosen = action.partition(_LANGUAGE_ACTION)
    if action not in _ACTIONS and not action.startswith(_ROW_ACTIONS):
        action = "update"
    fields = tuple((name, text) for name, text in web.form.items(multi=True) if name not in _NO_ANSWERS)
    return StepForm(
        fields=fields,
        files=tuple(web.files.items(multi=True)),
        action=action,
        version=versions.seen(web.form.get("version", "")),
        fragment="X-Guichet-Fragment" in web.headers,
        language=chosen if chosen in LANGUAGES else None,
    )
