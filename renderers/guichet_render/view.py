"""A field with its answer, as its template sees it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from markupsafe import Markup

from guichet_render.face import Option


@dataclass(slots=True)
class View:
    """`value` is what the widget shows; `required`, `errors`, `cautions` and `origin` are those of this moment.

    `adding` is what is already said about a file yet to be chosen.
    """

    id: str
    name: str
    title: str
    hints: tuple[str, ...] = ()
    help: Markup | None = None
    required: bool = False
    origin: str = ""
    cautions: list[str] | tuple[str, ...] = ()
    errors: list[str] | tuple[str, ...] = ()
    value: Any = None
    options: tuple[Option, ...] = ()
    file_url: Callable[[str], str] | None = None
    adding: Any = None

    @property
    def noted(self) -> bool:
        """Whether anything stands between the label and the control."""
        return bool(self.hints or self.help or self.origin or self.errors or self.cautions)

    @property
    def described(self) -> str:
        """The identifiers of hint and error, for `aria-describedby`."""
        if self.hints:
            return f"{self.id}-hint {self.id}-error" if self.errors else f"{self.id}-hint"
        return f"{self.id}-error" if self.errors else ""
