"""What the customer is told of a person's decision, in plain words."""

from amends.assistant import rights, wording
from amends.assistant.context import Context
from amends.assistant.explanations import why_denied
from amends.desk import notify
from amends.desk.decisions.manual_decision import ManualDecision
from amends.desk.locked_case import LockedCase
from amends.messages.remedy_words import of_detail
from amends.messages.say import Say
from amends.orders.order import Order
from amends.policy.decision import Decision, Outcome, Remedy

_REFUNDS = {Remedy.FULL_REFUND, Remedy.PARTIAL_REFUND}


def tell(held: LockedCase, context: Context, ruling: ManualDecision, decision: Decision, order: Order) -> None:
    """In the chat under the person's name; a denial by e-mail too, with the rights that the customer has beside it.

    What is granted is mailed when it is done (amends.remedies.announcing): one decision is one e-mail.
    """
    policy, language = context.merchants[held.case.merchant].in_force(order.placed_at), held.case.language
    mailed = rights.mailed(decision, policy, context.sentences, language)
    say, is_mailed = say_of(held, context, ruling, decision, order), decision.outcome != Outcome.APPROVE
    notify.tell(held, context, say, mail=is_mailed, also_mailed=mailed)
    notify.add(held, context, rights.told(decision, policy, language))


def say_of(held: LockedCase, context: Context, ruling: ManualDecision, decision: Decision, order: Order) -> Say:
    merchant = context.merchants[held.case.merchant]
    policy = merchant.in_force(order.placed_at)
    args = {
        "agent": held.actor.name,
        "case": held.case.number,
        "order": order.number,
        "product": merchant.merchant.name_of(order.product, held.case.language),
        "support": merchant.merchant.support_email,
        "clauses": wording.clauses(policy, decision.shown_clauses, held.case.language),
    }
    if decision.outcome == Outcome.DENY:
        args["clauses"] = why_denied(policy, order, decision, held.case.language, context.sentences)
        return Say("utter_desk_denied_in_words" if ruling.text else "utter_desk_denied", {**args, "text": ruling.text})
    return Say("utter_desk_granted", {**args, "what": what(held, context, ruling, decision, order)})


def what(held: LockedCase, context: Context, ruling: ManualDecision, decision: Decision, order: Order) -> str:
    """What is granted or offered, in the customer's language."""
    merchant = context.merchants[held.case.merchant].merchant
    args = {"order": order.number, "product": merchant.name_of(order.product, held.case.language)}
    args |= of_detail(decision.remedy or "", decision.detail, merchant, context.sentences, held.case.language)
    if decision.amount is not None:
        args["amount"] = decision.amount.text(held.case.language)
    return context.sentences.text(Say(f"utter_desk_remedy_{_kind(ruling, decision)}", args), held.case.language)


def _kind(ruling: ManualDecision, decision: Decision) -> str:
    if ruling.kind in {"goodwill", "set_off"}:
        return ruling.kind
    if decision.remedy in _REFUNDS:
        return "refund_and_cancel" if decision.cancels_order else "refund"
    return str(decision.remedy)
