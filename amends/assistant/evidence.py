"""A file in the claim: that it came, and the customer's yes or no to what was read from it."""

from collections.abc import Sequence
from dataclasses import replace

from sqlalchemy import BindParameter, bindparam, select
from sqlalchemy.orm import Session

from amends.assistant.claim_state import Confirming, Offered
from amends.assistant.context import Context
from amends.assistant.draft import Draft
from amends.assistant.interpreter import EVIDENCE, Interpretation
from amends.assistant.situation import Situation
from amends.cases import store
from amends.cases.entries import EntryKind
from amends.cases.status import CaseStatus
from amends.claims.claim import Evidence
from amends.conversations import files
from amends.db.case_tables import CaseRow
from amends.db.conversation_tables import ButtonRow, ConversationRow, EventRow
from amends.db.evidence_tables import EvidenceRow
from amends.db.types import Instant
from amends.errors import BackendError
from amends.evidence.contradictions import contradictions
from amends.messages.say import Say
from amends.orders.order import Order
from amends.reading.buttons import choice_of
from amends.reading.message import Message

CHOICES = frozenset({"evidence", "evidence_read"})
OTHER = "other"
_NO_YES = frozenset({"order_number", "email", "issue", "narrow", "explanation", "destination", "error_message"})
"""Questions that no yes and no no answers, so that either is about the file."""
_LOOK = 40
"""So many of the newest buttons are looked through for that question."""


def in_words(context: Context, situation: Situation, message: Message) -> Message:
    """The message with the button that it spells out under the question what was read from a file; the same message
    where it spells none. A question with buttons that was put since has the yes."""
    if message.is_button or message.said.is_empty:
        return message
    with context.database.read() as session:
        of_chat = {"conversation": situation.conversation_id}
        if session.scalar(_ANY_UNANSWERED, of_chat) is None:
            return message
        asked = list(session.scalars(_ASKED, {**of_chat, "before": message.at}))
        events = [button.event_id for button in asked if "evidence_read" in button.payload]
        if not events or (situation.draft.asked not in _NO_YES and events[0] != asked[0].event_id):
            return message
        buttons = [(each.title, each.payload) for each in asked if each.event_id == events[0]]
        evidence_id = choice_of(buttons[0][1])["evidence_read"].rpartition(":")[0]
        row = session.get(EvidenceRow, evidence_id)
        if row is None or row.confirmed_by_customer is not None:
            return message
    return replace(message, choice=_spelled(message, buttons))


def _spelled(message: Message, buttons: Sequence[tuple[str, str]]) -> dict[str, str]:
    if message.said.answer is None:
        return message.choice_of(buttons)
    answer = "yes" if message.said.answer else "no"
    return next(choice_of(payload) for _, payload in buttons if payload.endswith(f':{answer}"}}'))


def may_be_asked_about(session: Session, file: EvidenceRow) -> bool:
    """Whether the customer is asked if a file was read rightly. Not of one that nobody asked for while an offer waits
    for their yes, where a bare yes might answer the wrong question, nor once they have said it."""
    draft = Situation.of(session.get_one(ConversationRow, file.conversation_id)).draft
    asked_for = any(piece.id == file.id and piece.kind != OTHER for piece in draft.evidence)
    agreed = draft.settled and draft.confirmed is not None
    return asked_for or not (agreed or isinstance(draft.state, Confirming | Offered))


def hear(context: Context, situation: Situation, message: Message) -> Interpretation | None:
    """The draft after a file, or after an answer about one; None where the message is neither."""
    if "evidence" in message.choice:
        return _came(context, situation, message.choice["evidence"])
    evidence_id, yes = answered_about(message)
    return _answered(context, situation, evidence_id, yes) if evidence_id else None


def answered_about(message: Message) -> tuple[str, bool]:
    """The file of which `message` says whether it was read rightly, and whether it says yes; "" where it does not."""
    evidence_id, _, answer = message.choice.get("evidence_read", "").rpartition(":")
    return evidence_id, answer == "yes"


def compared(context: Context, situation: Situation, order: Order) -> Situation:
    """The situation with what was said to be right in files before anybody was matched, compared with `order`."""
    if not situation.draft.evidence:
        return situation
    ids = [piece.id for piece in situation.draft.evidence]
    with context.database.begin() as session:
        mine = (EvidenceRow.id.in_(ids), EvidenceRow.conversation_id == situation.conversation_id)
        for row in session.scalars(select(EvidenceRow).where(*mine, EvidenceRow.confirmed_by_customer.is_(True))):
            if row.contradictions is None:
                row.contradictions = list(contradictions(files.read_of(row), order))
                situation = replace(situation, draft=_with_reading(situation.draft, row.id, bool(row.contradictions)))
    return situation


