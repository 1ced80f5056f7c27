"""Documents of the library in a draft: what they state is the library's, and what left it leaves the draft."""

from __future__ import annotations

import copy
import uuid
from functools import lru_cache
from typing import Any

from sqlalchemy.orm.attributes import set_committed_value

from guichet.documents import services as documents
from guichet.documents.inspection import Accepted
from guichet.documents.services import ByteChanges
from guichet.library import services as library
from guichet.requests.models import Request
from guichet.requests.origins import LIBRARY
from guichet_validate import pointers
from guichet_validate.context import Context
from guichet_validate.model import Definition


@lru_cache(maxsize=1024)
def reuses(definition: Definition) -> bool:
    """Tell whether a procedure takes any document from the library."""
    return any(field.document is not None and field.document.reuse for field in definition.fields.values())


def settled(definition: Definition, draft: Request, answers: dict[str, Any], context: Context) -> dict[str, Any]:
    """Return the answers with the library's own words on its documents, and without those that it no longer offers.

    The draft knows which of its files came from there. Nobody can make a paper younger by posting another date for it.
    """
    papers = {paper.id: paper for paper in context.library}
    if not papers and LIBRARY not in draft.origins.values():
        return answers
    came = {one.id for one in documents.given(definition, draft.answers) if draft.origins.get(one.pointer) == LIBRARY}
    result: dict[str, Any] | None = None
    for one in reversed(documents.given(definition, answers)):
        paper = papers.get(str(one.id))
        if paper is None and one.id not in came:
            continue
        accepts = one.field.document.accepts if one.field.document else ()
        kept = next((accepted for accepted in accepts if paper and accepted.kind == paper.kind), None)
        stated = None
        if paper is not None and kept is not None:
            dates = {"issued": paper.issued, "expires": paper.expires}
            stated = {
                **{key: one.value[key] for key in ("id", "name", "type", "size") if key in one.value},
                "as": kept.id,
                **{key: day for key, day in dates.items() if day is not None},
            }
        if stated == one.value:
            continue
        result = copy.deepcopy(answers) if result is None else result
        if stated is not None:
            pointers.put(result, one.pointer, stated)
            continue
        above = one.pointer.rpartition("/")[0]
        pointers.remove(result, one.pointer)
        if not pointers.get(result, above):
            pointers.remove(result, above)
    return answers if result is None else result


def refresh(definition: Definition, draft: Request, context: Context) -> bool:
    """Read a draft as ``settled`` would save it, unsaved; tell whether a document has left it."""
    before = draft.answers
    after = settled(definition, draft, before, context)
    if after is before:
        return False
    set_committed_value(draft, "answers", after)
    return len(documents.given(definition, after)) < len(documents.given(definition, before))


def copied(
    definition: Definition, draft: Request, answers: dict[str, Any], context: Context, changes: ByteChanges
) -> dict[str, Any]:
    """Give the request files of its own for those of the library, and return the answers that name them.

    Whatever becomes of the library, the request rests on what was sent. Raises ``OSError`` when a file cannot be
    copied, ``LookupError`` when one is gone.
    """
    papers = {paper.id for paper in context.library}
    taken = [one for one in documents.given(definition, answers) if str(one.id) in papers] if papers else []
    if not taken:
        return answers
    result = copy.deepcopy(answers)
    made: list[uuid.UUID] = []
    try:
        for one in taken:
            anew = uuid.uuid4()
            documents.store(_content(draft, one.id), anew, changes, user_id=draft.user_id, request_id=draft.id)
            made.append(anew)
            pointers.put(result, f"{one.pointer}/id", str(anew))
    except (OSError, LookupError):
        documents.drop(draft.id, made, changes)
        raise
    return result


def _content(draft: Request, file_id: uuid.UUID) -> Accepted:
    file = library.file_of(draft.user_id, file_id) if draft.user_id is not None else None
    if file is None:
        raise LookupError
    return Accepted(file.name, file.type, documents.content_of(file))
