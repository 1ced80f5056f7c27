"""What requests changed in the profile lately, and taking a change back while its value still stands."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import Any, Final

from sqlalchemy import select, update

from guichet.accounts import mails
from guichet.accounts.models import User
from guichet.database import db, now
from guichet.profile import stamps, storing
from guichet.profile.feeding import place_of, standing_at
from guichet.profile.models import ProfileChange
from guichet.profile.storing import Stored
from guichet.requests.models import Request
from guichet_validate import pointers

#: How long a change can be taken back.
UNDOABLE: Final = timedelta(days=30)
_SHOWN: Final = 200
_NOTHING: Final[tuple[Any, ...]] = (None, "", [], {})


@dataclass(frozen=True, slots=True)
class Past:
    """One change that a request made, the request's number, and whether it can still be taken back."""

    change: ProfileChange
    number: str
    undoable: bool


class NotStandingError(Exception):
    """The value that a request put there is no longer what stands there, or it is too late."""


def recent(user: User, stored: Stored) -> list[Past]:
    """Return the changes of the last thirty days, the latest first."""
    wanted = (
        select(ProfileChange, Request.number)
        .join(Request, Request.id == ProfileChange.request_id)
        .where(ProfileChange.user_id == user.id, ProfileChange.applied, ProfileChange.at > now() - UNDOABLE)
        .order_by(ProfileChange.id.desc())
        .limit(_SHOWN)
    )
    return [Past(change, number or "", _stands(stored, change)) for change, number in db.session.execute(wanted)]


def undo(user: User, change_id: int) -> bool:
    """Put back what stood there before, in the current transaction, and tell the account.

    Answers False when the account has no such change. Raises NotStandingError when the value no longer stands.
    """
    change = db.session.scalar(
        select(ProfileChange).where(ProfileChange.id == change_id, ProfileChange.user_id == user.id)
    )
    if change is None:
        return False
    claimed = db.session.execute(
        update(ProfileChange)
        .where(ProfileChange.id == change_id, ProfileChange.undone_at.is_(None), ProfileChange.at > now() - UNDOABLE)
        .values(undone_at=now())
        .returning(ProfileChange.id)
        .execution_options(synchronize_session=False)
    ).first()

    def back(stored: Stored) -> bool:
        if not _value_stands(stored, change):
            return False
        _put_back(stored, change)
        return True

    if claimed is None or not change.applied or not storing.edit(user, back, stamps.typed()):
        raise NotStandingError
    mails.tell(user, "profileChanged")
    return True


def _stands(stored: Stored, change: ProfileChange) -> bool:
    return change.undone_at is None and _value_stands(stored, change)


def _value_stands(stored: Stored, change: ProfileChange) -> bool:
    """Tell whether what the request wrote is there still, as it wrote it."""
    standing: Any = standing_at(stored, change.target)
    if not _is_member(change):
        return bool(standing == (None if change.new in _NOTHING else change.new))
    told = {key: value for key, value in (standing or {}).items() if key not in {"id", "relation"}}
    return bool(standing) and told == {key: value for key, value in change.new.items() if key not in {"id", "relation"}}


def _put_back(stored: Stored, change: ProfileChange) -> None:
    place = place_of(change.target)
    if _is_member(change):
        member = pointers.split(place)[1]
        stored.household[:] = [one for one in stored.household if one.get("id") != member]
        return
    stored.put(place, change.old)
    if change.old in _NOTHING:
        return
    # What comes back is as old as it was: nobody typed it again.
    stored.before[place] = change.old
    stored.stamps.pop(place, None)
    if change.stamp:
        stored.stamps[place] = change.stamp


def _is_member(change: ProfileChange) -> bool:
    return len(pointers.split(place_of(change.target))) == 2 and change.target.startswith("household:")  # noqa: PLR2004
