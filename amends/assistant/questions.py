"""Which question comes next: only what the decision says is missing, never one that cannot change what follows."""

from amends.assistant.draft import Draft
from amends.assistant.hearing import EVIDENCE, FREE_TEXT
from amends.policy.decision import Decision

IDENTITY = ("order_number", "email")
ANSWERABLE = (*FREE_TEXT, "occurred_at", *EVIDENCE)
"""What can be answered in a chat; anything else that a decision misses is sent by e-mail, and the case waits for it."""

_OFTEN_TOLD = "service_name"
"""Asked last: the explanation mostly names it."""

_MONEY = {"full_refund", "partial_refund"}
_ENDS_THE_ORDER = {"cancel", "wrong_purchase", "dissatisfaction", "duplicate_order", "withdraw"}


def next_question(draft: Draft, verified: bool, decision: Decision | None) -> str | None:
    """The slot to ask for, or None where all is there and the claim can be concluded."""
    if draft.wanted:
        return next((item for item, before in draft.wanted if is_wanted(draft, item, before)), None)
    if draft.offered:
        return "offer"
    if not verified:
        for question in IDENTITY:
            if getattr(draft, question) is None:
                return question
    if draft.issue is None:
        return "issue"
    if draft.issue == "withdraw" and not (draft.confirmed_by or draft.declined):
        return "withdrawal"
    if decision is None or draft.declined:
        return None
    if decision.outcome == "need_information":
        missing = sorted(decision.missing, key=lambda item: item == _OFTEN_TOLD)
        return next((item for item in missing if _still_open(draft, item)), None)
    if decision.outcome == "offer":
        return "accepts"
    if needs_yes(decision, draft) and draft.confirmed_by is None:
        return "confirmation"
    return None


def needs_yes(decision: Decision, draft: Draft) -> bool:
    """Whether the customer is asked before an approval is carried out.

    They are where it is not the money they came for (iTNet section 11 lets them decline), and where it ends an
    order that they did not ask to end. A refund that was asked for needs no second asking.
    """
    if decision.outcome != "approve" or draft.accepts is not None:
        return False
    if decision.remedy == "cancellation" or decision.cancels_order:
        return draft.issue not in _ENDS_THE_ORDER
    return decision.remedy not in _MONEY


def is_wanted(draft: Draft, item: str, before: int) -> bool:
    """Whether what a person at the desk asked for has not come: an answer, or one more piece of evidence."""
    if item in EVIDENCE:
        return not draft.no_evidence and sum(piece.kind == item for piece in draft.evidence) <= before
    return getattr(draft, item) is None


def _still_open(draft: Draft, item: str) -> bool:
    if item in EVIDENCE:
        return not draft.no_evidence and not any(piece.kind == item for piece in draft.evidence)
    return item in ANSWERABLE and getattr(draft, item) is None
