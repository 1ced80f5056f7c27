"""Every concept of the checker, once, in the order they run; each has its ``RULES`` and a ``check(sheet)``."""

from __future__ import annotations

from types import ModuleType

from guichet_validate.checks import (
    conditions,
    dependencies,
    documents,
    exits,
    fields,
    files,
    implications,
    lookups,
    numbers,
    objects,
    patterns,
    procedure,
    profiles,
    references,
    rules,
    settings,
    steps,
    structure,
    tests,
    texts,
    trial,
)
from guichet_validate.checks.expressions import check as expressions
from guichet_validate.checks.rule import Rule

# A stage runs while the stages before it found no error.
STAGES: tuple[tuple[ModuleType, ...], ...] = (
    # Libraries disagree on such numbers: nothing else is worth telling before they are mended.
    (numbers,),
    # Each reads the document and its outline, and whatever they hold. A concept stands after those it reads.
    (
        structure,
        procedure,
        objects,
        fields,
        patterns,
        settings,
        documents,
        lookups,
        profiles,
        rules,
        exits,
        texts,
        tests,
        conditions,
        expressions,
        steps,
        dependencies,
        references,
    ),
    # These run the definition's conditions, which are bounded by now.
    (implications,),
    (trial,),
)

RULES: tuple[Rule, ...] = (*files.RULES, *(rule for stage in STAGES for concept in stage for rule in concept.RULES))
