"""The request that the address of a page names, read in the same statement as the page's reader."""

from typing import Any, Final
from uuid import UUID

from flask import Flask, g, request
from sqlalchemy import Row, and_, bindparam

from guichet import policy
from guichet.accounts import sessions
from guichet.accounts.models import User
from guichet.accounts.sessions import Beside
from guichet.database import db
from guichet.publishing import services as publishing
from guichet.publishing.models import Procedure
from guichet.requests.models import Request

# Put together once, which takes as long as running it.
_READER: Final = (
    sessions.READER.add_columns(Request, Procedure.digest, Procedure.settings)
    .outerjoin(Request, and_(Request.id == bindparam("beside"), Request.user_id == User.id))
    .outerjoin(Procedure, Procedure.id == Request.procedure_id)
)


def init_app(app: Flask) -> None:
    """Have the request of every page that is its owner's read with its reader."""
    sessions.read_beside(app, Beside(_wanted, _READER, _keep))


def take(request_id: UUID) -> Request | None:
    """Return the reader's request if it was read with the reader, once and in this transaction; else None.

    The settings of its procedure are known then, too.
    """
    row, transaction = g.pop("read_with_reader", (None, None))
    if row is None or row.Request is None or transaction is not db.session.get_transaction():
        return None
    if row.Request.id != request_id:
        return None
    publishing.remember_settings(row.Request.procedure_id, row.digest, row.settings)
    found: Request = row.Request
    return found


def _wanted() -> UUID | None:
    if policy.rule_of(request.endpoint).relation != "owner":
        return None
    found: UUID | None = (request.view_args or {}).get("request_id")
    return found


def _keep(row: Row[Any]) -> None:
    g.read_with_reader = (row, db.session.get_transaction())
