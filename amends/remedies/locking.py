"""A remedy, held for a change. Every change of one takes its locks in the same order (docs/ledger.md, Locks)."""

from sqlalchemy import select
from sqlalchemy.orm import Session

from amends.db.case_tables import CaseRow
from amends.db.conversation_tables import ConversationRow
from amends.db.remedy_tables import RemedyRow
from amends.remedies.ledger import hold_order


def locked(session: Session, remedy_id: int) -> RemedyRow:
    """The remedy as it is now, with its conversation and its order held, in that order, until the commit."""
    remedy = session.get_one(RemedyRow, remedy_id)
    talk = select(ConversationRow.id).join(CaseRow, CaseRow.conversation_id == ConversationRow.id)
    session.execute(talk.where(CaseRow.id == remedy.case_id).with_for_update(of=ConversationRow))
    hold_order(session, remedy.merchant, remedy.order_number)
    session.refresh(remedy)
    return remedy
