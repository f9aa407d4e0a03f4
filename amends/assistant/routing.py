"""Whether a message is the claim's to hear, or asks, greets or commands beside it."""

from amends.assistant import evidence, reconsideration
from amends.assistant.context import Context
from amends.assistant.situation import Situation
from amends.reading.issues import ISSUE_OF_INTENT
from amends.reading.message import Message

_OF_A_CLAIM = {
    *ISSUE_OF_INTENT, "request_refund", "chargeback", "give_order_number", "give_email", "correct", "choose",
    "no_evidence",
}  # fmt: skip


def is_for_claim(context: Context, situation: Situation, message: Message) -> bool:
    """A problem, the answer to an open question or to what was read from a file, more about a parked claim, a
    withdrawal, what was declined and is wanted after all, or who is writing."""
    draft = situation.draft
    if message.choice or message.intent in _OF_A_CLAIM or draft.asked is not None or message.declares_withdrawal:
        return True
    if draft.issue is not None and not draft.settled and (not draft.parked or message.intent == "nlu_fallback"):
        return True
    if (message.facts.order_number or message.facts.email) and not draft.settled:
        return True
    of_file = not message.choice and evidence.in_words(context, situation, message).choice
    return bool(of_file or reconsideration.wants(context, situation, message))
