"""remedies beside money: coupons, and what a remedy is beside kind and amount

Revision: 0032, after 0023. `remedies` gets the detail of a remedy and the lines that a refund is for, and may be a coupon; `coupons` are a merchant's own
list of codes.
"""

from collections.abc import Callable
from typing import Any

import sqlalchemy as sa
from alembic import op
from alembic.operations.base import BatchOperations

revision = "0032"
down_revision = "0031"
branch_labels = None
depends_on = None

_CHECK = "ck_remedies_amount_by_kind"
_PURPOSE = ["merchant", "order_number", "kind", "payment_id", "purpose"]


def _only(condition: str) -> dict[str, Any]:
    return {"sqlite_where": sa.text(condition), "postgresql_where": sa.text(condition)}


def _replace(with_amount: str, column: Callable[[BatchOperations], None]) -> None:
    """SQLite makes the table anew, and knows of no partial index then."""
    if op.get_bind().dialect.name == "postgresql":
        op.execute("SET LOCAL statement_timeout = 0")  # a check of millions of rows takes its time
    op.drop_index("ix_remedies_under_way", "remedies")
    op.drop_index("uq_remedies_live_purpose", "remedies")
    with op.batch_alter_table("remedies", schema=None) as batch_op:
        column(batch_op)
        batch_op.drop_constraint(op.f(_CHECK), type_="check")
        batch_op.create_check_constraint(op.f(_CHECK), f"({with_amount}) = (amount_minor is not null)")
    live, under_way = "state NOT IN ('failed', 'bounced')", "state NOT IN ('bounced', 'confirmed', 'failed')"
    op.create_index("uq_remedies_live_purpose", "remedies", _PURPOSE, unique=True, **_only(live))
    op.create_index("ix_remedies_under_way", "remedies", ["id"], **_only(under_way))


def _add(batch_op: BatchOperations) -> None:
    batch_op.add_column(sa.Column("items", sa.JSON(), nullable=True))
    batch_op.add_column(sa.Column("detail", sa.String(80), nullable=False, server_default=""))


def _drop(batch_op: BatchOperations) -> None:
    batch_op.drop_column("items")
    batch_op.drop_column("detail")


def upgrade() -> None:
    op.create_table(
        "coupons",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("merchant", sa.String(40), nullable=False),
        sa.Column("code", sa.String(80), nullable=False),
        sa.Column("amount_minor", sa.Integer(), nullable=False),
        sa.Column("currency", sa.String(3), nullable=False),
        sa.Column("valid_until", sa.Date(), nullable=True),
        sa.Column("key", sa.String(64), nullable=True),
        sa.Column("order_number", sa.String(20), nullable=True),
        sa.Column("taken_at", sa.DateTime(timezone=True), nullable=True),
        sa.CheckConstraint("amount_minor > 0", name=op.f("ck_coupons_amount_positive")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_coupons")),
        sa.UniqueConstraint("key", name=op.f("uq_coupons_key")),
    )
    op.create_index("uq_coupons_code", "coupons", ["merchant", "code"], unique=True)
    _replace("kind in ('refund', 'credit', 'coupon')", _add)


def downgrade() -> None:
    # Where a coupon was given the check refuses, and the step back ends: it would be thrown away.
    _replace("kind in ('refund', 'credit')", _drop)
    op.drop_index("uq_coupons_code", table_name="coupons")
    op.drop_table("coupons")
