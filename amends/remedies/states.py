"""The states of a remedy. `submitted` is committed before the backend is called, so a crash cannot hide a call.

requested -> submitted -> confirmed | failed | unknown
unknown   -> confirmed | submitted (the backend says: no such key) | failed
requested -> failed                (never sent: what had to come first was refused, or the order changed)
confirmed -> bounced               (a refund that came back, days later)
"""

from amends.errors import InvalidTransition

REQUESTED = "requested"
SUBMITTED = "submitted"
CONFIRMED = "confirmed"
FAILED = "failed"
UNKNOWN = "unknown"
BOUNCED = "bounced"

TRANSITIONS: dict[str, frozenset[str]] = {
    REQUESTED: frozenset({SUBMITTED, FAILED}),
    SUBMITTED: frozenset({CONFIRMED, FAILED, UNKNOWN}),
    UNKNOWN: frozenset({CONFIRMED, SUBMITTED, FAILED}),
    CONFIRMED: frozenset({BOUNCED}),
    FAILED: frozenset(),
    BOUNCED: frozenset(),
}

FINAL = frozenset({CONFIRMED, FAILED, BOUNCED})
"""Nothing more is sent for these."""

UNDONE = frozenset({FAILED, BOUNCED})
"""The customer has nothing of these: their money is free, and the same may be entered again."""


def check(present: str, following: str) -> None:
    """InvalidTransition unless the table leads from `present` to `following`."""
    if following not in TRANSITIONS.get(present, frozenset()):
        raise InvalidTransition(f"a remedy cannot go from {present} to {following}")
