"""Build the tree of fields from the schema: references resolved, kinds, widgets, choices, document rules."""

from __future__ import annotations

from itertools import count
from typing import TYPE_CHECKING, Any

from guichet_validate.findings import Finding
from guichet_validate.model import Alternative, Choice, DocumentSpec, Field, Lookup
from guichet_validate.pointers import split
from guichet_validate.widgets import usual

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from guichet_validate.model import Kind

MAX_FIELD_DEPTH = 8
MAX_FIELDS = 1000
MAX_REFERENCES = 16

_FILE_KEYS = {"id", "name", "type", "size"}


class FieldBuilder:
    """Builds fields from one bundled document; ``findings`` collects what cannot be built."""

    def __init__(self, document: dict[str, Any]) -> None:
        """Remember the document; nothing is built yet."""
        self.document = document
        self.findings: list[Finding] = []
        self.fields: dict[str, Field] = {}
        self._order = count()

    def build(self) -> Field:
        """Return the root, an object field with the empty pointer; ``fields`` then holds every field below it."""
        node = self.resolve(self.document, "")
        children = tuple(self._children(node, "", "", 1))
        return Field("", "", "object", node, "group", children=children)

    def resolve(self, node: Any, where: str) -> Mapping[str, Any]:
        """Return the node with its chain of ``$ref`` merged in; own keywords replace those behind the reference."""
        merged: dict[str, Any] = dict(node) if isinstance(node, dict) else {}
        for _ in range(MAX_REFERENCES):
            reference = merged.pop("$ref", None)
            if reference is None:
                return merged
            target = self.target(reference)
            if target is None:
                self._find("refUnresolved", f"{where}/$ref", reference=str(reference)[:100])
                return merged
            merged = _merge(merged, target)
        self._find("refCycle", f"{where}/$ref")
        merged.pop("$ref", None)
        return merged

    def target(self, reference: Any) -> Mapping[str, Any] | None:
        """Return the schema object a local reference names; ``None`` when there is none."""
        if not isinstance(reference, str) or not reference.startswith("#/$defs/"):
            return None
        found: Any = self.document
        for part in split(reference.removeprefix("#")):
            found = found.get(part) if isinstance(found, dict) else None
        return found if isinstance(found, dict) else None

    def _children(self, node: Mapping[str, Any], pointer: str, where: str, depth: int) -> Iterator[Field]:
        properties = node.get("properties", {})
        if not isinstance(properties, dict):
            self._find("structure", f"{where}/properties")
            return
        if depth > MAX_FIELD_DEPTH:
            self._find("depth", f"{where}/properties", limit=MAX_FIELD_DEPTH)
            return
        required = node.get("required", ())
        names = set(required) if isinstance(required, list) and all(isinstance(name, str) for name in required) else ()
        for name, raw in properties.items():
            if not isinstance(raw, dict):
                self._find("structure", f"{where}/properties/{name}")
            elif len(self.fields) >= MAX_FIELDS:
                self._find("fields", f"{where}/properties/{name}", limit=MAX_FIELDS)
                return
            else:
                yield self._field(raw, name, f"{pointer}/{name}", f"{where}/properties/{name}", depth, name in names)

    def _field(self, raw: Mapping[str, Any], name: str, pointer: str, where: str, depth: int, required: bool) -> Field:  # noqa: FBT001
        order = next(self._order)
        node = self.resolve(raw, where)
        items = self.resolve(node.get("items"), f"{where}/items") if isinstance(node.get("items"), dict) else {}
        kind = _kind(node, items)
        # The slot keeps document order: a field comes before its children.
        self.fields[pointer] = _PLACEHOLDER
        children: tuple[Field, ...] = ()
        if kind == "object":
            children = tuple(self._children(node, pointer, where, depth + 1))
        elif kind == "repeat":
            children = tuple(self._children(items, f"{pointer}/*", f"{where}/items", depth + 1))
        choices = _choices(items if kind == "choices" else node)
        field = Field(
            pointer,
            name,
            kind,
            node,
            _widget(node, kind, len(choices)),
            children=children,
            choices=choices,
            read_only=node.get("readOnly") is True,
            computed=isinstance(node.get("x-computed"), str),
            document=_document(node),
            lookup=_lookup(node, pointer.rpartition("/")[0]) if kind == "string" else None,
            required_always=required,
            format=node["format"] if isinstance(node.get("format"), str) else None,
            order=order,
            row_node=items,
        )
        self.fields[pointer] = field
        return field

    def _find(self, code: str, pointer: str, **params: Any) -> None:
        self.findings.append(Finding(code, "error", pointer, params))


