"""What must not be told apart is told in the same words: whose order it is, and what an account is reviewed for."""

import copy
import re
from collections.abc import Iterable
from typing import Any

import pytest

from amends import clock
from demo.orders.scenarios import orders_at
from tests.conversations.customer import Customer, Line
from tests.stack import Stack

REVIEWED: dict[str, dict[str, Any]] = {
    "fraud": {"account": {"id": "ac_1", "reviews": ["fraud"]}},
    "abuse": {"account": {"id": "ac_1", "reviews": ["abuse"]}},
    "security": {"account": {"id": "ac_1", "reviews": ["security"]}},
    "chargeback": {"account": {"id": "ac_1", "reviews": ["chargeback"]}},
    "legal": {"account": {"id": "ac_1", "reviews": ["legal"]}},
    "two at once": {"account": {"id": "ac_1", "reviews": ["fraud", "legal"]}},
    "account review": {"hold_reason": "account_review"},
    "legal check": {"hold_reason": "legal_check"},
}
SAYS = (
    "My minutes were never activated",
    "{order}",
    "{email}",
    "I have nothing to add but I need them",
    "How is my case?",
)


@pytest.mark.timeout(1200)
def test_an_order_that_is_not_there_and_one_of_somebody_else_are_answered_alike(stack: Stack) -> None:
    _put(stack, "IT-90001", "daan.visser.90001@example.com", {})
    unknown = _talk(stack, ["I want to cancel my order", "IT-99999", "stranger@example.com"])
    foreign = _talk(stack, ["I want to cancel my order", "IT-90001", "stranger@example.com"])
    assert unknown == foreign


@pytest.mark.timeout(1200)
def test_no_word_and_no_button_tells_why_an_account_is_reviewed(stack: Stack) -> None:
    told = {}
    for number, (kind, changes) in enumerate(REVIEWED.items(), 90010):
        email = f"sanne.bakker.{number}@example.com"
        _put(stack, f"IT-{number}", email, changes)
        told[kind] = _talk(stack, [line.format(order=f"IT-{number}", email=email) for line in SAYS])
    assert len(told["fraud"]) > len(SAYS)
    assert {kind for kind, lines in told.items() if lines != told["fraud"]} == set()


def _put(stack: Stack, number: str, email: str, changes: dict[str, Any]) -> None:
    document = copy.deepcopy(next(found for _row, found in orders_at(clock.now()) if found["number"] == "IT-20039"))
    document |= {"number": number, **changes}
    document["customer"]["email"] = email
    stack.orders.put(document)


def _talk(stack: Stack, says: Iterable[str]) -> list[tuple[str, tuple[str, ...]]]:
    """What was answered, with every number and address left out."""
    customer = Customer(stack.settings.public_url, "itnet")
    for text in says:
        customer.say(text)
    customer.close()
    return [_plain(line) for line in customer.lines if line.author != "customer"]


def _plain(line: Line) -> tuple[str, tuple[str, ...]]:
    return re.sub(r"IT-\d{5}|AM-\w{7}|[\w.]+@example\.com", "…", line.text), line.titles
