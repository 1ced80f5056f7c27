"""The documentation keeps true: links lead somewhere, settings are all there, generated pages are fresh."""

import re
import subprocess
import sys

from guichet.requests.states import Status

LINK = re.compile(r"!?\[[^\]]*\]\(([^)\s]+)\)")
CODE = re.compile(r"^```.*?^```", re.MULTILINE | re.DOTALL)
SETTING = re.compile(r"\bGUICHET_[A-Z]+(?:_[A-Z]+)*\b")
PAGES = ("README.md", "CHANGELOG.md", "SECURITY.md", "CONTRIBUTING.md")


def pages(root):
    return [root / name for name in PAGES] + sorted((root / "docs").rglob("*.md"))


def links(page):
    """The targets of a page's links; what stands in a block of code is an example."""
    return LINK.findall(CODE.sub("", page.read_text("utf-8")))


def test_links_between_pages_lead_somewhere(root):
    broken = [
        f"{page.relative_to(root)}: {target}"
        for page in pages(root)
        for target in links(page)
        if "://" not in target and not target.startswith("#")
        if not (page.parent / target.split("#")[0]).exists()
    ]
    assert broken == []


def test_every_page_of_the_documentation_is_reached_from_its_index(root):
    reached = {
        (page.parent / target.split("#")[0]).resolve()
        for page in pages(root)
        for target in links(page)
        if "://" not in target
    }
    unreached = [page for page in (root / "docs").rglob("*.md") if page.resolve() not in reached]
    assert [str(page.relative_to(root)) for page in unreached if page != root / "docs" / "README.md"] == []


def test_the_page_of_settings_names_exactly_those_that_the_code_reads(root, python_sources):
    read = {name for path in python_sources for name in SETTING.findall(path.read_text("utf-8"))}
    table = re.findall(r"^\| `(GUICHET_\w+)`", (root / "docs/operators/settings.md").read_text("utf-8"), re.MULTILINE)
    assert len(table) == len(set(table))
    assert read
    assert read == set(table)


def test_what_is_written_from_the_code_is_fresh(root):
    command = [sys.executable, "tools/docs.py", "--check"]
    result = subprocess.run(command, cwd=root, capture_output=True, text=True, check=False)
    assert result.returncode == 0, result.stdout + result.stderr


def test_the_smallest_definition_of_the_docs_is_publishable(root, tmp_path):
    # Under the name that the README copies it to, which must be its identifier.
    copy = tmp_path / "signalement-rue.json"
    copy.write_bytes((root / "docs/authors/mini.json").read_bytes())
    command = [sys.executable, "-m", "guichet.cli", "check", str(copy)]
    result = subprocess.run(command, cwd=root, capture_output=True, text=True, check=False)
    assert result.returncode == 0, result.stdout + result.stderr


def test_the_statuses_of_the_behaviour_are_those_of_the_portal(root):
    rows = re.findall(r"^\| [^|]+ \| `(\w+)` «", (root / "docs/behaviour.md").read_text("utf-8"), re.MULTILINE)
    assert rows == [status.value for status in Status]
