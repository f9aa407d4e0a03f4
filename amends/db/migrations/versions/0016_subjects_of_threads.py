"""subjects of threads

Revision: 0016, after 0015. An answer by e-mail bears the subject of the message with which the thread began.
"""

import sqlalchemy as sa
from alembic import op

revision = "0016"
down_revision = "0015"
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table("channel_threads") as threads:
        threads.add_column(sa.Column("subject", sa.String(200), nullable=False, server_default=""))
    with op.batch_alter_table("channel_deliveries") as deliveries:
        deliveries.create_index("ix_channel_deliveries_conversation_id", ["conversation_id"])


def downgrade() -> None:
    with op.batch_alter_table("channel_deliveries") as deliveries:
        deliveries.drop_index("ix_channel_deliveries_conversation_id")
    with op.batch_alter_table("channel_threads") as threads:
        threads.drop_column("subject")
