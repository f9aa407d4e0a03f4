"""Conditions and amounts as a policy's file writes them, and an ordinary case to try them on."""

from dataclasses import replace
from pathlib import Path

import yaml

from amends.claims.claim import Claim
from amends.clock import parse
from amends.orders.order import Order
from amends.policy.attributes import read_attributes
from amends.policy.conditions_reader import Scope
from amends.policy.document import Place
from amends.policy.facts import Facts
from amends.policy.policy import Settings
from tests.policy import own_merchants

TAKT = own_merchants.policies()["takt"].newest
DECLARED = """
order: {fee: money, gift: yes_or_no, seats: number, ready_on: date, note: text}
product: {category: {one_of: [plan, gift_card]}}
item: {kind: {one_of: [seat, help]}}
"""


def facts(total="120.00", currency="EUR", opened="2026-11-23T11:50:00+01:00", refunded="0.00", claim=None, **order):
    """An order of 120 euros for a year, two lines, and a claim three weeks into it; with other parts where given."""

    def money(amount):
        return {"amount": amount, "currency": currency}

    document = {
        "number": "TK-100100", "merchant": "takt", "placed_at": "2026-11-01T09:00:00+01:00",
        "customer": {"email": "ada@example.com"}, "product": {"name": "Takt", "kind": "digital_service"},
        "total": money(total), "activation": {"status": "done"},
        "payments": [{"id": "p", "amount": money(total), "status": "captured", "refunded": money(refunded)}],
        "subscription": {
            "period_started_at": "2026-11-01T09:00:00+01:00", "period_ends_at": "2027-11-01T09:00:00+01:00",
        },
        "usage": {"used_fraction": 0.25},
        "items": [
            {"id": "1", "name": "Seat", "amount": money("80.00"), "attributes": {"kind": "seat"}},
            {"id": "2", "name": "Help", "amount": money("40.00"), "attributes": {"kind": "help"}},
        ],
        "attributes": {"fee": money("20.00")},
    }  # fmt: skip
    asked = {"issue": "cancel", "order_number": "TK-100100", "email": "ada@example.com"} | (claim or {})
    return Facts(TAKT, Order.from_json(document | order), Claim(**asked, opened_at=parse(opened)), parse(opened))


def place(text):
    """What a file would say there."""
    return Place(Path("refund.yml"), yaml.compose(text, Loader=yaml.CBaseLoader))


def scope(**settings):
    """The words of a text whose merchant declares DECLARED."""
    attributes = {each.name: each.quantity for each in read_attributes(place(DECLARED))}
    return Scope(replace(Settings(0, (0, 0), {}), **settings), attributes)
