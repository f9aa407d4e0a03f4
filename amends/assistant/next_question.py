"""Which question comes next: only what the decision says is missing, never one that cannot change what follows."""

from amends.assistant.draft import Draft
from amends.assistant.interpreter import EVIDENCE, FREE_TEXT
from amends.policy.decision import Decision, Outcome
from amends.remedies.confirmation import Act

IDENTITY = ("order_number", "email")
ANSWERABLE = (*FREE_TEXT, "occurred_at", *EVIDENCE)
"""What can be answered in a chat; anything else that a decision misses is sent by e-mail, and the case waits for it."""


def next_question(draft: Draft, verified: bool, decision: Decision | None, ahead: Act | None = None) -> str | None:
    """The slot to ask for, or None where all is there and the claim can be concluded. `ahead` is what would be done,
    now or when a wait is over: nothing is, before the customer has said yes to exactly that."""
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
    if draft.issue == "withdraw" and not (draft.sent or draft.declined):
        return "withdrawal"
    if decision is None or draft.declined:
        return None
    if decision.outcome == Outcome.NEED_INFORMATION:
        return next((item for item in decision.missing if _still_open(draft, item)), None)
    if decision.outcome == Outcome.OFFER:
        return "accepts"
    return None if ahead is None or draft.agrees_to(ahead) else "confirmation"


def is_wanted(draft: Draft, item: str, before: int) -> bool:
    """Whether what a person at the desk asked for has not come: an answer, or one more piece of evidence."""
    if item in EVIDENCE:
        return not draft.no_evidence and sum(piece.kind == item for piece in draft.evidence) <= before
    return getattr(draft, item) is None


def _still_open(draft: Draft, item: str) -> bool:
    if item in EVIDENCE:
        return not draft.no_evidence and not any(piece.kind == item for piece in draft.evidence)
    return item in ANSWERABLE and getattr(draft, item) is None
