"""The one list of widgets, by name."""

from collections.abc import Mapping

from guichet_render.widget import Widget
from guichet_render.widgets import (
    checkbox,
    checkboxes,
    computed,
    date,
    datetime,
    email,
    file,
    group,
    hidden,
    money,
    notice,
    number,
    phone,
    postcode,
    radio,
    repeat,
    select,
    text,
    textarea,
    time,
)
from guichet_validate.model import Field

_MODULES = (
    checkbox, checkboxes, computed, date, datetime, email, file, group, hidden, money,
    notice, number, phone, postcode, radio, repeat, select, text, textarea, time,
)  # fmt: skip

WIDGETS: Mapping[str, Widget] = {module.WIDGET.name: module.WIDGET for module in _MODULES}


_BY_KIND: Mapping[str, str] = {"object": "group", "repeat": "repeat", "file": "file", "choices": "checkboxes"}
_CHOOSING = frozenset({"radio", "select", "checkbox", "checkboxes"})


def widget_of(field: Field) -> Widget:
    """Return the widget that draws a field.

    What has rows, files or several answers has one widget only. A name that is unknown, or that does not fit, gets a
    line of text, on which anything can be typed.
    """
    name = _BY_KIND.get(field.kind, field.widget)
    if name in _CHOOSING and field.kind != "choices" and not (field.choices or field.kind == "boolean"):
        name = "select" if "x-lookup" in field.node else "text"
    if name == "checkboxes" and field.kind != "choices":
        name = "radio"
    return WIDGETS.get(name, text.WIDGET)
