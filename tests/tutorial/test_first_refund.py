"""The tutorial's shop alone, really running: the refund that the page promises, and its refusal.

The shipped merchants are gone, as the page says at its end: nothing of the product needs them.
"""

import shutil
import time

import httpx
import pytest

from tests.conversations.customer import Customer
from tests.stack import Stack
from tests.tutorial.following import SHOP

MADE_WITHIN_S = 90.0


@pytest.fixture(scope="module")
def stack_of_the_tutorial(policies, tmp_path_factory):
    folder = tmp_path_factory.mktemp("tutorial-stack")
    alone = shutil.copytree(policies, folder / "policies", ignore=shutil.ignore_patterns("norrnet", "itnet"))
    stack = Stack(folder, policies=alone)
    try:
        stack.start()
        yield stack
    finally:
        stack.stop()


def test_the_second_payment_goes_back_once_after_a_yes(stack_of_the_tutorial):
    running = stack_of_the_tutorial.settings
    web, orders = running.public_url, running.order_backend_url
    assert httpx.get(f"{web}/v1/merchants/norrnet", trust_env=False, timeout=60).status_code == 404
    assert f'data-merchant="{SHOP}"' in httpx.get(f"{web}/demo/{SHOP}", trust_env=False, timeout=60).text
    customer = Customer(web, SHOP)
    asked = customer.say("I paid twice for order VP-40000, my address is alex@example.com")
    assert "€100.00" in asked[-1].text
    assert _movements(orders) == []
    customer.press("Yes, please")
    moved = _first_movement(orders)
    assert (moved["kind"], moved["order"], moved["amount"]) == (
        "refund", "VP-40000", {"amount": "100.00", "currency": "EUR"},
    )  # fmt: skip


def test_a_gift_card_is_refused_by_the_clause_of_the_page(stack_of_the_tutorial):
    customer = Customer(stack_of_the_tutorial.settings.public_url, SHOP)
    answer = customer.say("I want to cancel order VP-40006, alex@example.com")
    text = "\n".join(line.text for line in answer)
    assert "Gift cards (§ 5)" in text
    assert "They stay valid for five years." in text
    moved = _movements(stack_of_the_tutorial.settings.order_backend_url)
    assert "VP-40006" not in [each["order"] for each in moved]


def _first_movement(orders):
    """The only one, as soon as the worker has made it."""
    until = time.monotonic() + MADE_WITHIN_S
    while not (found := _movements(orders)):
        assert time.monotonic() < until, "no money moved"
        time.sleep(0.1)
    (moved,) = found
    return moved


def _movements(orders):
    return httpx.get(f"{orders}/v1/journal", trust_env=False, timeout=60).raise_for_status().json()["movements"]
