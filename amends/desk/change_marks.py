"""Marks of how far things have come: a page bears those it was made from, and hears of what differs."""

from collections.abc import Sequence

from sqlalchemy import func, literal, select
from sqlalchemy.orm import Session

from amends.db.case_tables import CaseEntryRow, CaseRow
from amends.db.conversation_tables import ConversationRow
from amends.db.desk_tables import DeskNoticeRow
from amends.desk import chats

_WITH_PERSON = ConversationRow.owner == literal("person", literal_execute=True)  # as its index has it


def of_queue(session: Session) -> str:
    """Of all cases: the newest line of a timeline, and what was said in the chats that a person has. What a customer
    writes there makes no line."""
    entry = session.scalar(select(func.max(CaseEntryRow.id))) or 0
    said = select(func.count(), func.sum(ConversationRow.next_seq), func.max(ConversationRow.last_event_at))
    chats_, events, last = session.execute(said.where(_WITH_PERSON)).one()
    return f"{entry}.{chats_}.{events or 0}.{last.timestamp() if last else 0:.6f}"


def of_person(session: Session, agent_id: str) -> str:
    """The same with what this person was not shown yet."""
    unseen = select(func.count(), func.max(DeskNoticeRow.id))
    count, newest = session.execute(
        unseen.where(DeskNoticeRow.agent_id == agent_id, DeskNoticeRow.shown_at.is_(None))
    ).one()
    return f"{of_queue(session)}.{count}.{newest or 0}"


def of_case(session: Session, case_id: int, talks: Sequence[ConversationRow]) -> dict[str, str]:
    """`talk`: what was said and who has each chat. `case`: the timeline's last line."""
    entry = session.scalar(select(func.max(CaseEntryRow.id)).where(CaseEntryRow.case_id == case_id))
    return {"talk": "_".join(f"{chat.next_seq}-{chat.owner}" for chat in talks), "case": str(entry or 0)}


def with_chats(session: Session, case_id: int) -> tuple[dict[str, str], list[str]]:
    """The marks of a case as it is now, and the ids of its chats."""
    talks = [chat.row for chat in chats.of_case(session, session.get_one(CaseRow, case_id))]
    return of_case(session, case_id, talks), [talk.id for talk in talks]
