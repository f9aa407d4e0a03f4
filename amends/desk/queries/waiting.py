"""What waits for one person at the desk: customers who wrote in their chats, and what colleagues did to their cases."""

from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from amends.cases import notices
from amends.cases.notice_kinds import NoticeKind
from amends.db.tables import CaseRow, ConversationRow, DeskCaseRow
from amends.desk.actor import Actor
from amends.desk.queries.queue import last_speakers
from amends.desk.queries.tabs import taken

MOST = 200
"""Chats that are looked at, those where something was said last."""


@dataclass(frozen=True)
class Waiting:
    """`key` is another one as soon as something further happens; `mine`: it is this person's, and not anybody's."""

    key: str
    number: str
    text: str
    mine: bool = True


def waiting(session: Session, actor: Actor) -> list[Waiting]:
    """First what is the person's own: customers whose words are the last, and notices that they were not shown. Then
    customers who wrote in a chat that nobody has."""
    return [*_unanswered(session, actor, mine=True), *told(session, actor), *_unanswered(session, actor, mine=False)]


def how_many(session: Session, actor: Actor) -> int:
    """Cases in which something is this person's to look at: those stand in the tab of what they have, or in `told`."""
    mine = [*_unanswered(session, actor, mine=True), *told(session, actor)]
    return len({each.number for each in mine})


def told(session: Session, actor: Actor) -> list[Waiting]:
    """What colleagues did, of which the person was not shown yet. The cases may be anybody's, and closed."""
    rows = notices.unseen(session, actor.id)
    theirs = select(CaseRow.id, CaseRow.number).where(
        CaseRow.id.in_([row.case_id for row in rows]), CaseRow.merchant.in_(actor.merchants)
    )
    numbers = {case.id: case.number for case in session.execute(theirs)}
    return [
        Waiting(f"notice {row.id}", numbers[row.case_id], f"{row.by_name} {NoticeKind.label_of(row.kind)}")
        for row in rows
        if row.case_id in numbers
    ]


def _unanswered(session: Session, actor: Actor, *, mine: bool) -> list[Waiting]:
    whose = DeskCaseRow.assigned_to == actor.id if mine else DeskCaseRow.assigned_to.is_(None)
    rows = session.execute(
        select(CaseRow.number, ConversationRow.id, ConversationRow.next_seq)
        .join(ConversationRow, ConversationRow.id == CaseRow.conversation_id)
        .outerjoin(DeskCaseRow, DeskCaseRow.case_id == CaseRow.id)
        .where(CaseRow.merchant.in_(actor.merchants), taken(), whose)
        .order_by(ConversationRow.last_event_at.desc())
        .limit(MOST)
    ).all()
    spoke = last_speakers(session, [chat for _, chat, _ in rows])
    said = "The customer has written" if mine else "A customer waits for a person"
    return [
        Waiting(f"{number} {seq}", number, said, mine) for number, chat, seq in rows if spoke.get(chat) == "customer"
    ]
