"""Forms with files, as browsers post them."""

from werkzeug.datastructures import MultiDict
from werkzeug.test import encode_multipart


def multipart(fields):
    """Return what a test client's `post` takes for these fields; the client's own encoder leaves its files open."""
    boundary, body = encode_multipart(MultiDict(fields))
    return {"data": body, "content_type": f"multipart/form-data; boundary={boundary}"}
