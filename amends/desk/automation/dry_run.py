"""Which cases a rule would have touched lately. Nothing is changed."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from amends.assistant.context import Context
from amends.cases.entries import EntryKind
from amends.cases.merged import goes_on_in
from amends.conversations.event_kinds import EventKind
from amends.db.tables import CaseEntryRow, CaseRow, ConversationRow, EventRow
from amends.desk.automation import facts as facts_of
from amends.desk.automation.facts import Event
from amends.desk.automation.rules import Rule
from amends.desk.automation.trigger import event_of

BACK = timedelta(days=7)
MOST_LOOKED_AT = 2000


@dataclass(frozen=True)
class Touched:
    """A case, and when the rule would have been carried out on it."""

    number: str
    at: datetime


@dataclass(frozen=True)
class Tried:
    """`looked_at` times that its event happened; `is_all`: those were all of the time."""

    touched: tuple[Touched, ...]
    looked_at: int
    is_all: bool


def dry_run(session: Session, context: Context, merchant: str, rule: Rule, now: datetime) -> Tried:
    """Over the last week, the newest first. Words and opening hours are those of then; priority, labels, team and who
    has the case are those of now, for what they were is not kept apart."""
    happened = (
        _messages(session, merchant, now) if rule.event is Event.WROTE else _lines(session, merchant, rule.event, now)
    )
    some = happened[:MOST_LOOKED_AT]
    touched = tuple(
        Touched(case.number, at)
        for case, at, message in some
        if rule.fits(facts_of.of_case(session, context, case, at, message))
    )
    return Tried(touched, len(some), len(happened) <= MOST_LOOKED_AT)


def _lines(session: Session, merchant: str, event: Event, now: datetime) -> list[tuple[CaseRow, datetime, int | None]]:
    kind = EntryKind.REPLY_LATE if event is Event.LATE else EntryKind.STATUS
    rows = session.execute(
        select(CaseRow, CaseEntryRow)
        .join(CaseEntryRow, CaseEntryRow.case_id == CaseRow.id)
        .where(CaseRow.merchant == merchant, CaseEntryRow.at > now - BACK, CaseEntryRow.kind == kind)
        .order_by(CaseEntryRow.id.desc())
    )
    return [(case, line.at, None) for case, line in rows if event_of(line) is event]


def _messages(session: Session, merchant: str, now: datetime) -> list[tuple[CaseRow, datetime, int | None]]:
    """Whether a person was awaited then follows from when the case came to one first."""
    rows = session.execute(
        select(CaseRow, EventRow)
        .join(ConversationRow, ConversationRow.case_id == CaseRow.id)
        .join(EventRow, EventRow.conversation_id == ConversationRow.id)
        .where(
            CaseRow.merchant == merchant,
            EventRow.at > now - BACK,
            EventRow.author == "customer",
            EventRow.kind == EventKind.MESSAGE,
        )
        .order_by(EventRow.id.desc())
        .limit(MOST_LOOKED_AT + 1)
    ).all()
    written = [(goes_on_in(session, case), said) for case, said in rows]
    spells = _with_a_person(session, {case.id for case, _ in written})
    return [(case, said.at, said.id) for case, said in written if _is_within(spells.get(case.id, []), said.at)]


def _with_a_person(session: Session, ids: set[int]) -> dict[int, list[tuple[datetime, bool]]]:
    """By case: from when on a person was awaited, and from when on not, in their order."""
    found: dict[int, list[tuple[datetime, bool]]] = {}
    lines = select(CaseEntryRow).where(CaseEntryRow.case_id.in_(ids)).order_by(CaseEntryRow.id)
    for line in session.scalars(lines):
        if line.kind == EntryKind.STATUS:
            awaits = line.body.get("to") == "review"
            found.setdefault(line.case_id, []).append((line.at, awaits))
        elif line.kind == EntryKind.TAKE_OVER:
            found.setdefault(line.case_id, []).append((line.at, True))
        elif line.kind == EntryKind.HAND_BACK:
            found.setdefault(line.case_id, []).append((line.at, False))
    return found


def _is_within(spells: list[tuple[datetime, bool]], at: datetime) -> bool:
    state = False
    for since, awaits in spells:
        if since > at:
            break
        state = awaits
    return state
