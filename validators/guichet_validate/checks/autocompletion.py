"""Autocomplete: the tokens of WCAG 1.3.5 on what people say of themselves, and on nothing else."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from guichet_validate.checks.outline import Node
from guichet_validate.checks.rule import Rule
from guichet_validate.checks.values import mapping, string, strings

if TYPE_CHECKING:
    from guichet_validate.checks.sheet import Sheet

MISSING = Rule("autocomplete-missing", "warning")
OF_OTHERS = Rule("autocomplete-of-other", "warning")
MISFIT = Rule("autocomplete-misfit", "warning")
NOT_KEPT = Rule("profile-not-used", "information")
UNDECIDED = Rule("autocomplete-undecided", "information")

RULES = (MISSING, OF_OTHERS, MISFIT, NOT_KEPT, UNDECIDED)

# The formats of what a browser knows of its user.
_PERSONAL = {"email": "email", "phone-fr": "tel"}

_IDENTITY = {
    "familyName": ("family-name",),
    "givenNames": ("given-name",),
    "birthDate": ("bday",),
}
_ADDRESS = {
    "line1": ("address-line1", "street-address"),
    "line2": ("address-line2",),
    "postcode": ("postal-code",),
    "city": ("address-level2",),
    "country": ("country-name", "country"),
}
_PHONE = ("tel", "tel-national")
# The tokens of what a source tells of the person who fills the form; the first is the one to propose.
TOKENS = {
    **{f"profile:/identity/{key}": tokens for key, tokens in _IDENTITY.items()},
    **{f"profile:/addresses/main/{key}": tokens for key, tokens in _ADDRESS.items()},
    "profile:/contacts/email": ("email",),
    **dict.fromkeys(("profile:/contacts/phone", "profile:/contacts/mobile"), _PHONE),
    "profile:/organisation/name": ("organization",),
    "profile:/organisation/role": ("organization-title",),
    "franceconnect:family_name": ("family-name",),
    "franceconnect:given_name": ("given-name",),
    "franceconnect:birthdate": ("bday",),
    "franceconnect:email": ("email",),
}
_KEPT = frozenset(token for source, tokens in TOKENS.items() if "organisation" not in source for token in tokens)
_TEXTS = ("text", "textarea", "email", "phone", "postcode", "date", "picker", None)


def check(sheet: Sheet) -> None:
    """Report tokens that are missing, misleading, or somebody else's; and profile data that the profile never sees."""
    for node in sheet.outline.nodes.values():
        token = string(mapping(node.schema.get("x-ui")).get("autocomplete"))
        others = node.kind == "string" and _of_others(sheet, node)
        expected = [] if others else list(_expected(sheet, node))
        if token is None:
            if expected and node.kind == "string" and node.options is None and node.widget in _TEXTS:
                place = node.place if "x-prefill" in node.own or "x-feed" in node.own else node.body
                sheet.report(MISSING, place, name=node.name, token=expected[0])
            elif not others and not _sources(node) and string(node.schema.get("format")) in _PERSONAL:
                sheet.report(UNDECIDED, node.place, name=node.name, token=_PERSONAL[node.schema["format"]])
            continue
        place = (node.place if "x-ui" in node.own else node.body).down("x-ui", "autocomplete")
        if token == "off":  # noqa: S105 a word of HTML
            continue
        if others:
            sheet.report(OF_OTHERS, place, name=node.name)
        elif _misfits(node, token) or (expected and token not in expected):
            sheet.report(MISFIT, place, token=token, expected=", ".join(expected) or "off")
        elif token in _KEPT and not _kept(sheet, node):
            sheet.report(NOT_KEPT, node.place, name=node.name, token=token)


def _sources(node: Node) -> list[str]:
    if "x-prefill" not in node.schema and "x-feed" not in node.schema:
        return []
    feed = string(mapping(node.schema.get("x-feed")).get("to"))
    return [*strings(mapping(node.schema.get("x-prefill")).get("from")), *([feed] if feed is not None else [])]


def _of_others(sheet: Sheet, node: Node) -> bool:
    """Whether the field may speak of somebody else: a row, a member of the household."""
    if "/*/" in node.pointer or any(source.startswith("member:") for source in _sources(node)):
        return True
    return any("household:" in _sources(other) for other in sheet.outline.ancestors(node))


def _expected(sheet: Sheet, node: Node) -> Iterator[str]:
    """The tokens that fit what the field is filled from or feeds, the best first."""
    for source in _sources(node):
        yield from TOKENS.get(source, ())
    for around in sheet.outline.ancestors(node):
        for source in _sources(around):
            yield from TOKENS.get(f"{source}/{node.name}", ())


def _misfits(node: Node, token: str) -> bool:
    if node.kind not in ("string", "integer") or node.computed:
        return True
    # HTML allows the whole address, several lines, in a text area only.
    if token == "street-address" and node.widget != "textarea":  # noqa: S105
        return True
    return (token == "bday") != (node.schema.get("format") == "date" and token.startswith("bday"))  # noqa: S105


def _kept(sheet: Sheet, node: Node) -> bool:
    return any(
        "x-prefill" in other.schema or "x-feed" in other.schema for other in (node, *sheet.outline.ancestors(node))
    )
