"""a refund that came back

Revision: 0010, after 0009.
"""

from datetime import UTC, datetime, timedelta
from typing import Any

import sqlalchemy as sa
from alembic import op

revision = "0010"
down_revision = "0009"
branch_labels = None
depends_on = None

WATCHED = timedelta(days=30)


def only(condition: str) -> dict[str, Any]:
    return {"sqlite_where": sa.text(condition), "postgresql_where": sa.text(condition)}


def take_the_time() -> None:
    """An index of a table with millions of rows takes longer than a statement may."""
    if op.get_bind().dialect.name == "postgresql":
        op.execute("SET LOCAL statement_timeout = 0")


def replace(states: str, live: str, under_way: str) -> None:
    op.drop_index("ix_remedies_under_way", "remedies")
    op.drop_index("uq_remedies_live_purpose", "remedies")
    with op.batch_alter_table("remedies", schema=None) as batch_op:
        batch_op.drop_constraint(op.f("ck_remedies_state"), type_="check")
        batch_op.create_check_constraint(op.f("ck_remedies_state"), f"state in ({states})")
    purpose = ["merchant", "order_number", "kind", "payment_id", "purpose"]
    op.create_index("uq_remedies_live_purpose", "remedies", purpose, unique=True, **only(live))
    op.create_index("ix_remedies_under_way", "remedies", ["id"], **only(under_way))


def watch_what_was_made() -> None:
    """The refunds of the last weeks can still fail: they get the job that a refund has from now on."""
    at = sa.DateTime(timezone=True)
    remedies = sa.table(
        "remedies",
        *(sa.column(name) for name in ("id", "case_id", "key", "kind", "state")),
        sa.column("settled_at", at),
    )
    jobs = sa.table(
        "jobs",
        *(sa.column(name) for name in ("kind", "dedupe", "state", "attempts")),
        sa.column("body", sa.JSON),
        sa.column("due_at", at),
        sa.column("created_at", at),
    )
    now = datetime.now(UTC)
    made = (remedies.c.kind == "refund") & (remedies.c.state == "confirmed") & (remedies.c.settled_at > now - WATCHED)
    found = op.get_bind().execute(sa.select(remedies.c.id, remedies.c.case_id, remedies.c.key).where(made)).all()
    kind = "remedy.look_again"
    plain = {"kind": kind, "state": "waiting", "attempts": 0, "due_at": now, "created_at": now}
    rows = [
        {**plain, "dedupe": f"{kind}:{key}", "body": {"remedy_id": remedy, "case_id": case}}
        for remedy, case, key in found
    ]
    if rows:
        op.bulk_insert(jobs, rows)


def upgrade() -> None:
    take_the_time()
    replace(
        "'requested', 'submitted', 'confirmed', 'failed', 'unknown', 'bounced'",
        "state NOT IN ('failed', 'bounced')",
        "state NOT IN ('bounced', 'confirmed', 'failed')",
    )
    watch_what_was_made()


def downgrade() -> None:
    take_the_time()
    op.execute("UPDATE remedies SET state = 'failed' WHERE state = 'bounced'")
    op.execute("DELETE FROM jobs WHERE kind = 'remedy.look_again'")
    replace(
        "'requested', 'submitted', 'confirmed', 'failed', 'unknown'",
        "state <> 'failed'",
        "state NOT IN ('confirmed', 'failed')",
    )
