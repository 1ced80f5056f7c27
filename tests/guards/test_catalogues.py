"""French and English say the same things: same files, same messages, same variables, and French spacing."""

import re

import pytest
from fluent.syntax import FluentParser, ast
from fluent.syntax.visitor import Visitor

CATALOGUES = {
    "validators/guichet_validate/locales",
    "renderers/guichet_render/locales",
    "platform/guichet/locales",
}
NARROW, FIXED = "\u202f", "\u00a0"
SIGN = re.compile(r"(.?)([;!?:])(?=[\s»)…]|$)|(«)(.?)|(.?)(»)")


def badly_spaced(text):
    """The places where French wants another space: narrow before «; ! ?», fixed before «:» and inside the quotes."""
    found = []
    for match in SIGN.finditer(text):
        before, sign, opening, after, inside, _ = match.groups()
        if sign:
            good = before == FIXED if sign == ":" else before in {NARROW, "?", "!"}
        else:
            good = (after if opening else inside) == FIXED
        if not good:
            found.append(text[max(0, match.start() - 15) : match.end() + 5])
    return found


class Variables(Visitor):
    def __init__(self):
        self.names = set()

    def visit_VariableReference(self, node):  # noqa: N802 named by the library
        self.names.add(node.id.name)


class Texts(Visitor):
    """The text of each pattern, with a letter for what is only known when the message is shown."""

    def __init__(self):
        self.values = []

    def visit_Pattern(self, node):  # noqa: N802 named by the library
        self.values.append("".join(self.part(element) for element in node.elements))
        self.generic_visit(node)

    @staticmethod
    def part(element):
        if isinstance(element, ast.TextElement):
            return element.value
        if isinstance(element.expression, ast.StringLiteral):
            return element.expression.parse()["value"]
        return "x"


def messages(path):
    """{key: variables} of one catalogue file; what the parser could not read fails the test."""
    found = {}
    for entry in FluentParser().parse(path.read_text("utf-8")).body:
        assert not isinstance(entry, ast.Junk), f"{path}: {entry.content}"
        if isinstance(entry, ast.Message | ast.Term):
            assert entry.id.name not in found, f"{path}: {entry.id.name} stands twice"
            variables = Variables()
            variables.visit(entry)
            found[entry.id.name] = variables.names
            for attribute in entry.attributes:
                found[f"{entry.id.name}.{attribute.id.name}"] = set()
    return found


def catalogue(folder):
    return {str(path.relative_to(folder)): messages(path) for path in folder.rglob("*.ftl")}


@pytest.mark.parametrize("folder", sorted(CATALOGUES))
def test_both_languages_have_the_same_messages_with_the_same_variables(root, folder):
    french, english = catalogue(root / folder / "fr"), catalogue(root / folder / "en")
    assert french
    assert french == english


@pytest.mark.parametrize("folder", sorted(CATALOGUES))
def test_a_message_is_defined_once(root, folder):
    seen = {}
    for name, entries in catalogue(root / folder / "fr").items():
        for key in entries:
            seen.setdefault(key, []).append(name)
    assert {key: names for key, names in seen.items() if len(names) > 1} == {}


@pytest.mark.parametrize("folder", sorted(CATALOGUES))
def test_french_texts_are_spaced_as_french_is(root, folder):
    found = []
    for path in (root / folder / "fr").rglob("*.ftl"):
        texts = Texts()
        texts.visit(FluentParser().parse(path.read_text("utf-8")))
        for value in texts.values:
            found += [(path.name, place) for place in badly_spaced(value)]
            found += [(path.name, value)] if "'" in value else []
    assert found == []


@pytest.mark.parametrize("text", ["Vraiment ?", "Vraiment?", "Attention : feu", "Attention: feu", "«oui»", "« oui »"])
def test_the_guard_sees_bad_spacing(text):
    assert badly_spaced(text)


@pytest.mark.parametrize(
    "text",
    ["Vraiment\u202f?", "Attention\u00a0: feu", "«\u00a0oui\u00a0»", "de 8:30 à 9:00", "https://www.cnil.fr/?q=1"],
)
def test_the_guard_lets_good_spacing_pass(text):
    assert not badly_spaced(text)
