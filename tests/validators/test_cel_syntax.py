"""The grammar of expressions, and its bounds."""

import cel
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from guichet_validate.cel_syntax import CelSyntaxError, parse


def shape(node):
    """A node as nested tuples."""
    head = node.name if node.kind != "literal" else repr(node.value)
    return (head or node.kind, *(shape(child) for child in node.children)) if node.children else head or node.kind


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ("1 + 2 * 3", ("+", "1", ("*", "2", "3"))),
        ("(1 + 2) * 3", ("*", ("+", "1", "2"), "3")),
        ("1 - 2 - 3", ("-", ("-", "1", "2"), "3")),
        ("!a && b || c", ("||", ("&&", ("!", "a"), "b"), "c")),
        ("a == 'x' ? 1 : b ? 2 : 3", ("?:", ("==", "a", "'x'"), "1", ("?:", "b", "2", "3"))),
        ("a.b.c", ("c", ("b", "a"))),
        ("a[0].b", ("b", ("index", "a", "0"))),
        ("a.startsWith('é\\n')", ("startsWith", "a", "'é\\n'")),
        ("x in ['in', 'b']", ("in", "x", ("list", "'in'", "'b'"))),
        ("sum(l.map(p, p.n))", ("sum", ("map", "l", ("n", "p")))),
        ("-1.5e2 < now", ("<", ("-", "150.0"), "now")),
        ("r'\\d' == null", ("==", "'\\\\d'", "None")),
        ("size([])", ("size", "list")),
    ],
)
def test_trees(source, expected):
    assert shape(parse(source)) == expected


def test_nodes_know_their_place_in_the_text():
    source = "  normalise(a.b) == c "
    tree = parse(source)
    call, name = tree.children
    assert source[call.start : call.end] == "normalise(a.b)"
    assert source[call.children[0].start : call.children[0].end] == "a.b"
    assert source[name.start : name.end] == "c"


@pytest.mark.parametrize(
    ("source", "code"),
    [
        ("", "celSyntax"),
        ("1 +", "celSyntax"),
        ("a b", "celSyntax"),
        ("a.", "celSyntax"),
        ("f(1,)", "celSyntax"),
        ("'open", "celSyntax"),
        ("a ? b", "celSyntax"),
        ("{'a': 1}", "celSyntax"),
        ("a = b", "celSyntax"),
        ("99999999999999999999", "celSyntax"),
        ("l.map(1, 2)", "celSyntax"),
        ("'\\q'", "celSyntax"),
        ("-!0", "celSyntax"),
        ("!-a", "celSyntax"),
        ("a" * 501, "celLength"),
        ("1" + " + 1" * 51, "celOperators"),
        ("(" * 11 + "1" + ")" * 11, "celDepth"),
        ("f(" * 200 + "1" + ")" * 200, "celLength"),
        ("f(" * 11 + "1" + ")" * 11, "celDepth"),
        ("a.map(x, b.map(y, x + y))", "celNestedMacro"),
        ("has(a.b)", "celHas"),
        ("while + 1", "celReserved"),
    ],
)
def test_what_is_outside_is_refused_with_a_code(source, code):
    with pytest.raises(CelSyntaxError) as caught:
        parse(source)
    assert caught.value.code == code


@settings(max_examples=300, deadline=None)
@given(st.text(max_size=60) | st.text("()[]?:.,+-*/%!<>=&|'\"ab1 .map in r\\", max_size=60))
def test_any_text_parses_or_is_refused(source):
    try:
        tree = parse(source)
    except CelSyntaxError:
        return
    # What our grammar accepts, the library's accepts too.
    cel.compile(source)
    assert tree.end <= len(source)
