"""Identities and accounts: who comes in with one, who gets an account by one, linking and unlinking."""

import logging
from collections.abc import Mapping
from typing import Any, Final

from sqlalchemy import delete, select
from sqlalchemy.exc import IntegrityError

from guichet.accounts import mails, sessions
from guichet.accounts import services as accounts
from guichet.accounts.forms import LONGEST_NAME
from guichet.accounts.models import Registration, User
from guichet.config import IdentityProvider
from guichet.database import db, now
from guichet.federation import provider as providers
from guichet.federation.claims import Identity
from guichet.federation.models import FederatedIdentity
from guichet.federation.reasons import RefusedError
from guichet.profile import identity as own_identity
from guichet.profile import stamps, storing

_log = logging.getLogger("guichet.federation")

_BIRTH: Final = ("birth_date", "birth_place", "birth_country")
_NAMES: Final = {"given_names": "givenNames", "family_name": "familyName", "preferred_name": "preferredName"}
_MUTABLE: Final = ("gender", "email", "idp_id")


class KnownAddressError(Exception):
    """An account has that e-mail address already."""


def of(user_id: int, provider: str) -> FederatedIdentity | None:
    """Return the identity of that provider which the account has."""
    query = select(FederatedIdentity).where(
        FederatedIdentity.user_id == user_id, FederatedIdentity.provider == provider
    )
    return db.session.scalar(query)


def enter(identity: Identity, provider: IdentityProvider) -> User | None:
    """Return the account that this identity opens, brought up to date with it, in the current transaction.

    None when no account has the identity. Raises RefusedError when it opens none, whoever has it.
    """
    _check_organisation(identity, provider)
    found = _find(identity)
    if found is None:
        return None
    user = db.session.get_one(User, found.user_id)
    if not user.active:
        raise RefusedError("closed")
    _check_role(user, provider)
    _certify(found, identity, user)
    return user


def is_known_address(identity: Identity) -> bool:
    """Tell whether an account has the address of this identity, which alone proves nothing."""
    return db.session.scalar(select(User.id).where(User.email == identity.email)) is not None


def create(identity: Identity, language: str) -> User:
    """Make the account of somebody who has just accepted the general conditions, in the current transaction.

    Raises KnownAddressError when an account has the address, RefusedError when one has the identity meanwhile.
    """
    if not identity.email:
        raise RefusedError("address")
    if is_known_address(identity):
        raise KnownAddressError
    if _find(identity) is not None:
        raise RefusedError("taken")
    try:
        user = accounts.add(
            identity.email,
            None,
            given_name=identity.given_names[:LONGEST_NAME].strip(),
            family_name=(identity.preferred_name or identity.family_name)[:LONGEST_NAME].strip(),
            language=language,
            terms_at=now(),
        )
        _add(user, identity)
    except IntegrityError as error:
        # Another database connection was quicker.
        db.session.rollback()
        if is_known_address(identity):
            raise KnownAddressError from error
        raise RefusedError("taken") from error
    stored = storing.read(user)
    stored.data = _profile(identity)
    # All of it is what the provider certifies at this moment.
    stored.before = {}
    storing.write(user, stored, stamps.certified())
    db.session.execute(delete(Registration).where(Registration.email == user.email))
    mails.tell(user, "federated")
    _note("account created", user, identity.provider)
    return user


def link(user: User, identity: Identity, provider: IdentityProvider) -> None:
    """Give the account this identity, in the current transaction, and tell its address. Raises RefusedError."""
    _check_organisation(identity, provider)
    _check_role(user, provider)
    found = _find(identity)
    if found is not None and found.user_id != user.id:
        raise RefusedError("taken")
    if found is not None:
        # What differs is what the holder, signed in and with the password given, has just shown again.
        _certify(found, identity, user, trusted=True)
        return
    if of(user.id, identity.provider) is not None:
        raise RefusedError("second")
    try:
        _add(user, identity)
    except IntegrityError as error:
        db.session.rollback()
        raise RefusedError("taken") from error
    mails.tell(user, "linked")
    _note("identity linked", user, identity.provider)


