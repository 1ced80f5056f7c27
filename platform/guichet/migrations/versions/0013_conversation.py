"""The conversation of a request, internal notes, and one opinion after the decision."""

import sqlalchemy as sa
from alembic import op

from guichet.database import UtcDateTime

revision = "0013"
down_revision = "0012"
branch_labels = None
depends_on = None


def upgrade() -> None:
    # The promised day belongs to the request: a question stops the clock as a correction does.
    op.add_column("requests", sa.Column("promised_on", sa.Date(), nullable=True))
    op.execute(
        "UPDATE requests SET promised_on = (SELECT max(corrections.due_on) FROM corrections"
        " WHERE corrections.request_id = requests.id AND corrections.ended_at IS NULL)"
        " WHERE waiting_since IS NOT NULL"
    )
    with op.batch_alter_table("corrections") as table:
        table.drop_column("due_on")
    op.create_table(
        "conversation",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("request_id", sa.Uuid(), nullable=False),
        sa.Column("sequence", sa.Integer(), nullable=False),
        sa.Column("side", sa.String(length=12), nullable=False),
        sa.Column("agent_id", sa.Integer(), nullable=True),
        sa.Column("asks", sa.Boolean(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("at", UtcDateTime(), nullable=False),
        sa.Column("read_at", UtcDateTime(), nullable=True),
        sa.Column("ended_at", UtcDateTime(), nullable=True),
        sa.CheckConstraint("side in ('citizen', 'agent')", name=op.f("ck_conversation_side_known")),
        sa.ForeignKeyConstraint(
            ["request_id"], ["requests.id"], name=op.f("fk_conversation_request_id_requests"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["agent_id"], ["users.id"], name=op.f("fk_conversation_agent_id_users"), ondelete="SET NULL"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_conversation")),
        sa.UniqueConstraint("request_id", "sequence", name="uq_conversation_request_id_sequence"),
    )
    op.create_index("ix_conversation_agent_id", "conversation", ["agent_id"], unique=False)
    op.create_table(
        "internal_notes",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("request_id", sa.Uuid(), nullable=False),
        sa.Column("agent_id", sa.Integer(), nullable=True),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("at", UtcDateTime(), nullable=False),
        sa.ForeignKeyConstraint(
            ["request_id"], ["requests.id"], name=op.f("fk_internal_notes_request_id_requests"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["agent_id"], ["users.id"], name=op.f("fk_internal_notes_agent_id_users"), ondelete="SET NULL"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_internal_notes")),
    )
    op.create_index("ix_internal_notes_request_id", "internal_notes", ["request_id"], unique=False)
    op.create_index("ix_internal_notes_agent_id", "internal_notes", ["agent_id"], unique=False)
    op.create_table(
        "opinions",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("request_id", sa.Uuid(), nullable=True),
        sa.Column("open_until", UtcDateTime(), nullable=True),
        sa.Column("procedure_id", sa.String(length=80), nullable=False),
        sa.Column("service", sa.String(length=80), nullable=False),
        sa.Column("answer", sa.String(length=10), nullable=False),
        sa.Column("comment", sa.String(length=200), nullable=False),
        sa.Column("month", sa.Date(), nullable=False),
        sa.CheckConstraint(
            "answer in ('very-good', 'good', 'fair', 'bad', 'very-bad')", name=op.f("ck_opinions_answer_known")
        ),
        sa.ForeignKeyConstraint(
            ["request_id"], ["requests.id"], name=op.f("fk_opinions_request_id_requests"), ondelete="SET NULL"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_opinions")),
    )
    op.create_index("ix_opinions_request_id", "opinions", ["request_id"], unique=True)
    op.create_index("ix_opinions_results", "opinions", ["service", "procedure_id"], unique=False)


def downgrade() -> None:
    op.drop_table("opinions")
    op.drop_table("internal_notes")
    op.drop_table("conversation")
    with op.batch_alter_table("corrections") as table:
        table.add_column(sa.Column("due_on", sa.Date(), nullable=False, server_default="9999-12-31"))
    op.execute(
        "UPDATE corrections SET due_on = coalesce((SELECT requests.promised_on FROM requests"
        " WHERE requests.id = corrections.request_id), due_on)"
    )
    with op.batch_alter_table("corrections") as table:
        table.alter_column("due_on", server_default=None)
    op.drop_column("requests", "promised_on")
