"""The right to withdraw by law: until when, for the chat window's button, and how it is told beside a denial."""

import re
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
from amends.reading.acts import Meant
from amends.reading.issues import COMMANDS, QUESTIONS
from amends.reading.message import Message


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


_IN_GENERAL = "utter_answer_right_of_withdrawal"
_SPEAKS_OF_IT = re.compile(
    r"\b(?:it|that|the right|my right|still|het|dat|dit|nog|recht|den|det|retten|angrerett\w*|fortsatt|ennå)\b"
)


def read(situation: Situation, message: Message) -> Message:
    """The message as a question about the right to withdraw, where that was just told and it asks whether it holds:
    «do I still have it for NN-10043?»"""
    turn = situation.draft.turn
    was_told = turn is not None and any(say.response == _IN_GENERAL for say in turn.says)
    asks = "?" in message.text and _SPEAKS_OF_IT.search(message.text.casefold()) is not None
    if not was_told or not asks or message.choice or message.intent in COMMANDS | QUESTIONS:
        return message
    return replace(message, intent="withdraw", confidence=1.0, meant=Meant.ASKED)


def for_the_order(context: Context, situation: Situation, order: Order) -> Situation | None:
    """The situation with the right told as it is for this order, where it was going to be told in general; None where
    it was not."""
    if not any(say.response == _IN_GENERAL for say in situation.says):
        return None
    policy = context.policy_of(situation, order)
    until = withdrawal.right_until(policy, order, context.clock())
    args = {"order": order.number}
    told = Say("utter_right_is_over", args)
    if until is not None:
        told = Say("utter_right_until", {**args, "until": moments.deadline(until, policy.zone, situation.language)})
    return replace(situation, says=tuple(told if say.response == _IN_GENERAL else say for say in situation.says))


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
