"""Which steps of a draft were saved while being typed."""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    # The default serves the rows there are, and the portal of before, which still runs while this one starts.
    op.add_column("requests", sa.Column("begun", sa.JSON(), nullable=False, server_default="[]"))


def downgrade() -> None:
    op.drop_column("requests", "begun")
