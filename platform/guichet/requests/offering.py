"""What a request offers to write back to the profile, what the person keeps out of it, and what came of it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

from markupsafe import Markup

from guichet.accounts.models import User
from guichet.profile import feeding
from guichet.profile.models import ProfileChange
from guichet.profile.services import profile_of
from guichet.requests.forms import StepForm
from guichet.requests.models import Request
from guichet_render import renderer
from guichet_validate import pointers
from guichet_validate.context import Context
from guichet_validate.engine import Evaluation
from guichet_validate.feed import Change, feed
from guichet_validate.model import Definition
from guichet_validate.offers import Offer, offers, relation_of

_SCHEMES = ("profile:/", "household:/")
_NEW = "household:/new"


@dataclass(frozen=True, slots=True)
class WrittenBack:
    """What a request did to the profile, drawn: the values now there, and those that were not written."""

    applied: Markup
    missed: Markup


def offered(definition: Definition, evaluation: Evaluation, context: Context, user: User | None) -> tuple[Offer, ...]:
    """Return what these answers would change in the profile, wrong ones left aside; nothing if it is switched off."""
    if user is None or not _feeds(definition):
        return ()
    profile = profile_of(user)
    if not profile.fed:
        return ()
    known = replace(context, profile=profile.data, household=tuple(profile.household))
    wrong = {problem.pointer for problem in evaluation.problems}
    changes: dict[str, Change] = {}
    for change in feed(definition, evaluation, known):
        if not any(pointers.within(pointer, change.pointer) for pointer in wrong):
            # Of two answers for the same place the first speaks; several new members share one target.
            changes.setdefault(change.pointer if change.target == _NEW else change.target, change)
    return offers(definition, changes.values())


def declined(definition: Definition, draft: Request, form: StepForm) -> list[str]:
    """Return the pointers of the answers that the profile is not to take over, once this form is taken."""
    shown = {pointer: key in form.ticked for key, _, pointer in form.offered if definition.field_at(pointer)}
    return [
        *(pointer for pointer in draft.declined if pointer not in shown),
        *(pointer for pointer, ticked in shown.items() if not ticked),
    ]


def write_back(definition: Definition, sent: Request, now_offered: Sequence[Offer], form: StepForm, user: User) -> None:
    """Write what the person left ticked into the profile, in the transaction that sends the request."""
    wanted = [offer for offer in now_offered if offer.key in form.ticked and _shown(offer, form)]
    written = {offer.key for offer in wanted}
    missed = [
        Change(target, None, value, pointer)
        for key, target, pointer in form.offered
        if key in form.ticked and key not in written and target.startswith(_SCHEMES) and target != _NEW
        if (value := pointers.get(sent.answers, pointer)) is not None and _fed_at(definition, pointer)
    ]
    relations = {change.pointer: relation_of(definition, change) for offer in wanted for change in offer.changes}
    feeding.apply(user, sent.id, wanted, missed, relations)


def written_back(definition: Definition, sent: Request, context: Context, lang: str) -> WrittenBack | None:
    """Return what a sent request did to the profile; ``None`` when nothing was to be done."""
    rows = feeding.of_request(sent.id)
    if not rows:
        return None

    def drawn(some: Iterable[ProfileChange]) -> Markup:
        changes = (Change(row.target, row.old, row.new, row.pointer) for row in some)
        return renderer(lang).changes(definition, offers(definition, changes), sent.answers, context)

    return WrittenBack(drawn(row for row in rows if row.applied), drawn(row for row in rows if not row.applied))


@lru_cache(maxsize=1024)
def _feeds(definition: Definition) -> bool:
    return any(isinstance(field.node.get("x-feed"), dict) for field in definition.fields.values())


def _shown(offer: Offer, form: StepForm) -> bool:
    """Tell whether the form showed exactly this offer: a key alone could come from anywhere."""
    shown = {(target, pointer) for key, target, pointer in form.offered if key == offer.key}
    return shown == {(change.target, change.pointer) for change in offer.changes}


def _fed_at(definition: Definition, pointer: str) -> bool:
    field = definition.fields.get(pointers.template(pointer))
    around = definition.fields.get(pointers.template(pointer.rpartition("/")[0]))
    return any(one is not None and isinstance(one.node.get("x-feed"), dict) for one in (field, around))
