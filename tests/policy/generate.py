"""Makes cases by chance, seeded: `python -m tests.policy.generate 20000 > cases.jsonl`.

Facts are drawn from the values at which rows part (on, just before and just after each bound), not evenly, so that
every row occurs. One source for the property tests and for the measurement of `amends decide --batch`.
"""

import json
import sys
from datetime import datetime, timedelta
from decimal import Decimal
from random import Random
from typing import Any
from zoneinfo import ZoneInfo

from amends.claims.claim import ISSUES

MERCHANTS = {"norrnet": ("NN", "NOK", "Europe/Oslo"), "itnet": ("IT", "EUR", "Europe/Amsterdam")}
EMAIL = "alex@example.com"
SEED = 20260619


def cases(count: int, seed: int = SEED) -> list[dict[str, Any]]:
    chance = Random(seed)
    return [case(chance) for _ in range(count)]


def case(chance: Random, merchant: str | None = None, issue: str | None = None) -> dict[str, Any]:
    """One line of a batch."""
    merchant = merchant or chance.choice([*MERCHANTS])
    prefix, currency, zone = MERCHANTS[merchant]
    if chance.random() < 0.05:
        currency = chance.choice(["EUR", "NOK", "SEK"])
    number = f"{prefix}-{chance.randrange(10_000, 99_999)}"
    placed = datetime(2026, chance.randrange(1, 13), chance.randrange(1, 29), 9, 30, tzinfo=ZoneInfo(zone))
    opened = placed + timedelta(
        days=chance.choice([0, 1, 2, 3, 5, 6, 7, 8, 13, 14, 15, 16, 17, 40, 370, 380, 400]),
        seconds=chance.choice([0, 60, 14 * 3600, 14 * 3600 + 1800]),
    )
    now = opened + timedelta(minutes=chance.choice([0, 1, 60, 26 * 60, 6 * 24 * 60]))
    order = None if chance.random() < 0.01 else _order(chance, number, merchant, currency, placed, now)
    claim = _claim(chance, number, issue or chance.choice(ISSUES), opened)
    if order is not None and chance.random() < 0.5:
        _calm(chance, order, claim, now)
    return {"merchant": merchant, "order": order, "claim": claim, "now": now.isoformat()}


def _order(
    chance: Random, number: str, merchant: str, currency: str, placed: datetime, now: datetime
) -> dict[str, Any]:
    total = chance.choice(["0.01", "25.00", "99.99", "100.00", "100.01", "490.00", "500.01", "5000.01"])
    return {
        "number": number,
        "merchant": merchant,
        "placed_at": placed.isoformat(),
        "customer": {
            "email": EMAIL,
            "country": chance.choice(["NO", "NL", "NL", "GR", "IS", "CH", "US", None]),
            "consumer": chance.choice([True] * 15 + [False] * 2 + [None] * 2),
        },
        "product": {
            "name": "Example service",
            "kind": chance.choice(["service", "digital_service", "digital_content", "calling_credit", "vpn"]),
            "available": chance.random() < 0.7,
        },
        "total": _money(total, currency),
        "payments": [_payment(chance, i, total, currency, placed) for i in range(chance.choice([0, 1, 1, 1, 1, 2, 2]))],
        "activation": {
            "status": chance.choice(["none", "pending", "pending", "failed", "done", "done", "done", "reversed"]),
            "due_at": _maybe(chance, 0.3, now + timedelta(seconds=chance.choice([-60, 0, 60, 86400]))),
            "attempts": chance.choice([0, 1, 2, 3]),
            "blocked_by": chance.choice([None, None, None, "customer", "external", "internal"]),
            "matches_order": chance.random() < 0.8,
        },
        "consent": {
            "immediate_performance_at": _maybe(chance, 0.6, placed),
            "loss_of_withdrawal_acknowledged_at": _maybe(chance, 0.6, placed),
            "withdrawal_info_provided": chance.random() < 0.8,
        },
        "usage": {
            "used_fraction": chance.choice([0, 0, 0, 0.001, 0.335, 0.999, 1, 1]),
            "valid_until": _maybe(chance, 0.5, now + timedelta(days=chance.choice([-1, 0, 1]))),
        },
        "incidents": [_incident(chance, currency, now) for _ in range(chance.choice([0, 0, 1, 1, 2]))],
        "billing": {
            "overcharged_amount": chance.choice([None, None, _money("0.00", currency), _money(total, currency),
                                                 _money("0.01", currency)]),
            "overcharged_units": chance.choice([0, 0, 0, 12.5]),
        },
        "account": {"reviews": chance.choice([[]] * 14 + [["fraud"], ["legal", "abuse"]])},
        "hold_reason": chance.choice(
            [None] * 10
            + ["payment_confirmation", "verification", "destination_restriction", "supplier_restriction"]
            + ["technical_limitation"] * 2
            + ["account_review", "legal_check"][: chance.randrange(3)]
        ),
        "verification_requested": chance.choice([[], ["passport"], ["passport", "address"]]),
        "duplicate_of": chance.choice([None, f"{number[:2]}-10000"]),
    }  # fmt: skip


