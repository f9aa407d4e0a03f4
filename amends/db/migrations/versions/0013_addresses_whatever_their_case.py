"""addresses whatever their case

Revision: 0013, after 0012.
"""

import sqlalchemy as sa
from alembic import op

revision = "0013"
down_revision = "0012"
branch_labels = None
depends_on = None


def take_the_time() -> None:
    """An index of a table with millions of rows takes longer than a statement may."""
    if op.get_bind().dialect.name == "postgresql":
        op.execute("SET LOCAL statement_timeout = 0")


def upgrade() -> None:
    take_the_time()
    op.drop_index("ix_withdrawals_email", "withdrawals")
    op.create_index("ix_withdrawals_email", "withdrawals", ["merchant", sa.text("lower(email)"), "declared_at"])
    op.create_index("ix_mails_recipient", "mails", [sa.text("lower(recipient)"), "kind", "created_at"])


def downgrade() -> None:
    take_the_time()
    op.drop_index("ix_mails_recipient", "mails")
    op.drop_index("ix_withdrawals_email", "withdrawals")
    op.create_index("ix_withdrawals_email", "withdrawals", ["merchant", "email"])
