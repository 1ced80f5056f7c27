"""The style sheet and the script of every page: written in small parts, each served as one file.

The script is one file per language, with the texts that it says: no page repeats them. The preview of a definition
adds a file of each, which no page of the portal asks for.
"""

from __future__ import annotations

import hashlib
import json
from functools import cache
from pathlib import Path

from flask import Flask, abort, request
from werkzeug.wrappers import Response

from guichet.i18n import LANGUAGES, text
from guichet_render import scripting

_HERE = Path(__file__).parent
_DIGEST_SHOWN = 12
_ONE_DAY = 24 * 3600
_ONE_YEAR = 365 * _ONE_DAY

# In the order in which rules outdo each other: what concerns narrow screens, print and such comes last.
STYLES = (
    "tokens", "page", "header", "buttons", "surfaces", "forms", "choices", "lines", "files", "requests", "steps",
    "talking", "review", "sources", "privacy", "accounts", "profile", "federation", "gallery", "footer", "narrow",
    "preferences",
)  # fmt: skip
# What others use comes first; each part stands alone after it.
SCRIPTS = ("base", "summary", "files", "choices", "position", "review", "fragments", "autosave", "counts", "session")
_TEXTS = ("steps-autosave-failed", "steps-autosave-stopped", "session-label", "session-stay", "session-over")
# Each language's file, by its name.
TALKING = {f"guichet-{language}.js": language for language in LANGUAGES}
# Loaded by the few pages that need them.
ALONE_STYLES = ("preview",)
ALONE_SCRIPTS = ("keys", "passwords", "preview")


def init_app(app: Flask) -> None:
    """Serve the files at addresses that change with their content."""
    app.add_url_rule("/assets/<name>", endpoint="asset", view_func=_asset)


@cache
def content(name: str) -> bytes | None:
    """Return the whole of `guichet.css`, `guichet-fr.js` or a file that stands alone, in UTF-8; else nothing."""
    if name == "guichet.css":
        return _style(*STYLES)
    if name in TALKING:
        return _script(*SCRIPTS, given=_given(TALKING[name]))
    stem, _, ending = name.partition(".")
    if ending == "css" and stem in ALONE_STYLES:
        return _style(stem)
    if ending == "js" and stem in ALONE_SCRIPTS:
        return _script(stem)
    return None


def _style(*names: str) -> bytes:
    return "\n".join(_parts("styles", names, ".css")).encode()


def _script(*names: str, given: tuple[str, ...] = ()) -> bytes:
    whole = "\n".join(("(() => {", '"use strict";', *given, *_parts("scripts", names, ".js"), "})();"))
    # What is indented or a comment of its own is for who reads the parts; no text of theirs runs over a line.
    lines = (line.strip() for line in whole.splitlines())
    return "".join(f"{line}\n" for line in lines if line and not line.startswith("//")).encode()


def _given(language: str) -> tuple[str, ...]:
    """Return the lines that tell the script what it says and what the server takes."""
    words = {
        **scripting.texts(language),
        **{key: text(language, key, {}) for key in _TEXTS},
        "session-soon": text(language, "session-soon", {"n": "{n}"}),
        "session-ends": text(language, "session-ends", {"n": "{n}"}),
        "files-too-heavy": text(language, "files-too-heavy", {"size": "{size}"}),
    }
    return f"const words = {json.dumps(words, ensure_ascii=False)};", f"const LARGEST = {scripting.LARGEST};"


@cache
def stamp(name: str) -> str:
    """Return what changes with the content of a file, for its address; nothing for an unknown one."""
    found = content(name)
    return hashlib.sha256(found).hexdigest()[:_DIGEST_SHOWN] if found else ""


def _parts(folder: str, names: tuple[str, ...], ending: str) -> list[str]:
    return [(_HERE / folder / f"{name}{ending}").read_text("utf-8") for name in names]


def _asset(name: str) -> Response:
    found = content(name)
    if found is None:
        abort(404)
    response = Response(found, mimetype="text/css" if name.endswith(".css") else "text/javascript")
    response.set_etag(stamp(name))
    age = _ONE_YEAR if request.args.get("v") == stamp(name) else _ONE_DAY
    response.cache_control.max_age = age
    response.cache_control.public = True
    return response.make_conditional(request)