def _calm(chance: Random, order: dict[str, Any], claim: dict[str, Any], now: datetime) -> None:
    """Takes away what the first rows catch, so that the later ones get their share."""
    placed = now - timedelta(days=chance.choice([1, 3, 4, 6]))
    order["placed_at"] = placed.isoformat()
    order["payments"] = [_payment(chance, i, order["total"]["amount"], order["total"]["currency"], placed)
                         | {"status": "captured", "refunded": None, "refunds": None, "dispute": None}
                         for i in range(chance.choice([1, 1, 2]))]  # fmt: skip
    order["account"] = {"reviews": []}
    order["hold_reason"] = chance.choice([None, None, None, order["hold_reason"], "supplier_restriction"])
    if chance.random() < 0.2:
        order["payments"][0]["refunded"] = _money("0.01", order["total"]["currency"])
    for incident in order["incidents"]:
        # One that was running when the customer says it happened, and is over.
        if chance.random() < 0.5:
            incident |= {
                "started_at": (now - timedelta(hours=chance.choice([1, 25]))).isoformat(),
                "resolved_at": (now - timedelta(seconds=30)).isoformat(),
            }
    claim["opened_at"] = now.isoformat()
    claim["email"] = EMAIL
    claim |= dict.fromkeys(("service_name", "explanation", "destination", "error_message"), "Said in the chat.")
    claim["occurred_at"] = (now - timedelta(minutes=chance.choice([1, 10, 50]))).isoformat()


def _payment(chance: Random, index: int, total: str, currency: str, placed: datetime) -> dict[str, Any]:
    amount = str(Decimal(total) + Decimal(chance.choice(["0.00"] * 6 + ["0.01"])))
    refunded = chance.choice([None] * 8 + ["0.00", "0.01", total])
    listed = [_refund(chance, i, total, currency) for i in range(chance.choice([0, 1, 2, 3]))]
    counted = sum((Decimal(each["amount"]["amount"]) for each in listed if each["status"] != "failed"), Decimal(0))
    by_one = chance.random() < 0.2
    if by_one:
        refunded = chance.choice([None, str(counted)])
    return {
        "amount": _money(amount, currency),
        "id": f"pay_{index}",
        "status": chance.choice(["captured"] * 9 + ["pending", "failed"]),
        "captured_at": _maybe(chance, 0.95, placed + timedelta(hours=chance.choice([0, 1, 14, 15]), days=index)),
        "refunded": None if refunded is None else _money(refunded, currency),
        "refunds": listed if by_one else None,
        "dispute": chance.choice(
            [None] * 27 + [{"opened_at": placed.isoformat(), "status": status} for status in ("open", "won", "lost")]
        ),
    }


def _refund(chance: Random, index: int, total: str, currency: str) -> dict[str, Any]:
    return {
        "id": f"re_{index}",
        "amount": _money(chance.choice(["0.01", "0.01", total]), currency),
        "status": chance.choice(["pending", "succeeded", "failed"]),
    }


def _incident(chance: Random, currency: str, now: datetime) -> dict[str, Any]:
    started = now - timedelta(minutes=chance.choice([-60, 0, 60, 24 * 60, 24 * 60 + 1, 72 * 60]))
    resolved = started + timedelta(minutes=chance.choice([30, 24 * 60, 24 * 60 + 1]))
    return {
        "kind": chance.choice(["outage", "routing"]),
        "cause": chance.choice(["provider", "provider", "external", "customer"]),
        "started_at": started.isoformat(),
        "resolved_at": _maybe(chance, 0.5, resolved),
        "affected_amount": chance.choice([None, _money("0.00", currency), _money("3.00", currency)]),
    }


def _claim(chance: Random, number: str, issue: str, opened: datetime) -> dict[str, Any]:
    said = [None, "", "Said in the chat.", "Said in the chat.", "Said in the chat."]
    occurred = opened - timedelta(
        minutes=chance.choice(
            [0, 10, 60, 1500, *(30 * 24 * 60 + more for more in (0, 1, 570, 571, 1439)), 90 * 24 * 60]
        )
    )
    return {
        "issue": issue,
        "opened_at": opened.isoformat(),
        "order_number": number,
        "email": chance.choice([EMAIL] * 28 + [EMAIL.upper(), "other@example.com", None]),
        "service_name": chance.choice(said),
        "explanation": chance.choice(said),
        "occurred_at": _maybe(chance, 0.7, occurred),
        "destination": chance.choice(said),
        "error_message": chance.choice(said),
        "accepts": chance.choice([None, None, "full_refund", "wait"]),
        "evidence": [
            {"id": f"ev_{i}", "kind": "error_screenshot", "contradicts_records": chance.random() < 0.4}
            for i in range(chance.choice([0, 0, 1, 2]))
        ],
    }


def _maybe(chance: Random, likelihood: float, moment: datetime) -> str | None:
    return moment.isoformat() if chance.random() < likelihood else None


def _money(amount: str, currency: str) -> dict[str, str]:
    return {"amount": amount, "currency": currency}


if __name__ == "__main__":
    for line in cases(int(sys.argv[1])):
        sys.stdout.write(json.dumps(line) + "\n")
