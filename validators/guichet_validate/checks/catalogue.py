"""Every rule of the checker."""

from __future__ import annotations

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

_CONCEPTS = (
    files,
    numbers,
    structure,
    procedure,
    objects,
    fields,
    patterns,
    references,
    conditions,
    implications,
    exits,
    dependencies,
    steps,
    expressions,
    rules,
    texts,
    profiles,
    documents,
    lookups,
    settings,
    tests,
    trial,
)

RULES: tuple[Rule, ...] = tuple(rule for concept in _CONCEPTS for rule in concept.RULES)
