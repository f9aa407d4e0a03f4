"""assessments, and reports by mail

Revision: 0033, after 0032. What supervisors made of conversations that are over, and who gets figures by mail.
"""

import sqlalchemy as sa
from alembic import op

revision = "0033"
down_revision = "0032"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "assessments",
        sa.Column("case_id", sa.Integer(), nullable=False),
        sa.Column("merchant", sa.String(40), nullable=False),
        sa.Column("whose", sa.String(40), nullable=False),
        sa.Column("channel", sa.String(20), nullable=True),
        sa.Column("grades", sa.JSON(), nullable=False),
        sa.Column("comment", sa.String(), nullable=True),
        sa.Column("closed_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("scored_by", sa.String(40), nullable=False),
        sa.Column("scored_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["case_id"], ["cases.id"], name=op.f("fk_assessments_case_id")),
        sa.PrimaryKeyConstraint("case_id", name=op.f("pk_assessments")),
    )
    op.create_index("ix_assessments_merchant_closed_at", "assessments", ["merchant", "closed_at"])
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
    op.drop_table("assessments")
