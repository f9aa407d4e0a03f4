"""A yes, and exactly what it was given to. The ledger takes no remedy without one (docs/decisions/0024)."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any, Self

from amends import clock
from amends.money import Money
from amends.policy.decision import Decision, Outcome, shares_as_json, shares_from_json


@dataclass(frozen=True)
class Act:
    """What is done with one order. Two acts are equal where the same order gets the same remedy, to the same amount,
    for the same lines and as long, and is or is not brought to an end."""

    order: str
    remedy: str
    amount: Money | None
    cancels: bool
    detail: str | None = None
    items: tuple[tuple[str, Money], ...] = ()

    @classmethod
    def of(cls, decision: Decision, order: str) -> Self:
        """What `decision` has done with the order of that number. ValueError where it approves nothing."""
        if decision.outcome != Outcome.APPROVE or decision.remedy is None:
            raise ValueError(f"row {decision.row} approves nothing")
        amount = None if decision.amount is None else decision.amount.rounded()
        return cls(order, decision.remedy, amount, decision.cancels_order, decision.detail, decision.items)

    def as_json(self) -> dict[str, Any]:
        amount = None if self.amount is None else self.amount.as_json()
        detail = {} if self.detail is None else {"detail": self.detail}
        items = {"items": shares_as_json(self.items)} if self.items else {}
        return {
            "order": self.order,
            "remedy": self.remedy,
            "amount": amount,
            "cancels": self.cancels,
            **detail,
            **items,
        }

    @classmethod
    def from_json(cls, document: dict[str, Any]) -> Self:
        amount = document["amount"]
        money = None if amount is None else Money.from_json(amount)
        items = shares_from_json(document.get("items"))
        return cls(document["order"], document["remedy"], money, document["cancels"], document.get("detail"), items)


@dataclass(frozen=True)
class Confirmation:
    """`by` is the customer's message (the id of its event), the statement of a withdrawal, or a person at the desk;
    `text` what was put before them, in their words, when they said yes; `at` when that was."""

    by: str
    at: datetime
    text: str
    act: Act

    def as_json(self) -> dict[str, Any]:
        return {"by": self.by, "at": self.at.isoformat(), "text": self.text, "act": self.act.as_json()}

    @classmethod
    def from_json(cls, document: dict[str, Any]) -> Self:
        at = clock.parse(document["at"])
        return cls(document["by"], at, document["text"], Act.from_json(document["act"]))
