"""The right to withdraw by law: until when, for the chat window's button, and how it is told beside a denial."""

from dataclasses import replace
from datetime import datetime

from amends.assistant.context import Context
from amends.assistant.situation import Situation, find
from amends.messages import moments
from amends.messages.say import Say
from amends.messages.sentences import Sentences
from amends.orders.order import Order
from amends.policy import withdrawal
from amends.policy.decision import Decision
from amends.policy.policy import Policy


def withdrawal_until(context: Context, conversation_id: str) -> datetime | None:
    """The end of the right for the order whose customer was matched here; None where it has ended or never was.

    Only for a conversation with a matched identity. BackendError where the records cannot be read now.
    """
    with context.database.read() as session:
        situation = Situation.of(find(session, conversation_id))
    order = context.order_of(situation)
    if order is None:
        return None
    return withdrawal.right_until(context.policy_of(situation, order), order, context.clock())


IN_GENERAL = "utter_answer_right_of_withdrawal"
"""What tells the right as the law has it, of no order."""


def for_the_order(context: Context, situation: Situation, order: Order) -> Situation | None:
    """The situation with the right told as it is for this order, where it was going to be told in general; None where
    it was not."""
    if not any(say.response == IN_GENERAL for say in situation.says):
        return None
    policy = context.policy_of(situation, order)
    until = withdrawal.right_until(policy, order, context.clock())
    args = {"order": order.number}
    told = Say("utter_right_is_over", args)
    if until is not None:
        told = Say("utter_right_until", {**args, "until": moments.deadline(until, policy.zone, situation.language)})
    return replace(situation, says=tuple(told if say.response == IN_GENERAL else say for say in situation.says))


def told(decision: Decision, policy: Policy, language: str) -> tuple[Say, ...]:
    """The rights that stand beside a decision, with a button for each: in the chat, whoever decided."""
    return tuple(
        Say("utter_right_of_withdrawal", {"until": moments.deadline(right.until, policy.zone, language)})
        for right in decision.rights
    )


def mailed(decision: Decision, policy: Policy, sentences: Sentences, language: str) -> str:
    """The same for an e-mail, which has no button: with how to use them. Empty where there is none."""
    how = sentences.text(Say("utter_how_to_withdraw", {"support": policy.merchant.support_email}), language)
    return "\n".join(f"{sentences.text(say, language)} {how}" for say in told(decision, policy, language))