_PLACEHOLDER = Field("", "", "object", {}, "group")


def _merge(own: Mapping[str, Any], behind: Mapping[str, Any]) -> dict[str, Any]:
    merged = {**behind, **own}
    if isinstance(own.get("properties"), dict) and isinstance(behind.get("properties"), dict):
        merged["properties"] = {**behind["properties"], **own["properties"]}
    for keyword in ("required", "allOf"):
        if isinstance(own.get(keyword), list) and isinstance(behind.get(keyword), list):
            merged[keyword] = [*behind[keyword], *own[keyword]]
    translations = behind.get("x-i18n")
    if isinstance(translations, dict):
        # A translation of a text that the node replaces would tell the old text in another language.
        kept = {
            language: {key: value for key, value in texts.items() if key not in own}
            for language, texts in translations.items()
            if isinstance(texts, dict)
        }
        ours = own.get("x-i18n")
        for language, texts in (ours if isinstance(ours, dict) else {}).items():
            kept[language] = {**kept.get(language, {}), **(texts if isinstance(texts, dict) else {})}
        merged["x-i18n"] = kept
    return merged


def _kind(node: Mapping[str, Any], items: Mapping[str, Any]) -> Kind:
    declared = node.get("type")
    if declared == "object" or (declared is None and "properties" in node):
        return "object"
    if declared == "array":
        properties = items.get("properties")
        widget = _ui(node, "widget")
        if widget == "file" or (isinstance(properties, dict) and properties.keys() >= _FILE_KEYS):
            return "file"
        return "repeat" if isinstance(properties, dict) else "choices"
    if declared == "integer":
        return "integer"
    if declared == "number":
        return "number"
    if declared == "boolean":
        return "boolean"
    return "string"


def _choices(node: Mapping[str, Any]) -> tuple[Choice, ...]:
    options = node.get("oneOf")
    if not isinstance(options, list):
        return ()
    return tuple(
        Choice(option["const"], option) for option in options if isinstance(option, dict) and "const" in option
    )


def _widget(node: Mapping[str, Any], kind: Kind, options: int) -> str:
    own = _ui(node, "widget")
    return own if isinstance(own, str) else usual(node, kind, options)


def _ui(node: Mapping[str, Any], key: str) -> Any:
    ui = node.get("x-ui")
    return ui.get(key) if isinstance(ui, dict) else None


def _lookup(node: Mapping[str, Any], scope: str) -> Lookup | None:
    spec = node.get("x-lookup")
    if not isinstance(spec, dict) or not all(isinstance(spec.get(key), str) for key in ("list", "value", "label")):
        return None
    filters = spec.get("filter")
    return Lookup(
        spec["list"],
        spec["value"],
        spec["label"],
        {
            column: scope + pointer.removeprefix("@") if pointer.startswith("@") else pointer
            for column, pointer in (filters.items() if isinstance(filters, dict) else ())
            if isinstance(pointer, str)
        },
    )


def _document(node: Mapping[str, Any]) -> DocumentSpec | None:
    spec = node.get("x-document")
    if not isinstance(spec, dict):
        return None
    raw = spec.get("accepts")
    accepts = tuple(
        Alternative(
            item["id"],
            item["kind"] if isinstance(item.get("kind"), str) else None,
            item,
            item["maxAge"] if isinstance(item.get("maxAge"), str) else None,
            item.get("notExpired") is True,
        )
        for item in (raw if isinstance(raw, list) else ())
        if isinstance(item, dict) and isinstance(item.get("id"), str)
    )
    return DocumentSpec(
        accepts,
        spec["holder"] if isinstance(spec.get("holder"), str) else None,
        spec.get("reuse") is True,
        spec.get("verify") is True,
        spec["model"] if isinstance(spec.get("model"), str) else None,
    )
