"""A conversation as the dialogue needs it: read whole, changed as a value, written back in one transaction."""

from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from sqlalchemy import Select, select
from sqlalchemy.orm import Session, object_session

from amends.assistant.draft import Draft
from amends.assistant.identity import Verified
from amends.assistant.proven import with_pair
from amends.db.conversation_tables import ConversationRow, EventRow
from amends.db.session import Database
from amends.errors import Conflict, NotFound
from amends.messages.say import Say

_HELD = "the conversations that this transaction holds"
_DRAFTS = "what their drafts were read as"


@dataclass(frozen=True)
class Situation:
    """`verified` is None where nobody's identity was matched. `message` is the id of the message in hand, `says` what
    was said to it so far; neither is kept with the conversation."""

    conversation_id: str
    merchant: str
    language: str
    draft: Draft
    verified: Verified | None
    message: str = ""
    says: tuple[Say, ...] = ()
    last_case: int | None = None
    """The case that the conversation was about last, while another claim has none yet."""

    @classmethod
    def of(cls, row: ConversationRow) -> "Situation":
        verified = None
        if row.verified_order and row.verified_email and row.verified_at:
            verified = Verified(row.verified_order, row.verified_email, row.verified_at)
        return cls(row.id, row.merchant, row.language, _draft(row), verified, last_case=row.case_id)

    @classmethod
    def read(cls, database: Database, conversation_id: str) -> "Situation":
        """The conversation as it stands. NotFound where there is none."""
        with database.read() as session:
            return cls.of(find(session, conversation_id))

    def say(self, *says: Say) -> "Situation":
        """The situation after more was said."""
        return replace(self, says=(*self.says, *says))


def find(session: Session, conversation_id: str) -> ConversationRow:
    """The conversation's row. NotFound where there is none: ids are minted by web, never by a sender."""
    return _known(session.get(ConversationRow, conversation_id), conversation_id)


def hold(session: Session, conversation_id: str) -> ConversationRow:
    """The same, for writing: nobody else changes it until the transaction ends. Locked before the order and the case
    (docs/ledger.md). Once a transaction: whoever holds it already has it as it stands."""
    held: dict[str, ConversationRow] = session.info.setdefault(_HELD, {})
    if conversation_id in held:
        return held[conversation_id]
    found = session.get(ConversationRow, conversation_id, with_for_update=True, populate_existing=True)
    row = _known(found, conversation_id)
    if not session.in_nested_transaction():  # a part that is taken back gives its lock back
        held[conversation_id] = row
    return row


def heard_until(session: Session, conversation_id: str, since: datetime, gap: timedelta) -> datetime:
    """When the customer was last heard of, from `since` on without a break longer than `gap`.

    Whoever comes after such a break may be somebody else at the same screen. What the bot, the worker or a person at
    the desk writes says nothing about who reads it.
    """
    until = since
    for at in session.scalars(_heard(conversation_id).where(EventRow.at > since).order_by(EventRow.at)):
        if at - until > gap:
            break
        until = at
    return until


def last_heard(session: Session, conversation_id: str) -> datetime | None:
    """When the customer wrote, pressed or sent something last."""
    return session.scalar(_heard(conversation_id).order_by(EventRow.at.desc()).limit(1))


def _heard(conversation_id: str) -> Select[datetime]:
    return select(EventRow.at).where(EventRow.conversation_id == conversation_id, EventRow.author == "customer")


def keep(row: ConversationRow, situation: Situation) -> None:
    """Write the draft and the verified identity back.

    Conflict where somebody else wrote since `situation` was read: whoever calls does it all again.
    """
    revision = situation.draft.revision
    if row.draft.get("revision", 0) != revision:
        raise Conflict(f"conversation {row.id} was changed at the same time")
    verified = situation.verified
    row.draft = replace(situation.draft, revision=revision + 1, proven=with_pair(row, verified)).as_json()
    row.case_id = situation.draft.case_id or row.case_id
    row.verified_order = verified.order_number if verified else None
    row.verified_email = verified.email if verified else None
    row.verified_at = verified.at if verified else None


def _draft(row: ConversationRow) -> Draft:
    """The row's draft, made of its document once for each time that this was read or written."""
    session = object_session(row)
    known: dict[str, tuple[object, Draft]] = {} if session is None else session.info.setdefault(_DRAFTS, {})
    document, draft = known.get(row.id, (None, None))
    if draft is None or document is not row.draft:
        draft = Draft.from_json(row.draft)
        known[row.id] = (row.draft, draft)
    return draft


def _known(row: ConversationRow | None, conversation_id: str) -> ConversationRow:
    if row is None:
        raise NotFound(f"there is no conversation {conversation_id}")
    return row
