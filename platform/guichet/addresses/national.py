"""Asks a service that speaks the API of the French «Base Adresse Nationale»: `?q=…&limit=…`, GeoJSON in return."""

import json
import logging
import time
import urllib.error
import urllib.request
from collections.abc import Mapping, Sequence
from http.client import HTTPException, HTTPResponse
from typing import Any
from urllib.parse import parse_qsl, urlencode, urlsplit, urlunsplit

from guichet_render.seeking import Suggestion

_log = logging.getLogger("guichet.addresses")

# Of one wait on the network, and of the whole answer.
_WAIT_SECONDS = 1.0
_WHOLE_SECONDS = 2.0
_MAX_BYTES = 256 * 1024
_CHUNK = 16 * 1024
_MAX_PART = 200


class _NoRedirect(urllib.request.HTTPRedirectHandler):
    """A service that sends elsewhere is not the one that was set."""

    def redirect_request(self, *_: Any, **__: Any) -> None:
        return None


_opener = urllib.request.build_opener(_NoRedirect)


def ask(url: str, query: str, most: int) -> Sequence[Suggestion] | None:
    """Return at most `most` addresses; `None` when the service is late, fails, or answers anything else."""
    try:
        return _read(json.loads(_fetch(_address(url, query, most))), most)
    except (OSError, HTTPException, ValueError, RecursionError) as error:
        _log.warning("address service failed", extra={"fields": {"fault": type(error).__name__}})
        return None


def _address(url: str, query: str, most: int) -> str:
    parts = urlsplit(url)
    wanted = [*parse_qsl(parts.query), ("q", query), ("limit", str(most))]
    return urlunsplit((parts.scheme, parts.netloc, parts.path, urlencode(wanted), ""))


def _fetch(address: str) -> bytes:
    """Return the body of an answer. Raises OSError for a late or failed one, ValueError for one that is too large."""
    deadline = time.monotonic() + _WHOLE_SECONDS
    asked = urllib.request.Request(address, headers={"Accept": "application/json", "User-Agent": "Guichet"})  # noqa: S310 -- the setting is http(s)
    body = bytearray()
    response: HTTPResponse
    with _opener.open(asked, timeout=_WAIT_SECONDS) as response:
        while part := response.read1(_CHUNK):
            body += part
            if len(body) > _MAX_BYTES:
                raise ValueError("the answer is too large")
            if time.monotonic() > deadline:
                raise TimeoutError
    return bytes(body)


def _read(document: Any, most: int) -> Sequence[Suggestion] | None:
    features = document.get("features") if isinstance(document, Mapping) else None
    if not isinstance(features, list):
        raise ValueError("no list of features")  # noqa: TRY004 -- of a document, its value is wrong
    found = (_suggestion(feature) for feature in features[:most])
    return tuple(one for one in found if one is not None)


def _suggestion(feature: Any) -> Suggestion | None:
    """Return the address of a feature; nothing for one without a street, such as a whole town."""
    properties = feature.get("properties") if isinstance(feature, Mapping) else None
    if not isinstance(properties, Mapping) or properties.get("type") == "municipality":
        return None
    line, postcode, city = (_part(properties.get(key)) for key in ("name", "postcode", "city"))
    if not (line and postcode and city):
        return None
    return Suggestion(f"{line}, {postcode} {city}", {"line1": line, "postcode": postcode, "city": city})


def _part(value: Any) -> str:
    """Return a text on one line, nothing for what is none or too long to be a part of an address."""
    if not isinstance(value, str) or len(value) > _MAX_PART:
        return ""
    return " ".join("".join(sign if sign.isprintable() else " " for sign in value).split())
