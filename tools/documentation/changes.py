"""The page of changes: each code of `guichet diff` with its class and its words."""

from __future__ import annotations

from guichet_validate.checks.phrasing import say
from guichet_validate.diff.change import CODES, LEVELS, Level

INTRODUCTION = """# Changes between two versions

Every change that `guichet diff` tells, by class. The code of a change never changes once it is published; the words \
in *italics* are filled in. The same stand in `--format json`, with the pointers into both documents. This page is \
written by `make docs`.
"""
CLASSES: dict[Level, tuple[str, str]] = {
    "breaking": (
        "Breaking",
        "An answer that was accepted is lost or refused, or people who could ask no longer can: a new major version.",
    ),
    "care": (
        "Care",
        "People are asked for more, or their answers are used otherwise; nothing given is known to be lost or refused: \
a new minor version.",
    ),
    "safe": (
        "Safe",
        "Every answer given so far stays accepted and kept, and nobody is asked for more: a new patch version.",
    ),
}
FILLED_IN = (
    *("field", "at", "old", "new", "keyword", "option", "step", "into", "paper", "setting", "rule", "message"),
    *("exit", "language", "event", "procedure", "title", "sources", "kind"),
)


def page() -> str:
    """The page, from the codes and the English catalogue."""
    words = {name: f"*{name}*" for name in FILLED_IN}
    blocks = [INTRODUCTION]
    for level in LEVELS:
        title, meaning = CLASSES[level]
        rows = [
            f"| `{code}` | {' '.join(str(say(f'diff-{code}', words, 'en')).split())} |"
            for code, known in CODES.items()
            if known == level
        ]
        blocks.append("\n".join([f"## {title}", meaning, "", "| code | change |", "| --- | --- |", *rows, ""]))
    return "\n".join(blocks)
