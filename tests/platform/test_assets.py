"""The style sheet keeps its promises of contrast in both schemes, and the script stays small and well-behaved."""

import gzip
import json
import re
from pathlib import Path

import pytest

from guichet import assets

STATIC = Path(__file__).parents[2] / "platform" / "guichet" / "static"
CSS = assets.content("guichet.css").decode()
SCRIPT = assets.content("guichet-fr.js").decode()

TEXT = [
    ("ink", "paper"), ("ink", "wash"), ("ink-soft", "paper"), ("ink-soft", "wash"), ("ink-soft", "city-wash"),
    ("city", "paper"), ("city", "wash"), ("city", "city-wash"), ("city-ink", "city"), ("hero-ink", "hero"),
    ("accent", "paper"), ("good", "good-wash"), ("wait", "wait-wash"), ("wait", "paper"), ("bad", "bad-wash"),
    ("bad", "paper"), ("bad", "wash"), ("ink", "city-wash"), ("ink", "bad-wash"), ("ink", "wait-wash"),
    ("ink", "good-wash"),
]  # fmt: skip
EDGES = [
    ("line-strong", "paper"),
    ("line-strong", "wash"),
    ("bad", "paper"),
    ("city", "paper"),
    ("focus", "focus-edge"),
]


def _tokens(css):
    return dict(re.findall(r"--([a-z-]+): (#[0-9a-f]{6});", css))


def _schemes():
    dark = CSS.index("@media (prefers-color-scheme: dark)")
    end = CSS.index("/* ---- Page ---- */")
    light = _tokens(CSS[:dark])
    return {"light": light, "dark": light | _tokens(CSS[dark:end])}


def _luminance(colour):
    parts = [int(colour[place : place + 2], 16) / 255 for place in (1, 3, 5)]
    red, green, blue = (part / 12.92 if part <= 0.03928 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def _contrast(one, other):
    lighter, darker = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize(("front", "back"), TEXT)
def test_text_is_legible(scheme, front, back):
    tokens = _schemes()[scheme]
    assert _contrast(tokens[front], tokens[back]) >= 4.5


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize(("front", "back"), EDGES)
def test_edges_of_controls_are_visible(scheme, front, back):
    tokens = _schemes()[scheme]
    assert _contrast(tokens[front], tokens[back]) >= 3


def test_what_people_asked_of_their_machine_is_honoured():
    for query in (
        "prefers-color-scheme: dark",
        "prefers-reduced-motion",
        "forced-colors: active",
        "prefers-contrast",
        "print",
    ):
        assert query in CSS


def test_the_script_is_small_and_builds_no_html():
    assert len(gzip.compress(SCRIPT.encode())) < 10_000
    for forbidden in ("eval(", "document.write", "insertAdjacentHTML", "outerHTML", 'setAttribute("style', ".style"):
        assert forbidden not in SCRIPT
    # The one place where HTML enters is the answer of our own server.
    assert SCRIPT.count("innerHTML") == 1


def test_what_the_script_says_comes_with_it_in_both_languages():
    french, english = (
        json.loads(re.search(r"^const words = (.*);$", assets.content(name).decode(), re.MULTILINE)[1])
        for name in ("guichet-fr.js", "guichet-en.js")
    )
    assert french.keys() == english.keys()
    assert all(french[key] != english[key] for key in french.keys() - {"files-chosen"})
    said = {key or name for key, name in re.findall(r"""words(?:\["([^"]+)"\]|\.(\w+))""", SCRIPT)}
    assert said < french.keys()
    # What is put together from parts, such as count-left-one.
    assert {key.partition("-")[0] for key in french.keys() - said} == {"count", "point", "file", "session"}
    assert assets.content("guichet.js") is None


def test_the_font_comes_with_its_licence():
    assert (STATIC / "hyperlegible.woff2").read_bytes()[:4] == b"wOF2"
    assert "SIL OPEN FONT LICENSE" in (STATIC / "hyperlegible-LICENSE.txt").read_text("utf-8")


def test_no_text_of_a_script_runs_over_a_line():
    # Lines are served without what indents them, and without those that are comments of their own.
    for path in (STATIC.parent / "scripts").glob("*.js"):
        for number, line in enumerate(path.read_text("utf-8").splitlines(), 1):
            assert line.count("`") % 2 == 0, f"{path.name}:{number}"
