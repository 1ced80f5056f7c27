"""The one list of widgets, by name."""

from collections.abc import Mapping

from guichet_render.widget import Widget, ui
from guichet_render.widgets import (
    address,
    checkbox,
    checkboxes,
    computed,
    date,
    datetime,
    declaration,
    email,
    file,
    group,
    hidden,
    iban,
    money,
    nir,
    notice,
    number,
    phone,
    picker,
    plate,
    point,
    postcode,
    radio,
    repeat,
    rna,
    search,
    select,
    signature,
    siren,
    siret,
    text,
    textarea,
    time,
)
from guichet_validate.addresses import parts_of
from guichet_validate.model import Field
from guichet_validate.widgets import KINDS_OF, POSITION

_MODULES = (
    address, checkbox, checkboxes, computed, date, datetime, declaration, email, file, group, hidden, iban, money, nir,
    notice, number, phone, picker, plate, point, postcode, radio, repeat, rna, search, select, signature, siren, siret,
    text, textarea, time,
)  # fmt: skip

WIDGETS: Mapping[str, Widget] = {module.WIDGET.name: module.WIDGET for module in _MODULES}

# What draws any field of a kind, whatever else is said of it.
_PLAIN: Mapping[str, str] = {
    "object": "group", "repeat": "repeat", "file": "file", "choices": "checkboxes", "boolean": "radio",
    "integer": "number", "number": "number", "string": "text",
}  # fmt: skip


def widget_of(field: Field) -> Widget:
    """Return the widget that draws a field.

    A group that holds an address is one, unless the definition names its widget. A name that is unknown, or that does
    not fit, is replaced by the plain widget of the field's kind: a list where there are choices, else a line on which
    anything can be typed. The checker reports such a name.
    """
    name = field.widget
    if field.kind == "object" and not ui(field, "widget") and parts_of(field):
        name = "address"
    if field.kind in KINDS_OF.get(name, ()) and _suits(name, field):
        return WIDGETS[name]
    if field.kind in ("string", "integer", "number") and (field.choices or field.lookup):
        return WIDGETS["select"]
    return WIDGETS[_PLAIN[field.kind]]


def _suits(name: str, field: Field) -> bool:
    match name:
        case "radio":
            return bool(field.choices) or field.kind == "boolean"
        case "select" | "search":
            return bool(field.choices or field.lookup)
        case "address":
            return bool(parts_of(field))
        case "point":
            kinds = {child.name: child.kind for child in field.children}
            return all(kinds.get(part) == "number" for part in POSITION)
    return True
