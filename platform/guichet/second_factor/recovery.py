"""Recovery codes: ten, shown once, each good for one sign-in without the application."""

import re
import secrets
from typing import Final

from sqlalchemy import delete, func, select, update

from guichet.accounts.links import hash_of
from guichet.database import db, now
from guichet.second_factor.models import RecoveryCode

#: How many there are.
MANY: Final = 10
# Digits and letters that nobody mistakes for another: 32, so that sixteen make 80 bits, which need no slow hash.
_LETTERS: Final = "0123456789abcdefghjkmnpqrstvwxyz"
_LONG: Final = 16
_GROUP: Final = 4
_BETWEEN: Final = re.compile(r"[\s.-]+")
_MISREAD: Final = str.maketrans("oil", "011")


def renew(user_id: int) -> tuple[str, ...]:
    """Put new codes in place of all earlier ones, in the current transaction, and return them as people read them."""
    clear(user_id)
    made = ["".join(secrets.choice(_LETTERS) for _ in range(_LONG)) for _ in range(MANY)]
    db.session.add_all(RecoveryCode(user_id=user_id, code_hash=hash_of(code)) for code in made)
    return tuple("-".join(code[place : place + _GROUP] for place in range(0, _LONG, _GROUP)) for code in made)


def use(user_id: int, typed: str) -> bool:
    """Consume a code, however grouped, in the current transaction: of two who use it at once, one is told True."""
    code = _BETWEEN.sub("", typed).lower().translate(_MISREAD)
    used = (
        update(RecoveryCode)
        .where(RecoveryCode.user_id == user_id, RecoveryCode.code_hash == hash_of(code), RecoveryCode.used_at.is_(None))
        .values(used_at=now())
        .returning(RecoveryCode.id)
        .execution_options(synchronize_session=False)
    )
    return db.session.scalar(used) is not None


def left(user_id: int) -> int:
    """Return how many codes of an account are still good."""
    query = select(func.count()).where(RecoveryCode.user_id == user_id, RecoveryCode.used_at.is_(None))
    return db.session.scalar(query) or 0


def clear(user_id: int) -> None:
    """Make every code of an account worthless, in the current transaction."""
    db.session.execute(delete(RecoveryCode).where(RecoveryCode.user_id == user_id))
