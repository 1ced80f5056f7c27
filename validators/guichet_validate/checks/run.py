"""Check one definition."""

from __future__ import annotations

from guichet_validate.checks import acceptances
from guichet_validate.checks.catalogue import RULES, STAGES
from guichet_validate.checks.city import City
from guichet_validate.checks.sheet import Sheet
from guichet_validate.findings import Finding
from guichet_validate.fragments import Fragments
from guichet_validate.kinds import Kinds
from guichet_validate.lists import Lists
from guichet_validate.source import Source


def check(
    source: Source,
    *,
    fragments: Fragments | None = None,
    kinds: Kinds | None = None,
    lists: Lists | None = None,
    city: City | None = None,
    reference: bool = False,
) -> tuple[Finding, ...]:
    """Return every finding on one definition; never raises, whatever JSON the source holds.

    ``fragments`` are the shared ones (those shipped, when not given), ``kinds`` the known kinds of documents,
    ``lists`` the reference lists, ``city`` the definitions beside this one (``None``: not judged). ``reference`` has
    a second validator judge the answers of the definition's tests.
    """
    sheet = Sheet(source, fragments or Fragments.standard(), kinds, lists, city=city, reference=reference)
    for stage in STAGES:
        for concept in stage:
            concept.check(sheet)
        if sheet.has_errors:
            break
    acceptances.check(sheet, RULES)
    return sheet.findings()
