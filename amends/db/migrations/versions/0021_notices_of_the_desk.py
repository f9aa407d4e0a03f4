"""notices of the desk

Revision: 0021, after 0020. What one person at the desk is told of what another did; each is shown once.
"""

import sqlalchemy as sa
from alembic import op

revision = "0021"
down_revision = "0020"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "desk_notices",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("agent_id", sa.String(40), nullable=False),
        sa.Column("case_id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(20), nullable=False),
        sa.Column("by_name", sa.String(80), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("shown_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(["case_id"], ["cases.id"], name=op.f("fk_desk_notices_case_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_desk_notices")),
    )
    op.create_index(op.f("ix_desk_notices_case_id"), "desk_notices", ["case_id"])
    unseen = sa.text("shown_at IS NULL")
    op.create_index(
        "ix_desk_notices_unseen", "desk_notices", ["agent_id"], sqlite_where=unseen, postgresql_where=unseen
    )


def downgrade() -> None:
    op.drop_table("desk_notices")
