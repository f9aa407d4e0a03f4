"""helpdesks

Revision: 0005, after 0004.
"""

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "helpdesk_received",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("merchant", sa.String(length=40), nullable=False),
        sa.Column("kind", sa.String(length=10), nullable=False),
        sa.Column("event_id", sa.String(length=64), nullable=False),
        sa.Column("case_id", sa.Integer(), nullable=False),
        sa.Column("what", sa.String(length=10), nullable=False),
        sa.Column("text", sa.String(), nullable=False),
        sa.Column("author", sa.String(length=80), nullable=True),
        sa.Column("remarks", sa.JSON(), nullable=False),
        sa.Column("received_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("filed_at", sa.DateTime(timezone=True), nullable=True),
        sa.CheckConstraint("what in ('answer', 'resolved')", name=op.f("ck_helpdesk_received_what")),
        sa.ForeignKeyConstraint(["case_id"], ["cases.id"], name=op.f("fk_helpdesk_received_case_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_helpdesk_received")),
        sa.UniqueConstraint("merchant", "kind", "event_id", name=op.f("uq_helpdesk_received_merchant_kind_event_id")),
    )
    with op.batch_alter_table("helpdesk_received", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_helpdesk_received_case_id"), ["case_id"], unique=False)

    op.create_table(
        "helpdesk_threads",
        sa.Column("case_id", sa.Integer(), nullable=False),
        sa.Column("merchant", sa.String(length=40), nullable=False),
        sa.Column("kind", sa.String(length=10), nullable=False),
        sa.Column("reference", sa.String(length=200), nullable=True),
        sa.Column("held_until", sa.DateTime(timezone=True), nullable=True),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["case_id"], ["cases.id"], name=op.f("fk_helpdesk_threads_case_id")),
        sa.PrimaryKeyConstraint("case_id", name=op.f("pk_helpdesk_threads")),
    )
    with op.batch_alter_table("helpdesk_threads", schema=None) as batch_op:
        batch_op.create_index("ix_helpdesk_threads_reference", ["merchant", "kind", "reference"], unique=False)

    op.create_table(
        "helpdesk_lines",
        sa.Column("event_id", sa.Integer(), nullable=False),
        sa.Column("case_id", sa.Integer(), nullable=False),
        sa.Column("settled_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(["case_id"], ["cases.id"], name=op.f("fk_helpdesk_lines_case_id")),
        sa.ForeignKeyConstraint(["event_id"], ["events.id"], name=op.f("fk_helpdesk_lines_event_id")),
        sa.PrimaryKeyConstraint("event_id", name=op.f("pk_helpdesk_lines")),
    )
    with op.batch_alter_table("helpdesk_lines", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_helpdesk_lines_case_id"), ["case_id"], unique=False)


def downgrade() -> None:
    with op.batch_alter_table("helpdesk_lines", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_helpdesk_lines_case_id"))

    op.drop_table("helpdesk_lines")
    with op.batch_alter_table("helpdesk_threads", schema=None) as batch_op:
        batch_op.drop_index("ix_helpdesk_threads_reference")

    op.drop_table("helpdesk_threads")
    with op.batch_alter_table("helpdesk_received", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_helpdesk_received_case_id"))

    op.drop_table("helpdesk_received")
