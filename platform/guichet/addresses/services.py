"""Suggest addresses: from the national service where the city has set one, else from the city's own list of streets."""

import time
from collections.abc import Sequence

from flask import current_app

from guichet.addresses import local, national
from guichet.config import Config
from guichet.publishing.lists import lists
from guichet_render.seeking import Suggestion
from guichet_validate.addresses import LIST

MOST = 10
_LONGEST = 100
_SHORTEST = 3
# After a failure the service is left alone for a while: nobody waits for it at every letter.
_REST_SECONDS = 30.0

_resting: dict[str, float] = {}  # per address of a service, until when (monotonic)


def available() -> bool:
    """Tell whether there is anything to suggest from."""
    config: Config = current_app.extensions["guichet_config"]
    return config.addresses_url is not None or LIST in lists()


def suggest(query: str) -> Sequence[Suggestion]:
    """Return at most ten addresses that fit what was typed; none for less than three signs, or a service that fails."""
    query = " ".join(query[:_LONGEST].split())
    if len(query) < _SHORTEST:
        return ()
    config: Config = current_app.extensions["guichet_config"]
    found = _national(config.addresses_url, query) if config.addresses_url else ()
    return found or local.suggest(lists().get(LIST, ()), query, MOST)


def _national(url: str, query: str) -> Sequence[Suggestion]:
    if time.monotonic() < _resting.get(url, 0.0):
        return ()
    found = national.ask(url, query, MOST)
    if found is None:
        _resting[url] = time.monotonic() + _REST_SECONDS
        return ()
    return found
