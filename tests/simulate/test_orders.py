"""Copies of demo orders, and what their customers know of them."""

import re
from datetime import UTC, datetime, timedelta
from random import Random

import pytest

from amends import clock
from amends.orders.order import Order
from simulate.orders import FIRST_NUMBER, NUMBERS, copied, mistaken
from simulate.scenario import demo_order
from simulate.wordings import wordings

NOW = datetime(2026, 11, 29, 18, 0, tzinfo=UTC)


def test_a_copy_is_an_order_of_its_own_with_the_same_records():
    one, two = (copied(demo_order("NN-10006"), index, NOW) for index in (0, 1))
    assert (one.number, two.number) == ("NN-30000", "NN-30001")
    assert one.email != two.email
    assert Order.from_json(one.document).payments == Order.from_json(two.document).payments
    assert copied(demo_order("IT-20013"), NUMBERS + 1, NOW).number == f"IT-{FIRST_NUMBER + 1}"


def test_a_second_order_is_the_same_customers():
    one = copied(demo_order("NN-10006"), 0, NOW)
    two = copied(demo_order("NN-10030"), 1, NOW, like=one)
    assert two.document["customer"] == one.document["customer"]
    assert two.email == one.email
    assert two.number != one.number


def test_an_order_that_is_not_there_has_no_copy():
    with pytest.raises(AssertionError):
        copied(demo_order("NN-19999"), 0, NOW)


@pytest.mark.parametrize("seed", range(20))
def test_a_mistaken_number_is_none_of_a_copys(seed):
    wrong = mistaken("NN-30012", Random(seed))
    assert wrong.startswith("NN-9")
    assert len(wrong) == len("NN-30012")


def test_who_had_an_outage_remembers_a_moment_of_it():
    order = copied(demo_order("NN-10024"), 0, NOW)
    incident = order.document["incidents"][0]
    assert clock.parse(incident["started_at"]) < order.occurred_at < clock.parse(incident["resolved_at"])
    assert copied(demo_order("NN-10022"), 0, NOW).occurred_at is None


@pytest.mark.parametrize("language", ["en", "nl", "nb", "sv", "de"])
def test_every_slot_is_filled_in_the_customers_language(language):
    order = copied(demo_order("IT-20053"), 3, clock.now() - timedelta(minutes=1))
    slots = order.slots(wordings(language), language, Random(1))
    assert slots["order"] == "IT-30003"
    assert slots["error"] == "Tunnel closed"
    yesterday = {"en": "yesterday", "nl": "gisteren", "nb": "i går", "sv": "i ?går", "de": "gestern"}
    assert re.search(yesterday[language], slots["when"])
    assert "59" in slots["amount"]
