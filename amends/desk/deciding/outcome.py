"""What the customer is told of a person's decision, in plain words."""

from amends.assistant import rights, wording
from amends.assistant.context import Context
from amends.desk import telling
from amends.desk.deciding.ruling import Ruling
from amends.desk.hold import Held
from amends.notices.say import Say
from amends.orders.order import Order
from amends.policy.decision import Decision

_REFUNDS = {"full_refund", "partial_refund"}


def tell(held: Held, context: Context, ruling: Ruling, decision: Decision, order: Order) -> None:
    """In the chat under the person's name, and by e-mail; a denial with the rights that the customer has beside it."""
    policy, language = context.merchants[held.case.merchant].in_force(order.placed_at), held.case.language
    mailed = rights.mailed(decision, policy, context.sentences, language)
    telling.tell(held, context, say_of(held, context, ruling, decision, order), also_mailed=mailed)
    telling.add(held, context, rights.told(decision, policy, language))


def say_of(held: Held, context: Context, ruling: Ruling, decision: Decision, order: Order) -> Say:
    merchant = context.merchants[held.case.merchant]
    policy = merchant.in_force(order.placed_at)
    args = {
        "agent": held.actor.name,
        "case": held.case.number,
        "order": order.number,
        "product": order.product.name,
        "support": merchant.merchant.support_email,
        "clauses": wording.clauses(policy, decision.shown_clauses, held.case.language),
    }
    if decision.outcome == "deny":
        return Say("utter_desk_denied_in_words" if ruling.text else "utter_desk_denied", {**args, "text": ruling.text})
    return Say("utter_desk_granted", {**args, "what": what(held, context, ruling, decision, order)})


def what(held: Held, context: Context, ruling: Ruling, decision: Decision, order: Order) -> str:
    """What is granted or offered, in the customer's language."""
    args = {"order": order.number, "product": order.product.name}
    if decision.amount is not None:
        args["amount"] = decision.amount.text(held.case.language)
    return context.sentences.text(Say(f"utter_desk_remedy_{_kind(ruling, decision)}", args), held.case.language)


def _kind(ruling: Ruling, decision: Decision) -> str:
    if ruling.kind in {"goodwill", "set_off"}:
        return ruling.kind
    if decision.remedy in _REFUNDS:
        return "refund_and_cancel" if decision.cancels_order else "refund"
    return str(decision.remedy)
