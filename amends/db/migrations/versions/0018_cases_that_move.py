"""cases that move

Revision: 0018, after 0017. A customer takes a case to another conversation with a code that was sent by e-mail.
"""

import sqlalchemy as sa
from alembic import op

revision = "0018"
down_revision = "0017"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "case_moves",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("conversation_id", sa.String(length=40), nullable=False),
        sa.Column("number", sa.String(length=12), nullable=False),
        sa.Column("case_id", sa.Integer(), nullable=True),
        sa.Column("state", sa.String(length=10), nullable=False),
        sa.Column("asked_from", sa.String(length=64), nullable=True),
        sa.Column("asked_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("requested_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("sent_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("code_hash", sa.String(length=64), nullable=True),
        sa.Column("tries", sa.Integer(), nullable=False),
        sa.CheckConstraint("state in ('asked', 'waiting', 'moved', 'left')", name=op.f("ck_case_moves_state")),
        sa.ForeignKeyConstraint(
            ["conversation_id"], ["conversations.id"], name=op.f("fk_case_moves_conversation_id_conversations")
        ),
        sa.ForeignKeyConstraint(["case_id"], ["cases.id"], name=op.f("fk_case_moves_case_id_cases")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_case_moves")),
    )
    with op.batch_alter_table("case_moves") as moves:
        moves.create_index("ix_case_moves_conversation_id", ["conversation_id"])
        moves.create_index("ix_case_moves_case_id", ["case_id"])
        moves.create_index("ix_case_moves_number", ["number", "requested_at"])
        moves.create_index("ix_case_moves_asked_from", ["asked_from", "requested_at"])
        moves.create_index("ix_case_moves_asked_at", ["asked_at"])


def downgrade() -> None:
    op.drop_table("case_moves")
