"""Documents of the library in words: their kind, whose they are, and their state."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from guichet.documents.inspection import Rejected
from guichet.documents.models import File
from guichet.i18n import language, long_date, t
from guichet.library.models import LibraryDocument
from guichet.library.services import today
from guichet.publishing.city import city_texts
from guichet.publishing.kinds import kinds, service_of, title_of
from guichet_validate.documents import SELF


@dataclass(frozen=True, slots=True)
class Line:
    """One document as the library shows it.

    ``state`` is that of its table, or ``expired``; of a file that nobody may open yet, or ever, that of the file.
    """

    id: str
    title: str
    holder: str
    name: str
    state: str
    told: str
    reason: str
    clean: bool


def line(document: LibraryDocument, file: File, household: Iterable[Mapping[str, Any]], *, own: bool = True) -> Line:
    """Return a document in words of the reader's language; to anybody else (``own`` false), no holder is the owner."""
    state = document.state if file.state == "clean" else file.state
    if state == "accepted" and document.valid_until is not None and document.valid_until < today():
        state = "expired"
    return Line(
        id=str(document.id),
        title=title_of(document.kind, language()),
        holder="" if document.holder == SELF and not own else _holder(document, household),
        name=file.name,
        state=state,
        told=told(document, state),
        reason=document.reason or "",
        clean=file.state == "clean",
    )


def _holder(document: LibraryDocument, household: Iterable[Mapping[str, Any]]) -> str:
    return holders(household).get(document.holder, t("library-holder-gone"))


def told(document: LibraryDocument, state: str) -> str:
    """Return the state in one sentence."""
    if state == "pending":
        return t("library-told-pending", service=service_title(service_of(document.kind)))
    if state in {"refused", "quarantine", "infected", "error"}:
        return t(f"library-told-{state}")
    if document.valid_until is None:
        return t("library-told-accepted")
    return t(f"library-told-{state}-until", date=long_date(document.valid_until))


def holders(household: Iterable[Mapping[str, Any]]) -> dict[str, str]:
    """Return those a document may belong to, by id: the person, then the members of the household."""
    found = {SELF: t("library-holder-self")}
    for member in household:
        names = (str(member[key]) for key in ("givenNames", "familyName") if member.get(key))
        if member.get("id") and member.get("relation") != SELF:
            found[str(member["id"])] = " ".join(names) or t("profile-member")
    return found


def choices(lang: str) -> list[tuple[str, list[tuple[str, str]]]]:
    """Return the kinds of documents, in groups by the service that verifies them: title, then (id, title)."""
    groups: dict[str, list[tuple[str, str]]] = {}
    for kind in kinds():
        groups.setdefault(service_title(service_of(kind)), []).append((kind, title_of(kind, lang)))
    return [(group, sorted(found, key=lambda one: one[1].casefold())) for group, found in sorted(groups.items())]


def service_title(service: str) -> str:
    """Return the title of a service in the reader's language."""
    return str(city_texts(language()).get("services", {}).get(service, {}).get("title", service))


def refusal(verdict: Rejected) -> str:
    """Return in words why a file was not taken."""
    return t(f"library-{verdict.code}") if verdict.code in _REFUSALS else t("library-fileContent")


_REFUSALS = frozenset(
    {"fileName", "fileSize", "fileType", "fileEmpty", "fileContent", "fileMacro", "fileUnreadable", "fileBusy"}
)
