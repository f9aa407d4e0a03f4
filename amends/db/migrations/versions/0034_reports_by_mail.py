"""reports by mail

Revision: 0034, after 0033. Who at the desk gets figures by mail, and when the next ones go out.
"""

import sqlalchemy as sa
from alembic import op

revision = "0034"
down_revision = "0033"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "desk_reports",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("agent_id", sa.String(20), nullable=False),
        sa.Column("merchant", sa.String(40), nullable=False),
        sa.Column("every", sa.String(10), nullable=False),
        sa.Column("next_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["agent_id"], ["agents.id"], name=op.f("fk_desk_reports_agent_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_desk_reports")),
    )
    op.create_index("uq_desk_reports", "desk_reports", ["agent_id", "merchant", "every"], unique=True)
    op.create_index(op.f("ix_desk_reports_next_at"), "desk_reports", ["next_at"])


def downgrade() -> None:
    op.drop_table("desk_reports")
