"""identity tries

Revision: 0019, after 0018. Wrong pairs of order number and e-mail address count over all conversations.
"""

import sqlalchemy as sa
from alembic import op

revision = "0019"
down_revision = "0018"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "identity_tries",
        sa.Column("conversation_id", sa.String(40), nullable=False),
        sa.Column("number", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("merchant", sa.String(40), nullable=False),
        sa.Column("order_hash", sa.String(64), nullable=False),
        sa.Column("email_hash", sa.String(64), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["conversation_id"], ["conversations.id"], name=op.f("fk_identity_tries_conversation_id")
        ),
        sa.PrimaryKeyConstraint("conversation_id", "number", name=op.f("pk_identity_tries")),
    )
    op.create_index("ix_identity_tries_order", "identity_tries", ["order_hash", "at"])
    op.create_index("ix_identity_tries_email", "identity_tries", ["email_hash", "at"])
    op.create_index("ix_identity_tries_merchant", "identity_tries", ["merchant", "at"])


def downgrade() -> None:
    op.drop_table("identity_tries")
