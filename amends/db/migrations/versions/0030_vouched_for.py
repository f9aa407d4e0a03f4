"""whose conversations are whose

Revision: 0030, after 0023. A customer that the merchant's website vouches for finds their earlier conversations again;
what was opened before has no mark of it, and stays in the browser that knows it.
"""

import sqlalchemy as sa
from alembic import op

revision = "0030"
down_revision = "0029"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "vouched_conversations",
        sa.Column("conversation_id", sa.String(length=40), nullable=False),
        sa.Column("customer", sa.String(length=64), nullable=False),
        sa.ForeignKeyConstraint(
            ["conversation_id"],
            ["conversations.id"],
            name=op.f("fk_vouched_conversations_conversation_id_conversations"),
        ),
        sa.PrimaryKeyConstraint("conversation_id", name=op.f("pk_vouched_conversations")),
    )
    op.create_index("ix_vouched_conversations_customer", "vouched_conversations", ["customer"])


def downgrade() -> None:
    op.drop_table("vouched_conversations")
