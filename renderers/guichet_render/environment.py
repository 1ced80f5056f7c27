"""Jinja2 and its templates, one environment per language: the only author of HTML in this package."""

from collections.abc import Callable, Mapping
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup

from guichet_render.language import Language
from guichet_render.registry import WIDGETS

TEMPLATES = Path(__file__).parent / "templates"

Macro = Callable[..., Markup]

# The macros that are not a widget's, by file.
_PARTS = {
    "step.html": ("reveal", "fields", "intro", "summary"),
    "answers.html": ("sections", "sheet"),
    "changes.html": ("changes", "changed"),
    "information.html": ("page", "listed"),
}


def environment(language: Language) -> Environment:
    """Return a strict, escaping environment whose words are those of the language."""
    made = Environment(
        loader=FileSystemLoader(TEMPLATES),
        autoescape=True,
        undefined=StrictUndefined,
        auto_reload=False,
        keep_trailing_newline=False,
    )
    made.globals["w"] = language
    return made


def macros(language: Language) -> Mapping[str, Macro]:
    """Return every macro that Python calls: each widget's `draw` under the widget's name, and the parts."""
    made = environment(language)
    found = {name: _macro(made, f"widgets/{name}.html", "draw") for name in WIDGETS}
    for file, names in _PARTS.items():
        found.update({name: _macro(made, file, name) for name in names})
    return found


def _macro(made: Environment, file: str, name: str) -> Macro:
    macro: Macro = getattr(made.get_template(file).module, name)
    return macro
