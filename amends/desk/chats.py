"""The chats of a case: its own, and those of the cases that were merged into it."""

from sqlalchemy import select
from sqlalchemy.orm import Session

from amends.cases import status
from amends.db.tables import CaseRow, ConversationRow, DeskCaseRow, EventRow


def merged_here(session: Session, case: CaseRow) -> list[CaseRow]:
    """The cases that go on in this one."""
    joined = select(CaseRow).join(DeskCaseRow, DeskCaseRow.case_id == CaseRow.id)
    here = joined.where(DeskCaseRow.merged_into == case.id, CaseRow.status == status.MERGED)
    return list(session.scalars(here.order_by(CaseRow.id)))


def of_case(session: Session, case: CaseRow) -> dict[str, str]:
    """The number of the case that each chat was opened for, by the conversation's id; the case's own chat first."""
    chats: dict[str, str] = {}
    for each in (case, *merged_here(session, case)):
        if each.conversation_id is not None:
            chats.setdefault(each.conversation_id, each.number)
    return chats


def rows(session: Session, case: CaseRow) -> list[ConversationRow]:
    """The same as they are stored."""
    return [session.get_one(ConversationRow, each) for each in of_case(session, case)]


def where_to_answer(session: Session, case: CaseRow) -> str | None:
    """The chat in which the customer wrote last, the case's own where they wrote in none; None where it has none."""
    written = select(EventRow.conversation_id).where(
        EventRow.conversation_id.in_(of_case(session, case)), EventRow.author == "customer"
    )
    return session.scalar(written.order_by(EventRow.id.desc()).limit(1)) or case.conversation_id
