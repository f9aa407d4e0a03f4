"""From what a customer wants, as the NLU names it (docs/rasa.md), to the issue of a claim."""

from collections.abc import Collection, Sequence

from rasa_addons import own_acts

ISSUE_OF_INTENT = {
    "cancel_order": "cancel",
    "duplicate_payment": "duplicate_payment",
    "not_activated": "not_activated",
    "outage": "outage",
    "wrong_purchase": "wrong_purchase",
    "dissatisfaction": "dissatisfaction",
    "billing_error": "billing_error",
    "destination_problem": "destination_problem",
    "external_problem": "external_problem",
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

EITHER = ("outage", "not_activated")
"""Two problems of which «it does not work» may be either: it worked and is down, or it never worked."""

OWN_CAUSE = "external_problem"
"""What the customer's own network or equipment brings about. «It does not work on my wifi» may be a fault as well."""

_ONE_FAULT = {*EITHER, OWN_CAUSE}

GONE = ("expired_credit", "cash_out_credit", "billing_error")
"""What «my minutes are gone» may be: they lapsed, they are to be paid out, or too many were taken."""

_OFFERED = (
    "not_activated", "duplicate_payment", "billing_error", "outage", "destination_problem", "cancel",
    "wrong_purchase", "dissatisfaction", "expired_credit", "external_problem", "duplicate_order", "cash_out_credit",
    "loss_claim",
)  # fmt: skip
MOST_LIKELY = 4
"""So many problems are shown to somebody who was not understood."""

QUESTIONS = frozenset(
    {
        "ask_policy", "ask_case_status", "ask_refund_timing", "ask_order_status", "ask_evidence", "ask_contact",
        "bot_challenge",
    }
)  # fmt: skip
SMALL_TALK = frozenset({"greet", "goodbye", "thank"})
COMMANDS = frozenset({"talk_to_human", "stop", "start_over"})
CALLS = frozenset({"talk_to_human", "frustrated"})
"""What calls for a person without a button: to ask for one, or anger."""


def issue_of(act: str) -> str | None:
    """The issue that an act names, one of ours or of the merchant's own kinds; None where it names none."""
    return ISSUE_OF_INTENT.get(act) or own_acts.issue_of(act)


def names_problem(act: str) -> bool:
    """Whether the act names a problem with an order."""
    return issue_of(act) is not None


def alternatives(issue: str | None, either: str | None) -> tuple[str, ...]:
    """The issues that the same words may mean, in the order in which they are asked; none where they mean one."""
    if either in GONE:
        return GONE
    if issue == OWN_CAUSE:
        return (OWN_CAUSE, EITHER[0])
    return EITHER if either is not None else SIBLINGS.get(issue or "", ())


def is_apart(issue: str, other: str) -> bool:
    """Whether `other` is a problem of its own beside `issue`. Discontent is none, nor is what the same words say of the
    same fault, or of whose it is."""
    alike = issue in SIBLINGS.get(other, ()) or other in SIBLINGS.get(issue, ()) or {issue, other} <= _ONE_FAULT
    return other not in {issue, "dissatisfaction"} and not alike


def offered(decided: Collection[object], own: Sequence[str] = ()) -> tuple[str, ...]:
    """The issues to choose from, out of those that the merchant's rows decide: its `own` kinds, which it would not have
    without need, and then ours, the most frequent first."""
    return (*(issue for issue in (*own, *_OFFERED) if issue in decided), "other")


def likeliest(decided: Collection[object], acts: Sequence[str], own: Sequence[str] = ()) -> tuple[str, ...]:
    """The few of these issues that a message may be about, which may do `acts`; the most frequent ones where it may be
    about none of them."""
    known = offered(decided, own)
    meant = [issue for act in acts if (issue := issue_of(act)) in known and issue is not None]
    return tuple(meant or known[:-1])[:MOST_LIKELY]
