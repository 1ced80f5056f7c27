"""What a procedure's page tells before starting."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from guichet_render.marking import markdown
from guichet_render.naming import owner_of
from guichet_render.reading import Reader
from guichet_validate.model import Alternative, Field
from guichet_validate.texts import text

_SAFE = ("https://", "http://", "mailto:", "tel:", "/")


def parts(reader: Reader) -> dict[str, Any]:
    """Return what the template draws: sections, documents, offices, links."""
    node = reader.definition.document.get("x-information")
    node = node if isinstance(node, Mapping) else {}
    return {
        "sections": [_section(item, reader) for item in _objects(node.get("sections"))],
        "documents": _documents(reader),
        "offices": [_section(item, reader) for item in _objects(node.get("offices"))],
        "links": links(node.get("links"), reader),
    }


def links(node: Any, reader: Reader) -> list[dict[str, str]]:
    """Return titles and addresses; an address that is no web, mail or telephone address is left out."""
    found = []
    for item in _objects(node):
        href = str(item.get("href", ""))
        title = reader.fill(text(item, "title", reader.language.code) or href)
        found.append({"title": title, "href": href if href.startswith(_SAFE) else ""})
    return found


def _section(node: Mapping[str, Any], reader: Reader) -> dict[str, Any]:
    code = reader.language.code
    return {
        "title": reader.fill(text(node, "title", code) or ""),
        "body": reader.fill_markup(markdown(text(node, "body", code) or "")),
    }


def _asked(field: Field) -> bool:
    return field.kind == "file" and field.document is not None and bool(field.document.accepts)


def _documents(reader: Reader) -> list[dict[str, Any]]:
    """Return what is asked for; the same paper of several groups of the form once, with the titles of them all."""
    found: dict[tuple[Any, ...], dict[str, Any]] = {}
    for field in reader.definition.fields.values():
        if not _asked(field):
            continue
        around = field.pointer.rpartition("/")[0]
        document, owner = _document(field, around, reader), owner_of(reader, around)
        alike = (bool(owner), document["title"], document["maybe"], tuple(document["papers"]))
        known = found.setdefault(alike, {**document, "owners": []})
        known["owners"] += [owner] if owner else []
    return list(found.values())


def _document(field: Field, around: str, reader: Reader) -> dict[str, Any]:
    face = reader.form.faces[field.pointer]
    accepts = field.document.accepts if field.document else ()
    return {
        "title": reader.fill(face.title, around or None),
        "maybe": not field.required_always,
        "papers": [_paper(item, reader) for item in accepts],
    }


def _paper(alternative: Alternative, reader: Reader) -> str:
    language = reader.language
    said = [reader.fill(text(alternative.node, "title", language.code) or alternative.id)]
    # Titles often say the age themselves.
    if alternative.max_age and (age := language.duration(alternative.max_age)) not in said[0].replace("\u00a0", " "):
        said.append(language("documents-age", age=age))
    if alternative.not_expired:
        said.append(language("documents-valid"))
    return language.listed(said)


def _objects(node: Any) -> Iterator[Mapping[str, Any]]:
    return (item for item in (node if isinstance(node, list) else ()) if isinstance(item, Mapping))
