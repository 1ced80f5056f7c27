"""Files: those already there, and a place to add one, with what the procedure asks of the paper."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from guichet_render.face import Face, Option
from guichet_render.language import Language
from guichet_render.moulds import Split
from guichet_render.widget import Widget
from guichet_render.widgets.date import Parts, parts
from guichet_validate.model import Field
from guichet_validate.texts import text

KINDS = (".doc", ".pdf", ".rtf", ".odt", ".gif", ".jpg", ".jpeg", ".png", ".tif")
# What cameras make, which may be joined into one document; named as types too, telephones offer their camera for them.
PHOTOGRAPHS = (".jpg", ".jpeg", ".png")
_PHOTOGRAPH_TYPES = ("image/jpeg", "image/png")
LARGEST = 2 * 1024 * 1024
LARGEST_PHOTOGRAPH = 10 * 1024 * 1024
MOST_PAGES = 10


@dataclass(frozen=True, slots=True)
class Given:
    """A file that is already there; `place` is its pointer's last part.

    `photo` says that it may be joined with others; `joins` that this is asked of the files yet to be chosen.
    """

    place: str
    id: str
    name: str
    size: str
    accepted: str
    issued: Parts
    expires: Parts
    photo: bool
    joins: bool


@dataclass(frozen=True, slots=True)
class Reusable:
    """A document of the library that could serve: `title` is its kind, `until` its last day, if it has one."""

    id: str
    title: str
    name: str
    until: str | None = None


class File(Widget):
    name = "file"
    verb = "join"

    def facts(self, field: Field, language: Language) -> Mapping[str, Any]:
        accepts = field.document.accepts if field.document else ()
        titles = [text(item.node, "title", language.code) or item.id for item in accepts]
        aged = [title for title, item in zip(titles, accepts, strict=True) if item.max_age]
        ending = [title for title, item in zip(titles, accepts, strict=True) if item.not_expired]
        return {
            "alternatives": tuple(Option(item.id, item.id, title) for item, title in zip(accepts, titles, strict=True)),
            "issued": _dated("file-issued", aged, titles, language),
            "expires": _dated("file-expires", ending, titles, language),
            "most": field.limit("maxItems", 1),
            "kinds": ",".join((*KINDS, *_PHOTOGRAPH_TYPES)),
            "size": language.size(LARGEST),
            "joining": language("files-join-hint", most=MOST_PAGES, size=language.size(LARGEST_PHOTOGRAPH)),
        }

    def limits(self, field: Field, language: Language) -> list[str]:
        most = field.limit("maxItems", 1)
        size = language.size(LARGEST)
        return [language("limit-files", most=most, size=size, kinds=kinds(language))]

    def shown(self, face: Face, value: Any) -> Any:
        rows = [row for row in value if isinstance(row, dict)] if isinstance(value, list) else []
        return [_given(str(place), row, face.language) for place, row in enumerate(rows)]

    def split(self, face: Face, shown: Any) -> Split | None:  # noqa: ARG002
        return None

    def read(self, face: Face, value: Any, language: Language) -> str:
        rows = [row for row in value if isinstance(row, dict)] if isinstance(value, list) else []
        return language.listed([self.describe(face, row, language) for row in rows])

    def describe(self, face: Face, row: Mapping[str, Any], language: Language) -> str:
        """Return what the file is and the dates on it: «Carte d’identité, valable jusqu’au 12 mai 2030»."""
        said = [title] if (title := kind_of(face, row)) else [str(row.get("name", ""))]
        if row.get("issued"):
            said.append(language("file-issued-on", date=language.day(str(row["issued"]))))
        if row.get("expires"):
            said.append(language("file-valid-until", date=language.day(str(row["expires"]))))
        return language.listed(said)


def kind_of(face: Face, row: Mapping[str, Any]) -> str:
    """Return the title of the alternative that a file was brought as, or nothing."""
    alternatives = face.facts["alternatives"]
    if len(alternatives) == 1:
        return str(alternatives[0].title)
    return next((item.title for item in alternatives if item.value == row.get("as")), "")


def kinds(language: Language) -> str:
    """Return the kinds of files that are taken, as people read them."""
    return language.listed([kind.removeprefix(".") for kind in KINDS if kind != ".jpeg"])


def _dated(key: str, needing: list[str], titles: list[str], language: Language) -> str | None:
    """Return the label of a date, naming the papers that need it unless all do; nothing when none does."""
    if not needing:
        return None
    label = language(key)
    return label if len(needing) == len(titles) else language("file-dated-for", label=label, papers=" · ".join(needing))


def _given(place: str, row: Mapping[str, Any], language: Language) -> Given:
    size = row.get("size")
    name = str(row.get("name", ""))
    return Given(
        place,
        str(row.get("id", "")),
        name,
        language.size(size) if isinstance(size, int) else "",
        str(row.get("as", "")),
        parts(row.get("issued")),
        parts(row.get("expires")),
        name.lower().endswith(PHOTOGRAPHS),
        bool(row.get("join")),
    )


WIDGET = File()
