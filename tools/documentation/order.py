"""The page of the canonical form: the order of keys in each kind of object."""

from __future__ import annotations

from guichet_validate.key_order import KEYS

INTRODUCTION = """# The canonical form

`guichet format PATH…` writes definitions, fragments, `city.json` and `documents.json` in one form, so that two people \
who say the same write the same and a difference between versions shows what was meant. It changes the order of keys \
and the layout, and nothing else: the order of lists, numbers (`1.0` stays `1.0`), letters and references stay as they \
are written. `guichet format --check` changes nothing and names the files that differ.

- Two spaces a level; what fits 120 columns stands on one line; UTF-8, one line feed at the end.
- Keys come in the order below. A key that is not listed comes last.
- Fields come in the order in which the steps list them; one that no step lists (a computed helper) stays behind the \
field it follows. Answers, settings, messages, languages and `$defs` keep their order.
- Translations (`x-i18n`) list their keys in the order of the object they translate.
- Of a file that is neither a definition nor a fragment, only the layout changes. A file that is no strict JSON is \
told, not touched.

This page is written by `make docs`.
"""


def page() -> str:
    """The page, from the table of keys."""
    rows = [f"| {kind} | {' '.join(f'`{key}`' for key in keys)} |" for kind, keys in KEYS.items()]
    return "\n".join([INTRODUCTION, "| object | keys |", "| --- | --- |", *rows, ""])
