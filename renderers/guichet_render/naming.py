"""Names of fields read away from their page: whose document it is, in a list of all of them."""

from __future__ import annotations

from guichet_render.drawing import row_titles
from guichet_render.reading import Reader
from guichet_validate.pointers import is_index, template


def name_of(reader: Reader, pointer: str) -> str:
    """Return the title of a field, after that of the group or row it stands in; nothing for an unknown field."""
    face = reader.form.faces.get(template(pointer))
    if face is None:
        return ""
    around = pointer.rpartition("/")[0]
    title = reader.fill(face.title, around or None)
    owner = owner_of(reader, around)
    return reader.language("summary-row", row=owner, text=title) if owner else title


def owner_of(reader: Reader, pointer: str) -> str:
    """Return the title of a group or row, nothing for the whole of the answers."""
    outer, _, last = pointer.rpartition("/")
    if is_index(last):
        return row_titles(reader, reader.form.faces[template(outer)], pointer, int(last))[0]
    face = reader.form.faces.get(template(pointer).removesuffix("/*"))
    return reader.fill(face.title) if face is not None else ""
