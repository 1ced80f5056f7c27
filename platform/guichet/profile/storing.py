"""One profile as it is worked on, and the only way back into the database: whole, and if nobody else was first."""

from __future__ import annotations

import copy
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import CursorResult, update
from sqlalchemy.exc import IntegrityError

from guichet.accounts.models import User
from guichet.database import db, now
from guichet.profile import stamps
from guichet.profile.models import Profile
from guichet.profile.stamps import Stamp
from guichet_validate import pointers

_HOUSEHOLD = "household"


@dataclass(slots=True)
class Stored:
    """A profile to be changed freely: its data, household, stamps, verified addresses, channel, and its version.

    `before` are its values by pointer as they were read: what differs from them is stamped when it is written.
    """

    data: dict[str, Any]
    household: list[dict[str, Any]]
    version: int
    stamps: dict[str, Stamp] = field(default_factory=dict)
    verified: dict[str, str] = field(default_factory=dict)
    channel: str = "email"
    before: dict[str, Any] = field(default_factory=dict)

    def member(self, member_id: str) -> dict[str, Any] | None:
        """Return the member of the household with that identifier."""
        return next((member for member in self.household if member.get("id") == member_id), None)

    def leaves(self) -> dict[str, Any]:
        """Return every single value by its pointer: `/contacts/phone`, `/household/<id>/birthDate`."""
        return dict(_leaves(self.data, self.household))

    def put(self, pointer: str, value: Any) -> None:
        """Set one value, or take it away (`None` or nothing); a member of the household must be there."""
        whole, inside = self._around(pointer)
        if whole is None:
            return
        if value not in (None, "", [], {}):
            pointers.put(whole, inside, value)
            return
        parts = pointers.split(inside)
        pointers.remove(whole, inside)
        # A group that holds nothing any more is absent.
        for end in range(len(parts) - 1, 0, -1):
            above = pointers.join(parts[:end])
            if pointers.get(whole, above) == {}:
                pointers.remove(whole, above)

    def _around(self, pointer: str) -> tuple[dict[str, Any] | None, str]:
        parts = pointers.split(pointer)
        if parts[0] != _HOUSEHOLD:
            return self.data, pointer
        return self.member(parts[1]), pointers.join(parts[2:])


def of(profile: Profile) -> Stored:
    """Return a profile to work on; nothing of the row itself is changed by it."""
    stored = Stored(
        copy.deepcopy(profile.data),
        copy.deepcopy(profile.household),
        profile.version,
        dict(profile.stamps),
        dict(profile.verified),
        profile.channel,
    )
    stored.before = stored.leaves()
    return stored


def blank(user: User) -> Profile:
    """Return the profile of an account that has none yet, not stored."""
    return Profile(
        user_id=user.id,
        data={"contacts": {"email": user.email}},
        household=[],
        version=0,
        reused=True,
        fed=True,
        stamps={},
        verified={},
        channel="email",
    )


def read(user: User, *, lock: bool = False) -> Stored:
    """Read the profile of an account anew, and lock it if wanted; one not stored yet has version 0."""
    found = db.session.get(Profile, user.id, populate_existing=True, with_for_update=lock or None)
    return of(found or blank(user))


def write(user: User, stored: Stored, stamp: Stamp) -> bool:
    """Write the profile, its changed values stamped, if it is still at the version read; say whether it was."""
    after = stored.leaves()
    told = {**stored.stamps}
    addresses = {value for value in stored.data.get("contacts", {}).values() if isinstance(value, str)}
    values = {
        "data": stored.data,
        "household": stored.household,
        "stamps": stamps.kept_true(told, stored.before, after, stamp),
        "verified": {email: at for email, at in stored.verified.items() if email in addresses},
        "channel": stored.channel,
        "updated_at": now(),
    }
    if stored.version == 0:
        try:
            with db.session.begin_nested():
                db.session.add(Profile(user_id=user.id, version=1, **values))
        except IntegrityError:
            return False
        return True
    changed = db.session.execute(
        update(Profile)
        .where(Profile.user_id == user.id, Profile.version == stored.version)
        .values(version=stored.version + 1, **values)
        .execution_options(synchronize_session=False)
    )
    return isinstance(changed, CursorResult) and changed.rowcount == 1


def edit(user: User, change: Callable[[Stored], bool], stamp: Stamp) -> bool:
    """Change the profile as it stands now, whoever else changes it too; say whether `change` did anything.

    `change` works on what it is given and may be called twice.
    """
    stored = read(user)
    if not change(stored):
        return False
    if not write(user, stored, stamp):
        stored = read(user, lock=True)
        return change(stored) and write(user, stored, stamp)
    return True


def mark(user: User, places: tuple[str, ...], stamp: Stamp) -> None:
    """Give the values at these pointers another stamp: they are the same, but somebody vouches for them now."""

    def change(stored: Stored) -> bool:
        standing = stored.before.keys() & set(places)
        stored.stamps |= dict.fromkeys(standing, stamp)
        return bool(standing)

    edit(user, change, stamp)


def _leaves(data: dict[str, Any], household: list[dict[str, Any]]) -> Iterator[tuple[str, Any]]:
    yield from _below(data, "")
    for member in household:
        told = {key: value for key, value in member.items() if key != "id"}
        yield from _below(told, pointers.join((_HOUSEHOLD, member.get("id", ""))))


def _below(value: Any, pointer: str) -> Iterator[tuple[str, Any]]:
    if isinstance(value, dict):
        for key, inside in value.items():
            yield from _below(inside, pointer + pointers.join((key,)))
    else:
        yield pointer, value
