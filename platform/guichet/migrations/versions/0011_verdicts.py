"""What agents say of the documents of a request; requests that are corrected or changed while the city has them."""

import sqlalchemy as sa
from alembic import op

from guichet.database import UtcDateTime

revision = "0011"
down_revision = "0010"
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

    op.add_column("requests", sa.Column("amends", sa.Uuid(), nullable=True))
    op.add_column("requests", sa.Column("waiting_since", UtcDateTime(), nullable=True))
    op.create_index("ix_requests_amends", "requests", ["amends"], unique=True)
    op.add_column("library_documents", sa.Column("told_at", UtcDateTime(), nullable=True))
    op.create_table(
        "corrections",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("request_id", sa.Uuid(), nullable=False),
        sa.Column("agent_id", sa.Integer(), nullable=True),
        sa.Column("places", sa.JSON(), nullable=False),
        sa.Column("words", sa.Text(), nullable=False),
        sa.Column("due_on", sa.Date(), nullable=False),
        sa.Column("asked_at", UtcDateTime(), nullable=False),
        sa.Column("ended_at", UtcDateTime(), nullable=True),
        sa.ForeignKeyConstraint(
            ["request_id"], ["requests.id"], name=op.f("fk_corrections_request_id_requests"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["agent_id"], ["users.id"], name=op.f("fk_corrections_agent_id_users"), ondelete="SET NULL"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_corrections")),
    )
    op.create_index("ix_corrections_request_id", "corrections", ["request_id"], unique=False)
    op.create_index("ix_corrections_agent_id", "corrections", ["agent_id"], unique=False)


def downgrade() -> None:
    op.drop_table("corrections")
    op.drop_column("library_documents", "told_at")
    op.drop_index("ix_requests_amends", "requests")
    op.drop_column("requests", "waiting_since")
    op.drop_column("requests", "amends")
    with op.batch_alter_table("request_documents") as table:
        table.drop_constraint(op.f("ck_request_documents_state_known"), type_="check")
        for name in ("decided_at", "valid_until", "reason", "state"):
            table.drop_column(name)
