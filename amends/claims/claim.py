"""A claim: what the customer asks for about one order, as `contracts/claim.schema.json` has it."""

from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from amends import clock, contracts

ISSUES = (
    "not_activated", "duplicate_payment", "duplicate_order", "outage", "wrong_purchase", "cancel", "dissatisfaction",
    "external_problem", "billing_error", "destination_problem", "expired_credit", "cash_out_credit",
    "account_restricted", "loss_claim", "withdraw", "other",
)  # fmt: skip


@dataclass(frozen=True)
class Evidence:
    """An accepted file, as the decision sees it. Supports a fact, is not one."""

    id: str
    kind: str
    contradicts_records: bool = False


@dataclass(frozen=True)
class Claim:
    """`opened_at` is the customer's first message about this problem; None means not said, never no."""

    issue: str
    opened_at: datetime
    order_number: str | None = None
    email: str | None = None
    service_name: str | None = None
    explanation: str | None = None
    occurred_at: datetime | None = None
    destination: str | None = None
    error_message: str | None = None
    accepts: str | None = None
    evidence: tuple[Evidence, ...] = field(default=())

    @classmethod
    def from_json(cls, document: Any) -> "Claim":
        """Read one; InvalidDocument where it breaks the schema."""
        contracts.check("claim", document)
        evidence = tuple(
            Evidence(piece["id"], piece["kind"], piece.get("contradicts_records", False))
            for piece in document.get("evidence", ())
        )
        occurred = document.get("occurred_at")
        return cls(
            **{
                **document,
                "opened_at": clock.parse(document["opened_at"]),
                "occurred_at": None if occurred is None else clock.parse(occurred),
                "evidence": evidence,
            }
        )

    def as_json(self) -> dict[str, Any]:
        """The same claim in the contract's shape."""
        return {
            "issue": self.issue,
            "opened_at": self.opened_at.isoformat(),
            "order_number": self.order_number,
            "email": self.email,
            "service_name": self.service_name,
            "explanation": self.explanation,
            "occurred_at": None if self.occurred_at is None else self.occurred_at.isoformat(),
            "destination": self.destination,
            "error_message": self.error_message,
            "accepts": self.accepts,
            "evidence": [
                {"id": piece.id, "kind": piece.kind, "contradicts_records": piece.contradicts_records}
                for piece in self.evidence
            ],
        }