def unlink(user: User, provider: str) -> bool:
    """Take the identity off the account, in the current transaction; False when it has none.

    Other browsers are signed out: one of them may have come in by it.
    """
    gone = delete(FederatedIdentity).where(FederatedIdentity.user_id == user.id, FederatedIdentity.provider == provider)
    if db.session.scalar(gone.returning(FederatedIdentity.id)) is None:
        return False
    sessions.end_all(user.id, but=sessions.current())
    mails.tell(user, "unlinked")
    _note("identity unlinked", user, provider)
    return True


def is_certified(user_id: int) -> bool:
    """Tell whether the provider of citizens that the settings name vouches for the holder of an account.

    An identity of another issuer, such as one that the portal was tried out with, is nobody's word here.
    """
    asked = providers.find("franceconnect")
    found = of(user_id, "franceconnect") if asked else None
    return asked is not None and found is not None and found.issuer == asked.settings.issuer


def is_verified(user: User) -> bool:
    """Tell whether the identity of an account is verified, by the provider of citizens or by an agent on a paper."""
    return is_certified(user.id) or own_identity.verified_at(user) is not None


def claims_of(user_id: int) -> Mapping[str, str]:
    """Return the certified claims of an account by the names that definitions use; unknown ones are absent.

    There are none, and nothing is asked of the database, when the settings give no FranceConnect.
    """
    found = of(user_id, "franceconnect") if providers.find("franceconnect") else None
    if found is None:
        return {}
    whole = Identity(found.provider, found.issuer, found.sub, birth_date=found.birth_date).whole_birth_date
    claims = {
        "sub": found.sub,
        "given_name": found.given_names,
        "family_name": found.family_name,
        "preferred_username": found.preferred_name,
        "email": found.email,
        # A date that is known in part fills no field of a date.
        "birthdate": whole,
        "gender": found.gender,
        "birthplace": found.birth_place,
        "birthcountry": found.birth_country,
    }
    return {name: value for name, value in claims.items() if value}


def _find(identity: Identity) -> FederatedIdentity | None:
    query = select(FederatedIdentity).where(
        FederatedIdentity.issuer == identity.issuer, FederatedIdentity.sub == identity.sub
    )
    return db.session.scalar(query)


def _add(user: User, identity: Identity) -> None:
    db.session.add(FederatedIdentity(user_id=user.id, **identity.as_json()))
    db.session.flush()


def _check_role(user: User, provider: IdentityProvider) -> None:
    """Agents never come by FranceConnect, and nobody else by ProConnect."""
    if provider.name == "franceconnect" and user.roles:
        raise RefusedError("agent")
    if provider.name == "proconnect" and not user.roles:
        raise RefusedError("citizen")


def _check_organisation(identity: Identity, provider: IdentityProvider) -> None:
    if provider.name == "proconnect" and identity.siret not in provider.organisations:
        raise RefusedError("organisation")


def _certify(found: FederatedIdentity, identity: Identity, user: User, *, trusted: bool = False) -> None:
    """Bring what is certified up to date; names that were are kept beside the new ones, and a letter tells.

    Another birth, or another organisation, under the same name at the provider is nobody to let in by that alone.
    """
    changed = [name for name in (*_BIRTH, "siret") if getattr(found, name) != getattr(identity, name)]
    if changed and not trusted:
        _log.warning("identity changed", extra={"fields": {"user": user.id, "provider": found.provider}})
        raise RefusedError("changed")
    for name in changed:
        setattr(found, name, getattr(identity, name))
    if any(getattr(found, name) != getattr(identity, name) for name in _NAMES):
        former = {key: getattr(found, name) for name, key in _NAMES.items()} | {"until": now().isoformat()}
        found.former_names = [*found.former_names, former]
        for name in _NAMES:
            setattr(found, name, getattr(identity, name))
        mails.tell(user, "namesChanged")
        _note("certified names changed", user, found.provider)
    for name in _MUTABLE:
        setattr(found, name, getattr(identity, name))
    found.certified_at = now()


def _profile(identity: Identity) -> dict[str, Any]:
    """Return what a new profile begins with: places are codes at the provider, so they stay there."""
    told = {
        "familyName": identity.family_name,
        "givenNames": identity.given_names,
        "usageName": identity.preferred_name,
        "birthDate": identity.whole_birth_date,
    }
    return {"identity": {name: value for name, value in told.items() if value}, "contacts": {"email": identity.email}}


def _note(event: str, user: User, provider: str) -> None:
    _log.info(event, extra={"fields": {"user": user.id, "provider": provider}})
