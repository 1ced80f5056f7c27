"""Calls to a provider: every wait is bounded, so is what it may answer, and nothing is followed elsewhere."""

import time
from typing import Any, Final

from requests import PreparedRequest, Response
from requests.adapters import HTTPAdapter
from requests.exceptions import ConnectionError as ConnectionFault
from requests.exceptions import ReadTimeout
from urllib3.exceptions import HTTPError

# Of the connection, of one wait on it, and of the whole answer.
_CONNECT_SECONDS: Final = 3.0
_WAIT_SECONDS: Final = 4.0
_WHOLE_SECONDS: Final = 8.0
#: An id token, a set of keys or the metadata of a provider take a few kilobytes.
LONGEST_ANSWER: Final = 256 * 1024
_CHUNK: Final = 16 * 1024


class BoundedAdapter(HTTPAdapter):
    """Reads an answer whole before anybody looks at it.

    Raises `requests.RequestException` for one that is late, cut off or too long, and for a redirection: a provider that
    sends elsewhere is not the one that was set.
    """

    def send(self, request: PreparedRequest, *_: Any, **options: Any) -> Response:
        """Send one request; only the verification and proxy options are the caller's."""
        deadline = time.monotonic() + _WHOLE_SECONDS
        # Nothing is unpacked here: a small answer stays small.
        request.headers["Accept-Encoding"] = "identity"
        waits = (_CONNECT_SECONDS, _WAIT_SECONDS)
        response = super().send(request, **(options | {"stream": True, "timeout": waits}))
        body = bytearray()
        try:
            if response.is_redirect:
                raise ConnectionFault("redirected", request=request)
            while part := response.raw.read1(_CHUNK, decode_content=False):
                body += part
                if len(body) > LONGEST_ANSWER:
                    raise ConnectionFault("too long", request=request)
                if time.monotonic() > deadline:
                    raise ReadTimeout("too late", request=request)
        except HTTPError as error:
            raise ConnectionFault("cut off", request=request) from error
        finally:
            response.close()
        response._content = bytes(body)  # noqa: SLF001 -- what `requests` itself does after reading
        response._content_consumed = True  # noqa: SLF001 -- the same
        return response
