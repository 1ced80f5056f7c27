"""The page of keywords: what the meta-schema says of each, where it stands, its type, an example."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from typing import Any

from guichet_validate.checks.structure import schema_files

INTRODUCTION = """# Keywords

Every keyword of a definition, concept by concept, as the meta-schema describes it to an editor: what it means, where \
it stands, the type of its value, an example, and the version of the format (`x-definition`) since which it is there. \
[The definition format](definition-format.md) says how they work together. This page is written by `make docs`.
"""
# From the whole to the parts; what is not named here follows by name.
ORDER = (
    *("definition", "procedure", "information", "settings", "privacy", "steps", "field", "choices", "ui", "texts"),
    *("errors", "computed", "rules", "branch", "condition", "exit", "prefill", "feed", "document", "lookup"),
    *("messages", "decision", "tests", "checks", "values"),
)
EXAMPLE_LENGTH = 110


def page() -> str:
    """The page, from the files of the meta-schema."""
    files = {name.removesuffix(".json"): json.loads(content) for name, content in schema_files().items()}
    names = [*ORDER, *sorted(files.keys() - set(ORDER))]
    return "\n".join([INTRODUCTION, *(_concept(name, files) for name in names)])


def _concept(name: str, files: Mapping[str, Any]) -> str:
    schema = files[name]
    used = ", ".join(f"`{key}` of [{_title(other, files)}](#{other})" for other, key in _uses(name, files))
    lines = [f'<a id="{name}"></a>', f"## {_title(name, files)}", "", schema["description"]]
    lines += [f"Stands as {used}.", ""] if used else [""]
    rows = [f"| `{key}` | {_row(declared, name, files)} |" for key, declared in _keywords(schema, "")]
    if name == "values":
        rows = [f"| {key} | {_row(shape, name, files)} |" for key, shape in schema["$defs"].items()]
    elif not rows:
        rows = [f"| | {_row(schema, name, files)} |"]
    return "\n".join(
        [*lines, "| keyword | meaning | type | example | since |", "| --- | --- | --- | --- | --- |", *rows, ""]
    )


def _row(declared: Mapping[str, Any], name: str, files: Mapping[str, Any]) -> str:
    cells = (write(declared, name, files) for write in (_meaning, _type, _example))
    return " | ".join([*cells, str(declared.get("x-since", files[name]["x-since"]))])


def _title(name: str, files: Mapping[str, Any]) -> str:
    title = str(files[name]["title"])
    return f"`{title}`" if title.startswith("x-") or title in ("oneOf", "allOf") else title


def _uses(name: str, files: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    """The concepts and keywords whose value this concept describes."""
    seen: set[tuple[str, str]] = set()
    for other, schema in files.items():
        for key, declared in _keywords(schema, ""):
            targets = [declared, *(declared.get(inner) for inner in ("items", "additionalProperties"))]
            if any(isinstance(target, dict) and target.get("$ref") == f"{name}.json" for target in targets):
                pair = (other, key.rpartition(".")[2].removesuffix("[]"))
                if pair not in seen and other != name:
                    seen.add(pair)
                    yield pair


def _keywords(schema: Mapping[str, Any], path: str) -> Iterator[tuple[str, Mapping[str, Any]]]:
    """Every keyword below a schema with its path: ``accepts[].id``; ``NAME`` is a name of the author's."""
    for key, declared in schema.get("properties", {}).items():
        yield path + key, declared
        yield from _keywords(declared, f"{path}{key}.")
    items, named = schema.get("items"), schema.get("additionalProperties")
    if isinstance(items, dict):
        yield from _keywords(items, f"{path.removesuffix('.')}[].")
    if isinstance(named, dict):
        yield from _keywords(named, f"{path}NAME.")
    for shape, inner in schema.get("$defs", {}).items() if not path else ():
        if "properties" in inner or "items" in inner:
            yield from ((f"({shape}) {key}", declared) for key, declared in _keywords(inner, "") if inner is not schema)


def _known(declared: Mapping[str, Any], name: str, files: Mapping[str, Any]) -> Mapping[str, Any]:
    """The keyword's schema, over the one that it refers to."""
    reference = declared.get("$ref")
    if reference is None:
        return declared
    file, _, pointer = reference.partition("#")
    target: Any = files[file.removesuffix(".json") or name]
    for part in pointer.split("/")[1:]:
        target = target[part]
    return {**_known(target, file.removesuffix(".json") or name, files), **declared}


def _meaning(declared: Mapping[str, Any], name: str, files: Mapping[str, Any]) -> str:
    known = _known(declared, name, files)
    listed = known.get("enumDescriptions")
    meaning = str(known["description"])
    if listed:
        meaning += " " + " ".join(f"`{value}`: {text}" for value, text in zip(known["enum"], listed, strict=True))
    return _cell(meaning)


def _type(declared: Mapping[str, Any], name: str, files: Mapping[str, Any]) -> str:
    reference = str(declared.get("$ref", ""))
    file = reference.partition("#")[0].removesuffix(".json")
    if reference.startswith("values.json#/$defs/"):
        return f"[{reference.rpartition('/')[2]}](#values)"
    if file and "#" not in reference:
        return f"[{_title(file, files)}](#{file})"
    known = _known(declared, name, files)
    if "const" in known:
        return "constant"
    if "enum" in known:
        return "one of a list"
    kind = known.get("type", "any")
    return " or ".join(kind) if isinstance(kind, list) else str(kind)


def _example(declared: Mapping[str, Any], name: str, files: Mapping[str, Any]) -> str:
    known = _known(declared, name, files)
    if known.get("examples"):
        value = known["examples"][0]
    elif "const" in known:
        value = known["const"]
    elif isinstance(known.get("enum"), list):
        value = known["enum"][0]
    elif known.get("type") == "boolean":
        value = True
    else:
        return ""
    text = json.dumps(value, ensure_ascii=False)
    return f"`{_cell(text)}`" if len(text) <= EXAMPLE_LENGTH else f"`{_cell(text[:EXAMPLE_LENGTH])}…`"


def _cell(text: str) -> str:
    return text.replace("|", "\\|").replace("\n", " ")
