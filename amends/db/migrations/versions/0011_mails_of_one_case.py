"""mails of one case

Revision: 0011, after 0010.
"""

import sqlalchemy as sa
from alembic import op

revision = "0011"
down_revision = "0010"
branch_labels = None
depends_on = None


def take_the_time() -> None:
    """A table with millions of rows takes longer than a statement may."""
    if op.get_bind().dialect.name == "postgresql":
        op.execute("SET LOCAL statement_timeout = 0")


def upgrade() -> None:
    take_the_time()
    with op.batch_alter_table("mails") as mails:
        mails.add_column(sa.Column("kind", sa.String(40), nullable=False, server_default=""))
        mails.add_column(sa.Column("language", sa.String(8), nullable=False, server_default="en"))
        mails.add_column(sa.Column("earlier", sa.String(), nullable=False, server_default=""))
        mails.add_column(sa.Column("undeliverable", sa.String(), nullable=True))
    with op.batch_alter_table("remedies") as remedies:
        remedies.add_column(sa.Column("mailed_at", sa.DateTime(timezone=True), nullable=True))
    # Customers were written to about each of these at once, until now.
    op.execute("UPDATE remedies SET mailed_at = settled_at WHERE state IN ('confirmed', 'failed')")


def downgrade() -> None:
    take_the_time()
    with op.batch_alter_table("remedies") as remedies:
        remedies.drop_column("mailed_at")
    with op.batch_alter_table("mails") as mails:
        for column in ("undeliverable", "earlier", "language", "kind"):
            mails.drop_column(column)
