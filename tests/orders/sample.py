"""An order that was paid twice, to try things on."""

import copy
from typing import Any

TWICE_PAID: dict[str, Any] = {
    "number": "NN-70001",
    "merchant": "norrnet",
    "placed_at": "2026-11-16T09:12:00+01:00",
    "customer": {"email": "Kari.Holm@example.com", "country": "NO", "consumer": True},
    "product": {"name": "Uptime tracking, 12 months", "kind": "service"},
    "total": {"amount": "490.00", "currency": "NOK"},
    "payments": [
        {"id": "pay_1", "amount": {"amount": "490.00", "currency": "NOK"}, "status": "captured"},
        {"id": "pay_2", "amount": {"amount": "490.00", "currency": "NOK"}, "status": "captured"},
        {"id": "pay_3", "amount": {"amount": "490.00", "currency": "NOK"}, "status": "failed"},
    ],
    "activation": {"status": "done", "attempts": 1, "matches_order": False},
    "incidents": [{"kind": "outage", "cause": "provider", "started_at": "2026-11-17T09:00:00+01:00"}],
    "billing": {"overcharged_units": 12},
    "contract_version": "1.2",
    "items": [
        {"id": "1", "name": "Tracking", "amount": {"amount": "400.00", "currency": "NOK"}},
        {"id": "2", "name": "Reports", "amount": {"amount": "90.00", "currency": "NOK"}},
    ],
    "subscription": {"interval": "month", "period_ends_at": "2027-01-31T09:12:00+01:00", "renews": True},
}


def document(**changes: Any) -> dict[str, Any]:
    """The order paid twice, with other values for some keys."""
    return copy.deepcopy(TWICE_PAID) | changes
