"""A picture that speaks against the records of a denied case: the case is decided again, by what is known now."""

from dataclasses import replace

from amends.assistant.conclusion import Conclusion
from amends.assistant.context import Context
from amends.assistant.draft import Draft
from amends.assistant.same_matter import is_same
from amends.assistant.situation import Situation, hold
from amends.cases import store
from amends.cases.status import CaseStatus
from amends.claims.claim import Claim
from amends.db.case_tables import CaseRow
from amends.errors import BackendError
from amends.messages.say import Say
from amends.policy.decision import Outcome
from amends.policy.engine import declined
from amends.remedies import ledger


def decide_again(context: Context, situation: Situation) -> tuple[Say, ...]:
    """What is said where the evidence changes the decision of this chat's denied case; empty where it does not. What
    was denied is granted by a person only, with the engine's decision as the recommendation."""
    draft, evidence = situation.draft, situation.draft.evidence
    if draft.case_id is None or not any(piece.contradicts_records for piece in evidence):
        return ()
    with context.database.read() as session:
        case = session.get_one(CaseRow, draft.case_id)
        number = case.order_number
    if case.status != CaseStatus.DENIED or number is None:
        return ()
    try:
        order = context.backends[situation.merchant].order(number)
    except BackendError:
        return ()
    if order is None:
        return ()
    claim = Claim.from_json(case.claim)
    known = {piece.id: piece for piece in (*claim.evidence, *evidence)}
    claim = replace(claim, evidence=tuple(known.values()))
    now, then = context.clock(), replace(situation, draft=Draft.of_case(claim, case.id))
    decision = context.decide(then, order)
    with context.database.begin() as session:
        hold(session, situation.conversation_id)
        ledger.hold_order(session, situation.merchant, number)
        case = session.get_one(CaseRow, draft.case_id, with_for_update=True, populate_existing=True)
        before = store.latest_decision(session, case)
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
