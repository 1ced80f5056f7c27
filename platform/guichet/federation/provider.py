"""One provider: where its services are, its keys, and the exchange of a code for a person it vouches for."""

import json
import logging
import threading
import time
from collections import deque
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any, Final
from urllib.parse import urlencode, urlsplit

from authlib.common.errors import AuthlibBaseError
from authlib.integrations.requests_client import OAuth2Session
from flask import Flask, current_app
from joserfc.errors import InvalidKeyIdError, JoseError
from joserfc.jwk import KeySet
from joserfc.jwt import Token
from requests import RequestException, Session

from guichet.config import Config, IdentityProvider, ProviderName
from guichet.federation import claims
from guichet.federation.claims import Identity
from guichet.federation.reasons import RefusedError
from guichet.federation.transport import BoundedAdapter

_log = logging.getLogger("guichet.federation")

_DISCOVERY: Final = "/.well-known/openid-configuration"
_ENDPOINTS: Final = ("authorization_endpoint", "token_endpoint", "userinfo_endpoint", "jwks_uri")
#: How long what the provider says of itself, and its keys, are taken for true.
_FRESH_SECONDS: Final = 3600.0
#: A provider that failed is left alone that long.
_REST_SECONDS: Final = 3.0
#: Unknown keys are asked for so often at most: whoever makes up tokens does not make us ask.
_REFRESHES: Final = 3
_REFRESH_SECONDS: Final = 60.0
_HTTP_OK: Final = 200
_LONGEST_CODE: Final = 4096
# What a library makes of an answer whose JSON has another shape than it expects.
_SHAPES: Final = (ValueError, TypeError, KeyError, AttributeError, RecursionError)


@dataclass(frozen=True, slots=True)
class Identified:
    """A person the provider vouches for, and the id token that signs them out there."""

    identity: Identity
    id_token: str


@dataclass(frozen=True, slots=True)
class _Known:
    """What the provider says of itself, until when on the monotonic clock."""

    metadata: Mapping[str, Any]
    keys: KeySet
    until: float


