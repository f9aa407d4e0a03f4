"""The chats of a case: its own, others of the customer about it, and those of the cases that were merged into it."""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from amends.assistant.identity import same_email
from amends.cases import moved
from amends.cases.status import CaseStatus
from amends.db.tables import CaseRow, ConversationRow, DeskCaseRow, EventRow


@dataclass(frozen=True)
class Chat:
    """A conversation. `case` is the number of the case that it is a chat of: another one where that was merged. `own`
    is the one where the case goes on. `matched`: whoever writes there is the customer of this case as far as the
    records tell; what an agent thinks of it matches nobody's identity."""

    row: ConversationRow
    case: str
    own: bool
    matched: bool


def merged_here(session: Session, case: CaseRow) -> list[CaseRow]:
    """The cases that go on in this one."""
    joined = select(CaseRow).join(DeskCaseRow, DeskCaseRow.case_id == CaseRow.id)
    here = joined.where(DeskCaseRow.merged_into == case.id, CaseRow.status == CaseStatus.MERGED)
    return list(session.scalars(here.order_by(CaseRow.id)))


def of_case(session: Session, case: CaseRow) -> list[Chat]:
    """Its own first, then the others as they were opened."""
    return of_cases(session, case, merged_here(session, case))


def of_cases(session: Session, case: CaseRow, joined: Sequence[CaseRow]) -> list[Chat]:
    """The same, where the cases that were `merged_here` are known already."""
    cases = {each.id: each for each in (case, *joined)}
    begun_in = {each.conversation_id: each for each in reversed(cases.values()) if each.conversation_id}
    theirs = or_(ConversationRow.id.in_(list(begun_in)), ConversationRow.case_id.in_(list(cases)))
    rows = session.scalars(select(ConversationRow).where(theirs).order_by(ConversationRow.created_at)).all()
    found = [_chat(row, begun_in.get(row.id) or cases[row.case_id or case.id], case) for row in rows]
    return sorted(found, key=lambda chat: not chat.own)


def _chat(row: ConversationRow, of: CaseRow, case: CaseRow) -> Chat:
    return Chat(row, of.number, row.id == case.conversation_id, of is case or same_email(of.email, case.email))


def where_to_answer(session: Session, case: CaseRow) -> str | None:
    """The chat in which the customer wrote last, the case's own where they wrote in none; None where it has none. Never
    one of somebody who is not matched with the case's customer, nor one that the customer took the case from."""
    left = moved.left(session, case)
    ids = [chat.row.id for chat in of_case(session, case) if chat.matched and chat.row.id not in left]
    return _last_written(session, ids) or case.conversation_id


def _last_written(session: Session, conversations: Sequence[str]) -> str | None:
    if len(conversations) < 2:
        return None
    written = select(EventRow.conversation_id).where(
        EventRow.conversation_id.in_(conversations), EventRow.author == "customer"
    )
    return session.scalar(written.order_by(EventRow.id.desc()).limit(1))
