"""places of channels

Revision: 0017, after 0016. A channel that is asked goes on where it stood before a restart.
"""

import sqlalchemy as sa
from alembic import op

revision = "0017"
down_revision = "0016"
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table("channels") as channels:
        channels.add_column(sa.Column("place", sa.String(), nullable=False, server_default=""))


def downgrade() -> None:
    with op.batch_alter_table("channels") as channels:
        channels.drop_column("place")
