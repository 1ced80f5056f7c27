"""An application being added: its secret waits, sealed, in the cookie until a code shows that it was taken."""

from dataclasses import dataclass
from typing import Any, Final

from flask import request, session

from guichet.accounts.models import User
from guichet.accounts.pages import typed
from guichet.i18n import t
from guichet.publishing.city import city
from guichet.second_factor import codes, sealing
from guichet.second_factor.keys import NewKey

_NAME: Final = "proposed"
LONGEST_KEY_NAME: Final = 60


@dataclass(frozen=True, slots=True)
class Shown:
    """A secret shown to be taken by an application, and the step of time of the code that proved it, if one did."""

    secret: str
    counter: int | None


def secret(user: User) -> str:
    """Return the secret proposed in this browser to that account: the same until it is taken or forgotten."""
    kept = session.get(_NAME)
    found = sealing.unseal(kept, user.id) if isinstance(kept, str) else None
    if found is None:
        found = codes.new_secret()
        session[_NAME] = sealing.seal(found, user.id)
    return found


def forget() -> None:
    """Drop the proposal: it was taken, or nobody waits for it."""
    session.pop(_NAME, None)


def read(user: User) -> tuple[Shown, dict[str, str]]:
    """Read the code that was typed to prove the proposal; return what is wrong with it by field."""
    found, code = secret(user), typed("code")
    counter = codes.matching(found, code) if request.method == "POST" else None
    problems = {}
    if counter is None:
        problems["code"] = t("second-code-mismatch" if code.strip() else "second-code-missing")
    return Shown(found, counter), problems


def key_name() -> str:
    """Return how the person calls a key being added."""
    return " ".join(typed("name").replace("\x00", "").split())


def key_problems(made: NewKey | None, name: str) -> dict[str, str]:
    """Return what is wrong with a key being added, by field."""
    problems = {}
    if not name or len(name) > LONGEST_KEY_NAME:
        problems["name"] = t("second-key-name-long" if name else "second-key-name-missing", most=LONGEST_KEY_NAME)
    elif made is None:
        problems["credential"] = t("second-key-not-made")
    return problems


def values(user: User) -> dict[str, Any]:
    """Return what the page of a proposal shows: the address, its QR code and the secret in groups."""
    found = secret(user)
    address = codes.address(found, user.username or user.email, city().title)
    return {"address": address, "code": codes.drawn(address), "groups": codes.in_groups(found)}
