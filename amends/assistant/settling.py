"""The end of a claim that was collected: it is decided in its case, in one transaction with what follows."""

from dataclasses import replace

from amends.assistant import covering
from amends.assistant.claim_records import case_of, leave_behind, take_up, under_way
from amends.assistant.conclusion import Conclusion
from amends.assistant.context import Context
from amends.assistant.same_matter import covered, said_again, same_case
from amends.assistant.situation import Situation, hold, keep
from amends.messages.say import Say
from amends.orders.order import Order
from amends.policy.decision import Decision
from amends.remedies import ledger


def settle(context: Context, situation: Situation, order: Order, decision: Decision, turn: str) -> tuple[Say, ...]:
    """Do what the decision of the claim comes to, and say it: in a case of its own, or in the one that has the matter
    already. `turn` is the message that settled it."""
    now = context.clock()
    with context.database.begin() as session:
        row = hold(session, situation.conversation_id)
        ledger.hold_order(session, situation.merchant, order.number)
        before = same_case(session, context, situation, order, decision)
        before = before or said_again(session, context, situation, order)
        if before is None and (held := covered(session, context, situation, order, decision)):
            return covering.told(session, context, situation, row, order, held, turn)
        before, draft_case = before or under_way(session, situation), situation.draft.case_id
        if before is not None:
            case = before
            take_up(session, case, situation, now)
            leave_behind(session, draft_case, case.id, now)
        else:
            case = case_of(session, situation, now)
        conclusion = Conclusion(
            session, case, context.policy_of(situation, order), context.sentences, now, situation.language
        )
        says = conclusion.draw(order, situation.draft, decision)
        keep(row, replace(situation, draft=replace(situation.draft, case_id=case.id).settle(turn)))
    return says
