"""What depends on what: no cycle, and no condition that reads a later step."""

from __future__ import annotations

from graphlib import CycleError, TopologicalSorter
from typing import TYPE_CHECKING

from guichet_validate.checks import profiles
from guichet_validate.checks.outline import Outline
from guichet_validate.checks.rule import Rule

if TYPE_CHECKING:
    from guichet_validate.checks.sheet import Sheet

CYCLE = Rule("dependency-cycle")
LATER_STEP = Rule("condition-reads-later-step")
COMPUTED_LATER = Rule("computed-reads-later-step", "warning")

RULES = (CYCLE, LATER_STEP, COMPUTED_LATER)


def check(sheet: Sheet) -> None:
    """Report cycles among computed fields and switches, then conditions that look ahead."""
    branches, pages = sheet.branches, sheet.pages
    depends: dict[str, set[str]] = {reading.pointer: set(reading.reads) for reading in sheet.readings}
    for branch in branches:
        if branch.kind == "switch":
            for target in branch.targets:
                depends.setdefault(target, set()).update(branch.reads)
    cycle = _cycle(sheet.outline, depends)
    if cycle is not None:
        node = sheet.outline.nodes[cycle[0]]
        sheet.report(CYCLE, node.place, fields=" → ".join(cycle))
        return
    for branch in branches:
        steps = [step for step in map(pages.of, branch.targets) if step is not None]
        for source in pages.later(branch.reads, depends, min(steps, default=None)):
            sheet.report(LATER_STEP, branch.place.down("if"), field=source, target=branch.targets[0])
    for reading in sheet.readings:
        node = sheet.outline.nodes[reading.pointer]
        for source in pages.later(reading.reads, depends, pages.of(reading.pointer)):
            sheet.report(COMPUTED_LATER, node.place, field=source, name=node.name)
    profiles.look_ahead(sheet, depends, pages)


def _cycle(outline: Outline, depends: dict[str, set[str]]) -> list[str] | None:
    graph: dict[str, set[str]] = {}
    for pointer, reads in depends.items():
        # An answer is settled once what is around it is: a group that is off takes its fields along.
        graph.setdefault(pointer, set()).update(driver for read in reads for driver in _drivers(outline, read, depends))
        node = outline.nodes.get(pointer)
        if node is not None:
            graph[pointer].update(other.pointer for other in outline.ancestors(node) if other.pointer in depends)
    sorter = TopologicalSorter({key: graph[key] for key in sorted(graph)})
    try:
        sorter.prepare()
    except CycleError as error:
        return [str(pointer) for pointer in error.args[1]]
    return None


def _drivers(outline: Outline, read: str, depends: dict[str, set[str]]) -> list[str]:
    node = outline.nodes.get(read)
    around = [other.pointer for other in outline.ancestors(node)] if node is not None else []
    return [pointer for pointer in (read, *around) if pointer in depends]
