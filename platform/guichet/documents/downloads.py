"""Hand a file out: as an attachment that no browser opens inside the portal, or drawn anew as a picture."""

from __future__ import annotations

import io
from typing import Final

from flask import abort, make_response, send_file
from werkzeug.wrappers import Response

from guichet.database import db
from guichet.documents import decoding
from guichet.documents.formats import FORMATS
from guichet.documents.models import File
from guichet.documents.services import content_of

# What may be drawn, by our media type.
_DRAWN: Final = {FORMATS[name].type: name for name in ("pdf", "gif", "jpg", "png", "tif")}
_UNSUPPORTED: Final = 415
_ALONE: Final = "default-src 'none'; sandbox"


def has_picture(file: File) -> bool:
    """Tell whether a picture of a file may be asked for: it is clean, and an image or a PDF."""
    return file.state == "clean" and file.type in _DRAWN


def picture(file: File) -> Response:
    """Return the picture of a file that has one, a JPEG that a decoder made of its pixels, or of its first page.

    No transaction stays open while it is drawn. 415 when it cannot be, 503 when the storage has not got it or every
    decoder is busy.
    """
    try:
        content = content_of(file)
        ending = _DRAWN[file.type]
        db.session.rollback()
        made = decoding.preview(ending, content)
    except OSError:
        abort(503)
    except decoding.DecodingError as error:
        abort(503 if error.code == "fileBusy" else _UNSUPPORTED)
    if made is None:
        abort(_UNSUPPORTED)
    response = make_response(made)
    response.mimetype = "image/jpeg"
    response.headers["Content-Disposition"] = "inline"
    response.headers["Content-Security-Policy"] = _ALONE
    response.headers["Cache-Control"] = "no-store"
    return response


def attachment(file: File) -> Response:
    """Return the file under the name its owner gave it; 503 when the storage has not got it."""
    try:
        content = content_of(file)
    except OSError:
        abort(503)
    response = _attached(content, file.type, file.name)
    response.headers["Cache-Control"] = "no-store"
    return response


def printed(content: bytes, name: str) -> Response:
    """Return a PDF that the portal has made, under that name."""
    return _attached(content, "application/pdf", name)


def _attached(content: bytes, media_type: str, name: str) -> Response:
    response = send_file(io.BytesIO(content), mimetype=media_type, as_attachment=True, download_name=name, etag=False)
    response.headers["Content-Security-Policy"] = _ALONE
    return response
