"""Every concept of the checker, once, in the order they run; each has its ``RULES`` and a ``check(sheet)``."""

from __future__ import annotations

from itertools import chain
from types import ModuleType

from guichet_validate.checks import (
    acceptances,
    autocompletion,
    conditions,
    continuations,
    coverage,
    delays,
    dependencies,
    documents,
    errors,
    exits,
    fields,
    files,
    flow,
    idle_lists,
    implications,
    labels,
    lengths,
    lookups,
    messages,
    numbers,
    objects,
    patterns,
    privacy,
    procedure,
    profile_types,
    profiles,
    quotes,
    ranges,
    references,
    rules,
    settings,
    steps,
    structure,
    tests,
    texts,
    trial,
    typography,
    unread,
    widgets,
    wording,
)
from guichet_validate.checks.expressions import check as expressions
from guichet_validate.checks.rule import Rule

# A stage runs while the stages before it found no error.
STAGES: tuple[tuple[ModuleType, ...], ...] = (
    # Libraries disagree on such numbers, and such lists keep every check busy: mended before anything else is told.
    (numbers, lengths),
    # Each reads the document and its outline, and whatever they hold. A concept stands after those it reads.
    (
        structure,
        procedure,
        objects,
        fields,
        widgets,
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
        delays,
        dependencies,
        references,
        ranges,
        profile_types,
        autocompletion,
        continuations,
        privacy,
        # What follows reads the texts, the branches and the pages that those above noted.
        labels,
        errors,
        quotes,
        messages,
        typography,
        wording,
        unread,
    ),
    # These run the definition's conditions, which are bounded by now.
    (implications,),
    (trial,),
    # Both read what the definition's tests reach.
    (flow, coverage),
)

RULES: tuple[Rule, ...] = tuple(
    rule for concept in (files, *chain.from_iterable(STAGES), acceptances, idle_lists) for rule in concept.RULES
)
