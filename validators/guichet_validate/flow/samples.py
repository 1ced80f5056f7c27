"""One plausible value for a field: enough for a condition to be decided, or for a file to count as brought."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from guichet_validate.model import Field

DAY = "2026-01-15"
BIRTH = "1990-06-15"
LATER = "2036-01-15"
_BY_FORMAT = {
    "date": DAY,
    "email": "ana@example.fr",
    "phone-fr": "06 39 98 12 34",
    "postcode-fr": "99210",
    "siret": "73282932000074",
    "siren": "732829320",
    "rna": "W751234567",
    "iban": "FR7630006000011234567890189",
    "nir": "255081416802538",
    "plate-fr": "AB-123-CD",
    "time-local": "10:30",
    "datetime-local": f"{DAY}T10:30",
    "uuid": "00000000-0000-4000-8000-000000000001",
}


def sample(field: Field) -> Any:
    """Return a value of the field's type that its own limits accept, as far as limits and formats tell."""
    given = _given(field)
    return _made(field) if given is None else given


def _given(field: Field) -> Any:
    """Return a value that the definition itself names, ``None`` when there is none."""
    node = field.node
    if field.choices:
        return [field.choices[0].value] if field.kind == "choices" else field.choices[0].value
    named = [node[key] for key in ("const", "default") if key in node]
    listed = [node[key] for key in ("enum", "examples") if isinstance(node.get(key), list)]
    return next((value for value in (*named, *(value for values in listed for value in values))), None)


def _made(field: Field) -> Any:
    match field.kind:
        case "boolean":
            return True
        case "integer" | "number":
            return number(field)
        case "file":
            return [file(field.document.accepts[0].id if field.document and field.document.accepts else None)]
        case "choices":
            return [_item(field)]
        case "repeat":
            return [row(field)]
        case "object":
            return {child.name: sample(child) for child in field.children if child.required_always}
    return text(field)


def row(field: Field) -> dict[str, Any]:
    """Return a row of a repeat with what it must have."""
    return {child.name: sample(child) for child in field.children if child.required_always and not child.computed}


def everything(field: Field) -> dict[str, Any]:
    """Return an object with every field below it answered, one row in each repeat."""
    found: dict[str, Any] = {}
    for child in field.children:
        if child.kind == "object":
            found[child.name] = everything(child)
        elif child.kind == "repeat":
            found[child.name] = [everything(child)]
        elif not child.computed:
            found[child.name] = sample(child)
    return found


def number(field: Field) -> int | float:
    """Return the smallest value the field takes, else its largest, else 1."""
    node = field.node
    for key, step in (("minimum", 0), ("exclusiveMinimum", 1), ("maximum", 0), ("exclusiveMaximum", -1)):
        if isinstance(node.get(key), int | float):
            return int(node[key] + step) if field.kind == "integer" else node[key] + step
    return 1


def text(field: Field) -> str:
    """Return a text of the field's format and length."""
    known = BIRTH if field.format == "date" and _is_birth(field) else _BY_FORMAT.get(field.format or "")
    if known is not None:
        return known
    least, most = field.limit("minLength", 1), field.limit("maxLength", 1000)
    return ("Exemple " * (least // 8 + 1))[: max(least, min(7, most))]


def _is_birth(field: Field) -> bool:
    """Tell whether a day is said to be somebody's day of birth."""
    ui, prefill = field.node.get("x-ui"), field.node.get("x-prefill")
    sources = prefill.get("from") if isinstance(prefill, dict) else None
    return (isinstance(ui, dict) and ui.get("autocomplete") == "bday") or any(
        str(source).endswith("/birthDate") for source in (sources if isinstance(sources, list) else ())
    )


def file(alternative: str | None) -> dict[str, Any]:
    """Return a file that is young and not expired."""
    named = {} if alternative is None else {"as": alternative}
    details = {"name": "piece.pdf", "type": "application/pdf", "size": 120_000, "issued": DAY, "expires": LATER}
    return {"id": "00000000-0000-4000-8000-000000000001", **details, **named}


def _item(field: Field) -> Any:
    node = field.row_node
    for key in ("enum", "examples"):
        if isinstance(node.get(key), list) and node[key]:
            return node[key][0]
    return node.get("const", 1 if node.get("type") in ("integer", "number") else "Exemple")
