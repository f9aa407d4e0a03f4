"""The same for what a desk works with: teams, rules, files of answers and replies that are awaited."""

from collections.abc import Iterator
from datetime import datetime

from amends.db.tables import (
    AgentWorkRow,
    AssessmentRow,
    AttachmentRow,
    AutomationRuleRow,
    Base,
    ReplyTargetRow,
    ReportRow,
    TeamMemberRow,
    TeamRow,
)
from tests.web_desk.rows import Text, row

KEYS = {
    "agent_work.agent_id", "automation_rules.event", "automation_rules.merchant", "attachments.kind",
    "assessments.merchant", "attachments.agent_id", "desk_reports.agent_id", "desk_reports.merchant",
    "reply_targets.merchant", "team_members.agent_id", "teams.merchant",
}  # fmt: skip


def rows(text: Text, now: datetime, merchant: str, case: int, over: int, agent: str) -> Iterator[Base]:
    """In an order in which they may be written, before what the desk knows about the case. `over` is a closed one."""
    yield row(TeamRow, text, now, id=case, merchant=merchant, takes_new=False)
    yield row(TeamMemberRow, text, now, team_id=case, agent_id=agent)
    languages, issues = [text("agent_work.languages")], [text("agent_work.issues")]
    yield row(AgentWorkRow, text, now, agent_id=agent, languages=languages, issues=issues)
    yield row(
        AutomationRuleRow, text, now, id=case, merchant=merchant, event="came",
        conditions=[{"term": "words", "values": [text("automation_rules.conditions")], "negated": False}],
        actions=[{"kind": "label", "value": text("automation_rules.actions")}],
    )  # fmt: skip
    yield row(
        AttachmentRow,
        text,
        now,
        case_id=case,
        agent_id=agent,
        kind="document",
        sent_at=None,
        pages=[{"width": text("attachments.pages")}],
    )
    yield row(
        ReplyTargetRow, text, now, id=case, case_id=case, merchant=merchant, waits="first", since=None, due_at=None
    )
    yield row(AssessmentRow, text, now, case_id=over, merchant=merchant)
    yield row(ReportRow, text, now, id=case, agent_id=agent, merchant=merchant)
