"""Marks of how far things have come: a page bears those it was made from, and hears of what differs."""

from collections.abc import Sequence

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from amends.db.case_tables import CaseEntryRow, CaseRow
from amends.db.conversation_tables import ConversationRow
from amends.desk import chats


def newest_entry(session: Session) -> str:
    """Of all cases."""
    return str(session.scalar(select(func.max(CaseEntryRow.id))) or 0)


def of_case(session: Session, case_id: int, talks: Sequence[ConversationRow]) -> dict[str, str]:
    """`talk`: what was said and who has each chat. `case`: the timeline's last line."""
    entry = session.scalar(select(func.max(CaseEntryRow.id)).where(CaseEntryRow.case_id == case_id))
    return {"talk": "_".join(f"{chat.next_seq}-{chat.owner}" for chat in talks), "case": str(entry or 0)}


def with_chats(session: Session, case_id: int) -> tuple[dict[str, str], list[str]]:
    """The marks of a case as it is now, and the ids of its chats."""
    talks = [chat.row for chat in chats.of_case(session, session.get_one(CaseRow, case_id))]
    return of_case(session, case_id, talks), [talk.id for talk in talks]
