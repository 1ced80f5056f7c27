"""Where each value of a profile comes from, which addresses are verified, how to reach somebody, and changes undone."""

import sqlalchemy as sa
from alembic import op

from guichet.database import UtcDateTime

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None


def upgrade() -> None:
    # The defaults serve the rows there are, and the portal of before, which still runs while this one starts.
    op.add_column("profiles", sa.Column("stamps", sa.JSON(), nullable=False, server_default="{}"))
    op.add_column("profiles", sa.Column("verified", sa.JSON(), nullable=False, server_default="{}"))
    op.add_column("profiles", sa.Column("channel", sa.String(length=10), nullable=False, server_default="email"))
    op.add_column("profile_changes", sa.Column("stamp", sa.JSON(), nullable=True))
    op.add_column("profile_changes", sa.Column("undone_at", UtcDateTime(), nullable=True))


def downgrade() -> None:
    op.drop_column("profile_changes", "undone_at")
    op.drop_column("profile_changes", "stamp")
    for column in ("channel", "verified", "stamps"):
        op.drop_column("profiles", column)
