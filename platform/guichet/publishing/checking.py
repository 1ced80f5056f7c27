"""Whether definition files may be published: what `guichet check` says, and what only this portal knows."""

from collections import Counter
from collections.abc import Collection, Iterable
from dataclasses import dataclass, field
from pathlib import Path

from guichet.publishing.city import City
from guichet_validate.checks import check_paths
from guichet_validate.checks.files import Neighbours
from guichet_validate.checks.folders import definition_files
from guichet_validate.findings import DefinitionError, Finding
from guichet_validate.loading import load
from guichet_validate.model import Definition
from guichet_validate.source import Source, read


@dataclass(slots=True)
class Checked:
    """The files looked at, the definitions that could be built, and all that is to be said."""

    files: tuple[str, ...]
    definitions: list[tuple[Source, Definition]] = field(default_factory=list)
    findings: list[Finding] = field(default_factory=list)


def check(paths: Iterable[Path], known: Collection[str], city: City) -> Checked:
    """Check every definition of `paths` (files or folders), but those whose digest is `known`: they were checked."""
    files = list(definition_files(paths))
    built = [(path, _build(path)) for path in files]
    ids = Counter(found[1].id for _, found in built if found)
    checked = Checked(tuple(str(path) for path in files), [found for _, found in built if found])
    doubtful = [path for path, found in built if not found or found[1].digest not in known or ids[found[1].id] > 1]
    if doubtful:
        # The second validator judges too: a definition on which both disagree is not published.
        checked.findings += check_paths(doubtful, reference=True).findings
    for source, definition in checked.definitions:
        checked.findings += city_findings(source, definition, city)
    return checked


def _build(path: Path) -> tuple[Source, Definition] | None:
    """Return the definition in a file; None when there is none, which the checks then explain."""
    try:
        source = read(path.read_bytes(), str(path))
        return source, load(source.document, fragments=Neighbours().of(path).fragments)
    except (DefinitionError, OSError):
        return None


def city_findings(source: Source, definition: Definition, city: City) -> list[Finding]:
    """Refuse a service that no agent works for and a category that no page shows."""
    found = []
    if definition.service not in city.services:
        params = {"service": definition.service}
        found.append(Finding("service-unknown", "error", "/x-procedure/service", params))
    if definition.category not in {category["id"] for category in city.categories}:
        params = {"category": definition.category}
        found.append(Finding("category-unknown", "error", "/x-procedure/category", params))
    return [source.place(finding) for finding in found]
