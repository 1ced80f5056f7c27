"""Codes and tokens of the made-up provider, by Authlib: kept in memory, for one client, each for a minute."""

import secrets
import time
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Final

from authlib.integrations.flask_oauth2 import AuthorizationServer, ResourceProtector
from authlib.oauth2.rfc6749 import AuthorizationCodeMixin, ClientMixin, TokenMixin
from authlib.oauth2.rfc6749.grants import AuthorizationCodeGrant
from authlib.oauth2.rfc6750 import BearerTokenValidator
from authlib.oidc.core import OpenIDCode, UserInfoEndpoint
from flask import Flask
from joserfc.jwk import ECKey, KeySet

from guichet.trial.people import PEOPLE

ALGORITHM: Final = "ES256"
LEVEL: Final = "eidas1"
_SECONDS: Final = 60


@dataclass(frozen=True, slots=True)
class Client(ClientMixin):  # type: ignore[misc]  # the library has no types
    """The portal, as the provider knows it."""

    client_id: str
    secret: str = field(repr=False)
    callback: str
    after_sign_out: str
    scope: str

    id_token_signed_response_alg = ALGORITHM
    client_metadata = {"userinfo_signed_response_alg": ALGORITHM}  # noqa: RUF012 -- what the library reads

    def get_client_id(self) -> str:
        """Return its name."""
        return self.client_id

    def get_default_redirect_uri(self) -> str:
        """Return where people come back."""
        return self.callback

    def get_allowed_scope(self, scope: str) -> str:
        """Return what is asked for, as far as it may be."""
        return " ".join(one for one in scope.split() if one in self.scope.split())

    def check_redirect_uri(self, redirect_uri: str) -> bool:
        """People come back to the one place that is registered."""
        return redirect_uri == self.callback

    def check_client_secret(self, client_secret: str) -> bool:
        """Compare in constant time."""
        return secrets.compare_digest(client_secret, self.secret)

    def check_endpoint_auth_method(self, method: str, _endpoint: str) -> bool:
        """The secret is posted."""
        return method == "client_secret_post"

    def check_response_type(self, response_type: str) -> bool:
        """Codes only."""
        return response_type == "code"

    def check_grant_type(self, grant_type: str) -> bool:
        """Codes only."""
        return grant_type == "authorization_code"


@dataclass(frozen=True, slots=True)
class Code(AuthorizationCodeMixin):  # type: ignore[misc]  # the library has no types
    """Somebody chosen, until the portal asks who."""

    person: str
    redirect_uri: str
    scope: str
    nonce: str
    until: float

    def get_redirect_uri(self) -> str:
        """Return where the person was sent back."""
        return self.redirect_uri

    def get_scope(self) -> str:
        """Return what was asked for."""
        return self.scope

    def get_nonce(self) -> str:
        """Return what the id token repeats."""
        return self.nonce

    def get_auth_time(self) -> None:
        """Say nothing of the moment."""

    def get_acr(self) -> str:
        """Return the level of assurance."""
        return LEVEL

    def get_amr(self) -> None:
        """Say nothing of the means."""


@dataclass(frozen=True, slots=True)
class Token(TokenMixin):  # type: ignore[misc]  # the library has no types
    """An access token handed out."""

    person: str
    client: Client
    scope: str
    until: float

    def check_client(self, client: Client) -> bool:
        """Tell whether it was handed out to that client."""
        return client.client_id == self.client.client_id

    def get_scope(self) -> str:
        """Return what it opens."""
        return self.scope

    def get_expires_in(self) -> int:
        """Return how long it lives."""
        return _SECONDS

    def is_expired(self) -> bool:
        """Tell whether its minute is over."""
        return time.time() > self.until

    def is_revoked(self) -> bool:
        """Nobody revokes one."""
        return False

    def get_user(self) -> str:
        """Return whom it is about."""
        return self.person

    def get_client(self) -> Client:
        """Return to whom it was handed out."""
        return self.client


