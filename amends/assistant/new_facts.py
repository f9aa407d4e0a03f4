"""A picture for a case that was denied: where it speaks against the records, the case is decided again by what is known
now; where it does not, that is told."""

from dataclasses import replace

from sqlalchemy import select
from sqlalchemy.orm import Session

from amends.assistant.conclusion import Conclusion
from amends.assistant.context import Context
from amends.assistant.draft import Draft
from amends.assistant.evidence import OTHER, answered_about
from amends.assistant.same_matter import is_same
from amends.assistant.situation import Situation, hold
from amends.cases import store
from amends.cases.status import CaseStatus
from amends.claims.claim import Claim, Evidence
from amends.db.case_tables import CaseRow
from amends.db.evidence_tables import EvidenceRow
from amends.errors import BackendError
from amends.messages.say import Say
from amends.policy.decision import Outcome
from amends.policy.engine import declined
from amends.reading.message import Message
from amends.remedies import ledger


def told(context: Context, situation: Situation, message: Message) -> tuple[Say, ...]:
    """What is said to the yes to what was read from a file of a denied case, whatever the chat is about by now; empty
    for any other message."""
    evidence_id, yes = answered_about(message)
    if not yes:
        return ()
    with context.database.read() as session:
        row = session.get(EvidenceRow, evidence_id)
        case = session.get(CaseRow, row.case_id) if row is not None and row.case_id is not None else None
        if row is None or case is None or case.status != CaseStatus.DENIED:
            return ()
        if row.contradictions is None:
            return ()  # it could not be compared
        nothing_new = (Say("utter_evidence_nothing_new", {"case": case.number}),)
        if not row.contradictions:
            return nothing_new
    again = _decide_again(context, situation, case)
    return (Say("utter_evidence_read_kept"), *again) if again else nothing_new


def nothing_read(session: Session, row: EvidenceRow) -> tuple[Say, ...]:
    """What is said where nothing could be read from a file of a denied case."""
    case = None if row.case_id is None else session.get(CaseRow, row.case_id)
    if case is None or case.status != CaseStatus.DENIED:
        return ()
    return (Say("utter_evidence_nothing_read", {"case": case.number}),)


def _decide_again(context: Context, situation: Situation, case: CaseRow) -> tuple[Say, ...]:
    """What is said where the evidence changes the decision; empty where it does not. What was denied is granted by a
    person only, with the engine's decision as the recommendation."""
    number, case_id = case.order_number, case.id
    try:
        order = None if number is None else context.backends[situation.merchant].order(number)
    except BackendError:
        return ()
    if order is None:
        return ()
    with context.database.begin() as session:
        hold(session, situation.conversation_id)
        ledger.hold_order(session, situation.merchant, order.number)
        case = session.get_one(CaseRow, case_id, with_for_update=True, populate_existing=True)
        claim, now = _claim(session, case), context.clock()
        then = replace(situation, draft=Draft.of_case(claim, case.id))
        decision, before = context.decide(then, order), store.latest_decision(session, case)
        if case.status != CaseStatus.DENIED or decision is None or before is None or is_same(before, decision):
            return ()
        if decision.outcome in {Outcome.DENY, Outcome.NEED_INFORMATION, Outcome.WAIT}:
            return ()
        policy = context.policy_of(then, order)
        if decision.outcome != Outcome.REVIEW:
            decision = declined(policy, decision, now)
        store.update_claim(session, case, claim, now)
        return Conclusion(session, case, policy, context.sentences, now, situation.language).draw(
            order, then.draft, decision
        )


def _claim(session: Session, case: CaseRow) -> Claim:
    """The case's claim with all files that belong to it by now, and what came of reading them."""
    claim = Claim.from_json(case.claim)
    known = {piece.id: piece for piece in claim.evidence}
    for row in session.scalars(select(EvidenceRow).where(EvidenceRow.case_id == case.id).order_by(EvidenceRow.id)):
        piece = known.get(row.id, Evidence(row.id, OTHER))
        known[row.id] = replace(piece, contradicts_records=bool(row.contradictions))
    return replace(claim, evidence=tuple(known.values()))
