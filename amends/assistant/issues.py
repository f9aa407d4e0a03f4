"""From what a customer wants, as the NLU names it (docs/rasa.md), to the issue of a claim."""

from collections.abc import Collection

ISSUE_OF_INTENT = {
    "cancel_order": "cancel",
    "duplicate_payment": "duplicate_payment",
    "not_activated": "not_activated",
    "outage": "outage",
    "wrong_purchase": "wrong_purchase",
    "dissatisfaction": "dissatisfaction",
    "billing_error": "billing_error",
    "destination_problem": "destination_problem",
    "expired_credit": "expired_credit",
    "account_restricted": "account_restricted",
    "withdraw": "withdraw",
    "loss_claim": "loss_claim",
}
"""A refund without a reason and a chargeback name no issue: it is asked for."""

SIBLINGS = {
    "duplicate_payment": ("duplicate_payment", "duplicate_order"),
    "expired_credit": ("expired_credit", "cash_out_credit"),
}
"""One intent, two issues: charged twice or ordered twice; lapsed credit or credit to be paid out.
The customer is asked which, where the answer can change what follows."""

_OFFERED = (
    "not_activated", "duplicate_payment", "billing_error", "outage", "destination_problem", "cancel",
    "wrong_purchase", "dissatisfaction", "expired_credit", "external_problem",
)  # fmt: skip

QUESTIONS = frozenset(
    {
        "ask_policy", "ask_case_status", "ask_refund_timing", "ask_order_status", "ask_evidence", "ask_contact",
        "bot_challenge",
    }
)  # fmt: skip
SMALL_TALK = frozenset({"greet", "goodbye", "thank"})
COMMANDS = frozenset({"talk_to_human", "stop", "start_over"})


def offered(decided: Collection[object]) -> tuple[str, ...]:
    """The issues to choose from, out of those that the merchant's rows decide, the most frequent first."""
    return (*(issue for issue in _OFFERED if issue in decided), "other")