class Issuer:
    """The provider: its name, its key, its client, and what it has handed out in the last minute."""

    def __init__(self, app: Flask, name: str, client: Client) -> None:
        self.name = name
        self.client = client
        self.key = ECKey.generate_key("P-256", {"kid": "made-up", "use": "sig", "alg": ALGORITHM})
        self.codes: dict[str, Code] = {}
        self.tokens: dict[str, Token] = {}
        app.config["OAUTH2_TOKEN_EXPIRES_IN"] = {"authorization_code": _SECONDS}
        self.server = AuthorizationServer(app, self._find, self._keep_token)
        self.server.register_grant(_grant(self), [_Identity(self)])
        tokens = ResourceProtector()
        tokens.register_token_validator(_Tokens(self))
        self.server.register_endpoint(_About(self, tokens))

    def keys(self) -> dict[str, Any]:
        """Return what signatures are checked with."""
        return dict(KeySet([self.key]).as_dict(private=False))

    def keep_code(self, code: str, chosen: Code) -> None:
        """Keep a code for its minute, and forget those that are over."""
        self.codes = {one: kept for one, kept in self.codes.items() if kept.until > time.time()} | {code: chosen}

    def take_code(self, code: str) -> Code | None:
        """Return what a code stands for, once."""
        found = self.codes.pop(code, None)
        return found if found is not None and found.until > time.time() else None

    def _find(self, client_id: str) -> Client | None:
        return self.client if client_id == self.client.client_id else None

    def _keep_token(self, token: Mapping[str, Any], request: Any) -> None:
        kept = Token(request.user, request.client, token["scope"], time.time() + _SECONDS)
        alive = {one: other for one, other in self.tokens.items() if not other.is_expired()}
        self.tokens = alive | {token["access_token"]: kept}


def _grant(issuer: Issuer) -> type[AuthorizationCodeGrant]:
    class Grant(AuthorizationCodeGrant):  # type: ignore[misc]  # the library has no types
        TOKEN_ENDPOINT_AUTH_METHODS = ("client_secret_post",)

        def save_authorization_code(self, code: str, request: Any) -> None:
            asked = request.payload
            nonce = asked.data.get("nonce", "")
            chosen = Code(request.user, asked.redirect_uri, request.scope, nonce, time.time() + _SECONDS)
            issuer.keep_code(code, chosen)

        def query_authorization_code(self, code: str, _client: Client) -> Code | None:
            return issuer.take_code(code)

        def delete_authorization_code(self, _code: Code) -> None:
            """It went when it was asked for."""

        def authenticate_user(self, code: Code) -> str:
            return code.person

    return Grant


class _Identity(OpenIDCode):  # type: ignore[misc]  # the library has no types
    def __init__(self, issuer: Issuer) -> None:
        super().__init__(require_nonce=True)
        self._issuer = issuer

    def exists_nonce(self, _nonce: str, _request: Any) -> bool:
        return False  # it is the portal that looks for its own

    def generate_user_info(self, user: str, _scope: str) -> dict[str, Any]:
        return {"sub": PEOPLE[user]["sub"]}

    def resolve_client_private_key(self, _client: Client) -> ECKey:
        return self._issuer.key

    def get_client_claims(self, _client: Client) -> dict[str, Any]:
        return {"iss": self._issuer.name, "exp": int(time.time()) + _SECONDS}

    def get_encode_header(self, _client: Client) -> dict[str, Any]:
        return {"alg": ALGORITHM, "kid": self._issuer.key.kid}


class _Tokens(BearerTokenValidator):  # type: ignore[misc]  # the library has no types
    def __init__(self, issuer: Issuer) -> None:
        super().__init__()
        self._issuer = issuer

    def authenticate_token(self, token_string: str) -> Token | None:
        return self._issuer.tokens.get(token_string)


class _About(UserInfoEndpoint):  # type: ignore[misc]  # the library has no types
    def __init__(self, issuer: Issuer, tokens: ResourceProtector) -> None:
        super().__init__(resource_protector=tokens)
        self._issuer = issuer

    def generate_user_info(self, user: str, _scope: str) -> dict[str, Any]:
        moment = int(time.time())
        return {**PEOPLE[user], "iat": moment, "exp": moment + _SECONDS}

    def get_issuer(self) -> str:
        return self._issuer.name

    def resolve_private_key(self) -> ECKey:
        return self._issuer.key
