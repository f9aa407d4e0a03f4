"""The states of a case and the moves between them. Whatever is not in the table cannot happen."""

from amends.errors import InvalidTransition
from amends.labels import Labelled


class CaseStatus(Labelled):
    """Where a case is. The label says what it waits for, or how it ended."""

    COLLECTING = "collecting", "the claim is being filled in"
    ON_HOLD = "on_hold", "information is needed from the customer"
    OFFERED = "offered", "the customer has options to choose from, or a remedy to confirm"
    WAITING = "waiting", "the policy says: not due yet; decided again at due_at"
    CARRYING_OUT = "carrying_out", "remedies are entered in the ledger and not all confirmed"
    REVIEW = "review", "a person answers by due_at"
    RESOLVED = "resolved", "every remedy is confirmed, or a person closed it"
    DENIED = "denied", "the policy grants nothing"
    ABANDONED = "abandoned", "the customer stopped before anything was decided"
    MERGED = "merged", "it goes on in another case, as a person saw that both are one"


_LEFT = {CaseStatus.ABANDONED, CaseStatus.MERGED}
_DECIDED = {
    CaseStatus.ON_HOLD,
    CaseStatus.OFFERED,
    CaseStatus.WAITING,
    CaseStatus.CARRYING_OUT,
    CaseStatus.REVIEW,
    CaseStatus.DENIED,
}

TRANSITIONS: dict[str, frozenset[str]] = {
    CaseStatus.COLLECTING: frozenset({CaseStatus.COLLECTING, *_LEFT, *_DECIDED}),
    CaseStatus.ON_HOLD: frozenset({CaseStatus.COLLECTING, *_LEFT, *_DECIDED}),
    CaseStatus.OFFERED: frozenset({CaseStatus.COLLECTING, *_LEFT, *_DECIDED}),
    CaseStatus.WAITING: frozenset({CaseStatus.COLLECTING, *_LEFT, *_DECIDED}),
    CaseStatus.CARRYING_OUT: frozenset({CaseStatus.CARRYING_OUT, CaseStatus.REVIEW, CaseStatus.RESOLVED}),
    CaseStatus.REVIEW: frozenset(
        {
            CaseStatus.REVIEW,
            CaseStatus.OFFERED,
            CaseStatus.ON_HOLD,
            CaseStatus.CARRYING_OUT,
            CaseStatus.RESOLVED,
            CaseStatus.DENIED,
            CaseStatus.MERGED,
        }
    ),
    CaseStatus.RESOLVED: frozenset({CaseStatus.REVIEW}),
    CaseStatus.DENIED: frozenset({CaseStatus.REVIEW}),
    CaseStatus.ABANDONED: frozenset({CaseStatus.COLLECTING, CaseStatus.REVIEW, CaseStatus.MERGED}),
    CaseStatus.MERGED: frozenset({CaseStatus.REVIEW}),
}
"""Money under way can only end or go to a person; whatever was closed goes back to a person, never to the engine."""

FINAL = frozenset({CaseStatus.RESOLVED, CaseStatus.DENIED, CaseStatus.MERGED})
"""A new claim about the same order and issue opens a new case after these, and continues the case otherwise."""

CLOSED = FINAL | {CaseStatus.ABANDONED}
DATED = frozenset({CaseStatus.WAITING, CaseStatus.REVIEW})
"""Only these promise an instant, and these always do."""


def check(present: str, following: str) -> None:
    """InvalidTransition unless the table leads from `present` to `following`."""
    if following not in TRANSITIONS.get(present, frozenset()):
        raise InvalidTransition(f"a case cannot go from {present} to {following}")


def waits_for_a_person(present: str, owner: str) -> bool:
    """Whether what a customer writes about a case in that state, in a chat of that owner, is a person's to answer."""
    return present == CaseStatus.REVIEW or owner == "person"
