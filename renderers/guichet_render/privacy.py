"""Why single answers are asked for and how they are protected, from the `x-privacy` of a definition."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from guichet_render.language import Language
from guichet_render.naming import name_of
from guichet_render.reading import Reader
from guichet_validate.model import Definition, Field
from guichet_validate.pointers import within
from guichet_validate.texts import text

_ENDS = (".", "!", "?", "…")


@dataclass(frozen=True, slots=True)
class Asked:
    """One answer as a privacy notice lists it; `purpose` is empty where it is that of the whole procedure."""

    name: str
    purpose: str
    sensitive: bool
    erased: bool


def why(definition: Definition, field: Field, language: Language) -> tuple[str, ...]:
    """Return the sentences that answer «Pourquoi cette question ?» at a field, none where nothing is asked for.

    A field has them that says its own purpose, or that it is sensitive; the purpose is then that of the procedure.
    """
    own = _own(field)
    if field.computed or field.read_only or not (own.get("purpose") or own.get("sensitive") is True):
        return ()
    purpose = text(own, "purpose", language.code) or text(_whole(definition), "purpose", language.code) or ""
    said = [purpose if purpose.endswith(_ENDS) else f"{purpose}."] if purpose else []
    if own.get("sensitive") is True:
        said.append(language("why-sensitive"))
    if own.get("erase") is True:
        said.append(language("why-erased"))
    return tuple(said)


def purpose(reader: Reader) -> str:
    """Return what the answers of the whole procedure are used for; nothing where the definition does not say."""
    return reader.fill(text(_whole(reader.definition), "purpose", reader.language.code) or "")


def asked(reader: Reader, off: frozenset[str] = frozenset()) -> tuple[Asked, ...]:
    """Return the answers that have an `x-privacy` of their own, in the order of the form; those `off` are left out."""
    found = (
        Asked(
            name_of(reader, field.pointer),
            reader.fill(text(own, "purpose", reader.language.code) or ""),
            own.get("sensitive") is True,
            own.get("erase") is True,
        )
        for field in reader.definition.fields.values()
        if (own := _own(field)) and not field.hidden and not any(within(field.pointer, other) for other in off)
    )
    # Groups that are alike, such as two people of whom the same is asked, may bear the same name.
    return tuple(dict.fromkeys(found))


def _own(field: Field) -> Mapping[str, Any]:
    return _mapping(field.node.get("x-privacy"))


def _whole(definition: Definition) -> Mapping[str, Any]:
    return _mapping(definition.document.get("x-privacy"))


def _mapping(value: Any) -> Mapping[str, Any]:
    return value if isinstance(value, Mapping) else {}
