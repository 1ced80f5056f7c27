"""How many messages of an account were never opened: every page of a reader tells it."""

from __future__ import annotations

from typing import Any, Final

from flask import g
from sqlalchemy import ColumnElement, ScalarSelect, bindparam, func, select

from guichet.database import db
from guichet.messages.models import Message


def unread_of(user_id: ColumnElement[int] | Any) -> ScalarSelect[int]:
    """Return the number as a part of a statement about that account."""
    return select(func.count()).where(Message.user_id == user_id, Message.read_at.is_(None)).scalar_subquery()


_UNREAD: Final = select(unread_of(bindparam("user")))


def unread(user_id: int) -> int:
    """Return the number for the reader of this page, counted with the session unless it has changed since."""
    found: int | None = g.get("unread_messages")
    if found is None:
        found = g.unread_messages = db.session.scalar(_UNREAD, {"user": user_id}) or 0
    return found


def remember_unread(count: int) -> None:
    """Keep, for this page, what was counted when the session was looked for."""
    g.unread_messages = count


def forget_unread() -> None:
    """Have it counted anew: this page has opened a message."""
    g.pop("unread_messages", None)
