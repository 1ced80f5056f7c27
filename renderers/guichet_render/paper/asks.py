"""How a field is filled in with a pen: boxes to tick, combs for digits, lines to write on."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

from guichet_render.face import Face, Option
from guichet_render.reading import Reader
from guichet_render.widget import ui
from guichet_validate.widgets import FORMAT_OF

Json = dict[str, Any]

#: Above that many choices, the answer is written on a line.
MOST_BOXES: Final = 16
_CHOOSING: Final = frozenset({"radio", "select", "search", "checkboxes"})
#: Groups of digits and letters of what has a fixed form.
_COMBS: Final[Mapping[str, tuple[int, ...]]] = {
    "phone-fr": (2, 2, 2, 2, 2),
    "postcode-fr": (5,),
    "siret": (3, 3, 3, 5),
    "siren": (3, 3, 3),
    "nir": (1, 2, 2, 2, 3, 3, 2),
    "iban": (4, 4, 4, 4, 4, 4, 3),
    "plate-fr": (2, 3, 2),
    "rna": (1, 9),
}
_SHORT, _MIDDLE, _WHOLE = 30, 55, 100  # widths of a line, in hundredths of the page's
_SHORT_TEXT, _MIDDLE_TEXT = 15, 40  # characters
_WRITTEN_LINE = 80  # characters that a hand writes on a line
_MOST_LINES = 12


def ask(face: Face, reader: Reader) -> Json:
    """Return what stands under the label of a field that is neither a group nor a repeat."""
    name = face.widget.name
    special = _SPECIAL.get(name)
    if special is not None:
        return special(reader)
    if face.lookup is not None or name in _CHOOSING:
        return _boxes(face, reader)
    if name in ("checkbox", "declaration"):
        return {"as": "boxes", "many": True, "options": [{"t": reader.language("paper-tick")}]}
    if name == "file":
        return _papers(face, reader)
    if name == "textarea":
        lines = max(face.facts["rows"], min(face.field.limit("maxLength", 0) // _WRITTEN_LINE, _MOST_LINES) // 2)
        return {"as": "lines", "lines": min(lines, _MOST_LINES)}
    groups = _COMBS.get(face.field.format or FORMAT_OF.get(name, ""))
    if groups:
        return {"as": "combs", "groups": [{"n": count, "t": ""} for count in groups], "between": ""}
    return {
        "as": "line",
        "width": _width(face),
        "before": ui(face.field, "prefix") or "",
        "after": face.facts.get("suffix") or "",
    }


def _width(face: Face) -> int:
    if face.field.kind in ("integer", "number"):
        return _SHORT
    longest = face.field.limit("maxLength", _WRITTEN_LINE)
    return _SHORT if longest <= _SHORT_TEXT else _MIDDLE if longest <= _MIDDLE_TEXT else _WHOLE


def _boxes(face: Face, reader: Reader) -> Json:
    options = reader.options(face, face.field.pointer)
    if not options or len(options) > MOST_BOXES:
        return {"as": "line", "width": _WHOLE, "before": "", "after": ""}
    many = face.field.kind == "choices"
    say = reader.language("paper-tick-many" if many else "paper-tick-one")
    return {"as": "boxes", "many": many, "say": say, "options": [_option(option, reader) for option in options]}


def _option(option: Option, reader: Reader) -> Json:
    return {"t": reader.fill(option.title), "hint": reader.fill(option.hint or "")}


def _papers(face: Face, reader: Reader) -> Json:
    papers = [reader.fill(paper.title) for paper in face.facts["alternatives"]]
    say = reader.language("paper-join-one-of" if len(papers) > 1 else "paper-join")
    if not papers:
        papers = [reader.language("paper-joined")]
    return {"as": "boxes", "many": False, "say": say, "options": [{"t": paper} for paper in papers]}


def date_combs(reader: Reader) -> Json:
    """Return the combs of a day."""
    words = reader.language
    groups = [(2, words("paper-day")), (2, words("paper-month")), (4, words("paper-year"))]
    return {"as": "combs", "groups": [{"n": count, "t": said} for count, said in groups], "between": "/"}


def _time(reader: Reader) -> Json:
    words = reader.language
    groups = [(2, words("paper-hour")), (2, words("paper-minute"))]
    return {"as": "combs", "groups": [{"n": count, "t": said} for count, said in groups], "between": ":"}


def _moment(reader: Reader) -> Json:
    day, hour = date_combs(reader), _time(reader)
    return {"as": "combs", "groups": [*day["groups"], *hour["groups"]], "between": ""}


_SPECIAL: Final = {"date": date_combs, "picker": date_combs, "time": _time, "datetime": _moment}
