"""reply targets

Revision: 0028, after 0027. How long customers wait for a person, as it is counted; and the priority of a case.
"""

import sqlalchemy as sa
from alembic import op

revision = "0028"
down_revision = "0027"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "reply_targets",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("case_id", sa.Integer(), nullable=False),
        sa.Column("merchant", sa.String(40), nullable=False),
        sa.Column("waits", sa.String(5), nullable=False),
        sa.Column("begun_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("minutes", sa.Integer(), nullable=False),
        sa.Column("used", sa.Float(), nullable=False),
        sa.Column("since", sa.DateTime(timezone=True), nullable=True),
        sa.Column("due_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("missed", sa.Boolean(), nullable=False),
        sa.Column("ended_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("end", sa.String(10), nullable=True),
        sa.Column("warned_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("told_at", sa.DateTime(timezone=True), nullable=True),
        sa.CheckConstraint("waits in ('first', 'next')", name=op.f("ck_reply_targets_waits")),
        sa.CheckConstraint(
            "ended_at is null or (due_at is null and since is null)", name=op.f("ck_reply_targets_ended")
        ),
        sa.ForeignKeyConstraint(["case_id"], ["cases.id"], name=op.f("fk_reply_targets_case_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_reply_targets")),
    )
    op.create_index(op.f("ix_reply_targets_case_id"), "reply_targets", ["case_id"])
    op.create_index("ix_reply_targets_merchant_begun", "reply_targets", ["merchant", "begun_at"])
    is_open = sa.text("ended_at IS NULL")
    op.create_index(
        "uq_reply_targets_open", "reply_targets", ["case_id"], unique=True, sqlite_where=is_open,
        postgresql_where=is_open,
    )  # fmt: skip
    op.create_index("ix_reply_targets_due", "reply_targets", ["due_at"], sqlite_where=is_open, postgresql_where=is_open)
    op.add_column("desk_cases", sa.Column("priority", sa.String(10), nullable=False, server_default="normal"))


def downgrade() -> None:
    op.drop_column("desk_cases", "priority")
    op.drop_table("reply_targets")
