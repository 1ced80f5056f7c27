"""Adding, checking and taking away the second factor of an account. The caller commits."""

import logging
from collections.abc import Collection
from typing import Final
from uuid import UUID

from sqlalchemy import Executable, delete, insert, select, union, update
from sqlalchemy.exc import IntegrityError

from guichet.accounts import mails, sessions
from guichet.accounts import services as accounts
from guichet.accounts.models import User
from guichet.database import db, now
from guichet.second_factor import codes, keys, recovery, sealing
from guichet.second_factor.models import Authenticator, SecurityKey

_log = logging.getLogger("guichet.second_factor")

#: What happened to a factor, by the name of the letter that tells of it.
ADDED: Final = "secondFactorAdded"
REMOVED: Final = "secondFactorRemoved"
RESET: Final = "secondFactorReset"
RENEWED: Final = "recoveryCodesRenewed"
USED: Final = "recoveryCodeUsed"
TRIED: Final = "wrongCodes"


class ExistsError(Exception):
    """The account has a factor already, which must be shown first."""


class NeededError(Exception):
    """It is the last factor of somebody whose role needs one."""


def authenticator(user_id: int) -> Authenticator | None:
    """Return the application of an account."""
    return db.session.get(Authenticator, user_id)


def has_any(user_id: int) -> bool:
    """Tell whether an account has a second factor."""
    return authenticator(user_id) is not None or bool(keys.of(user_id))


def those_with_any() -> Collection[int]:
    """Return the ids of the accounts that have a second factor."""
    return frozenset(db.session.scalars(union(select(Authenticator.user_id), select(SecurityKey.user_id))))


def standing(user_id: int) -> str:
    """Return what changes whenever a factor of the account is added, taken away or used."""
    found = authenticator(user_id)
    shown = () if found is None else (found.secret, found.counter)
    held = sorted((key.id.hex, key.count, key.used) for key in keys.of(user_id))
    return repr((shown, held, recovery.left(user_id)))


def add_authenticator(user: User, secret: str, counter: int, *, first: bool = False) -> tuple[str, ...]:
    """Give an account an application, in place of the one it has; return its recovery codes when they are new.

    `counter` is the step of time of the code that proved it. Every other session ends: it has shown less.
    Raises ExistsError when it must be the `first` factor and is not.
    """
    _alone(user)
    if first and has_any(user.id):
        raise ExistsError
    db.session.execute(delete(Authenticator).where(Authenticator.user_id == user.id))
    sealed = sealing.seal(secret, user.id)
    db.session.execute(insert(Authenticator).values(user_id=user.id, secret=sealed, counter=counter, created_at=now()))
    return _added(user)


def add_key(user: User, key: keys.NewKey, name: str, *, first: bool = False) -> tuple[str, ...]:
    """Give an account a key, which it calls `name`; the rest as with an application."""
    _alone(user)
    if first and has_any(user.id):
        raise ExistsError
    row = SecurityKey(user_id=user.id, name=name, credential=key.credential, public_key=key.public_key, count=key.count)
    db.session.add(row)
    try:
        db.session.flush()
    except IntegrityError as error:
        raise ExistsError from error
    return _added(user)


def _alone(user: User) -> None:
    # Of two who each add a first factor one must fail, and two who each remove another one must not leave none.
    db.session.execute(select(User.id).where(User.id == user.id).with_for_update())


def _added(user: User) -> tuple[str, ...]:
    sessions.end_all(user.id, but=sessions.current())
    sessions.strengthen()
    made = () if recovery.left(user.id) else recovery.renew(user.id)
    _tell(user, ADDED)
    return made


def accept_code(user_id: int, typed: str) -> bool:
    """Tell whether a code of the application is right and new, and note it: of two who send it at once, one is."""
    found = authenticator(user_id)
    if found is None:
        return False
    secret = sealing.unseal(found.secret, user_id)
    if secret is None:
        _log.error("second factor unreadable", extra={"fields": {"user": user_id}})
        return False
    counter = codes.matching(secret, typed)
    if counter is None:
        return False
    noted = (
        update(Authenticator)
        .where(Authenticator.user_id == user_id, Authenticator.secret == found.secret, Authenticator.counter < counter)
        .values(counter=counter, used_at=now())
        .returning(Authenticator.user_id)
        .execution_options(synchronize_session=False)
    )
    return db.session.scalar(noted) is not None


def accept_recovery(user: User, typed: str) -> bool:
    """Tell whether a recovery code is right, and consume it; a letter tells of it."""
    if not has_any(user.id) or not recovery.use(user.id, typed):
        return False
    _tell(user, USED)
    return True


def renew_recovery(user: User) -> tuple[str, ...]:
    """Put new recovery codes in place of the earlier ones, and return them."""
    made = recovery.renew(user.id)
    _tell(user, RENEWED)
    return made


def may_remove(user: User) -> bool:
    """Tell whether one of its factors can be taken off an account: its role needs none, or there is another."""
    many = len(keys.of(user.id)) + (authenticator(user.id) is not None)
    return many > 1 or not accounts.needs_second_factor(user)


def remove(user: User, key_id: UUID | None) -> None:
    """Take a key, or without one the application, off an account. Raises NeededError when it needs its last factor."""
    _alone(user)
    if not may_remove(user):
        raise NeededError
    if key_id is None:
        gone: Executable = delete(Authenticator).where(Authenticator.user_id == user.id)
    else:
        gone = delete(SecurityKey).where(SecurityKey.id == key_id, SecurityKey.user_id == user.id)
    db.session.execute(gone)
    if not has_any(user.id):
        recovery.clear(user.id)
    _tell(user, REMOVED)


def reset(user: User) -> bool:
    """Take every factor off an account whose person lost them, and sign it out everywhere; False when it had none.

    Whoever has its password adds the next one: it is for who has made sure of the person.
    """
    if not has_any(user.id):
        return False
    db.session.execute(delete(Authenticator).where(Authenticator.user_id == user.id))
    db.session.execute(delete(SecurityKey).where(SecurityKey.user_id == user.id))
    recovery.clear(user.id)
    sessions.end_all(user.id)
    _tell(user, RESET)
    return True


def tell_of_tries(user: User) -> None:
    """Write the letter that somebody has the password and tries codes."""
    _tell(user, TRIED)


def _tell(user: User, kind: str) -> None:
    mails.tell(user, kind)
    _log.info("second factor", extra={"fields": {"user": user.id, "what": kind}})
