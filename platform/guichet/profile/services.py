"""The profile: reading it for a form, and saving what its owner changes."""

import unicodedata
from collections.abc import Mapping
from typing import Any

from sqlalchemy import CursorResult, update

from guichet.accounts.models import User
from guichet.database import db, now
from guichet.profile.forms import FIELDS
from guichet.profile.models import Profile


class ConflictError(Exception):
    """The profile was changed since the version that the person was shown."""


def profile_of(user: User) -> Profile:
    """Return the profile of an account; a new one, not yet stored, when it has none."""
    found = db.session.get(Profile, user.id)
    return found or Profile(user_id=user.id, data={"contacts": {"email": user.email}}, household=[], version=0)


def context_of(user: User) -> dict[str, Any]:
    """Return `profile` and `household` as a request's evaluation reads them."""
    profile = profile_of(user)
    return {"profile": profile.data, "household": profile.household}


def values_of(profile: Profile) -> dict[str, str]:
    """Return the value of each field of the page, by its name; an absent one is empty."""
    found = {}
    for field in FIELDS:
        value: Any = profile.data
        for part in field.path:
            value = value.get(part, {}) if isinstance(value, Mapping) else {}
        found[field.name] = value if isinstance(value, str) else ""
    return found


def save(user: User, values: Mapping[str, str], version: int) -> None:
    """Replace the fields of the page in the profile of `user`, whatever else it holds being kept.

    Raises ConflictError when the profile is no longer at `version` (0: it did not exist). The caller commits.
    """
    profile = profile_of(user)
    data = profile.data
    for field in FIELDS:
        data = _with(data, field.path, clean(values.get(field.name, "")))
    if version == 0 and profile.version == 0:
        db.session.add(Profile(user_id=user.id, data=data, household=[], version=1))
        db.session.flush()
        return
    changed = db.session.execute(
        update(Profile)
        .where(Profile.user_id == user.id, Profile.version == version)
        .values(data=data, version=version + 1, updated_at=now())
    )
    if not isinstance(changed, CursorResult) or changed.rowcount != 1:
        raise ConflictError


def clean(value: str) -> str:
    """Return a typed value trimmed, in NFC, its spaces single and without control characters."""
    printable = "".join(letter if letter.isprintable() else " " for letter in value)
    return unicodedata.normalize("NFC", " ".join(printable.split()))


def _with(data: Mapping[str, Any], path: tuple[str, ...], value: str) -> dict[str, Any]:
    """Return `data` with `value` at `path`; an empty value is absent, and so is what holds nothing any more."""
    first, *rest = path
    changed: dict[str, Any] = {key: part for key, part in data.items() if key != first}
    inner: Any = value
    if rest:
        below = data.get(first)
        inner = _with(below if isinstance(below, Mapping) else {}, tuple(rest), value)
    if inner:
        changed[first] = inner
    return changed
