"""whose conversations are whose

Revision: 0030, after 0023. A customer that the merchant's website vouches for finds their earlier conversations again;
what was opened before has no mark of it, and stays in the browser that knows it.
"""

import sqlalchemy as sa
from alembic import op

revision = "0030"
down_revision = "0023"
branch_labels = None
depends_on = None

INDEX = "ix_conversations_vouched_for"
MARKED = sa.text("vouched_for IS NOT NULL")


def upgrade() -> None:
    op.add_column("conversations", sa.Column("vouched_for", sa.String(64), nullable=True))
    columns = ["vouched_for", "last_event_at"]
    op.create_index(INDEX, "conversations", columns, sqlite_where=MARKED, postgresql_where=MARKED)


def downgrade() -> None:
    op.drop_index(INDEX, "conversations")
    op.drop_column("conversations", "vouched_for")
