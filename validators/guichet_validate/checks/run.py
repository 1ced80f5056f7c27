"""Check one definition, or the file of one."""

from __future__ import annotations

import hashlib
from pathlib import Path

from guichet_validate.checks import acceptances, consequences
from guichet_validate.checks.catalogue import RULES, STAGES
from guichet_validate.checks.city import City
from guichet_validate.checks.files import Neighbours, translated, unreadable
from guichet_validate.checks.sheet import Sheet
from guichet_validate.checks.today import noting
from guichet_validate.checks.values import mapping, string
from guichet_validate.checks.verdict import Verdict
from guichet_validate.findings import DefinitionError, Finding
from guichet_validate.fragments import Fragments
from guichet_validate.kinds import Kinds
from guichet_validate.lists import Lists
from guichet_validate.source import Source, read


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
    consequences.take_out(sheet)
    acceptances.check(sheet, RULES)
    findings = sheet.findings()
    sheet.close()
    return findings


def judge(path: Path, neighbours: Neighbours, *, reference: bool = False) -> Verdict:
    """Return what is to be said of one file; one that cannot be read has findings too."""
    try:
        content = path.read_bytes()
    except OSError as error:
        return Verdict((unreadable(path, error),))
    digest = hashlib.sha256(content).hexdigest()
    try:
        source = read(content, str(path))
    except DefinitionError as error:
        return Verdict(tuple(translated(error)), content=digest)
    around = neighbours.of(path)
    if around.city is not None:
        around.city.asked = {}
    with noting() as days:
        findings = check(
            source,
            fragments=around.fragments,
            kinds=around.kinds,
            lists=around.lists,
            city=around.city,
            reference=reference,
        )
    name = string(mapping(source.document.get("x-procedure")).get("id"))
    place = source.position("/x-procedure/id")
    if around.findings:
        # They are another file's, whose change must be seen at once.
        return Verdict((*around.findings, *findings), name, *place)
    others = around.city.asked if around.city is not None else {}
    return Verdict(findings, name, *place, digest, days[0] if days else None, others)
