"""A field with its answer, as its template sees it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from markupsafe import Markup

from guichet_render.face import Option

if TYPE_CHECKING:
    from guichet_render.widgets.file import Reusable


def identifier(pointer: str) -> str:
    """Return the `id` of the control of a field, to which errors lead."""
    return f"f{pointer.replace('/', '-')}"


@dataclass(slots=True)
class View:
    """`value` is what the widget shows; `required`, `errors`, `cautions` and `origin` are those of this moment.

    `adding` is what is already said about a file yet to be chosen, `reuse` are the documents that could serve instead;
    `members` are the people who may fill a group, `seeking` is what is searched for to fill one.
    """

    id: str
    name: str
    title: str
    hints: tuple[str, ...] = ()
    help: Markup | None = None
    why: tuple[str, ...] = ()
    required: bool = False
    origin: str = ""
    cautions: list[str] | tuple[str, ...] = ()
    errors: list[str] | tuple[str, ...] = ()
    value: Any = None
    options: tuple[Option, ...] = ()
    file_url: Callable[[str], str] | None = None
    adding: Any = None
    reuse: Sequence[Reusable] = ()
    members: tuple[Any, ...] = ()
    seeking: Any = None

    @property
    def noted(self) -> bool:
        """Whether anything stands between the label and the control."""
        return bool(self.hints or self.help or self.why or self.origin or self.errors or self.cautions)

    @property
    def described(self) -> str:
        """The identifiers of hint and error, for `aria-describedby`."""
        if self.hints:
            return f"{self.id}-hint {self.id}-error" if self.errors else f"{self.id}-hint"
        return f"{self.id}-error" if self.errors else ""
