"""Every sentence about accounts, profiles and rights is quoted by a test that holds the portal to it."""

import ast
import re

import pytest

SECTIONS = ("Account", "Profile", "Rights")


def sentences(text, section):
    """The sentences and parts of sentences of one section, as they stand."""
    body = re.search(rf"^## {section}.*?\n(.*?)(?=^## |\Z)", text, re.MULTILINE | re.DOTALL)[1]
    for line in re.findall(r"^- (.+)$", body, re.MULTILINE):
        yield from re.split(r"(?<=[.;]) (?!e\.g\.)", line)


def quotes(root):
    """What tests quote of it."""
    for path in (root / "tests").rglob("test_*.py"):
        source = path.read_text("utf-8")
        if "mark.behaviour" not in source:
            continue
        for node in ast.walk(ast.parse(source)):
            if isinstance(node, ast.Call) and ast.unparse(node.func) == "pytest.mark.behaviour":
                yield ast.literal_eval(node.args[0])


@pytest.mark.parametrize("section", SECTIONS)
def test_every_sentence_has_a_test_that_quotes_it(root, section):
    text = (root / "docs" / "behaviour.md").read_text("utf-8")
    told = [quote for quote in quotes(root) if quote in text]
    unquoted = [
        sentence
        for sentence in sentences(text, section)
        if not any(quote in sentence or sentence.rstrip(".;") in quote for quote in told)
    ]
    assert unquoted == []
