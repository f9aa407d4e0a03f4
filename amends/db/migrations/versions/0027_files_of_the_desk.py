"""files of the desk

Revision: 0027, after 0023. Files that people at the desk send with their answers, and with which mails they go.
"""

import sqlalchemy as sa
from alembic import op

revision = "0027"
down_revision = "0026"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "attachments",
        sa.Column("id", sa.String(29), nullable=False),
        sa.Column("case_id", sa.Integer(), nullable=False),
        sa.Column("agent_id", sa.String(40), nullable=False),
        sa.Column("name", sa.String(100), nullable=False),
        sa.Column("kind", sa.String(10), nullable=False),
        sa.Column("media_type", sa.String(20), nullable=False),
        sa.Column("size", sa.Integer(), nullable=False),
        sa.Column("sha256", sa.String(64), nullable=False),
        sa.Column("key", sa.String(26), nullable=False),
        sa.Column("pages", sa.JSON(), nullable=False),
        sa.Column("token", sa.String(26), nullable=True),
        sa.Column("until", sa.DateTime(timezone=True), nullable=True),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("sent_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(["case_id"], ["cases.id"], name=op.f("fk_attachments_case_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_attachments")),
        sa.UniqueConstraint("token", name=op.f("uq_attachments_token")),
    )
    op.create_index(op.f("ix_attachments_case_id"), "attachments", ["case_id"])
    op.create_index(op.f("ix_attachments_key"), "attachments", ["key"])
    unsent = sa.text("sent_at IS NULL")
    op.create_index(
        "ix_attachments_unsent", "attachments", ["created_at"], sqlite_where=unsent, postgresql_where=unsent
    )
    op.add_column("mails", sa.Column("files", sa.JSON(), nullable=True))


def downgrade() -> None:
    op.drop_column("mails", "files")
    op.drop_table("attachments")
