"""Marks of how far things have come: a page bears those it was made from, and hears of what differs."""

from collections.abc import Sequence

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from amends.db.tables import CaseEntryRow, ConversationRow
from web.desk.routing import Visit


def newest_entry(visit: Visit) -> str:
    """Of all cases."""
    with visit.desk.context.database.read() as session:
        return str(session.scalar(select(func.max(CaseEntryRow.id))) or 0)


def case_marks(session: Session, case_id: int, chats: Sequence[ConversationRow]) -> dict[str, str]:
    """`talk`: what was said and who has each chat. `case`: the timeline's last line."""
    entry = session.scalar(select(func.max(CaseEntryRow.id)).where(CaseEntryRow.case_id == case_id))
    return {"talk": "_".join(f"{chat.next_seq}-{chat.owner}" for chat in chats), "case": str(entry or 0)}
