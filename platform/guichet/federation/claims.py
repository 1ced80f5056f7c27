"""What a provider says about a person: who signed it, for whom and until when, and the values brought into one form."""

import re
from collections.abc import Callable, Mapping
from dataclasses import asdict, dataclass, replace
from typing import Any, Final, Self

from authlib.oauth2.claims import JWTClaims
from authlib.oidc.core import CodeIDToken
from joserfc import jwt
from joserfc.errors import InvalidClaimError, JoseError
from joserfc.jwk import KeySet

from guichet.accounts import forms
from guichet.config import IdentityProvider
from guichet.federation.reasons import RefusedError
from guichet.profile.typing_in import clean

#: How far the provider's clock and ours may be apart; its tokens live for a minute.
LEEWAY_SECONDS: Final = 10
_LONGEST_SUB: Final = 255
_LONGEST_NAME: Final = 200
_LONGEST_CODE: Final = 10
_SIRET: Final = 14
_IDP: Final = 100
_WHOLE_DATE: Final = re.compile(r"[0-9]{4}-(0[1-9]|1[0-2])-(0[1-9]|[12][0-9]|3[01])")
_EIDAS: Final = ("eidas1", "eidas2", "eidas3")

#: Returns the claims of a signed token, or raises RefusedError.
Reader = Callable[[str], jwt.Token]


@dataclass(frozen=True, slots=True)
class Identity:
    """A person as a provider certifies them; texts, empty when the provider does not say.

    `birth_date` is kept as it was given, `1990-00-00` and `1990` too; `email` is in the form of accounts.
    """

    provider: str
    issuer: str
    sub: str
    given_names: str = ""
    family_name: str = ""
    preferred_name: str = ""
    gender: str = ""
    birth_date: str = ""
    birth_place: str = ""
    birth_country: str = ""
    email: str = ""
    siret: str = ""
    idp_id: str = ""

    @classmethod
    def from_claims(cls, provider: IdentityProvider, claims: Mapping[str, Any]) -> Self:
        """Return the identity that signed claims tell; values of another shape count as absent."""
        agent = provider.name == "proconnect"
        found = cls(
            provider=provider.name,
            issuer=provider.issuer,
            sub=claims["sub"],
            given_names=_text(claims.get("given_name"), _LONGEST_NAME),
            family_name=_text(claims.get("usual_name" if agent else "family_name"), _LONGEST_NAME),
            email=forms.address(_text(claims.get("email"), _LONGEST_SUB)) or "",
        )
        if agent:
            siret = _text(claims.get("siret"), _SIRET + 1)
            return replace(
                found,
                siret=siret if len(siret) == _SIRET else "",
                idp_id=_text(claims.get("idp_id"), _IDP),
            )
        return replace(
            found,
            preferred_name=_text(claims.get("preferred_username"), _LONGEST_NAME),
            gender=_text(claims.get("gender"), _LONGEST_CODE),
            birth_date=_text(claims.get("birthdate"), _LONGEST_CODE),
            birth_place=_text(claims.get("birthplace"), _LONGEST_CODE),
            birth_country=_text(claims.get("birthcountry"), _LONGEST_CODE),
        )

    @classmethod
    def from_json(cls, value: Mapping[str, Any]) -> Self:
        """Return what `as_json` wrote."""
        return cls(**value)

    def as_json(self) -> dict[str, Any]:
        """Return the identity as JSON."""
        return asdict(self)

    @property
    def whole_birth_date(self) -> str:
        """Return the birth date when year, month and day are known; else nothing."""
        return self.birth_date if _WHOLE_DATE.fullmatch(self.birth_date) else ""


def reader(keys: KeySet, provider: IdentityProvider) -> Reader:
    """Return what reads tokens signed with these keys. Unknown keys are `joserfc.errors.InvalidKeyIdError`."""
    return lambda token: jwt.decode(token, keys, algorithms=list(provider.algorithms))


def check_id_token(token: jwt.Token, provider: IdentityProvider, *, nonce: str, access_token: str) -> Mapping[str, Any]:
    """Return the claims of an id token made for this portal and this way to the provider; else RefusedError."""
    options: dict[str, Any] = {name: {"essential": True} for name in ("sub", "exp", "iat", "nonce")}
    options |= _addressed(provider)
    params = {"nonce": nonce, "client_id": provider.client_id, "access_token": access_token}
    claims = CodeIDToken(token.claims, token.header, options, params)
    try:
        claims.validate(leeway=LEEWAY_SECONDS)
    except JoseError as error:
        raise RefusedError("invalid", f"id token: {_what(error)}") from error
    if not _reaches(claims.get("acr"), provider.acr):
        raise RefusedError("level", "id token: acr")
    _check_sub(claims["sub"])
    return dict(claims)


def check_userinfo(token: jwt.Token, provider: IdentityProvider, sub: str) -> Mapping[str, Any]:
    """Return the claims of a signed answer about the person of the id token; else RefusedError."""
    options: dict[str, Any] = {"sub": {"essential": True, "value": sub}, "exp": {"essential": True}}
    claims = JWTClaims(token.claims, token.header, options | _addressed(provider))
    try:
        claims.validate(leeway=LEEWAY_SECONDS)
    except JoseError as error:
        raise RefusedError("invalid", f"userinfo: {_what(error)}") from error
    return dict(claims)


def _addressed(provider: IdentityProvider) -> dict[str, Any]:
    return {
        "iss": {"essential": True, "value": provider.issuer},
        "aud": {"essential": True, "value": provider.client_id},
    }


def _reaches(acr: Any, wanted: str) -> bool:
    """Tell whether a level of assurance is the one asked for or above it."""
    if acr == wanted:
        return True
    return acr in _EIDAS and wanted in _EIDAS and _EIDAS.index(acr) > _EIDAS.index(wanted)


def _check_sub(sub: str) -> None:
    if not sub or len(sub) > _LONGEST_SUB or not sub.isprintable():
        raise RefusedError("invalid", "id token: sub")


def _what(error: JoseError) -> str:
    """Return the claim or the kind of fault: never a value."""
    return f"{type(error).__name__} {error.claim}" if isinstance(error, InvalidClaimError) else type(error).__name__


def _text(value: Any, longest: int) -> str:
    return clean(value)[:longest] if isinstance(value, str) else ""
