"""Registering: somebody asks for an account, and activates it by choosing an identifier and a password."""

from dataclasses import dataclass
from typing import Final
from uuid import uuid4

from sqlalchemy import delete, select
from sqlalchemy.exc import IntegrityError

from guichet.accounts import links, mails, services
from guichet.accounts.models import Registration, User
from guichet.database import db, now
from guichet.profile import stamps, storing

ACTIVATION: Final = "activation"


class GoneError(Exception):
    """The link was used, or is too old, or was never given."""


class TakenError(Exception):
    """Somebody else has that identifier."""


@dataclass(frozen=True, slots=True)
class Asked:
    """What a person gives to get an account, each in its one form."""

    email: str
    given_name: str
    family_name: str
    language: str


def ask(asked: Asked) -> None:
    """Keep the registration and write its letter, in the current transaction.

    Whether the address has an account already is not looked at here: the letter does, so that nobody can tell from
    the answer or the time it takes.
    """
    registration = Registration(
        id=uuid4(),
        email=asked.email,
        given_name=asked.given_name,
        family_name=asked.family_name,
        language=asked.language,
        terms_at=now(),
        expires_at=now() + links.REGISTRATION,
    )
    registration.token_hash = links.hash_of(links.token(registration.id))
    db.session.add(registration)
    mails.post(ACTIVATION, asked.email, asked.language, link_id=registration.id)


def find(token: str) -> Registration | None:
    """Return the registration whose link this is, while it is good. Nothing is consumed."""
    query = select(Registration).where(Registration.token_hash == links.hash_of(token), Registration.expires_at > now())
    found = db.session.scalar(query)
    if found is not None and db.session.scalar(select(User.id).where(User.email == found.email)) is not None:
        return None
    return found


def is_free(identifier: str, *, but: int | None = None) -> bool:
    """Tell whether nobody has that identifier, the account `but` apart."""
    return db.session.scalar(select(User.id).where(User.username == identifier, User.id != (but or 0))) is None


def activate(token: str, identifier: str, hashed: str) -> User:
    """Make the account of a registration, in the current transaction, and consume every one of its address.

    Raises GoneError when the link is no longer good, TakenError when somebody took the identifier meanwhile.
    """
    found = find(token)
    if found is None:
        raise GoneError
    if not is_free(identifier):
        raise TakenError
    try:
        user = services.add(
            found.email,
            hashed,
            username=identifier,
            given_name=found.given_name,
            family_name=found.family_name,
            language=found.language,
            terms_at=found.terms_at,
        )
    except IntegrityError as error:
        # Another database connection was quicker: by the address or by the identifier.
        db.session.rollback()
        raise (GoneError if find(token) is None else TakenError) from error
    identity = {"familyName": user.family_name, "givenNames": user.given_name}
    stored = storing.read(user)
    stored.data["identity"] = identity
    # Everything was typed by the person, the address too.
    stored.before = {}
    storing.write(user, stored, stamps.typed())
    db.session.execute(delete(Registration).where(Registration.email == user.email))
    mails.tell(user, "created")
    return user
