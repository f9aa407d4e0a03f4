"""Notes that rules are to be tried, in the very transaction that makes it so (docs/decisions/0080).

What rules do writes none of the rows that are looked at here, and what a rule writes is passed over besides: so no rule
ever makes another one be tried.
"""

from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from amends.cases import status
from amends.cases.entries import EntryKind
from amends.cases.merged import goes_on_in
from amends.cases.status import CaseStatus, waits_for_a_person
from amends.conversations.event_kinds import EventKind
from amends.db import outbox
from amends.db.case_tables import CaseEntryRow, CaseRow
from amends.db.conversation_tables import ConversationRow, EventRow
from amends.db.job_kinds import JobKind
from amends.db.session import Database
from amends.db.tables import AutomationRuleRow
from amends.db.watching import Watch
from amends.desk.automation.facts import Event

BY_RULE = "rule:"
"""What the id of a rule begins with, where a person's would stand."""


def watch(database: Database) -> None:
    """From now on."""
    _WATCH.begin(database, True)


def event_of(line: CaseEntryRow) -> Event | None:
    """What a line of the timeline is to rules."""
    if line.actor.startswith(BY_RULE):
        return None
    if line.kind == EntryKind.REPLY_LATE:
        return Event.LATE
    if line.kind != EntryKind.STATUS:
        return None
    to = line.body.get("to")
    if to == CaseStatus.REVIEW and line.body.get("from") != CaseStatus.REVIEW:
        return Event.CAME
    return Event.CLOSED if to in status.CLOSED else None


def _line(session: Session, line: CaseEntryRow, _: bool) -> None:
    if (found := event_of(line)) is not None:
        _enqueue(session, session.get_one(CaseRow, line.case_id), found, line, {})


def _said(session: Session, said: EventRow, _: bool) -> None:
    if said.author != "customer" or said.kind != EventKind.MESSAGE:
        return
    talk = session.get_one(ConversationRow, said.conversation_id)
    if talk.case_id is None:
        return
    case = goes_on_in(session, session.get_one(CaseRow, talk.case_id))
    if case.status in status.CLOSED:
        return
    if waits_for_a_person(case.status, talk.owner):
        _enqueue(session, case, Event.WROTE, said, {"message": said.id})


def _enqueue(session: Session, case: CaseRow, what: Event, row: CaseEntryRow | EventRow, more: dict[str, Any]) -> None:
    """One job for one thing that happened, where any rule is for that."""
    any_rule = select(AutomationRuleRow.id).where(
        AutomationRuleRow.merchant == case.merchant, AutomationRuleRow.event == what, AutomationRuleRow.is_on
    )
    if session.scalar(any_rule.limit(1)) is None:
        return
    key = f"{what}:{row.id}"
    body = {"case_id": case.id, "event": str(what), "key": key, "at": row.at.isoformat(), **more}
    outbox.enqueue(session, JobKind.TRY_RULES, body, row.at, dedupe=f"{JobKind.TRY_RULES}:{key}")


_WATCH = Watch(_line, _said)
