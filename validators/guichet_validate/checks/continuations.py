"""Earlier requests: what a prefill takes from one, and the procedures that this one continues."""

from __future__ import annotations

from typing import TYPE_CHECKING

from guichet_validate.checks.rule import Rule
from guichet_validate.checks.values import mapping, sequence

if TYPE_CHECKING:
    from guichet_validate.checks.sheet import Sheet

REQUEST_UNKNOWN = Rule("prefill-request-unknown")
REQUEST_TYPE = Rule("prefill-request-type")

RULES = (REQUEST_UNKNOWN, REQUEST_TYPE)

_OWN = "request:last"


def check(sheet: Sheet) -> None:
    """Report what is taken from an answer of the same procedure that is not there, or is of another type."""
    own = sheet.procedure.get("id")
    prefixes = (f"{_OWN}/", f"request:{own}/last/")
    for node in sheet.outline.nodes.values():
        for index, source in enumerate(sequence(mapping(node.schema.get("x-prefill")).get("from"))):
            if not isinstance(source, str) or not source.startswith(prefixes):
                continue
            place = (node.place if "x-prefill" in node.own else node.body).down("x-prefill", "from", index)
            pointer = source[source.index("last/") + len("last") :]
            found = sheet.outline.node(pointer)
            if found is None:
                if place.fragment is None:
                    sheet.report(REQUEST_UNKNOWN, place, field=pointer)
            elif "unknown" not in (found.kind, node.kind) and found.kind != node.kind:
                sheet.report(REQUEST_TYPE, place, field=pointer, name=node.name)
