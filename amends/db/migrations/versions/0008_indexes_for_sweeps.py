"""indexes for sweeps

Revision: 0008, after 0007.
"""

from typing import Any

import sqlalchemy as sa
from alembic import op

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None


def only(condition: str) -> dict[str, Any]:
    return {"sqlite_where": sa.text(condition), "postgresql_where": sa.text(condition)}


def take_the_time() -> None:
    """An index of a table with millions of rows takes longer than a statement may."""
    if op.get_bind().dialect.name == "postgresql":
        op.execute("SET LOCAL statement_timeout = 0")


def upgrade() -> None:
    take_the_time()
    op.create_index("ix_cases_waiting", "cases", ["due_at"], **only("status = 'waiting'"))
    op.create_index("ix_cases_on_hold", "cases", ["id"], **only("status = 'on_hold'"))
    op.create_index("ix_conversations_with_person", "conversations", ["id"], **only("owner = 'person'"))
    op.create_index("ix_remedies_under_way", "remedies", ["id"], **only("state NOT IN ('confirmed', 'failed')"))
    op.create_index("ix_evidence_key", "evidence", ["key"])
    op.create_index("ix_helpdesk_lines_settled_at", "helpdesk_lines", ["settled_at"])
    op.create_index("ix_helpdesk_received_filed", "helpdesk_received", ["kind", "filed_at"])
    op.drop_index("ix_conversations_opened", "conversations")
    opened = ["opened_from", "created_at"]
    op.create_index("ix_conversations_opened", "conversations", opened, **only("opened_from IS NOT NULL"))


def downgrade() -> None:
    take_the_time()
    op.drop_index("ix_conversations_opened", "conversations")
    op.create_index("ix_conversations_opened", "conversations", ["opened_from", "created_at"])
    op.drop_index("ix_helpdesk_received_filed", "helpdesk_received")
    op.drop_index("ix_helpdesk_lines_settled_at", "helpdesk_lines")
    op.drop_index("ix_evidence_key", "evidence")
    op.drop_index("ix_remedies_under_way", "remedies")
    op.drop_index("ix_conversations_with_person", "conversations")
    op.drop_index("ix_cases_on_hold", "cases")
    op.drop_index("ix_cases_waiting", "cases")
