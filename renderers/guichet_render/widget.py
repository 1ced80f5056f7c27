"""What every kind of field has: a name, a template of that name, what it shows and how its answer is read."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from guichet_render.moulds import Split, whole

if TYPE_CHECKING:
    from guichet_render.face import Face
    from guichet_render.language import Language
    from guichet_validate.model import Field

NOTHING: Mapping[str, Any] = {}


class Widget:
    """One kind of field. `facts` are known once per version and language, `shown` depends on the answer."""

    # The module's and the template's name.
    name = "text"
    # The word of the catalogue that says what to do with it: indiquer, choisir, joindre, cocher.
    verb = "fill"

    def facts(self, field: Field, language: Language) -> Mapping[str, Any]:  # noqa: ARG002 -- for those that have some
        """Return what the template needs besides title, hint and help; read as `f.facts`."""
        return NOTHING

    def limits(self, field: Field, language: Language) -> list[str]:  # noqa: ARG002
        """Return the sentences that state the limits in the hint."""
        return []

    def sample(self, value: Any) -> str:
        """Return an example of the definition as people would type it."""
        return as_text(value)

    def shown(self, face: Face, value: Any) -> Any:  # noqa: ARG002
        """Return what the controls hold for this answer, a wrong one included: nothing typed is lost."""
        return as_text(value)

    def split(self, face: Face, shown: Any) -> Split | None:  # noqa: ARG002
        """Split what is shown into shape and texts; nothing where each drawing is its own."""
        return whole(shown)

    def read(self, face: Face, value: Any, language: Language) -> str:  # noqa: ARG002
        """Return the answer as people write it."""
        return as_text(value)

    def quoted(self, face: Face, value: Any, language: Language) -> str:
        """Return the answer as a sentence quotes it."""
        return self.read(face, value, language)


def as_text(value: Any) -> str:
    """Return a scalar as the text of a control; nothing for what is absent."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    return str(value)


def ui(field: Field, key: str) -> Any:
    """Return what `x-ui` says about `key`."""
    found = field.node.get("x-ui")
    return found.get(key) if isinstance(found, Mapping) else None


def line(field: Field, **own: Any) -> dict[str, Any]:
    """Return the facts of a control of one line; `own` are the widget's, which `x-ui` overrides.

    `spelling` false: no language to check; `capitals` is what a telephone writes large (`characters`, `words`);
    `limit` is the length to count down to.
    """
    facts: dict[str, Any] = {
        "type": "text", "width": None, "spelling": True, "capitals": None, "limit": None, **own
    }  # fmt: skip
    for key in ("autocomplete", "inputmode", "prefix", "suffix"):
        facts[key] = ui(field, key) or facts.get(key)
    width = ui(field, "width")
    if isinstance(width, int) and not isinstance(width, bool):
        facts["width"] = next((step for step in WIDTHS if width <= step), None)
    return facts


def counted(field: Field) -> int | None:
    """Return the length to count down to while a text is typed; nothing where people never come near it."""
    longest = field.limit("maxLength", 0)
    return longest if longest >= _WORTH_COUNTING else None


_WORTH_COUNTING = 50

# The widths, in characters, that the style sheet knows as classes w2 … w34.
WIDTHS = (2, 4, 6, 8, 12, 20, 34)
