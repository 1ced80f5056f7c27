"""Phrase findings for people, in French and English, each with a hint how to mend it."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from fluent.runtime import FluentBundle

    from guichet_validate.findings import Finding

LANGUAGES = ("fr", "en")

MOST_QUOTED = 500

_MESSAGE = re.compile(r"^([A-Za-z][\w-]*) *=", re.MULTILINE)
_VARIABLE = re.compile(r"\$([\w-]+)")
_LOCALES = Path(__file__).parent.parent / "locales"


@dataclass(frozen=True, slots=True)
class Phrase:
    """What is wrong, and what to do about it."""

    message: str
    hint: str


def phrase(finding: Finding, lang: str = "fr") -> Phrase:
    """Return the finding's text in ``fr`` or ``en``; a code without a text is told by its name."""
    message = say(finding.code, finding.params, lang)
    hint = say(f"{finding.code}.hint", finding.params, lang)
    return Phrase(message or finding.code, hint or "")


def say(key: str, params: Mapping[str, Any], lang: str) -> str | None:
    """Return the text of a message, or of its attribute (``code.hint``); ``None`` when there is none."""
    name, _, attribute = key.partition(".")
    bundle = catalogue(lang if lang in LANGUAGES else LANGUAGES[0], name)
    if bundle is None:
        return None
    message = bundle.get_message(name)
    pattern = message.attributes.get(attribute) if attribute else message.value
    if pattern is None:
        return None
    # A parameter that a finding lacks reads as «none», which the catalogue can ask for.
    text, _ = bundle.format_pattern(pattern, {**_ABSENT, **{name: _short(value) for name, value in params.items()}})
    return str(text)


def _short(value: Any) -> Any:
    """Cut a text of the definition: enough to recognise it, and no more than the library takes."""
    return f"{value[:MOST_QUOTED]}…" if isinstance(value, str) and len(value) > MOST_QUOTED else value


def describe(code: str, lang: str) -> Phrase:
    """Return a rule's texts without any finding: each place that a finding would fill reads «…»."""
    filling = dict.fromkeys(_variables(lang), "…") | _ABSENT
    return Phrase(say(code, filling, lang) or code, say(f"{code}.hint", filling, lang) or "")


_ABSENT = {"close": "none", "fragment": "none"}


def catalogue(lang: str, name: str) -> FluentBundle | None:
    """Return the texts of one language that hold a message: those of its file, for reading them all takes a while."""
    path = _files(lang).get(name)
    return None if path is None else _bundle(path)


@cache
def _files(lang: str) -> dict[str, Path]:
    """The file that holds each message of a language."""
    return {
        name: path
        for path in sorted((_LOCALES / lang).glob("*.ftl"))
        for name in _MESSAGE.findall(path.read_text(encoding="utf-8"))
    }


@cache
def _bundle(path: Path) -> FluentBundle:
    # Phrasing is the only user of this library, and most callers never phrase.
    from fluent.runtime import FluentBundle, FluentResource  # noqa: PLC0415

    bundle = FluentBundle([path.parent.name], use_isolating=False)
    bundle.add_resource(FluentResource(path.read_text(encoding="utf-8")))
    return bundle


@cache
def _variables(lang: str) -> frozenset[str]:
    """Every name that the texts of a language leave to fill."""
    return frozenset(
        name for path in (_LOCALES / lang).glob("*.ftl") for name in _VARIABLE.findall(path.read_text("utf-8"))
    )
