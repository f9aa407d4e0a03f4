"""teams and automation rules

Revision: 0029, after 0028. Teams of a desk, what its people take on, rules that do a desk's chores, and the team and
the draft of a case.
"""

import sqlalchemy as sa
from alembic import op

revision = "0029"
down_revision = "0028"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "teams",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("merchant", sa.String(40), nullable=False),
        sa.Column("name", sa.String(40), nullable=False),
        sa.Column("hands_out", sa.Boolean(), nullable=False),
        sa.Column("takes_new", sa.Boolean(), nullable=False),
        sa.Column("changed_by", sa.String(40), nullable=False),
        sa.Column("changed_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_teams")),
    )
    op.create_index("uq_teams_name", "teams", ["merchant", "name"], unique=True)
    new = sa.text("takes_new")
    op.create_index("uq_teams_takes_new", "teams", ["merchant"], unique=True, sqlite_where=new, postgresql_where=new)
    op.create_table(
        "team_members",
        sa.Column("team_id", sa.Integer(), nullable=False),
        sa.Column("agent_id", sa.String(20), nullable=False),
        sa.ForeignKeyConstraint(["team_id"], ["teams.id"], name=op.f("fk_team_members_team_id")),
        sa.ForeignKeyConstraint(["agent_id"], ["agents.id"], name=op.f("fk_team_members_agent_id")),
        sa.PrimaryKeyConstraint("team_id", "agent_id", name=op.f("pk_team_members")),
    )
    op.create_index(op.f("ix_team_members_agent_id"), "team_members", ["agent_id"])
    op.create_table(
        "agent_work",
        sa.Column("agent_id", sa.String(20), nullable=False),
        sa.Column("languages", sa.JSON(), nullable=False),
        sa.Column("issues", sa.JSON(), nullable=False),
        sa.Column("most", sa.Integer(), nullable=True),
        sa.Column("away", sa.Boolean(), nullable=False),
        sa.Column("given_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(["agent_id"], ["agents.id"], name=op.f("fk_agent_work_agent_id")),
        sa.PrimaryKeyConstraint("agent_id", name=op.f("pk_agent_work")),
    )
    op.create_table(
        "automation_rules",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("merchant", sa.String(40), nullable=False),
        sa.Column("name", sa.String(60), nullable=False),
        sa.Column("event", sa.String(10), nullable=False),
        sa.Column("conditions", sa.JSON(), nullable=False),
        sa.Column("actions", sa.JSON(), nullable=False),
        sa.Column("place", sa.Integer(), nullable=False),
        sa.Column("is_on", sa.Boolean(), nullable=False),
        sa.Column("changed_by", sa.String(40), nullable=False),
        sa.Column("changed_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_automation_rules")),
    )
    op.create_index("ix_automation_rules_merchant", "automation_rules", ["merchant", "event", "place"])
    review = sa.text("status = 'review'")
    op.create_index("ix_cases_in_review", "cases", ["merchant"], sqlite_where=review, postgresql_where=review)
    with op.batch_alter_table("desk_cases", schema=None) as batch_op:
        batch_op.add_column(sa.Column("suggested", sa.String(40), nullable=True))
        batch_op.add_column(sa.Column("team_id", sa.Integer(), nullable=True))
        batch_op.create_foreign_key(batch_op.f("fk_desk_cases_team_id"), "teams", ["team_id"], ["id"])
        batch_op.create_index(batch_op.f("ix_desk_cases_team_id"), ["team_id"])


def downgrade() -> None:
    with op.batch_alter_table("desk_cases", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_desk_cases_team_id"))
        batch_op.drop_constraint(batch_op.f("fk_desk_cases_team_id"), type_="foreignkey")
        batch_op.drop_column("team_id")
        batch_op.drop_column("suggested")
    op.drop_index("ix_cases_in_review", "cases")
    op.drop_table("automation_rules")
    op.drop_table("agent_work")
    op.drop_table("team_members")
    op.drop_table("teams")
