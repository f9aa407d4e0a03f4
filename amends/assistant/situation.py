"""A conversation as the dialogue needs it: read whole, changed as a value, written back in one transaction."""

from dataclasses import dataclass, replace
from datetime import datetime

from sqlalchemy.orm import Session

from amends.assistant.draft import Draft
from amends.assistant.identity import Verified
from amends.db.conversation_tables import ConversationRow
from amends.errors import Conflict, NotFound


@dataclass(frozen=True)
class Situation:
    """`verified` is None where nobody's identity was matched."""

    conversation_id: str
    merchant: str
    language: str
    draft: Draft
    verified: Verified | None

    @classmethod
    def of(cls, row: ConversationRow) -> "Situation":
        verified = None
        if row.verified_order and row.verified_email and row.verified_at:
            verified = Verified(row.verified_order, row.verified_email, row.verified_at)
        return cls(row.id, row.merchant, row.language, Draft.from_json(row.draft), verified)


def find(session: Session, conversation_id: str) -> ConversationRow:
    """The conversation's row. NotFound where there is none: ids are minted by web, never by a sender."""
    return _known(session.get(ConversationRow, conversation_id), conversation_id)


def hold(session: Session, conversation_id: str) -> ConversationRow:
    """The same, for writing: nobody else changes it until the transaction ends. Locked before the order and the case
    (docs/ledger.md)."""
    row = session.get(ConversationRow, conversation_id, with_for_update=True, populate_existing=True)
    return _known(row, conversation_id)


def keep(row: ConversationRow, situation: Situation, now: datetime) -> None:
    """Write the draft and the verified identity back. Each use of a verified identity makes it fresh again.

    Conflict where somebody else wrote since `situation` was read: whoever calls does it all again.
    """
    revision = situation.draft.revision
    if row.draft.get("revision", 0) != revision:
        raise Conflict(f"conversation {row.id} was changed at the same time")
    row.draft = replace(situation.draft, revision=revision + 1).as_json()
    row.case_id = situation.draft.case_id or row.case_id
    verified = situation.verified
    row.verified_order = verified.order_number if verified else None
    row.verified_email = verified.email if verified else None
    row.verified_at = now if verified else None


def _known(row: ConversationRow | None, conversation_id: str) -> ConversationRow:
    if row is None:
        raise NotFound(f"there is no conversation {conversation_id}")
    return row
