"""Rows of the two views as parts of an order's document. A column that a view does not have is not known."""

import hashlib
import json
from collections.abc import Iterable
from datetime import UTC, datetime
from decimal import Decimal
from typing import Any

from sqlalchemy import RowMapping

from amends.connectors import records
from amends.connectors.shop import Document
from amends.money import Money

_REFUND = {"asked": "pending", "done": "succeeded", "refused": "failed"}
_ACTIVATION = ("at", "due_at", "attempts", "blocked_by", "matches_order")
_USAGE = ("used_fraction", "first_used_at", "valid_until")


def name_of(key: str) -> str:
    """A reference that people can read to each other, and that the same key always has."""
    return hashlib.sha256(key.encode()).hexdigest()[:12].upper()


def plain(value: Any) -> Any:
    """A column's value as JSON has it; a moment without an offset is taken to be UTC."""
    if isinstance(value, datetime):
        return (value if value.tzinfo is not None else value.replace(tzinfo=UTC)).isoformat()
    return str(value) if isinstance(value, Decimal) else value


def of_number(rows: Iterable[RowMapping], column: str, number: str) -> list[RowMapping]:
    """Those of exactly that order: many databases take #ab-1 and #AB-1 for one, or fill a column up with blanks."""
    return [row for row in rows if str(row[column]).strip() == number]


def truth(value: Any) -> bool | None:
    """Of databases that keep yes and no as numbers too."""
    return None if value is None else bool(value)


def payment(row: RowMapping, currency: str, remedies: Iterable[RowMapping]) -> Document:
    """Refunds of ours come one by one from the outbox; what the view shows beyond those that are done is one more."""
    ours = [each for each in remedies if each["kind"] == "refund" and each["payment_id"] == str(row["id"])]
    listed = [
        {
            "id": name_of(each["idempotency_key"]),
            "amount": records.major(each["amount"], currency),
            "status": _REFUND[each["state"]],
            "at": plain(each["asked_at"]),
            "key": each["idempotency_key"],
        }
        for each in ours
    ]
    told = Decimal(str(row.get("refunded") or 0))
    elsewhere = told - sum((Decimal(each["amount"]) for each in ours if each["state"] == "done"), Decimal(0))
    if elsewhere > 0:
        other = Money(elsewhere, currency).as_json()
        listed.append({"id": f"{row['id']}-elsewhere", "amount": other, "status": "succeeded"})
    return {
        "id": str(row["id"]),
        "amount": records.major(row["amount"], currency),
        "status": row["status"],
        "captured_at": plain(row.get("captured_at")),
        "method": row.get("method"),
        "method_class": row.get("method_class"),
        "refunds": listed,
        "dispute": _dispute(row),
    }


def told(row: RowMapping, currency: str) -> Document:
    """What else the row knows: consents, activation, usage, incidents, billing and attributes."""
    found = dict(records.NOT_TOLD)
    if row.get("activation") is not None:
        more = {
            name: plain(row[f"activation_{name}"]) for name in _ACTIVATION if row.get(f"activation_{name}") is not None
        }
        if "matches_order" in more:
            more["matches_order"] = bool(more["matches_order"])
        found["activation"] = {"status": row["activation"], **more}
    if row.get("used_fraction") is not None:
        usage = {name: plain(row[name]) for name in _USAGE if row.get(name) is not None}
        found["usage"] = usage | {"used_fraction": float(row["used_fraction"])}
    if row.get("overcharged") is not None:
        found["billing"] = {"overcharged_amount": records.major(row["overcharged"], currency)}
    if row.get("incidents") is not None:
        found["incidents"] = json.loads(row["incidents"])
    if row.get("attributes") is not None:
        found["attributes"] = json.loads(row["attributes"])
    return found | {"consent": _consent(row)}


def _consent(row: RowMapping) -> Document:
    """`confirmed_at` wherever the view has the column: there an empty one says that no confirmation was sent."""
    names = ("immediate_performance_at", "loss_of_withdrawal_acknowledged_at")
    found: Document = {name: plain(row[name]) for name in names if row.get(name) is not None}
    if "confirmed_at" in row:
        found["confirmed_at"] = plain(row["confirmed_at"])
    if row.get("withdrawal_info_provided") is not None:
        found["withdrawal_info_provided"] = bool(row["withdrawal_info_provided"])
    return found


def _dispute(row: RowMapping) -> Document | None:
    if row.get("dispute") is None:
        return None
    return {
        "opened_at": plain(row["dispute_opened_at"]),
        "status": row["dispute"],
        "respond_by": plain(row.get("dispute_respond_by")),
    }
