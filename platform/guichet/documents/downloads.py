"""Hand a file out: always as an attachment that no browser opens inside the portal."""

from __future__ import annotations

import io

from flask import abort, send_file
from werkzeug.wrappers import Response

from guichet.documents.models import File
from guichet.documents.services import content_of


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
    response.headers["Content-Security-Policy"] = "default-src 'none'; sandbox"
    return response
