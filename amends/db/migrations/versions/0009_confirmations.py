"""Confirmations: when and to which text a remedy was said yes to, and a yes that was given beforehand

Revision: 0009, after 0008.
"""

import sqlalchemy as sa
from alembic import op

revision = "0009"
down_revision = "0008"
branch_labels = None
depends_on = None


def take_the_time() -> None:
    """A table with millions of rows takes longer than a statement may."""
    if op.get_bind().dialect.name == "postgresql":
        op.execute("SET LOCAL statement_timeout = 0")


def upgrade() -> None:
    take_the_time()
    with op.batch_alter_table("cases", schema=None) as batch_op:
        batch_op.add_column(sa.Column("confirmation", sa.JSON(), nullable=True))
    with op.batch_alter_table("remedies", schema=None) as batch_op:
        batch_op.add_column(sa.Column("confirmed_at", sa.DateTime(timezone=True), nullable=True))
        batch_op.add_column(sa.Column("confirmed_text", sa.String(), nullable=True))
    op.execute("update remedies set confirmed_at = created_at, confirmed_text = ''")
    with op.batch_alter_table("remedies", schema=None) as batch_op:
        batch_op.alter_column("confirmed_at", existing_type=sa.DateTime(timezone=True), nullable=False)
        batch_op.alter_column("confirmed_text", existing_type=sa.String(), nullable=False)


def downgrade() -> None:
    take_the_time()
    with op.batch_alter_table("remedies", schema=None) as batch_op:
        batch_op.drop_column("confirmed_text")
        batch_op.drop_column("confirmed_at")
    with op.batch_alter_table("cases", schema=None) as batch_op:
        batch_op.drop_column("confirmation")
