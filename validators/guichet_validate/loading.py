"""From a JSON document to a definition: bundle, build the model, compile; or say why it cannot be done."""

from __future__ import annotations

import json
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

from guichet_validate.conditions import ConditionCompiler
from guichet_validate.findings import DefinitionError, Finding
from guichet_validate.fragments import Fragments, bundle, digest
from guichet_validate.model import Definition, Delay, Entry, Exit, FieldEntry, NoticeEntry, Setting, Step
from guichet_validate.plan import make_plan
from guichet_validate.source import MAX_DEPTH, read
from guichet_validate.structure import FieldBuilder

if TYPE_CHECKING:
    from collections.abc import Mapping

    from guichet_validate.kinds import Kinds

__all__ = ["Fragments", "bundle", "digest", "load", "load_file"]


def load(
    document: Mapping[str, Any],
    *,
    fragments: Fragments | None = None,
    library: Kinds | None = None,
    base_url: str | None = None,
    strict: bool = True,
) -> Definition:
    """Return the definition of a parsed document, fully compiled.

    ``fragments`` are the shared ones (those shipped, when not given), ``library`` the city's kinds of documents;
    ``base_url`` writes the ``$id`` of the bundled document. ``strict`` false spares the look at whether the document
    is JSON, and not too deep, which ``source.read`` had. Raises DefinitionError when it cannot be built; that it loads
    does not make it publishable.
    """
    if strict:
        _bound(document)
    bundled = bundle(document, fragments, base_url=base_url)
    builder = FieldBuilder(bundled)
    root = builder.build()
    findings = builder.findings
    procedure = bundled.get("x-procedure")
    if not isinstance(procedure, dict) or not isinstance(procedure.get("id"), str):
        raise DefinitionError([*findings, Finding("structure", "error", "/x-procedure")])
    if findings:
        raise DefinitionError(findings)
    compiler = ConditionCompiler(bundled)
    steps = _steps(bundled, builder, compiler, findings)
    delays = _delays(procedure, compiler, findings)
    settings = _settings(bundled)
    exits = _exits(bundled)
    plan, unplanned = make_plan(builder, root, compiler, settings, exits, steps)
    findings += unplanned
    if findings:
        raise DefinitionError(findings)
    return Definition(
        id=procedure["id"],
        version=str(procedure.get("version", "")),
        state=str(procedure.get("state", "live")),
        category=str(procedure.get("category", "")),
        service=str(procedure.get("service", "")),
        online=str(procedure.get("online", "none")),
        access=str(procedure.get("access", "open")),
        languages=_languages(procedure),
        reference=procedure["reference"] if isinstance(procedure.get("reference"), str) else None,
        document=bundled,
        root=root,
        steps=steps,
        exits=exits,
        rules=tuple(compiled.rule for compiled in plan.rules),
        settings=settings,
        fields=MappingProxyType(builder.fields),
        plan=plan,
        kinds=library,
        delays=delays,
    )


def load_file(
    path: str | Path,
    *,
    fragments: Fragments | None = None,
    library: Kinds | None = None,
    base_url: str | None = None,
) -> Definition:
    """Read and load one file; raises DefinitionError whose findings bear the file's name, line and column."""
    source = read(Path(path).read_bytes(), str(path))
    try:
        return load(source.document, fragments=fragments, library=library, base_url=base_url)
    except DefinitionError as error:
        raise DefinitionError([source.place(finding) for finding in error.findings]) from None


def _bound(document: Mapping[str, Any]) -> None:
    """Refuse what is no JSON, or too deep to walk: a caller may pass any mapping."""
    todo: list[tuple[Any, int]] = [(document, 0)]
    while todo:
        value, depth = todo.pop()
        if depth > MAX_DEPTH:
            raise DefinitionError([Finding("depth", "error", "", {"limit": MAX_DEPTH})])
        if isinstance(value, dict):
            if not all(isinstance(key, str) for key in value):
                raise DefinitionError([Finding("json", "error", "")])
            todo.extend((child, depth + 1) for child in value.values())
        elif isinstance(value, list):
            todo.extend((child, depth + 1) for child in value)
        elif value is not None and not isinstance(value, str | int | float | bool):
            raise DefinitionError([Finding("json", "error", "")])
    try:
        json.dumps(document, allow_nan=False, ensure_ascii=False).encode()
    except ValueError:
        raise DefinitionError([Finding("json", "error", "")]) from None


def _languages(procedure: Mapping[str, Any]) -> tuple[str, ...]:
    languages = procedure.get("languages")
    found = tuple(item for item in languages if isinstance(item, str)) if isinstance(languages, list) else ()
    return found or ("fr",)


def _steps(
    document: Mapping[str, Any], builder: FieldBuilder, compiler: ConditionCompiler, findings: list[Finding]
) -> tuple[Step, ...]:
    raw = document.get("x-steps", [])
    steps: list[Step] = []
    for index, node in enumerate(raw if isinstance(raw, list) else ()):
        where = f"/x-steps/{index}"
        if not isinstance(node, dict) or not isinstance(node.get("id"), str):
            findings.append(Finding("structure", "error", where))
            continue
        entries: list[Entry] = []
        listed = node.get("fields", [])
        for place, entry in enumerate(listed if isinstance(listed, list) else ()):
            if isinstance(entry, str) and entry in builder.fields and "*" not in entry:
                entries.append(FieldEntry(entry))
            elif isinstance(entry, dict) and isinstance(entry.get("notice"), dict):
                try:
                    condition = compiler.compile(entry["if"]) if "if" in entry else None
                except ValueError:
                    findings.append(Finding("condition", "error", f"{where}/fields/{place}/if"))
                    continue
                entries.append(
                    NoticeEntry(entry["notice"], condition, entry["id"] if isinstance(entry.get("id"), str) else None)
                )
            else:
                findings.append(Finding("stepField", "error", f"{where}/fields/{place}"))
        fields = tuple(entry.pointer for entry in entries if isinstance(entry, FieldEntry))
        steps.append(Step(node["id"], node, tuple(entries), fields, node.get("review") is True))
    return tuple(steps)


def _delays(procedure: Mapping[str, Any], compiler: ConditionCompiler, findings: list[Finding]) -> tuple[Delay, ...]:
    raw = procedure.get("delays", [])
    delays: list[Delay] = []
    for index, entry in enumerate(raw if isinstance(raw, list) else ()):
        where = f"/x-procedure/delays/{index}"
        if not isinstance(entry, dict) or not isinstance(entry.get("delay"), str):
            findings.append(Finding("structure", "error", where))
            continue
        try:
            delays.append(Delay(entry["delay"], compiler.compile(entry.get("if"))))
        except ValueError:
            findings.append(Finding("condition", "error", f"{where}/if"))
    return tuple(delays)


def _exits(document: Mapping[str, Any]) -> tuple[Exit, ...]:
    entries = document.get("allOf")
    return tuple(
        Exit(str(entry["x-exit"].get("id", "")), entry["x-exit"], f"/allOf/{index}")
        for index, entry in enumerate(entries if isinstance(entries, list) else ())
        if isinstance(entry, dict) and isinstance(entry.get("x-exit"), dict)
    )


def _settings(document: Mapping[str, Any]) -> Mapping[str, Setting]:
    raw = document.get("x-settings", {})
    return MappingProxyType(
        {
            name: Setting(name, node, node.get("default"))
            for name, node in (raw.items() if isinstance(raw, dict) else ())
            if isinstance(node, dict)
        }
    )
