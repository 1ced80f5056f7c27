"""The identity that an agent has verified on a paper: what is verified, when, and until what changes."""

from __future__ import annotations

import hashlib
from datetime import datetime
from typing import Final

from guichet.accounts import mails
from guichet.accounts.models import User
from guichet.i18n import long_date, t
from guichet.profile import storing
from guichet.profile.forms import day_of
from guichet.profile.models import Profile
from guichet.profile.services import profile_of
from guichet.profile.stamps import AGENT, verified
from guichet.profile.storing import Stored
from guichet_validate import pointers

_NAMES: Final = ("/identity/familyName", "/identity/givenNames")
_PLACES: Final = (*_NAMES, "/identity/birthDate")


def verify(user: User) -> bool:
    """Note that an agent has seen the identity of an account on a paper; False where the account has no name.

    It holds for the names and the birth date that the profile has at this moment: whichever of them is changed later
    is no longer what the agent has seen. In the current transaction.
    """
    stamp = verified()

    def change(stored: Stored) -> bool:
        for place, name in zip(_NAMES, (user.family_name, user.given_name), strict=True):
            if not pointers.get(stored.data, place):
                stored.put(place, name)
        known = stored.leaves()
        if not all(known.get(place) for place in _NAMES):
            return False
        stored.stamps |= {place: stamp for place in _PLACES if known.get(place)}
        return True

    if not storing.edit(user, change, stamp):
        return False
    mails.tell(user, "identityVerified")
    return True


def told(user: User) -> list[str]:
    """Return the names and the birth date that accepting a paper would verify, a line each, for an agent to compare."""
    *names, birth = _compared(user)
    day = day_of(birth)
    lines = (" ".join(filter(None, names)), t("verdicts-identity-born", date=long_date(day) if day else birth))
    return [line for line, known in zip(lines, (any(names), birth), strict=True) if known]


def token(user: User) -> str:
    """Return what tells whether an agent still looks at the names and the birth date of this moment."""
    return hashlib.sha256("\n".join(filter(None, _compared(user))).encode()).hexdigest()[:16]


def _compared(user: User) -> tuple[str, str, str]:
    known = _known(user)
    return known[_NAMES[1]], known[_NAMES[0]], known[_PLACES[-1]]


def _known(user: User) -> dict[str, str]:
    data = profile_of(user).data
    names = dict(zip(_NAMES, (user.family_name, user.given_name), strict=True))
    return {place: str(pointers.get(data, place) or names.get(place, "")) for place in _PLACES}


def verified_at(user: User) -> datetime | None:
    """Return when an agent verified the identity of an account as its profile tells it now; nothing if none did."""
    return since(profile_of(user))


def since(profile: Profile | Stored) -> datetime | None:
    """Return when an agent verified the identity that this profile tells; nothing if none did."""
    given = [place for place in _PLACES if pointers.get(profile.data, place)]
    stamps = [profile.stamps.get(place, {}) for place in given]
    if not set(_NAMES) <= set(given) or any(stamp.get("source") != AGENT for stamp in stamps):
        return None
    return max(datetime.fromisoformat(stamp["at"]) for stamp in stamps)
