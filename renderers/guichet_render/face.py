"""What is known of a field before any answer: its words in one language, its widget, what it drives."""

from __future__ import annotations

from collections.abc import Hashable, Mapping
from dataclasses import dataclass
from dataclasses import field as made
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from markupsafe import Markup

    from guichet_render.language import Language
    from guichet_render.moulds import Mould
    from guichet_render.widget import Widget
    from guichet_validate.model import Field, Lookup


@dataclass(frozen=True, slots=True)
class Option:
    """One choice: its value, that value as a control posts it, its title and its own hint."""

    raw: Any
    value: str
    title: str
    hint: str | None = None


@dataclass(frozen=True, slots=True, eq=False)
class Face:
    """A field in one language.

    `plain` says that its answer is all that a drawing of it depends on, as long as there is no error or remark.
    `sampled` says that a hint gives a date near today as an example. `quoted` says that some of its texts quote
    answers and must be filled each time, `choices_quote` that titles of its choices do. `drives` says that another
    field or notice of the step depends on its answer; `drivers` are the templates of the fields whose answers switch
    this one. `why` says why it is asked and how it is protected.
    """

    field: Field
    widget: Widget
    language: Language
    title: str
    hints: tuple[str, ...]
    help: Markup | None
    why: tuple[str, ...]
    quoted: bool
    facts: Mapping[str, Any]
    plain: bool = False
    sampled: bool = False
    options: tuple[Option, ...] = ()
    lookup: Lookup | None = None
    choices_quote: bool = False
    drives: bool = False
    drivers: frozenset[str] = frozenset()
    children: tuple[Face, ...] = ()
    # Filled as shapes of the field are drawn; see guichet_render.moulds.
    moulds: dict[Hashable, Mould] = made(default_factory=dict, repr=False)
    plain_moulds: dict[Hashable, Mould] = made(default_factory=dict, repr=False)

    def title_of(self, value: Any) -> str:
        """Return the title of the option of that value, else the value itself as text."""
        for option in self.options:
            # True equals 1 in Python; in answers they differ.
            if option.raw == value and isinstance(option.raw, bool) == isinstance(value, bool):
                return option.title
        return "" if value is None else str(value)


@dataclass(frozen=True, slots=True, eq=False)
class NoticeFace:
    """A notice in one language; `place` is its position among the entries of the step."""

    place: int
    title: str
    body: Markup
    tone: str
    quoted: bool
    drivers: frozenset[str]


@dataclass(frozen=True, slots=True, eq=False)
class StepFace:
    """A step in one language; `conditional` says that an answer on it may change what it asks."""

    id: str
    title: str
    intro: Markup | None
    help: Markup | None
    conditional: bool
    entries: tuple[Face | NoticeFace, ...]


@dataclass(frozen=True, slots=True, eq=False)
class Form:
    """A whole definition in one language; `faces` by template pointer."""

    faces: Mapping[str, Face]
    steps: Mapping[str, StepFace]
    roots: tuple[Face, ...]
