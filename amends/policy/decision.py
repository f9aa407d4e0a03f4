"""A decision: what a policy says about one claim, with the clauses and facts that made it.

`contracts/decision.schema.json` is its JSON. A decision that must not exist cannot be built: a denial cites a
clause, a review and a wait have a due time, `need_information` names what is missing, money has an amount.
"""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from amends import clock
from amends.labels import Labelled
from amends.money import Money


class Outcome(Labelled):
    """What a policy says about a claim."""

    APPROVE = "approve"
    OFFER = "offer"
    DENY = "deny"
    NEED_INFORMATION = "need_information"
    WAIT = "wait"
    REVIEW = "review"


class Remedy(Labelled):
    """What a policy grants."""

    FULL_REFUND = "full_refund"
    PARTIAL_REFUND = "partial_refund"
    SERVICE_CREDIT = "service_credit"
    REPLACEMENT_CREDIT = "replacement_credit"
    CREDIT_NOTE = "credit_note"
    REACTIVATION = "reactivation"
    REPLACEMENT_SERVICE = "replacement_service"
    TECHNICAL_CORRECTION = "technical_correction"
    ACCOUNT_CORRECTION = "account_correction"
    CANCELLATION = "cancellation"
    COUPON = "coupon"
    EXTENSION = "extension"
    STOP_AT_PERIOD_END = "stop_at_period_end"
    EXCHANGE = "exchange"


REFUNDS = (Remedy.FULL_REFUND, Remedy.PARTIAL_REFUND)
MONEY_REMEDIES = (Remedy.FULL_REFUND, Remedy.PARTIAL_REFUND, Remedy.SERVICE_CREDIT, Remedy.COUPON)


def shares_as_json(shares: tuple[tuple[str, Money], ...]) -> list[dict[str, Any]]:
    """Sums by the lines that they are for, as JSON has them."""
    return [{"id": name, "amount": money.as_json()} for name, money in shares]


def shares_from_json(document: list[dict[str, Any]] | None) -> tuple[tuple[str, Money], ...]:
    """The same back; of none, none."""
    return tuple((each["id"], Money.from_json(each["amount"])) for each in document or ())


@dataclass(frozen=True)
class Reason:
    """One clause and the facts that made it apply; `facts` holds JSON values only."""

    clause: str
    facts: tuple[tuple[str, Any], ...] = ()


@dataclass(frozen=True)
class Right:
    """A statutory right that the customer has beside this decision, usable through `until`."""

    right: str
    until: datetime


@dataclass(frozen=True)
class PolicyVersion:
    """`id` is the merchant's, `version` the date the text came into force."""

    id: str
    version: str


@dataclass(frozen=True)
class Decision:
    """The outcome of one claim under one policy version."""

    outcome: Outcome
    row: str
    clauses: tuple[str, ...]
    reasons: tuple[Reason, ...]
    policy: PolicyVersion
    remedy: str | None = None
    amount: Money | None = None
    cancels_order: bool = False
    options: tuple[str, ...] = ()
    missing: tuple[str, ...] = ()
    due_at: datetime | None = None
    shown_clauses: tuple[str, ...] = ()
    rights: tuple[Right, ...] = ()
    recommended: "Decision | None" = None
    detail: str | None = None
    """What the remedy is beside its kind and amount (amends/policy/remedy_details.py)."""
    items: tuple[tuple[str, Money], ...] = ()
    """Of a refund that is reckoned by lines of the order: how much of it is for which, by the line's id."""

    def __post_init__(self) -> None:
        if self.outcome not in Outcome:
            raise ValueError(f"{self.outcome} is not an outcome")
        if self.remedy is not None and self.remedy not in Remedy:
            raise ValueError(f"{self.remedy} is not a remedy")
        if not self.clauses:
            raise ValueError(f"row {self.row} cites no clause")
        wanting = {
            Outcome.APPROVE: self.remedy is not None,
            Outcome.OFFER: len(self.options) > 1,
            Outcome.NEED_INFORMATION: bool(self.missing),
            Outcome.WAIT: self.due_at is not None,
            Outcome.REVIEW: self.due_at is not None,
        }
        if not wanting.get(self.outcome, True):
            raise ValueError(f"row {self.row}: {self.outcome} lacks what it needs")
        if self.outcome == Outcome.APPROVE and self.remedy in MONEY_REMEDIES and not self.amount:
            raise ValueError(f"row {self.row}: {self.remedy} without an amount")

    @classmethod
    def from_json(cls, document: dict[str, Any]) -> "Decision":
        """The value that `as_json` wrote: for decisions that were kept, not for foreign documents."""
        amount = document["amount"]
        due_at = document["due_at"]
        recommended = document["recommended"]
        return cls(
            outcome=Outcome(document["outcome"]),
            row=document["row"],
            clauses=tuple(document["clauses"]),
            reasons=tuple(Reason(reason["clause"], tuple(reason["facts"].items())) for reason in document["reasons"]),
            policy=PolicyVersion(**document["policy"]),
            remedy=document["remedy"],
            amount=None if amount is None else Money.from_json(amount),
            cancels_order=document["cancels_order"],
            options=tuple(document["options"]),
            missing=tuple(document["missing"]),
            due_at=None if due_at is None else clock.parse(due_at),
            shown_clauses=tuple(document["shown_clauses"]),
            rights=tuple(Right(right["right"], clock.parse(right["until"])) for right in document["rights"]),
            recommended=None if recommended is None else cls.from_json(recommended),
            detail=document.get("detail"),
            items=shares_from_json(document.get("items")),
        )

    def as_json(self) -> dict[str, Any]:
        """In the contract's shape and one order, every key present but `detail` and `items`, which most remedies have
        none of: the same decision, the same bytes."""
        document: dict[str, Any] = {
            "outcome": str(self.outcome),
            "row": self.row,
            "remedy": None if self.remedy is None else str(self.remedy),
            "amount": None if self.amount is None else self.amount.as_json(),
            "cancels_order": self.cancels_order,
            "options": list(self.options),
            "missing": list(self.missing),
            "due_at": None if self.due_at is None else self.due_at.isoformat(),
            "clauses": list(self.clauses),
            "shown_clauses": list(self.shown_clauses),
            "reasons": [{"clause": reason.clause, "facts": dict(reason.facts)} for reason in self.reasons],
            "rights": [{"right": right.right, "until": right.until.isoformat()} for right in self.rights],
            "recommended": None if self.recommended is None else self.recommended.as_json(),
            "policy": {"id": self.policy.id, "version": self.policy.version},
        }
        if self.detail is not None:
            document["detail"] = self.detail
        if self.items:
            document["items"] = shares_as_json(self.items)
        return document
