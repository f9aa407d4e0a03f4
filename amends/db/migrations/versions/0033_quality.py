"""assessments

Revision: 0033, after 0032. What supervisors made of conversations that are over.
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


def downgrade() -> None:
    op.drop_table("assessments")
