"""Every template is sound, escapes what it shows, and asks nothing of other sites."""

import re

import jinja2
import jinja2.meta
import pytest

TEMPLATES = {
    "renderers/guichet_render/templates",
    "notifications/guichet_notify/templates",
    "platform/guichet/templates",
}
UNESCAPED = re.compile(r"\|\s*safe\b|\bMarkup\(|autoescape\s+false", re.IGNORECASE)
# An address that a browser would fetch by itself; links that people follow are fine.
FETCHED = re.compile(
    r"""(?:\bsrc(?:set)?|<link[^>]*\bhref|\bposter|\bdata|\baction|xlink:href)\s*=\s*["']?\s*(?:https?:)?//"""
    r"""|url\(\s*["']?\s*(?:https?:)?//|@import|\b(?:fetch|import|WebSocket|EventSource)\(\s*["'`](?:https?:)?//""",
    re.IGNORECASE,
)


@pytest.mark.parametrize("folder", sorted(TEMPLATES))
def test_every_template_parses_and_refers_only_to_templates_that_exist(root, files, folder):
    environment = jinja2.Environment(autoescape=True, extensions=["jinja2.ext.i18n", "jinja2.ext.do"])
    paths = files(folder, ".html", ".txt", ".css", ".xml", ".svg")
    names = {str(path.relative_to(root / folder)) for path in paths}
    assert names
    # Templates of the framework that ours build upon.
    borrowed = re.compile(r"security/")
    missing = {}
    for path in paths:
        tree = environment.parse(path.read_text("utf-8"), filename=str(path))
        wanted = {name for name in jinja2.meta.find_referenced_templates(tree) if name and not borrowed.match(name)}
        if wanted - names:
            missing[path.name] = wanted - names
    assert missing == {}


def test_no_template_of_the_portal_shows_a_value_unescaped(root, files):
    found = [str(path.relative_to(root)) for path in files("platform/guichet/templates", ".html")
             if UNESCAPED.search(path.read_text("utf-8"))]  # fmt: skip
    assert found == []


def test_only_the_renderers_declare_html(root, python_sources):
    """`Markup(…)` says «this is HTML already»: guichet_render alone may, where it has made that HTML."""
    found = [
        str(path.relative_to(root))
        for path in python_sources
        if "guichet_render" not in path.parts and re.search(r"\bMarkup\(", path.read_text("utf-8"))
    ]
    assert found == []


def test_no_page_fetches_anything_from_another_site(root, files):
    paths = [path for folder in TEMPLATES for path in files(folder, ".html", ".css", ".svg")]
    paths += [
        path
        for part in ("static", "styles", "scripts")
        for path in files(f"platform/guichet/{part}", ".css", ".js", ".svg")
    ]
    assert {
        str(path.relative_to(root)): found for path in paths if (found := FETCHED.findall(path.read_text("utf-8")))
    } == {}


@pytest.mark.parametrize(
    "text",
    [
        '<script src="https://example.org/a.js">',
        '<link rel="stylesheet" href="//example.org/a.css">',
        "background: url(https://example.org/a.png)",
        "fetch('https://example.org/')",
    ],
)
def test_the_guard_sees_a_request_to_another_site(text):
    assert FETCHED.search(text)


def test_the_guard_lets_links_pass():
    assert not FETCHED.search('<a href="https://www.cnil.fr/">CNIL</a>')
