"""One change between two versions, as a value: a code, its class, where it stands in each, and its parameters."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Literal

Level = Literal["safe", "care", "breaking"]

LEVELS: tuple[Level, ...] = ("breaking", "care", "safe")

# safe: every answer given so far stays accepted and kept, and nobody is asked for more.
# care: people are asked for more, or something else happens with what they answer; nothing given is lost or refused.
# breaking: an answer that was accepted is lost or refused, or people who could ask no longer can.
_CODES: Mapping[Level, str] = {
    "breaking": """
        procedure-id state-closed access-tightened
        field-removed document-removed field-renamed field-moved type-changed field-computed
        option-removed options-imposed value-imposed bound-narrowed shape-added lookup-list
        alternative-removed max-age-shorter expiry-asked
        field-made-conditional field-shown-less field-shown-otherwise narrowed-more exit-added exit-more
        rule-added rule-hardened""",
    "care": """
        version-not-raised online-less service-changed language-removed language-default reference-changed
        window-changed delay-longer delays-changed silence-changed limit-tightened follows-removed
        setting-removed setting-default setting-changed
        privacy-purpose privacy-basis privacy-retention privacy-draft privacy-recipients privacy-sensitive
        privacy-erase
        step-removed step-renamed step-merged step-review
        field-added-required document-added-required helper-removed required-added required-more type-widened
        shape-changed computed-changed field-not-computed unit-changed hidden-changed
        prefill-locked feed-added feed-changed lookup-filter
        alternative-kind document-made document-unmade holder-changed reuse-removed verify-changed
        field-asked-more condition-changed rule-changed warning-added
        decision-removed decision-changed changed""",
    "safe": """
        version-raised state-opened state-changed access-loosened online-more category-changed language-added
        delay-shorter limit-loosened follows-added legal-changed search-changed information-changed
        setting-added
        step-added steps-reordered field-changed-step fields-reordered
        notice-added notice-removed notice-changed
        field-added-optional document-added-optional helper-added required-removed required-less
        option-added option-retired option-restored options-freed value-freed bound-widened bound-kept
        shape-removed
        default-changed field-retired
        prefill-added prefill-removed prefill-changed prefill-unlocked feed-removed lookup-removed lookup-label
        alternative-added max-age-longer expiry-dropped reuse-added model-changed
        field-made-unconditional field-shown-more narrowed-less exit-removed exit-less condition-rewritten
        rule-removed rule-softened
        message-added message-removed message-changed decision-added
        text-changed translation-changed presentation-changed order-changed tests-changed comment-changed""",
}

CODES: Mapping[str, Level] = {code: level for level, codes in _CODES.items() for code in codes.split()}


@dataclass(frozen=True, slots=True)
class Change:
    """One change. ``old`` and ``new`` point into the documents (references resolved), ``None`` where there is nothing.

    ``params`` are short texts and numbers: ``field`` (its title) and ``at`` (its pointer in the answers) for what
    concerns a field, ``old`` and ``new`` values.
    """

    code: str
    old: str | None
    new: str | None
    params: Mapping[str, Any] = field(default_factory=dict, hash=False)

    @property
    def level(self) -> Level:
        """The class of the change."""
        return CODES[self.code]
