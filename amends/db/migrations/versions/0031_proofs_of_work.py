"""proofs of work

Revision: 0031, after 0030. Which challenges were answered, so that an answer opens one conversation and no second.
"""

import sqlalchemy as sa
from alembic import op

revision = "0031"
down_revision = "0030"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "proofs_of_work",
        sa.Column("challenge", sa.String(length=64), nullable=False),
        sa.Column("expires_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("challenge", name=op.f("pk_proofs_of_work")),
    )
    op.create_index("ix_proofs_of_work_expires_at", "proofs_of_work", ["expires_at"])


def downgrade() -> None:
    op.drop_table("proofs_of_work")
