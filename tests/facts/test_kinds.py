"""Telephone numbers, products and how sure a moment is: what the table of messages does not show."""

from datetime import datetime
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from amends.facts.facts import Facts, read_facts
from amends.facts.phones import Phone, find_phones
from amends.facts.products import find_products
from tests.facts.test_facts import NOW, SHOPS

PRODUCTS = (
    "Uptime tracking, 12 months",
    "Security alerts, 6 months",
    "Traffic analytics, 3 months",
    "VPN access, 12 months",
    "Calling credit 25 euro",
    "Voice minutes Europe, 500",
    "Network monitoring for offices, 12 months",
)
WORDS = ("on", "3", "May", "2026", "kl", "14", "til", "fra", "sinds", "€49,90", "NN10023", "12:30", "and", "-", "half")


def facts(text: str, language: str = "en", now: datetime = NOW) -> Facts:
    return read_facts(text, language, now, *SHOPS["N"], products=PRODUCTS)


@pytest.mark.parametrize(
    ("text", "product"),
    [
        ("the uptime trackr", PRODUCTS[0]),
        ("sikkerhetsvarslene", PRODUCTS[1]),
        ("verkeersanalyse", PRODUCTS[2]),
        ("mijn vpn", PRODUCTS[3]),
        ("beltegoed", PRODUCTS[4]),
        ("ringeminutter til Europa", PRODUCTS[5]),
        ("nettverksovervåkingen på kontoret", PRODUCTS[6]),
    ],
)
def test_a_product_is_known_in_the_customers_language(text, product):
    assert find_products(text, PRODUCTS) == (product,)


def test_words_that_name_no_product_name_none():
    assert find_products("I want my money back for 12 months", PRODUCTS) == ()
    assert facts("hello there").products == ()


def test_a_telephone_number_needs_its_country_or_to_be_called_one():
    assert [phone for phone, _ in find_phones("912 34 567", "NO")] == []
    assert [phone for phone, _ in find_phones("ring 912 34 567", "NO")] == [Phone("+4791234567", "NO")]
    assert [phone for phone, _ in find_phones("(+90) 212 444 08 49", "NO")] == [Phone("+902124440849", "TR")]
    assert facts("ring 10023 12 34").order_number is None


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("yesterday at 20:15", "certain"),
        ("yesterday", "certain"),
        ("from 20 November to yesterday", "certain"),
        ("yesterday at 8", "ambiguous"),
        ("6/2", "ambiguous"),
        ("11/28/2026", "ambiguous"),
        ("ordered on 2 May, broke on 3 May", "ambiguous"),
        ("in April", "vague"),
        ("last week", "vague"),
        ("31 November", "impossible"),
    ],
)
def test_what_is_certain_is_told_apart(text, kind):
    moment = facts(text).moment
    assert moment is not None
    told = {"certain": moment.certain is not None, "ambiguous": moment.ambiguous, "vague": moment.vague,
            "impossible": moment.impossible}  # fmt: skip
    assert [name for name, holds in told.items() if holds] == [kind]


def test_the_zone_is_the_merchants():
    oslo = facts("2 hours ago").moment
    assert oslo is not None
    assert oslo.readings[0].start == datetime(2026, 11, 28, 9, 0, tzinfo=ZoneInfo("UTC"))


@given(st.text(max_size=120), st.sampled_from(["en", "nl", "nb"]))
def test_no_text_makes_the_reader_stumble(text, language):
    found = facts(text, language)
    assert all(reading.start <= reading.end for moment in found.moments for reading in moment.readings)


@given(st.lists(st.sampled_from(WORDS)))
def test_no_heap_of_such_words_does_either(words):
    found = facts(" ".join(words))
    assert all(reading.start <= reading.end for moment in found.moments for reading in moment.readings)
