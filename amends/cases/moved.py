"""Which conversations a case was taken from: what is written there does not bring it back, only a code does."""

from sqlalchemy import select
from sqlalchemy.orm import Session

from amends.cases.entries import EntryKind
from amends.db.case_tables import CaseEntryRow, CaseRow


def line(left: str | None, came_to: str, channels: tuple[str | None, str]) -> dict[str, str | None]:
    """What the timeline keeps of a move: both conversations, and the `channels` that they are on."""
    return {"from": channels[0], "to": channels[1], "left": left, "came_to": came_to}


def left(session: Session, case: CaseRow) -> set[str]:
    """The conversations that the case was taken from, and has not come back to."""
    lines = select(CaseEntryRow.body).where(CaseEntryRow.case_id == case.id, CaseEntryRow.kind == EntryKind.MOVED)
    found: set[str] = set()
    for body in session.scalars(lines.order_by(CaseEntryRow.id)):
        found.add(body.get("left") or "")
        found.discard(body.get("came_to") or "")
    return found - {"", case.conversation_id or ""}


def has_left(session: Session, case: CaseRow, conversation_id: str | None) -> bool:
    """Whether the case was taken from that conversation to another one, with a code."""
    return conversation_id is not None and conversation_id in left(session, case)
