"""What requests put into the profile, what a person keeps out of it, and the switches for all of it."""

import sqlalchemy as sa
from alembic import op

from guichet.database import UtcDateTime

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None


def upgrade() -> None:
    # The defaults serve the rows there are, and the portal of before, which still runs while this one starts.
    op.add_column("requests", sa.Column("declined", sa.JSON(), nullable=False, server_default="[]"))
    op.add_column("profiles", sa.Column("reused", sa.Boolean(), nullable=False, server_default=sa.true()))
    op.add_column("profiles", sa.Column("fed", sa.Boolean(), nullable=False, server_default=sa.true()))
    op.create_table(
        "profile_changes",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("user_id", sa.Integer(), nullable=False),
        sa.Column("request_id", sa.Uuid(), nullable=False),
        sa.Column("target", sa.String(length=200), nullable=False),
        sa.Column("pointer", sa.String(length=400), nullable=False),
        sa.Column("old", sa.JSON(), nullable=True),
        sa.Column("new", sa.JSON(), nullable=True),
        sa.Column("applied", sa.Boolean(), nullable=False),
        sa.Column("at", UtcDateTime(), nullable=False),
        sa.ForeignKeyConstraint(
            ["user_id"], ["users.id"], name=op.f("fk_profile_changes_user_id_users"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["request_id"], ["requests.id"], name=op.f("fk_profile_changes_request_id_requests"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_profile_changes")),
    )
    op.create_index("ix_profile_changes_user_id", "profile_changes", ["user_id"], unique=False)
    op.create_index("ix_profile_changes_request_id", "profile_changes", ["request_id"], unique=False)


def downgrade() -> None:
    op.drop_table("profile_changes")
    op.drop_column("profiles", "fed")
    op.drop_column("profiles", "reused")
    op.drop_column("requests", "declined")
