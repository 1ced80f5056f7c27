"""What a password must be: the two policies of the settings, and the list of those that everybody tries first."""

import re
import secrets
import unicodedata
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from functools import cache, lru_cache
from pathlib import Path
from types import MappingProxyType
from typing import Any, Final

from flask import current_app
from flask_security.utils import hash_password

from guichet.accounts.models import User
from guichet.config import Config, PasswordPolicy

#: No password is longer: hashing takes longer the more there is to hash, and refuses what is much longer.
LONGEST: Final = 128
_COMMON: Final = Path(__file__).with_name("common_passwords.txt")
#: Rows of keys and the order of letters and digits, which are typed without a thought.
_RUNS: Final = (
    "0123456789" * 13,
    "abcdefghijklmnopqrstuvwxyz" * 5,
    "azertyuiopqsdfghjklmwxcvbn" * 5,
    "qwertyuiopasdfghjklzxcvbnm" * 5,
)
_REPEATED: Final = re.compile(r"(.{1,8}?)\1+", re.DOTALL)
_SHORTEST_HINT: Final = 4
_SHORTEST_RUN: Final = 6


@dataclass(frozen=True, slots=True)
class Policy:
    """What a policy asks for. `rules` says of each rule, by its name in the catalogue, whether a password keeps it."""

    rules: Mapping[str, Callable[[str], bool]]
    refuses_common: bool


_FAQ: Final = Policy(
    MappingProxyType(
        {
            "length": lambda password: len(password) >= 8,  # noqa: PLR2004 -- what the city promises
            "upper": lambda password: any(character.isupper() for character in password),
            "lower": lambda password: any(character.islower() for character in password),
            "digit": lambda password: any(character.isdecimal() for character in password),
        }
    ),
    refuses_common=False,
)
_MODERN: Final = Policy(
    MappingProxyType({"length": lambda password: len(password) >= 12}),  # noqa: PLR2004 -- what the policy is
    refuses_common=True,
)
POLICIES: Final[Mapping[PasswordPolicy, Policy]] = MappingProxyType({"faq": _FAQ, "modern": _MODERN})


def policy() -> Policy:
    """Return the policy that the settings choose."""
    config: Config = current_app.extensions["guichet_config"]
    return POLICIES[config.password_policy]


def normal(password: str) -> str:
    """Return a typed password in the form that is counted and hashed: keyboards write one letter in several ways."""
    # Four typed characters make at least one: what is cut off here was too long already.
    return str(current_app.extensions["security"].password_util.normalize(password[: 4 * LONGEST + 4]))


def problems(password: str, about: Iterable[str] = ()) -> list[str]:
    """Return what is wrong with a normalised password: names of rules, `longest`, `common`, or `yours`.

    `about` are words that whoever knows the person would try: the identifier, the address, the city.
    """
    if len(password) > LONGEST:
        return ["longest"]
    chosen = policy()
    broken = [name for name, keeps in chosen.rules.items() if not keeps(password)]
    if broken or not chosen.refuses_common:
        return broken
    if _is_about(password, about):
        return ["yours"]
    return ["common"] if is_common(password) else []


def is_common(password: str) -> bool:
    """Tell whether a password is among those tried first, whatever digits and signs stand around it."""
    folded = _fold(password)
    repeated = _REPEATED.fullmatch(folded)
    forms = {folded, _core(folded), *((repeated[1], _core(repeated[1])) if repeated else ())} - {""}
    long = [form for form in forms if len(form) >= _SHORTEST_RUN]
    if any(form in run or form[::-1] in run for form in long for run in _RUNS):
        return True
    if repeated and len(set(repeated[1])) == 1:
        return True
    return not _common().isdisjoint(forms)


def hashed(password: str) -> str:
    """Return the hash of a normalised password. It is slow on purpose: hold no lock meanwhile."""
    return str(hash_password(password))


def verify(user: User, password: str) -> bool:
    """Tell whether a typed password is that of the account. As slow as hashing, for a wrong one too."""
    return check(normal(password), user.password)[0]


def check(password: str, kept: str | None) -> tuple[bool, str | None]:
    """Tell whether a normalised password is the one that was hashed as `kept`; the hash to keep instead, if any.

    It takes as long when nothing is kept, or when the password is longer than any.
    """
    context = current_app.extensions["security"].pwd_context
    right, renewed = context.verify_and_update(password[:LONGEST], kept or _nobodys(context))
    possible = bool(kept) and len(password) <= LONGEST
    return (True, renewed) if right and possible else (False, None)


@lru_cache(1)
def _nobodys(context: Any) -> str:
    """Return the hash of a password that nobody knows."""
    return str(context.hash(secrets.token_urlsafe()))


def _is_about(password: str, about: Iterable[str]) -> bool:
    core = _core(_fold(password))
    words = {part for text in about for part in (_fold(text), _fold(text).partition("@")[0])}
    return any(len(word) >= _SHORTEST_HINT and core == _core(word) for word in words)


@cache
def _common() -> frozenset[str]:
    lines = _COMMON.read_text(encoding="utf-8").splitlines()
    return frozenset(line for line in lines if line and not line.startswith("#"))


def _fold(text: str) -> str:
    return unicodedata.normalize("NFKC", text).casefold()


def _core(text: str) -> str:
    """Return the text from its first letter to its last."""
    letters = [place for place, character in enumerate(text) if character.isalpha()]
    return text[letters[0] : letters[-1] + 1] if letters else ""
