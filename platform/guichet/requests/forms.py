"""What a browser posts on a step or on the review page, taken apart without judging the answers."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from flask import Request as WebRequest
from werkzeug.datastructures import FileStorage

from guichet import versions
from guichet.i18n import LANGUAGES
from guichet.requests.pressing import JOIN, VERBS

_NO_ANSWERS = frozenset({"csrf_token", "version", "action", "back", "feed", "feed-offered", "asked"})
_ACTIONS = frozenset({"next", "previous", "update", "save", "abandon", "submit"})
SEARCH = "search:"
# What changes the page and stays on it, each followed by the pointer of a field, a row or a file.
_FIELD_ACTIONS = (*(f"{verb}:" for verb in VERBS), "fill:", SEARCH)
_JOINS = "/-#join"  # after the pointer of a file field: its photographs are to become one document
_LANGUAGE_ACTION = "language:"
MODIFY = "modify:"
_OFFER_PARTS = 3  # key, target, pointer
_AUTOSAVE = "autosave"
_AUTOSAVE_UNREAD = "autosave:unread"


@dataclass(frozen=True, slots=True)
class StepForm:
    """One posted form: the answers as (name, text), the files, the button, and the version that was on the screen.

    ``language`` is set by the button that changes it: what was typed is kept as by «Mettre à jour». ``autosave`` says
    that the script saves while the person types, ``unread`` that the page is going away and nobody reads the answer.
    ``back`` is the way back to the review page, as the form carries it. ``offered`` are the write-backs to the profile
    that were on the screen, as (key, target, pointer), ``ticked`` the keys of those left ticked.
    """

    fields: tuple[tuple[str, str], ...]
    files: tuple[tuple[str, FileStorage], ...]
    action: str
    version: int
    fragment: bool
    language: str | None = None
    back: str = ""
    offered: tuple[tuple[str, str, str], ...] = ()
    ticked: frozenset[str] = frozenset()
    autosave: bool = False
    unread: bool = False

    @property
    def stays(self) -> bool:
        """Whether the button redraws the step instead of leaving it."""
        return self.action == "update" or self.action.startswith(_FIELD_ACTIONS)

    @property
    def drawn(self) -> frozenset[str]:
        """The concrete pointers whose controls were on the page."""
        return frozenset(name.partition("#")[0] for name, _ in self.fields)

    @property
    def brings_files(self) -> bool:
        """Whether files came, or photographs are to be joined: what takes time to look through."""
        return self.action.startswith(JOIN) or any(file.filename for _, file in self.files)

    @property
    def joining(self) -> frozenset[str]:
        """The concrete pointers of the file fields whose photographs are to become one document."""
        return frozenset(name.removesuffix(_JOINS) for name, text in self.fields if text and name.endswith(_JOINS))


def read(web: WebRequest) -> StepForm:
    """Take a posted form apart; an unknown button counts as «Mettre à jour», and so does what no button sent."""
    action = pressed = web.form.get("action", "next")
    autosave = pressed in {_AUTOSAVE, _AUTOSAVE_UNREAD}
    _, _, chosen = action.partition(_LANGUAGE_ACTION)
    if action not in _ACTIONS and not action.startswith((*_FIELD_ACTIONS, MODIFY)):
        action = "update"
    fields = tuple((name, text) for name, text in web.form.items(multi=True) if name not in _NO_ANSWERS)
    return StepForm(
        fields=fields,
        files=() if autosave else tuple(web.files.items(multi=True)),
        action=action,
        version=versions.seen(web.form.get("version", "")),
        fragment="X-Guichet-Fragment" in web.headers,
        language=chosen if chosen in LANGUAGES else None,
        back=web.form.get("back", ""),
        offered=tuple(_offers(web.form.getlist("feed-offered"))),
        ticked=frozenset(web.form.getlist("feed")),
        autosave=autosave,
        unread=pressed == _AUTOSAVE_UNREAD,
    )


def _offers(posted: Iterable[str]) -> Iterator[tuple[str, str, str]]:
    for text in posted:
        parts = text.split(" ")
        if len(parts) == _OFFER_PARTS:
            yield parts[0], parts[1], parts[2]
