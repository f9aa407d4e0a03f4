"""A decision: what a policy says about one claim, with the clauses and facts that made it.

`contracts/decision.schema.json` is its JSON. A decision that must not exist cannot be built: a denial cites a
clause, a review and a wait have a due time, `need_information` names what is missing, money has an amount.
"""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from amends import clock
from amends.money import Money

OUTCOMES = ("approve", "offer", "deny", "need_information", "wait", "review")
MONEY_REMEDIES = ("full_refund", "partial_refund", "service_credit")
REMEDIES = (
    *MONEY_REMEDIES, "replacement_credit", "credit_note", "reactivation", "replacement_service",
    "technical_correction", "account_correction", "cancellation",
)  # fmt: skip


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

    outcome: str
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

    def __post_init__(self) -> None:
        if self.outcome not in OUTCOMES:
            raise ValueError(f"{self.outcome} is not an outcome")
        if self.remedy is not None and self.remedy not in REMEDIES:
            raise ValueError(f"{self.remedy} is not a remedy")
        if not self.clauses:
            raise ValueError(f"row {self.row} cites no clause")
        wanting = {
            "approve": self.remedy is not None,
            "offer": len(self.options) > 1,
            "need_information": bool(self.missing),
            "wait": self.due_at is not None,
            "review": self.due_at is not None,
        }
        if not wanting.get(self.outcome, True):
            raise ValueError(f"row {self.row}: {self.outcome} lacks what it needs")
        if self.outcome == "approve" and self.remedy in MONEY_REMEDIES and not self.amount:
            raise ValueError(f"row {self.row}: {self.remedy} without an amount")

    @classmethod
    def from_json(cls, document: dict[str, Any]) -> "Decision":
        """The value that `as_json` wrote: for decisions that were kept, not for foreign documents."""
        amount = document["amount"]
        due_at = document["due_at"]
        recommended = document["recommended"]
        return cls(
            outcome=document["outcome"],
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
        )

    def as_json(self) -> dict[str, Any]:
        """In the contract's shape, every key present and in one order: the same decision, the same bytes."""
        return {
            "outcome": self.outcome,
            "row": self.row,
            "remedy": self.remedy,
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
