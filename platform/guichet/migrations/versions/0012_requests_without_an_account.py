"""Requests made without an account: their address and link, and the browsers that may open them."""

import sqlalchemy as sa
from alembic import op

from guichet.database import UtcDateTime

revision = "0012"
down_revision = "0011"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "private_links",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("request_id", sa.Uuid(), nullable=False),
        sa.Column("email", sa.String(length=254), nullable=False),
        sa.Column("token_hash", sa.String(length=64), nullable=False),
        sa.Column("created_at", UtcDateTime(), nullable=False),
        sa.Column("proven_at", UtcDateTime(), nullable=True),
        sa.Column("awaited_at", UtcDateTime(), nullable=True),
        sa.Column("awaited_version", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(
            ["request_id"], ["requests.id"], name=op.f("fk_private_links_request_id_requests"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_private_links")),
        sa.UniqueConstraint("request_id", name=op.f("uq_private_links_request_id")),
        sa.UniqueConstraint("token_hash", name=op.f("uq_private_links_token_hash")),
    )
    op.create_index("ix_private_links_email", "private_links", ["email"], unique=False)
    op.create_index("ix_private_links_awaited_at", "private_links", ["awaited_at"], unique=False)
    op.create_table(
        "private_browsers",
        sa.Column("token_hash", sa.String(length=64), nullable=False),
        sa.Column("request_id", sa.Uuid(), nullable=False),
        sa.Column("proven", sa.Boolean(), nullable=False),
        sa.Column("created_at", UtcDateTime(), nullable=False),
        sa.ForeignKeyConstraint(
            ["request_id"], ["requests.id"], name=op.f("fk_private_browsers_request_id_requests"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("token_hash", "request_id", name=op.f("pk_private_browsers")),
    )
    op.create_index("ix_private_browsers_request_id", "private_browsers", ["request_id"], unique=False)
    op.create_index("ix_private_browsers_created_at", "private_browsers", ["created_at"], unique=False)


def downgrade() -> None:
    op.drop_table("private_browsers")
    op.drop_table("private_links")
