"""The files of ready answers: a blank sheet of the kind that the answers name, so that each can be opened."""

from __future__ import annotations

import copy
import io
import uuid
from collections.abc import Mapping
from functools import cache
from typing import Any, Final

from PIL import Image

from guichet.documents import services as documents
from guichet.documents.inspection import Accepted
from guichet.documents.services import ByteChanges
from guichet.requests.models import Request
from guichet_validate import pointers
from guichet_validate.model import Definition

_FORMATS: Final = {"image/png": "PNG", "image/jpeg": "JPEG", "image/gif": "GIF", "image/tiff": "TIFF"}
_PDF: Final = "application/pdf"
_SHEET: Final = (420, 594)  # pixels


def store(definition: Definition, request: Request, answers: Mapping[str, Any], changes: ByteChanges) -> dict[str, Any]:
    """Store a file for each one that the answers name, and return the answers with the ids they now have."""
    named: dict[str, Any] = copy.deepcopy(dict(answers))
    for one in documents.given(definition, named):
        named_type = str(one.value.get("type"))
        media_type = named_type if named_type in _FORMATS else _PDF
        identifier = uuid.uuid4()
        file = Accepted(str(one.value.get("name", "piece.pdf")), media_type, _blank(media_type))
        documents.store(file, identifier, changes, user_id=request.user_id, request_id=request.id)
        pointers.put(named, f"{one.pointer}/id", str(identifier))
    return named


@cache
def _blank(media_type: str) -> bytes:
    content = io.BytesIO()
    Image.new("L", _SHEET, 255).save(content, _FORMATS.get(media_type, "PDF"))
    return content.getvalue()
