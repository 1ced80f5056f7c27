"""The profile: reading it for a request, and the switches over its use."""

from typing import Any

from sqlalchemy import update

from guichet.accounts import mails
from guichet.accounts.models import User
from guichet.database import db
from guichet.profile import storing
from guichet.profile.models import Profile


def profile_of(user: User) -> Profile:
    """Return the profile of an account; a new one, not yet stored, when it has none."""
    return db.session.get(Profile, user.id) or storing.blank(user)


def context_of(user: User) -> dict[str, Any]:
    """Return `profile` and `household` as a request's evaluation reads them; nothing when reuse is switched off."""
    profile = profile_of(user)
    return {"profile": profile.data, "household": profile.household} if profile.reused else {}


def switch(user: User, *, reused: bool, fed: bool) -> bool:
    """Switch reuse and write-back on or off as a whole, in the current transaction; say whether anything changed."""
    profile = profile_of(user)
    if (profile.reused, profile.fed) == (reused, fed):
        return False
    if profile.version == 0:
        storing.write(user, storing.read(user), {})
    db.session.execute(update(Profile).where(Profile.user_id == user.id).values(reused=reused, fed=fed))
    mails.tell(user, "reuseChanged")
    return True