class Provider:
    """Speaks with one provider. It keeps what can be asked for again at any time, and is used by several threads."""

    def __init__(self, settings: IdentityProvider, base_url: str) -> None:
        self.settings = settings
        self.name: ProviderName = settings.name
        self.callback = f"{base_url}/sign-in/{self.name}/callback"
        self.after_sign_out = f"{base_url}/sign-in/{self.name}/signed-out"
        self._known: _Known | None = None
        self._lock = threading.Lock()
        self._rests_until = 0.0
        self._refreshed: deque[float] = deque(maxlen=_REFRESHES)

    def prepare(self) -> None:
        """Find out where its services are, which may take a while. Raises RefusedError when it does not answer."""
        self._current()

    def authorization_url(self, state: str, nonce: str, code_verifier: str) -> str:
        """Return where to send a browser. Raises RefusedError when the provider does not answer."""
        endpoint = self._current().metadata["authorization_endpoint"]
        with self._client() as client:
            # No parameter that the provider's rules do not list: ProConnect refuses those.
            url, _ = client.create_authorization_url(
                endpoint,
                state=state,
                nonce=nonce,
                acr_values=self.settings.acr,
                code_verifier=code_verifier if self.settings.pkce else None,
            )
        return str(url)

    def names_itself(self, issuer: str | None) -> bool:
        """Tell whether an answer that names its issuer names this one; providers that always do must."""
        if issuer is None:
            return not self._current().metadata.get("authorization_response_iss_parameter_supported")
        return issuer == self.settings.issuer

    def identify(self, code: str, nonce: str, code_verifier: str) -> Identified:
        """Exchange a code for the person whom the provider sent back with it. Raises RefusedError."""
        known = self._current()
        if not code or len(code) > _LONGEST_CODE:
            raise RefusedError("invalid", "no code")
        with self._client() as client:
            id_token, access_token = self._tokens(client, known.metadata["token_endpoint"], code, code_verifier)
            said = claims.check_id_token(self._read(id_token), self.settings, nonce=nonce, access_token=access_token)
            userinfo = self._userinfo(client, known.metadata["userinfo_endpoint"])
        about = claims.check_userinfo(self._read(userinfo), self.settings, said["sub"])
        return Identified(Identity.from_claims(self.settings, about), id_token)

    def sign_out_url(self, id_token: str, state: str) -> str | None:
        """Return where a browser signs out of the provider; None when the provider has no such place."""
        endpoint = self._current().metadata.get("end_session_endpoint")
        if not isinstance(endpoint, str) or not self._is_own(endpoint):
            return None
        wanted = {"id_token_hint": id_token, "post_logout_redirect_uri": self.after_sign_out, "state": state}
        return f"{endpoint}{'&' if '?' in endpoint else '?'}{urlencode(wanted)}"

    # ---- What is said ----

    def _client(self) -> OAuth2Session:
        client = OAuth2Session(
            self.settings.client_id,
            self.settings.client_secret,
            token_endpoint_auth_method="client_secret_post",  # noqa: S106 -- the name of a method
            scope=self.settings.scope,
            redirect_uri=self.callback,
            code_challenge_method="S256",
            # The token lives for a minute; with the library's own minute of margin it would never be used.
            leeway=0,
        )
        _bound(client)
        return client

    def _tokens(self, client: OAuth2Session, endpoint: str, code: str, code_verifier: str) -> tuple[str, str]:
        verifier = {"code_verifier": code_verifier} if self.settings.pkce else {}
        try:
            with _answering("token"):
                found = client.fetch_token(endpoint, grant_type="authorization_code", code=code, **verifier)
                tokens = found["id_token"], found["access_token"]
        except AuthlibBaseError as error:
            raise RefusedError("invalid", "token: refused") from error
        if not all(isinstance(token, str) and token for token in tokens):
            raise RefusedError("unavailable", "token: shape")
        return tokens

    def _userinfo(self, client: OAuth2Session, endpoint: str) -> str:
        try:
            with _answering("userinfo"):
                response = client.get(endpoint, headers={"Accept": "application/jwt"})
        except AuthlibBaseError as error:
            raise RefusedError("invalid", "userinfo: token") from error
        if response.status_code != _HTTP_OK:
            raise RefusedError("unavailable", f"userinfo: status {response.status_code}")
        kind = response.headers.get("Content-Type", "").partition(";")[0].strip().lower()
        if kind != "application/jwt":
            # Claims that nobody signed are nobody's word.
            raise RefusedError("invalid", "userinfo: unsigned")
        with _answering("userinfo"):
            return str(response.content.decode("ascii").strip())

    def _read(self, token: str) -> Token:
        """Return a token whose signature is the provider's, its keys asked for again when one is unknown."""
        try:
            try:
                return claims.reader(self._current().keys, self.settings)(token)
            except InvalidKeyIdError:
                return claims.reader(self._renewed().keys, self.settings)(token)
        except JoseError as error:
            raise RefusedError("invalid", f"signature: {type(error).__name__}") from error
        except _SHAPES as error:
            raise RefusedError("invalid", "signature: shape") from error

    # ---- What the provider says of itself ----

    def _current(self) -> _Known:
        known = self._known
        if known is not None and time.monotonic() < known.until:
            return known
        with self._lock:
            # Another thread may have asked while this one waited.
            if self._known is None or time.monotonic() >= self._known.until:
                self._known = self._ask()
            return self._known

    def _renewed(self) -> _Known:
        """Ask for the keys again, unless that was done too often just before."""
        with self._lock:
            moment = time.monotonic()
            if len(self._refreshed) == _REFRESHES and moment - self._refreshed[0] < _REFRESH_SECONDS:
                raise RefusedError("invalid", "keys: asked for too often")
            self._refreshed.append(moment)
            self._known = self._ask()
            return self._known

    def _ask(self) -> _Known:
        if time.monotonic() < self._rests_until:
            raise RefusedError("unavailable", "resting")
        try:
            with _answering("metadata"), Session() as session:
                _bound(session)
                metadata = self._metadata(session)
                found: Any = _json_object(session, metadata["jwks_uri"])
                keys = KeySet.import_key_set(found)
        except (RefusedError, JoseError) as error:
            self._rests_until = time.monotonic() + _REST_SECONDS
            if isinstance(error, JoseError):
                raise RefusedError("unavailable", "metadata: keys") from error
            raise
        return _Known(metadata, keys, time.monotonic() + _FRESH_SECONDS)

    def _metadata(self, session: Session) -> Mapping[str, Any]:
        found = _json_object(session, self.settings.issuer + _DISCOVERY)
        if found.get("issuer") != self.settings.issuer:
            raise RefusedError("invalid", "metadata: issuer")
        if not all(self._is_own(found.get(name)) for name in _ENDPOINTS):
            raise RefusedError("invalid", "metadata: endpoints")
        return found

    def _is_own(self, address: Any) -> bool:
        """Tell whether an address is at the provider's own origin, to which alone secrets are sent."""
        if not isinstance(address, str):
            return False
        parts = urlsplit(address)
        return f"{parts.scheme}://{parts.netloc}" == self.settings.origin


def init_app(app: Flask, config: Config) -> None:
    """Make the providers of the settings known to the application."""
    app.extensions["guichet_federation"] = {
        settings.name: Provider(settings, config.base_url) for settings in config.identity_providers
    }


def configured() -> tuple[ProviderName, ...]:
    """Return the names of the providers that the settings give, that of citizens first: the portal is theirs."""
    return tuple(sorted(_providers()))


def find(name: str) -> Provider | None:
    """Return the provider of that name, or nothing when the settings do not give it."""
    return _providers().get(name)  # type: ignore[call-overload,no-any-return]  # any text may be asked for


def _providers() -> dict[ProviderName, Provider]:
    found: dict[ProviderName, Provider] = current_app.extensions["guichet_federation"]
    return found


def _bound(session: Session) -> None:
    for scheme in ("https://", "http://"):
        session.mount(scheme, BoundedAdapter())


def _json_object(session: Session, address: str) -> dict[str, Any]:
    response = session.get(address)
    if response.status_code != _HTTP_OK:
        raise RefusedError("unavailable", f"metadata: status {response.status_code}")
    found = json.loads(response.content)
    if not isinstance(found, dict):
        raise TypeError
    return found


@contextmanager
def _answering(what: str) -> Iterator[None]:
    """Turn an answer that does not come, or has no meaning, into RefusedError."""
    try:
        yield
    except RequestException as error:
        raise RefusedError("unavailable", f"{what}: {type(error).__name__}") from error
    except _SHAPES as error:
        raise RefusedError("unavailable", f"{what}: shape") from error
