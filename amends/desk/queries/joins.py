"""What lists of cases join with each case: what the desk knows of it, its conversation, and its open reply target.

Over ten thousand cases each of them takes some milliseconds, so a statement joins what it asks for.
"""

from typing import Any

from sqlalchemy import Select

from amends.db.tables import CaseRow, ConversationRow, DeskCaseRow, ReplyTargetRow
from amends.desk.queries import targets


def joined[S: Select[*tuple[Any, ...]]](statement: S, *, chat: bool = True, reply: bool = True) -> S:
    """What the desk knows of it and, where they are asked for, the other two: where there is any."""
    found = statement.select_from(CaseRow).outerjoin(DeskCaseRow, DeskCaseRow.case_id == CaseRow.id)
    if chat:
        found = found.outerjoin(ConversationRow, ConversationRow.id == CaseRow.conversation_id)
    return found.outerjoin(ReplyTargetRow, targets.OPEN) if reply else found
