"""Whether a message is the claim's to hear, or asks, greets or commands beside it."""

from amends.assistant import evidence, reconsideration
from amends.assistant.context import Context
from amends.assistant.draft import Draft
from amends.assistant.identity import same_email
from amends.assistant.situation import Situation
from amends.reading.issues import names_problem
from amends.reading.message import Message

_OF_A_CLAIM = {
    "request_refund", "chargeback", "give_order_number", "give_email", "correct", "choose", "no_evidence",
}  # fmt: skip
ASK_RECORDS = frozenset({"ask_order_status", "ask_case_status", "ask_refund_timing"})
"""Questions whose answer may stand in the order's records."""


def is_for_claim(context: Context, situation: Situation, message: Message) -> bool:
    """A problem, the answer to an open question or to what was read from a file, more about a parked claim, a
    withdrawal, what was declined and is wanted after all, or who is writing."""
    draft = situation.draft
    of_a_claim = names_problem(message.intent) or message.intent in _OF_A_CLAIM
    if message.choice or of_a_claim or draft.asked is not None or message.declares_withdrawal:
        return True
    if draft.issue is not None and not draft.settled and (not draft.parked or message.intent == "nlu_fallback"):
        return True
    if (message.facts.order_number or message.facts.email) and (not draft.settled or _asks_of_another(draft, message)):
        return True
    of_file = not message.choice and evidence.in_words(context, situation, message).choice
    return bool(of_file or reconsideration.wants(context, situation, message))


def _asks_of_another(draft: Draft, message: Message) -> bool:
    """Whether it asks about another order, or somebody else's, than that of the claim that is settled."""
    number, email = message.facts.order_number, message.facts.email
    if message.intent not in ASK_RECORDS or draft.order_number is None:
        return False
    return number not in {None, draft.order_number} or not (email is None or same_email(email, draft.email))
