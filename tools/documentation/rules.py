"""The page of rules: each with its severity, its words in both languages, and what its two examples differ in."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import replace
from difflib import unified_diff
from itertools import chain, zip_longest
from pathlib import Path
from typing import Any

from guichet_validate.checks import acceptances, check_paths, files, idle_lists
from guichet_validate.checks.catalogue import STAGES
from guichet_validate.checks.phrasing import phrase
from guichet_validate.checks.rule import Rule
from guichet_validate.findings import Finding

EXAMPLES = Path(__file__).resolve().parents[2] / "tests" / "validators" / "example-files"
INTRODUCTION = """# Rules

Every rule of `guichet check`, concept by concept, in the order in which they are judged. An **error** stops the \
publication; a **warning** is shown; an **information** is counted, and shown when asked for. A warning or an \
information that is meant can be accepted: `x-checks` in [the definition format](definition-format.md).

For each rule: what it says in English and in French on its example, how to mend it, and what differs between the \
example that is refused (−) and the one that is accepted (+). This page is written by `make docs`.
"""
MOST_DIFFERENCES = 4
MOST_SIGNS = 200
_NOTHING = object()


def page() -> str:
    """The page, from the rules, their texts and their example files."""
    concepts = [files, *chain.from_iterable(STAGES), acceptances, idle_lists]
    rules = [rule for concept in concepts for rule in concept.RULES]
    counts = ", ".join(
        f"{sum(rule.severity == severity for rule in rules)} of severity {severity}"
        for severity in ("error", "warning", "information")
    )
    blocks = [INTRODUCTION, f"{len(rules)} rules: {counts}.\n"]
    for concept in concepts:
        blocks.append(f"## {(concept.__doc__ or '').strip()}\n")
        blocks += [_rule(rule) for rule in concept.RULES]
    return "\n".join(blocks)


def _rule(rule: Rule) -> str:
    folder = EXAMPLES / "negative" / rule.code
    found = next(iter(check_paths([folder], reference=True).findings), None) if folder.exists() else None
    finding = (
        _at_home(found, folder) if found else Finding(rule.code, rule.severity, "", {"reason": "Permission denied"})
    )
    english, french = phrase(finding, "en"), phrase(finding, "fr")
    lines = [f"### {rule.code}", "", f"**{rule.severity}** {_line(english.message)} *{_line(english.hint)}*", ""]
    lines += [f"> {_line(french.message)} *{_line(french.hint)}*", ""]
    if found is not None:
        lines += ["```diff", *_excerpt(rule.code, finding), "```", ""]
    return "\n".join(lines)


def _at_home(finding: Finding, folder: Path) -> Finding:
    """The same finding with the files it names told from the folder of the example, wherever that stands."""
    params = {
        key: value.removeprefix(f"{folder}/") if isinstance(value, str) else value
        for key, value in finding.params.items()
    }
    return replace(finding, params=params)


def _line(text: str) -> str:
    """A message as one line in which Markdown marks nothing."""
    return " ".join(text.split()).replace("*", "\\*").replace("<", "\\<").replace("_", "\\_")


def _excerpt(code: str, finding: Finding) -> Iterator[str]:
    bad, good = (sorted((EXAMPLES / kind / code).rglob("*.*")) for kind in ("negative", "positive"))
    shown = [
        lines
        for one, other in zip_longest(bad, good)
        for lines in (_changed(one, other) if one is None or other is None else _between(one, other))
    ]
    # The place that the finding names comes first; the rest only makes the two files whole.
    shown.sort(
        key=lambda lines: not (lines[0].strip().startswith(finding.pointer) or finding.pointer == lines[0].strip())
    )
    for lines in shown[:MOST_DIFFERENCES]:
        yield from lines
    if len(shown) > MOST_DIFFERENCES:
        yield "  …"


def _changed(one: Path | None, other: Path | None) -> list[list[str]]:
    return [[f"  {(one or other or Path()).name}", "- (there)" if one else "+ (there)"]]


def _between(one: Path, other: Path) -> list[list[str]]:
    bad, good = one.read_bytes(), other.read_bytes()
    if bad == good and one.parent.name != other.parent.name:
        return [["  the file’s place", f"- {one.parent.name}/{one.name}", f"+ {other.parent.name}/{other.name}"]]
    if bad == good and one.name != other.name:
        return [["  the file’s name", f"- {one.name}", f"+ {other.name}"]]
    try:
        pairs = _differences(json.loads(bad), json.loads(good), "")
        found = [[f"  {pointer or '/'}", *_side("-", left), *_side("+", right)] for pointer, left, right in pairs]
    except ValueError:
        found = []
    return found or _lines(bad, good)


def _side(sign: str, value: Any) -> list[str]:
    if value is _NOTHING:
        return []
    text = json.dumps(value, ensure_ascii=False)
    return [f"{sign} {text if len(text) <= MOST_SIGNS else text[:MOST_SIGNS] + '…'}"]


def _differences(left: Any, right: Any, pointer: str) -> Iterator[tuple[str, Any, Any]]:
    """The deepest places at which two documents differ."""
    if isinstance(left, dict) and isinstance(right, dict):
        for key in dict.fromkeys([*left, *right]):
            yield from _differences(left.get(key, _NOTHING), right.get(key, _NOTHING), f"{pointer}/{key}")
    elif isinstance(left, list) and isinstance(right, list) and len(left) == len(right):
        for index, (one, other) in enumerate(zip(left, right, strict=True)):
            yield from _differences(one, other, f"{pointer}/{index}")
    elif left is _NOTHING or right is _NOTHING or left != right or isinstance(left, bool) != isinstance(right, bool):
        yield pointer, left, right


def _lines(bad: bytes, good: bytes) -> list[list[str]]:
    """For what is no JSON, or reads alike: the lines that differ, bytes that are no text shown as escapes."""
    left, right = (content.decode("utf-8", "backslashreplace").splitlines() for content in (bad, good))
    found = [line for line in unified_diff(left, right, n=0, lineterm="") if not line.startswith(("---", "+++", "@@"))]
    return [[f"{line[0]} {_shown(line[1:])}" for line in found[: 2 * MOST_DIFFERENCES]]] if found else []


def _shown(text: str) -> str:
    visible = text.replace("\ufeff", "\\ufeff")
    return visible if len(visible) <= MOST_SIGNS else visible[:MOST_SIGNS] + "…"
