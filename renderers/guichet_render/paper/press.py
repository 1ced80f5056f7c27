"""The press: a template of this package and data make a PDF/UA-1 file, the same bytes on every machine."""

from __future__ import annotations

import json
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any, Final

import typst

from guichet_render.language import Language
from guichet_render.paper.cleaning import Cleaner
from guichet_render.paper.coverage import FONTS, own
from guichet_render.paper.facts import Printed

TEMPLATES: Final = Path(__file__).parent / "typst"
STANDARD: Final = "ua-1"
# No package is ever looked for: this place does not exist and cannot be made.
_NO_PACKAGES: Final = Path("/dev/null/packages")


class PressError(RuntimeError):
    """A document that could not be made; its text holds nothing of the data."""


def press(template: str, data: Mapping[str, Any], language: Language, *, timestamp: int = 0) -> Printed:
    """Return the document that a template draws from data; `timestamp` is its date in seconds of the epoch.

    Texts only ever enter as JSON, which no template evaluates. What a font cannot print is replaced and told on the
    document; should the press refuse it all the same, the text is reduced to what the first font has.
    """
    for strict in (False, True):
        cleaner = Cleaner(strict=strict)
        cleaned = cleaner.tree({"lang": language.code, "w": _words(language), **data})
        cleaned["own"] = own()
        cleaned["missing"] = language("paper-missing") if cleaner.missing else None
        try:
            return Printed(_compile(template, json.dumps(cleaned), timestamp), frozenset(cleaner.missing))
        except typst.TypstError:
            continue
    raise PressError(template)


def _compile(template: str, data: str, timestamp: int) -> bytes:
    # A compiler serves one thread at a time and costs nothing to make; the fonts are read once.
    compiler = typst.Compiler(
        TEMPLATES / f"{template}.typ",
        root=TEMPLATES,
        font_paths=_fonts(),
        ignore_system_fonts=True,
        package_path=_NO_PACKAGES,
        package_cache_path=_NO_PACKAGES,
    )
    made = compiler.compile(format="pdf", sys_inputs={"data": data}, pdf_standards=STANDARD, timestamp=timestamp)
    if not isinstance(made, bytes):
        raise TypeError("the press returned no file")
    return made


@cache
def _fonts() -> typst.Fonts:
    return typst.Fonts(include_system_fonts=False, include_embedded_fonts=False, font_paths=[str(FONTS)])


#: The words that templates say themselves.
_SAID: Final = ("question", "answer", "fact", "detail", "page", "required")


def _words(language: Language) -> dict[str, str]:
    return {name: language(f"paper-{name}") for name in _SAID}
