"""Inviting, changing and suspending members of the staff. The caller commits."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.exc import IntegrityError

from guichet.accounts import mails, recovering, sessions
from guichet.accounts import services as accounts
from guichet.accounts.models import Role, User
from guichet.database import db
from guichet.second_factor import services as second_factor
from guichet.staff import ADMINISTRATOR, ROLES
from guichet.staff.models import StaffEvent


class TakenError(Exception):
    """The address has an account. `user` is who has it."""

    def __init__(self, user: User) -> None:
        """Keep whose address it is."""
        super().__init__(user.id)
        self.user = user


class LastAdministratorError(Exception):
    """Nobody would be left who can change anybody's roles."""


@dataclass(frozen=True, slots=True)
class Duties:
    """What a member of the staff may do: `roles` out of ROLES, and the ids of the services an agent works for."""

    roles: tuple[str, ...]
    services: tuple[str, ...] = ()


def members() -> Sequence[User]:
    """Return everybody who has a role, by name; those suspended last."""
    query = select(User).where(User.roles.any()).order_by(User.active.desc(), User.family_name, User.given_name)
    return db.session.scalars(query).all()


def member(user_id: int) -> User | None:
    """Return the member of the staff of that id; nothing for a citizen."""
    return db.session.scalar(select(User).where(User.id == user_id, User.roles.any()))


def history(user: User) -> Sequence[StaffEvent]:
    """Return what was done to a member's account, the newest first."""
    query = select(StaffEvent).where(StaffEvent.user_id == user.id).order_by(StaffEvent.id.desc())
    return db.session.scalars(query).all()


def invite(
    email: str, given_name: str, family_name: str, duties: Duties, *, language: str = "fr", by: User | None = None
) -> User:
    """Make the account of a new member, without a password: `recovering.invite` lets them choose one.

    Raises TakenError when the address has an account, whosever it is.
    """
    if (found := accounts.find_by_identifier(email)) is not None:
        raise TakenError(found)
    try:
        with db.session.begin_nested():
            user = accounts.add(
                email,
                None,
                given_name=given_name,
                family_name=family_name,
                language=language,
                roles=duties.roles,
                services=duties.services,
            )
    except IntegrityError as error:
        # Somebody registered it just now.
        if (found := accounts.find_by_identifier(email)) is None:
            raise
        raise TakenError(found) from error
    _note(user, "invited", by)
    return user


def change(user: User, duties: Duties, *, by: User | None = None) -> None:
    """Give a member other roles and services: they count from the next page on.

    Raises LastAdministratorError when no other active administrator would remain.
    """
    if set(duties.roles) == {role.name for role in user.roles} and list(duties.services) == user.services:
        return
    if ADMINISTRATOR not in duties.roles:
        _keep_an_administrator(user)
    user.roles = [accounts.role(name) for name in duties.roles]
    user.services = list(duties.services)
    _note(user, "changed", by)
    mails.tell(user, "dutiesChanged")


def suspend(user: User, *, by: User | None = None) -> None:
    """Close a member's account and end all their sessions. What they did stays.

    Raises LastAdministratorError when no other active administrator would remain.
    """
    if not user.active:
        return
    _keep_an_administrator(user)
    user.active = False
    sessions.end_all(user.id)
    recovering.void(user.email)
    _note(user, "suspended", by)
    mails.tell(user, "suspended")


def restore(user: User, *, by: User | None = None) -> None:
    """Open a suspended account again, as it was."""
    if user.active:
        return
    user.active = True
    _note(user, "restored", by)
    mails.tell(user, "restored")


def reset_second_factor(user: User, *, by: User | None = None) -> bool:
    """Take every second factor off a member who lost them, identity checked; False when there was none."""
    if not second_factor.reset(user):
        return False
    _note(user, "reset", by)
    return True


def state(user: User) -> str:
    """Return `active`, `suspended`, or `invited` while a member has not yet chosen a password."""
    if not user.active:
        return "suspended"
    return "active" if user.password else "invited"


def _keep_an_administrator(user: User) -> None:
    # Locked, so that of two administrators who remove each other one is refused.
    query = (
        select(User.id)
        .where(User.active, User.password.is_not(None), User.roles.any(Role.name == ADMINISTRATOR))
        .order_by(User.id)
        .with_for_update()
    )
    found: Collection[int] = db.session.scalars(query).all()
    if user.id in found and len(found) == 1:
        raise LastAdministratorError


def _note(user: User, kind: str, by: User | None) -> None:
    db.session.add(
        StaffEvent(
            user_id=user.id,
            actor_id=by.id if by else None,
            kind=kind,
            roles=sorted((role.name for role in user.roles), key=ROLES.index),
            services=list(user.services),
        )
    )
