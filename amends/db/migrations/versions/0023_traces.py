"""traces of turns and jobs

Revision: 0023, after 0021. To which trace a turn and a job belong; nothing without the setting AMENDS_TRACING_ENDPOINT.
"""

import sqlalchemy as sa
from alembic import op

revision = "0023"
down_revision = "0022"
branch_labels = None
depends_on = None

TABLES = ("turns", "jobs")


def upgrade() -> None:
    for table in TABLES:
        op.add_column(table, sa.Column("traceparent", sa.String(55), nullable=True))


def downgrade() -> None:
    for table in TABLES:
        op.drop_column(table, "traceparent")
