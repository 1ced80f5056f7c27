"""Put what a request tells into the profile: each value only where what the person saw still stands."""

from __future__ import annotations

import uuid
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from sqlalchemy import select

from guichet.accounts.models import User
from guichet.database import db, now
from guichet.profile import stamps, storing
from guichet.profile.models import ProfileChange
from guichet.profile.storing import Stored
from guichet_validate import pointers
from guichet_validate.feed import Change
from guichet_validate.offers import Offer

_PROFILE = "profile:"
_HOUSEHOLD = "household:"
_NEW = "household:/new"
_LARGEST_HOUSEHOLD = 30  # as the schema of the profile says
_NOTHING: tuple[Any, ...] = ("", [], {})


def apply(
    user: User, request_id: uuid.UUID, offers: Sequence[Offer], missed: Iterable[Change], relations: Mapping[str, str]
) -> None:
    """Write the offers into the profile of `user` and note each value, in the caller's transaction.

    An offer is written whole, and only if each old value still stands. `missed` are changes that the person wanted
    and whose old value is known not to stand any more: noted only, unless the new value is already there. `relations`
    says by pointer what a new member is to the holder. A profile changed meanwhile by somebody else is read again and
    keeps that change.
    """
    missed = tuple(missed)
    if not offers and not missed:
        return
    stamp = stamps.of_request(request_id)
    stored, rows = _worked_out(user, offers, missed, relations, lock=False)
    if any(row.applied for row in rows) and not storing.write(user, stored, stamp):
        # Somebody else was first. With the row locked nobody can be so a second time.
        stored, rows = _worked_out(user, offers, missed, relations, lock=True)
        if any(row.applied for row in rows):
            storing.write(user, stored, stamp)
    moment = now()
    for row in rows:
        row.user_id, row.request_id, row.at = user.id, request_id, moment
        db.session.add(row)


def of_request(request_id: uuid.UUID) -> list[ProfileChange]:
    """Return what a request did to the profile, in the order in which it was done."""
    wanted = select(ProfileChange).where(ProfileChange.request_id == request_id).order_by(ProfileChange.id)
    return list(db.session.scalars(wanted))


def _worked_out(
    user: User, offers: Sequence[Offer], missed: Sequence[Change], relations: Mapping[str, str], *, lock: bool
) -> tuple[Stored, list[ProfileChange]]:
    stored = storing.read(user, lock=lock)
    rows = [row for offer in offers for row in _offer(stored, offer, relations)]
    for change in missed:
        standing = standing_at(stored, change.target)
        if standing != change.new:
            rows.append(_row(change.target, change, standing, applied=False))
    return stored, rows


def _offer(stored: Stored, offer: Offer, relations: Mapping[str, str]) -> list[ProfileChange]:
    """Carry one offer out if everything it changes is as it was shown; return the notes of it."""
    standing = {change.target: standing_at(stored, change.target) for change in offer.changes}
    if all(_may(stored, change, standing[change.target]) for change in offer.changes):
        targets = [_put(stored, change, relations) for change in offer.changes]
        return [
            _row(target, change, change.old, applied=True, stamp=stored.stamps.get(place_of(target)))
            for target, change in zip(targets, offer.changes, strict=True)
        ]
    return [
        _row(change.target, change, standing[change.target], applied=False)
        for change in offer.changes
        if standing[change.target] != change.new and not _is_known(stored, change)
    ]


def _may(stored: Stored, change: Change, standing: Any) -> bool:
    if change.target == _NEW:
        return len(stored.household) < _LARGEST_HOUSEHOLD and not _is_known(stored, change)
    if change.target.startswith(_HOUSEHOLD) and _member(stored, change.target) is None:
        return False
    return bool(standing == change.old)


def _is_known(stored: Stored, change: Change) -> bool:
    """Tell whether a new member is in the household already: added meanwhile, or listed twice."""
    return change.target == _NEW and any(change.new.items() <= member.items() for member in stored.household)


def standing_at(stored: Stored, target: str) -> Any:
    """Return what stands at a target now; nothing counts as absent."""
    if target.startswith(_PROFILE):
        value = pointers.get(stored.data, target.removeprefix(_PROFILE))
    else:
        value = pointers.get(_member(stored, target), _inside(target))
    return None if value in _NOTHING else value


def place_of(target: str) -> str:
    """Return the pointer into the whole profile that a target names: `/household/<id>/birthDate` for a member's."""
    if target.startswith(_HOUSEHOLD):
        return "/household" + target.removeprefix(_HOUSEHOLD)
    return target.removeprefix(_PROFILE)


def _member(stored: Stored, target: str) -> dict[str, Any] | None:
    return stored.member(pointers.split(target.removeprefix(_HOUSEHOLD))[0])


def _inside(target: str) -> str:
    return pointers.join(pointers.split(target.removeprefix(_HOUSEHOLD))[1:])


def _put(stored: Stored, change: Change, relations: Mapping[str, str]) -> str:
    """Write one value; return the target, which for a new member now names them."""
    if change.target == _NEW:
        member = {"id": uuid.uuid4().hex, "relation": relations.get(change.pointer, "other"), **change.new}
        stored.household.append(member)
        return f"{_HOUSEHOLD}/{member['id']}"
    if change.target.startswith(_PROFILE):
        whole: Any = stored.data
        place = change.target.removeprefix(_PROFILE)
    else:
        whole, place = _member(stored, change.target), _inside(change.target)
    if change.new is None:
        pointers.remove(whole, place)
    else:
        pointers.put(whole, place, change.new)
    return change.target


def _row(target: str, change: Change, old: Any, *, applied: bool, stamp: dict[str, str] | None = None) -> ProfileChange:
    return ProfileChange(target=target, pointer=change.pointer, old=old, new=change.new, applied=applied, stamp=stamp)
