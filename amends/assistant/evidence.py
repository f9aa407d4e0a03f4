"""A file in the claim: that it came, and the customer's yes or no to what was read from it."""

from dataclasses import replace

from amends.assistant.context import Context
from amends.assistant.draft import Draft
from amends.assistant.hearing import EVIDENCE, Heard
from amends.assistant.message import Message
from amends.assistant.situation import Situation
from amends.cases import store
from amends.claims.claim import Evidence
from amends.conversations import files
from amends.db.case_tables import CaseRow
from amends.errors import BackendError
from amends.evidence.contradictions import contradictions
from amends.notices.say import Say

CHOICES = frozenset({"evidence", "evidence_read"})
OTHER = "other"


def hear(context: Context, situation: Situation, message: Message) -> Heard | None:
    """The draft after a file, or after an answer about one; None where the message is neither."""
    if "evidence" in message.choice:
        return _came(context, situation, message.choice["evidence"])
    if "evidence_read" in message.choice:
        evidence_id, _, answer = message.choice["evidence_read"].rpartition(":")
        return _answered(context, situation, evidence_id, answer == "yes")
    return None


def _came(context: Context, situation: Situation, evidence_id: str) -> Heard:
    """The file counts as what was asked for, where a file was. A case that is closed to questions takes it as well."""
    draft = situation.draft
    kind = draft.asked if draft.asked in EVIDENCE else OTHER
    with context.database.begin() as session:
        files.find(session, evidence_id, situation.conversation_id)
        if draft.settled and (case := session.get(CaseRow, draft.case_id)):
            files.link_to_case(session, [evidence_id], case.id)
            store.record(session, case, "customer", "file", {"evidence": evidence_id}, context.clock())
    pieces = (*(piece for piece in draft.evidence if piece.id != evidence_id), Evidence(evidence_id, kind or OTHER))
    return Heard(replace(draft, evidence=pieces, no_evidence=False, tries=0), says=(Say("utter_evidence_received"),))


def _answered(context: Context, situation: Situation, evidence_id: str, yes: bool) -> Heard:
    """A yes makes what was read the customer's own word; it is compared with the records of a verified order only."""
    draft = situation.draft
    with context.database.begin() as session:
        row = files.find(session, evidence_id, situation.conversation_id)
        if row.confirmed_by_customer is not None:
            return Heard(draft, says=(Say("utter_choice_is_over"),))
        read = files.read_of(row) if yes else {}
        found = _contradictions(context, situation, read)
        row.confirmed_by_customer = yes
        row.contradictions = None if found is None else list(found)
        if draft.settled and (case := session.get(CaseRow, draft.case_id)):
            body = {"evidence": evidence_id, "confirmed": yes, "contradictions": list(found or ())}
            store.record(session, case, "customer", "file_read", body, context.clock())
    pieces = tuple(
        replace(piece, contradicts_records=bool(found)) if piece.id == evidence_id else piece
        for piece in draft.evidence
    )
    heard = _filled(replace(draft, evidence=pieces, tries=0), read)
    return Heard(heard, says=(Say("utter_evidence_read_kept" if yes else "utter_evidence_read_set_aside"),))


def _contradictions(context: Context, situation: Situation, read: dict[str, str]) -> tuple[str, ...] | None:
    """None where there is nothing to compare: not confirmed, nobody verified, or the order backend away."""
    if not read or situation.verified is None:
        return None
    try:
        order = context.order_of(situation)
    except BackendError:
        return None
    return None if order is None else contradictions(read, order)


def _filled(draft: Draft, read: dict[str, str]) -> Draft:
    """What was read answers what was not said yet."""
    if draft.settled:
        return draft
    number = draft.order_number or read.get("order_number")
    return replace(draft, order_number=number, error_message=draft.error_message or read.get("error_text"))
