"""Identities of OpenID Connect providers, and the ways to and from them."""

import sqlalchemy as sa
from alembic import op

from guichet.database import UtcDateTime

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "federated_identities",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("user_id", sa.Integer(), nullable=False),
        sa.Column("provider", sa.String(length=20), nullable=False),
        sa.Column("issuer", sa.String(length=200), nullable=False),
        sa.Column("sub", sa.String(length=255), nullable=False),
        sa.Column("given_names", sa.String(length=200), nullable=False),
        sa.Column("family_name", sa.String(length=200), nullable=False),
        sa.Column("preferred_name", sa.String(length=200), nullable=False),
        sa.Column("gender", sa.String(length=10), nullable=False),
        sa.Column("birth_date", sa.String(length=10), nullable=False),
        sa.Column("birth_place", sa.String(length=10), nullable=False),
        sa.Column("birth_country", sa.String(length=10), nullable=False),
        sa.Column("email", sa.String(length=254), nullable=False),
        sa.Column("siret", sa.String(length=14), nullable=False),
        sa.Column("idp_id", sa.String(length=100), nullable=False),
        sa.Column("former_names", sa.JSON(), nullable=False),
        sa.Column("linked_at", UtcDateTime(), nullable=False),
        sa.Column("certified_at", UtcDateTime(), nullable=False),
        sa.ForeignKeyConstraint(
            ["user_id"], ["users.id"], name=op.f("fk_federated_identities_user_id_users"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_federated_identities")),
        sa.UniqueConstraint("issuer", "sub", name=op.f("uq_federated_identities_issuer_sub")),
        sa.UniqueConstraint("user_id", "provider", name=op.f("uq_federated_identities_user_id_provider")),
    )
    op.create_index("ix_federated_identities_user_id", "federated_identities", ["user_id"], unique=False)
    op.create_table(
        "federated_sessions",
        sa.Column("session_id", sa.Uuid(), nullable=False),
        sa.Column("provider", sa.String(length=20), nullable=False),
        sa.Column("id_token", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["session_id"],
            ["user_sessions.id"],
            name=op.f("fk_federated_sessions_session_id_user_sessions"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("session_id", name=op.f("pk_federated_sessions")),
    )
    op.create_table(
        "federation_attempts",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("state_hash", sa.String(length=64), nullable=False),
        sa.Column("browser_hash", sa.String(length=64), nullable=False),
        sa.Column("provider", sa.String(length=20), nullable=False),
        sa.Column("purpose", sa.String(length=10), nullable=False),
        sa.Column("nonce", sa.String(length=64), nullable=False),
        sa.Column("code_verifier", sa.String(length=128), nullable=False),
        sa.Column("next", sa.Text(), nullable=False),
        sa.Column("user_id", sa.Integer(), nullable=True),
        sa.Column("expires_at", UtcDateTime(), nullable=False),
        sa.ForeignKeyConstraint(
            ["user_id"], ["users.id"], name=op.f("fk_federation_attempts_user_id_users"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_federation_attempts")),
        sa.UniqueConstraint("state_hash", name=op.f("uq_federation_attempts_state_hash")),
    )
    op.create_index("ix_federation_attempts_user_id", "federation_attempts", ["user_id"], unique=False)
    op.create_index("ix_federation_attempts_expires_at", "federation_attempts", ["expires_at"], unique=False)
    op.create_table(
        "pending_identities",
        sa.Column("browser_hash", sa.String(length=64), nullable=False),
        sa.Column("claims", sa.JSON(), nullable=False),
        sa.Column("id_token", sa.Text(), nullable=False),
        sa.Column("next", sa.Text(), nullable=False),
        sa.Column("expires_at", UtcDateTime(), nullable=False),
        sa.PrimaryKeyConstraint("browser_hash", name=op.f("pk_pending_identities")),
    )
    op.create_index("ix_pending_identities_expires_at", "pending_identities", ["expires_at"], unique=False)


def downgrade() -> None:
    for table in ("pending_identities", "federation_attempts", "federated_sessions", "federated_identities"):
        op.drop_table(table)
