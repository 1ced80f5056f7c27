"""Retention that is applied, accounts unused for long, and the trace of deleted accounts."""

from datetime import UTC, datetime

import sqlalchemy as sa
from alembic import op

from guichet.database import UtcDateTime

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None

_DECIDED = sa.text("status in ('closed', 'refused', 'cancelled') and erased_at is null")
_DRAFTS = sa.text("status = 'draft'")


def upgrade() -> None:
    op.add_column("users", sa.Column("signed_in_at", UtcDateTime(), nullable=True))
    op.add_column("users", sa.Column("noticed_at", UtcDateTime(), nullable=True))
    op.create_index("ix_users_signed_in_at", "users", ["signed_in_at"], unique=False)
    # Nobody knows when the accounts of before were last used: their time begins now.
    users = sa.table("users", sa.column("signed_in_at", UtcDateTime()))
    op.execute(users.update().values(signed_in_at=datetime.now(UTC)))
    op.add_column("requests", sa.Column("emptied_at", UtcDateTime(), nullable=True))
    op.add_column("requests", sa.Column("erased_at", UtcDateTime(), nullable=True))
    op.create_index(
        "ix_requests_decided",
        "requests",
        ["digest", "decided_at"],
        unique=False,
        sqlite_where=_DECIDED,
        postgresql_where=_DECIDED,
    )
    op.create_index(
        "ix_requests_drafts",
        "requests",
        ["digest", "updated_at"],
        unique=False,
        sqlite_where=_DRAFTS,
        postgresql_where=_DRAFTS,
    )
    op.create_table(
        "account_deletions",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("at", UtcDateTime(), nullable=False),
        sa.Column("actor", sa.String(length=15), nullable=False),
        sa.Column("administrator_id", sa.Integer(), nullable=True),
        sa.Column("reason", sa.String(length=300), nullable=False),
        sa.Column("address_hash", sa.String(length=64), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_account_deletions")),
    )
    op.create_index("ix_account_deletions_at", "account_deletions", ["at"], unique=False)
    op.create_index("ix_account_deletions_address_hash", "account_deletions", ["address_hash"], unique=False)


def downgrade() -> None:
    op.drop_table("account_deletions")
    op.drop_index("ix_requests_drafts", "requests")
    op.drop_index("ix_requests_decided", "requests")
    op.drop_column("requests", "erased_at")
    op.drop_column("requests", "emptied_at")
    op.drop_index("ix_users_signed_in_at", "users")
    op.drop_column("users", "noticed_at")
    op.drop_column("users", "signed_in_at")
