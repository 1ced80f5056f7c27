"""The privacy notice of a procedure: why it asks, on what ground, who reads, how long, and which rights one has."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from guichet.i18n import duration, t
from guichet.publishing.city import address_lines, city_texts, service_of
from guichet_render import renderer
from guichet_render.privacy import Asked
from guichet_validate.context import Context
from guichet_validate.engine import Evaluation
from guichet_validate.model import Definition
from guichet_validate.texts import text


@dataclass(frozen=True, slots=True)
class Contact:
    """Whom to write to about one's rights: the city's data protection officer, else the service itself."""

    title: str
    email: str
    phone: str
    place: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Notice:
    """What is told of the data of one procedure, in one language; every text is final, absent ones are empty.

    `fields` are the answers that say their own purpose or are sensitive, `erased` the names of the others that are
    emptied when the request is closed.
    """

    purpose: str
    basis: str
    legal: tuple[tuple[str, str], ...]
    readers: tuple[str, ...]
    kept: str
    drafts: str
    rights: str
    contact: Contact
    sensitive: bool
    fields: tuple[Asked, ...]
    erased: tuple[str, ...]

    @property
    def rows(self) -> tuple[tuple[str, str], ...]:
        """The notice without its links and its single answers: pairs of a code (`privacy-…` titles it) and a text."""
        said = {
            "purpose": self.purpose,
            "basis": self.basis,
            "readers": ", ".join(self.readers),
            "kept": " ".join(part for part in (self.kept, self.drafts) if part),
            "rights": self.rights,
        }
        return tuple((code, words) for code, words in said.items() if words)


def notice(definition: Definition, lang: str, context: Context, evaluation: Evaluation | None = None) -> Notice | None:
    """Return the notice of a procedure, nothing where no data are asked.

    With an `evaluation`, of the answers that are listed one by one only those that it asks for.
    """
    node = definition.document.get("x-privacy")
    if not isinstance(node, Mapping) or not definition.has_form:
        return None
    drawn = renderer(lang)
    asked = drawn.protected(definition, context=context, evaluation=evaluation)
    told = tuple(one for one in asked if one.purpose or one.sensitive)
    basis = node.get("basis")
    return Notice(
        purpose=drawn.purpose(definition, context=context),
        basis=t(f"privacy-basis-{basis}", lang) if basis else "",
        legal=tuple((text(entry, "title", lang) or "", entry["source"]) for entry in _legal(definition)),
        readers=tuple(dict.fromkeys(_readers(definition, node, lang))),
        kept=_lasting("privacy-kept-after", node.get("retention"), lang),
        drafts=_lasting("privacy-kept-draft", node.get("draftRetention"), lang),
        rights=t(f"privacy-rights-{basis}", lang) if basis else "",
        contact=_contact(definition.service, lang),
        sensitive=node.get("sensitive") is True or any(one.sensitive for one in asked),
        fields=told,
        erased=tuple(one.name for one in asked if one.erased and one not in told),
    )


def _lasting(key: str, value: Any, lang: str) -> str:
    words = duration(value, lang)
    return t(key, lang, duration=words) if words else ""


def _legal(definition: Definition) -> Iterator[Mapping[str, Any]]:
    return iter(definition.procedure.get("legal", ()))


def _readers(definition: Definition, node: Mapping[str, Any], lang: str) -> Iterator[str]:
    """Yield the titles of the service in charge and of those that see the data besides."""
    for service in (definition.service, *node.get("recipients", ())):
        yield str(service_of(service, lang)["title"])


def _contact(service_id: str, lang: str) -> Contact:
    officer = city_texts(lang).get("legal", {}).get("dataProtection", {})
    if officer:
        place = address_lines(officer.get("address", {}))
        return Contact(officer.get("title", ""), officer.get("email", ""), officer.get("phone", ""), place)
    service = service_of(service_id, lang)
    return Contact(service["title"], service.get("email", ""), service.get("phone", ""), service["place"])
