"""What a definition asks of files beyond their shape, and which papers of the library answer it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from guichet_validate.formats import is_date
from guichet_validate.functions import ExpressionFailedError, normalise, shift_day
from guichet_validate.pointers import bind, get, indexes
from guichet_validate.problems import Problem
from guichet_validate.sources import sources_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from guichet_validate.context import Context, LibraryDocument
    from guichet_validate.kinds import DocumentKind
    from guichet_validate.model import Alternative, DocumentSpec, Field

_IDENTITY = ("familyName", "givenNames", "birthDate")
SELF = "self"


def problem_of(field: Field, pointer: str, files: Any, today: str) -> Problem | None:
    """Return the first thing wrong with the files of a document field, ``None`` when they answer it.

    Codes: ``as`` (which paper it is), ``issued`` or ``expires`` (a date missing), ``maxAge``, ``notExpired``.
    """
    if field.document is None or not isinstance(files, list):
        return None
    for file in files:
        if isinstance(file, dict):
            accepted = field.document.alternative(file.get("as"))
            if accepted is None:
                return Problem(pointer, "as")
            code = _refusal(accepted, file.get("issued"), file.get("expires"), today)
            if code is not None:
                limit = {"limit": accepted.max_age} if code == "maxAge" else {}
                return Problem(pointer, code, {"alternative": accepted.id, **limit})
    return None


def _refusal(accepted: Alternative, issued: Any, expires: Any, today: str) -> str | None:
    """Return the code of the rule that a paper with these dates breaks; a misshapen date is another problem."""
    if accepted.max_age is not None:
        if issued is None or (_is_day(issued) and issued > today):
            return "issued"
        if _is_day(issued) and _end(issued, accepted.max_age) < today:
            return "maxAge"
    if accepted.not_expired:
        if expires is None:
            return "expires"
        if _is_day(expires) and expires < today:
            return "notExpired"
    return None


def _is_day(value: Any) -> bool:
    return isinstance(value, str) and is_date(value)


def _end(issued: str, max_age: str) -> str:
    try:
        return shift_day(issued, max_age)
    except ExpressionFailedError:
        return ""


def from_library(
    field: Field,
    scope: str,
    rows: Sequence[int],
    answers: Mapping[str, Any],
    context: Context,
    fields: Mapping[str, Field],
    kinds: Mapping[str, DocumentKind] | None,
) -> list[dict[str, Any]] | None:
    """Return the file answer made of a paper of the library that the field accepts, ``None`` when there is none."""
    spec = field.document
    if spec is None or not context.library:
        return None
    for accepted in spec.accepts:
        for document in context.library:
            until = _valid_until(document, kinds)
            if (
                document.kind == accepted.kind
                and (until is None or until >= context.today)
                and _refusal(accepted, document.issued, until, context.today) is None
                and _belongs(document.holder, spec, scope, rows, answers, context, fields)
            ):
                return [_answer(document, accepted, until)]
    return None


def holder_of(
    field: Field, pointer: str, answers: Mapping[str, Any], context: Context, fields: Mapping[str, Field]
) -> str | None:
    """Return whose paper stands at a field (concrete pointer): ``self``, or a member of the household by identifier.

    ``None`` when the answers name nobody whom the profile knows.
    """
    spec = field.document
    if spec is None:
        return None
    rows, scope = indexes(pointer), field.pointer.rpartition("/")[0]
    for holder in (SELF, *(str(member["id"]) for member in context.household if member.get("id"))):
        if _belongs(holder, spec, scope, rows, answers, context, fields):
            return holder
    return None


def _answer(document: LibraryDocument, accepted: Alternative, until: str | None) -> dict[str, Any]:
    answer: dict[str, Any] = {
        "id": document.id,
        "name": document.name,
        "type": document.type,
        "size": document.size,
        "as": accepted.id,
    }
    if document.issued is not None:
        answer["issued"] = document.issued
    if until is not None:
        answer["expires"] = until
    return answer


def _valid_until(document: LibraryDocument, kinds: Mapping[str, DocumentKind] | None) -> str | None:
    kind = (kinds or {}).get(document.kind)
    if document.expires is not None or kind is None:
        return document.expires
    return kind.valid_until(document.issued)


def _belongs(
    holder: str,
    spec: DocumentSpec,
    scope: str,
    rows: Sequence[int],
    answers: Mapping[str, Any],
    context: Context,
    fields: Mapping[str, Field],
) -> bool:
    """Tell whether a paper belongs to the person the field speaks of.

    That person is told by the answers that come from the profile. The account's own papers serve unless the
    answers name somebody else, or may speak of any member and name nobody yet; a member's papers only when they
    name that member.
    """
    own = holder == SELF
    if spec.holder is None:
        return own
    template = scope + spec.holder.removeprefix("@") if spec.holder.startswith("@") else spec.holder
    person = get(answers, bind(template, rows))
    if own:
        known = context.profile.get("identity", {})
    else:
        known = next((member for member in context.household if member.get("id") == holder), None)
    if not isinstance(known, dict):
        return False
    same = [
        normalise(stated) == normalise(known[key])
        for key, stated in _stated(template, person, fields)
        if isinstance(known.get(key), str)
    ]
    return all(same) and (bool(same) or (own and not _any_member(template, fields)))


def _any_member(template: str, fields: Mapping[str, Field]) -> bool:
    """Tell whether an object of the answers may speak of any person of the household."""
    return any(
        field.pointer.rpartition("/")[0] == template and f"member:/{key}" in sources_of(field)
        for field in fields.values()
        for key in _IDENTITY
    )


def _stated(template: str, person: Any, fields: Mapping[str, Field]) -> Iterator[tuple[str, str]]:
    """Yield the identity that an object of the answers states, by the keys its fields are prefilled from."""
    for name, value in person.items() if isinstance(person, dict) else ():
        field = fields.get(f"{template}/{name}")
        if field is not None and isinstance(value, str):
            keys = {source.rpartition("/")[2] for source in sources_of(field) if not source.startswith("request:")}
            yield from ((key, value) for key in _IDENTITY if key in keys)
