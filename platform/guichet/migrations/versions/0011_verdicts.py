"""What agents say of the documents of a request."""

import sqlalchemy as sa
from alembic import op

from guichet.database import UtcDateTime

revision = "0011"
down_revision = "0009"
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table("request_documents") as table:
        table.add_column(sa.Column("state", sa.String(length=10), nullable=True))
        table.add_column(sa.Column("reason", sa.Text(), nullable=True))
        table.add_column(sa.Column("valid_until", sa.Date(), nullable=True))
        table.add_column(sa.Column("decided_at", UtcDateTime(), nullable=True))
        table.create_check_constraint(
            op.f("ck_request_documents_state_known"), "state in ('pending', 'accepted', 'refused')"
        )
    # A plain attachment answers none of the papers that a field accepts.
    op.execute("UPDATE request_documents SET state = 'pending' WHERE alternative IS NOT NULL")


def downgrade() -> None:
    with op.batch_alter_table("request_documents") as table:
        table.drop_constraint(op.f("ck_request_documents_state_known"), type_="check")
        for name in ("decided_at", "valid_until", "reason", "state"):
            table.drop_column(name)
