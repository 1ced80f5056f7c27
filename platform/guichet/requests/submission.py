"""Send a request: one transaction writes all of it, or nothing is sent."""

from __future__ import annotations

import datetime as dt
import secrets
from collections.abc import Mapping

from guichet.accounts.models import User
from guichet.catalogue.services import Availability, availability
from guichet.database import now
from guichet.documents import scanning
from guichet.documents import services as documents
from guichet.federation import services as federation
from guichet.messages.services import announce
from guichet.requests import contexts, delays, events, numbers, states
from guichet.requests.models import Request
from guichet.requests.origins import LIBRARY
from guichet.requests.states import Actor, StaleRequestError
from guichet_render import renderer
from guichet_validate.context import PARIS, Context
from guichet_validate.engine import Evaluation
from guichet_validate.model import Definition

_SALT_BYTES = 16
_SUMMARY = 300
_DEFAULT_PREFIX = "DEM"
_SHUT = {Availability.NOT_YET: "early", Availability.ENDED: "over"}


def obstacle(
    current: Definition | None, moment: dt.datetime, in_progress: int, *, identified: bool, account: bool = True
) -> str | None:
    """Tell why a request of this procedure cannot be begun or sent at this moment, as a code; ``None`` when it can.

    ``current`` is the version now offered; ``in_progress`` counts the person's requests that the city has in hand;
    ``identified`` tells that the identity is verified wherever that is asked (``is_identified``), ``account`` that the
    person has an account.
    """
    if current is None:
        return "closed"
    offered = availability(current, moment)
    if offered is not Availability.OPEN:
        return _SHUT.get(offered, "closed")
    if not account and current.access != "open":
        return "account"
    if not identified:
        return "verified"
    limit = current.procedure.get("limit", {}).get("perAccount")
    return "limit" if limit is not None and in_progress >= limit else None


def is_identified(definition: Definition, current: Definition | None, user: User | None) -> bool:
    """Tell whether the identity of this account is verified, if the procedure asks for that: as it was begun, or now.

    Of a request without an account only the account is asked for, when it is sent.

    Asked at the start, at every save and at the sending: an identity can be taken off the account meanwhile.
    ``current`` is the version now offered, where it has been looked up.
    """
    asked = definition.access == "verified" or (current is not None and current.access == "verified")
    return user is None or not asked or federation.is_verified(user)


def submit(
    definition: Definition,
    draft: Request,
    evaluation: Evaluation,
    context: Context,
    *,
    origins: Mapping[str, str],
    seen_version: int,
    language: str,
    actor: Actor,
) -> None:
    """Turn a whole, valid draft into a pending request, with its number, event, documents and messages.

    ``origins`` tell where these answers come from; ``language`` is the one the request and its messages are written
    in from now on.
    Raises ``StaleRequestError`` when the draft was changed or sent meanwhile; the caller commits.
    """
    moment = now()
    salt = secrets.token_hex(_SALT_BYTES)
    answers = dict(evaluation.answers)
    states.move(
        draft,
        "submit",
        actor,
        seen_version=seen_version,
        number=numbers.new(definition.reference or _DEFAULT_PREFIX),
        answers=answers,
        origins=dict(origins),
        language=language,
        summary=renderer(language).summary(definition, evaluation, context)[:_SUMMARY],
        evaluated=contexts.kept_of(definition, context, evaluation),
        salt=salt,
        submitted_at=moment,
        due_on=delays.due_on(moment.astimezone(PARIS).date(), definition.delay_for(answers)),
    )
    try:
        verified = {pointer for pointer, source in origins.items() if source == LIBRARY}
        files = documents.link(definition, draft, answers, verified)
    except LookupError as error:
        if "infected" in scanning.unchecked(draft.id).values():
            # The antivirus spoke between the look at the answers and now: the page shows what it found.
            raise StaleRequestError from error
        raise
    codes = {"definition": definition.digest, "answers": events.sealed(salt, answers), "documents": files}
    events.record(draft.id, "submitted", actor, codes, first=True)
    announce(draft, "acknowledgement")
