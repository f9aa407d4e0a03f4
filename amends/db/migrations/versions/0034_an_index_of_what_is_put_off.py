"""an index of cases that are put off

Revision: 0034, after 0033. The queue looks at these whole, and at the many others in one pass.
"""

import sqlalchemy as sa
from alembic import op

revision = "0034"
down_revision = "0033"
branch_labels = None
depends_on = None


def upgrade() -> None:
    put_off = sa.text("snoozed_until IS NOT NULL")
    op.create_index("ix_desk_cases_put_off", "desk_cases", ["case_id"], sqlite_where=put_off, postgresql_where=put_off)


def downgrade() -> None:
    op.drop_index("ix_desk_cases_put_off", "desk_cases")
