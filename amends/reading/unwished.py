"""An act that a message speaks of and does not ask for: it denies it, asks about it, speaks of a case that may come, or
of somebody else's."""

from enum import StrEnum

from amends.reading.acts import Meant
from amends.reading.heard import Heard
from amends.reading.issues import names_problem


class Unwished(StrEnum):
    """What is only spoken of."""

    RIGHT = "right"  # to withdraw, which is asked about
    WITHDRAWAL = "withdrawal"
    CANCELLATION = "cancellation"
    REFUND = "refund"
    PROBLEM = "problem"  # which is denied
    SOMEBODY_ELSES = "somebody_elses"


_GOES_ON_ACTS = frozenset({"cancel_order", "dissatisfaction", "wrong_purchase", "nlu_fallback"})
"""What the wish to keep an order is taken for."""
_NOT_WANTED = frozenset({Meant.NEGATED, Meant.ASKED, Meant.CONDITIONAL})
_ACTS = {
    "cancel_order": Unwished.CANCELLATION,
    "request_refund": Unwished.REFUND,
    "withdraw": Unwished.WITHDRAWAL,
}
"""What is done on a customer's wish alone."""


def unwished(heard: Heard) -> Unwished | None:
    """What `heard`, which declares no withdrawal and presses no button, only speaks of; None for any other."""
    said = heard.said
    asks = said.ends_in_question or (heard.meant is Meant.ASKED and said.has_question)
    if heard.intent == "withdraw":  # what declares it was recognised before
        return Unwished.RIGHT if asks else Unwished.WITHDRAWAL
    if heard.intent in _ACTS and heard.meant is Meant.OTHER:
        return Unwished.SOMEBODY_ELSES
    keeps = heard.intent in _GOES_ON_ACTS and said.keeps_it and not said.describes_a_lack
    if keeps or (heard.intent == "cancel_order" and said.keeps_the_order):
        return Unwished.CANCELLATION
    is_problem = names_problem(heard.intent) and heard.intent not in _ACTS
    if is_problem and heard.meant is Meant.NEGATED and said.describes_a_lack:
        return None  # what does not happen is the problem
    if heard.meant is Meant.NEGATED and (heard.intent == "request_refund" or names_problem(heard.intent)):
        return Unwished.CANCELLATION if heard.intent == "cancel_order" else Unwished.PROBLEM
    return _ACTS[heard.intent] if heard.intent in _ACTS and heard.meant in _NOT_WANTED else None
