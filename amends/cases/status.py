"""The states of a case and the moves between them. Whatever is not in the table cannot happen."""

from amends.errors import InvalidTransition

COLLECTING = "collecting"
ON_HOLD = "on_hold"
OFFERED = "offered"
WAITING = "waiting"
CARRYING_OUT = "carrying_out"
REVIEW = "review"
RESOLVED = "resolved"
DENIED = "denied"
ABANDONED = "abandoned"
MERGED = "merged"

MEANING = {
    COLLECTING: "the claim is being filled in",
    ON_HOLD: "information is needed from the customer",
    OFFERED: "the customer has options to choose from, or a remedy to confirm",
    WAITING: "the policy says: not due yet; decided again at due_at",
    CARRYING_OUT: "remedies are entered in the ledger and not all confirmed",
    REVIEW: "a person answers by due_at",
    RESOLVED: "every remedy is confirmed, or a person closed it",
    DENIED: "the policy grants nothing",
    ABANDONED: "the customer stopped before anything was decided",
    MERGED: "it goes on in another case, as a person saw that both are one",
}

_LEFT = {ABANDONED, MERGED}
_DECIDED = {ON_HOLD, OFFERED, WAITING, CARRYING_OUT, REVIEW, DENIED}

TRANSITIONS: dict[str, frozenset[str]] = {
    COLLECTING: frozenset({COLLECTING, *_LEFT, *_DECIDED}),
    ON_HOLD: frozenset({COLLECTING, *_LEFT, *_DECIDED}),
    OFFERED: frozenset({COLLECTING, *_LEFT, *_DECIDED}),
    WAITING: frozenset({COLLECTING, *_LEFT, *_DECIDED}),
    CARRYING_OUT: frozenset({CARRYING_OUT, REVIEW, RESOLVED}),
    REVIEW: frozenset({REVIEW, OFFERED, ON_HOLD, CARRYING_OUT, RESOLVED, DENIED, MERGED}),
    RESOLVED: frozenset({REVIEW}),
    DENIED: frozenset({REVIEW}),
    ABANDONED: frozenset({COLLECTING, REVIEW, MERGED}),
    MERGED: frozenset({REVIEW}),
}
"""Money under way can only end or go to a person; whatever was closed goes back to a person, never to the engine."""

FINAL = frozenset({RESOLVED, DENIED, MERGED})
"""A new claim about the same order and issue opens a new case after these, and continues the case otherwise."""

CLOSED = FINAL | {ABANDONED}
DATED = frozenset({WAITING, REVIEW})
"""Only these promise an instant, and these always do."""


def check(present: str, following: str) -> None:
    """InvalidTransition unless the table leads from `present` to `following`."""
    if following not in TRANSITIONS.get(present, frozenset()):
        raise InvalidTransition(f"a case cannot go from {present} to {following}")
