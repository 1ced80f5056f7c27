"""An account whose password was just found right, until it is opened: meanwhile the password may have changed."""

from dataclasses import dataclass
from typing import Self

from guichet.accounts.models import User
from guichet.database import db


@dataclass(frozen=True, slots=True)
class Proven:
    """`checked` is the hash that the password was checked against, `wanted` the one to be kept from now on."""

    user_id: int
    checked: str | None
    wanted: str | None

    @classmethod
    def of(cls, user: User) -> Self:
        """Return what is known of an account before another transaction begins."""
        return cls(user.id, user.password, user.password)

    def fresh(self) -> User | None:
        """Return the account as it is in this transaction, which writes; None if it closed or its password changed."""
        found = db.session.get(User, self.user_id, populate_existing=True)
        if found is None or found.password != self.checked or not found.active:
            return None
        found.password = self.wanted
        return found