def _came(context: Context, situation: Situation, evidence_id: str) -> Interpretation:
    """The file counts as what was asked for, where a file was. A case that is closed to questions takes it as well."""
    draft = situation.draft
    kind = draft.asked if draft.asked in EVIDENCE else OTHER
    received = Say("utter_evidence_received")
    with context.database.begin() as session:
        files.find(session, evidence_id, situation.conversation_id)
        if draft.settled and (case := session.get(CaseRow, draft.case_id)):
            files.link_to_case(session, [evidence_id], case.id)
            store.record(session, case, "customer", EntryKind.FILE, {"evidence": evidence_id}, context.clock())
            if case.status == CaseStatus.DENIED:
                received = Say("utter_evidence_received_after_denial", {"case": case.number})
    pieces = (*(piece for piece in draft.evidence if piece.id != evidence_id), Evidence(evidence_id, kind or OTHER))
    return Interpretation(replace(draft, evidence=pieces, no_evidence=False, tries=0), says=(received,))


def _answered(context: Context, situation: Situation, evidence_id: str, yes: bool) -> Interpretation:
    """A yes makes what was read the customer's own word; it is compared with the records of a verified order only."""
    draft = situation.draft
    with context.database.begin() as session:
        row = files.find(session, evidence_id, situation.conversation_id)
        if row.confirmed_by_customer is not None:
            return Interpretation(draft, says=(Say("utter_choice_is_over"),))
        read = files.read_of(row) if yes else {}
        case = session.get(CaseRow, row.case_id) if row.case_id is not None else None
        found = _contradictions(context, situation, read, case)
        row.confirmed_by_customer = yes
        row.contradictions = None if found is None else list(found)
        if case is not None and (draft.settled or case.id != draft.case_id):
            body = {"evidence": evidence_id, "confirmed": yes, "contradictions": list(found or ())}
            store.record(session, case, "customer", EntryKind.FILE_READ, body, context.clock())
    mine = case is None or case.id == draft.case_id
    heard = replace(_with_reading(draft, evidence_id, bool(found)), tries=0)
    heard = _filled(heard, read) if mine else heard
    return Interpretation(heard, says=(Say("utter_evidence_read_kept" if yes else "utter_evidence_read_set_aside"),))


def _with_reading(draft: Draft, evidence_id: str, contradicts: bool) -> Draft:
    """The draft in which that file, where it holds it, is known to contradict the records, or not to."""
    pieces = (
        replace(piece, contradicts_records=contradicts) if piece.id == evidence_id else piece
        for piece in draft.evidence
    )
    return replace(draft, evidence=tuple(pieces))


def _contradictions(
    context: Context, situation: Situation, read: dict[str, str], case: CaseRow | None
) -> tuple[str, ...] | None:
    """By the order of the file's case, which the chat may have left since. None where there is nothing to compare: not
    confirmed, nobody verified, or the order backend away."""
    number = None if case is None else case.order_number
    if not read or (number is None and situation.verified is None):
        return None
    try:
        order = context.order_of(situation) if number is None else context.backends[situation.merchant].order(number)
    except BackendError:
        return None
    return None if order is None else contradictions(read, order)


def _filled(draft: Draft, read: dict[str, str]) -> Draft:
    """What was read answers what was not said yet."""
    if draft.settled:
        return draft
    number = draft.order_number or read.get("order_number")
    return replace(draft, order_number=number, error_message=draft.error_message or read.get("error_text"))


# Asked at each message, and so built once.
_OF_CHAT: BindParameter[str] = bindparam("conversation")
_ANY_UNANSWERED = (
    select(EvidenceRow.id)
    .where(EvidenceRow.conversation_id == _OF_CHAT, EvidenceRow.confirmed_by_customer.is_(None))
    .limit(1)
)
_ASKED = (
    select(ButtonRow)
    .join(EventRow, EventRow.id == ButtonRow.event_id)
    .where(EventRow.conversation_id == _OF_CHAT, EventRow.at < bindparam("before", type_=Instant()))
    .order_by(EventRow.seq.desc())
    .limit(_LOOK)
)
