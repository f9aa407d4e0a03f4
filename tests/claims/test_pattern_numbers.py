"""Order numbers of a shop's own shape, in messages and in merchant.yml."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from amends.claims.extract import without_ids
from amends.claims.order_numbers import OrderNumbers
from amends.claims.pattern_numbers import PatternNumbers

HASH = OrderNumbers(pattern=PatternNumbers("#?[0-9]{4,7}", "#1234", "#{}"))
PLAIN = OrderNumbers(pattern=PatternNumbers("[0-9]{6}", "100045"))
PARTS = OrderNumbers(pattern=PatternNumbers("WC-[0-9]{1,4}-[0-9]", "WC-77-2"))


@pytest.mark.parametrize(
    ("numbers", "text", "found"),
    [
        (HASH, "my order 1234 is late", "#1234"),
        (HASH, "it's #1234!", "#1234"),
        (HASH, "# 5678, please", "#5678"),
        (PLAIN, "my order number is 100045.", "100045"),
        (PLAIN, "bestelling nr 100045", "100045"),
        (PARTS, "wc–77–2 please", "WC-77-2"),
        (PARTS, "about WC-77-2", "WC-77-2"),
    ],
)
def test_a_number_is_found_and_comes_out_as_the_shop_has_it(numbers, text, found):
    assert numbers.find(text) == found
    assert numbers.find(f"Hello, {text}") == found


@pytest.mark.parametrize(
    ("numbers", "text"),
    [
        (HASH, "I paid 1234 kr for it"),
        (HASH, "in 2026 I ordered it"),
        (PLAIN, "call me at 100045"),
        (PLAIN, "order 1000456"),
        (PARTS, "WC-77-23"),
        (PARTS, "XWC-77-2"),
    ],
)
def test_another_figure_is_none(numbers, text):
    assert numbers.find(text) is None


def test_the_digits_alone_will_do_where_the_number_was_asked_for():
    assert PLAIN.find("100045") is None
    assert PLAIN.find("100045", bare=True) == "100045"
    assert HASH.find("1234", bare=True) == "#1234"


def test_the_number_that_corrects_another_counts():
    assert PLAIN.find("order 100045, no sorry 100046") == "100046"


def test_what_is_left_of_a_message_has_no_number_in_it():
    assert without_ids("my order #1234 is late", HASH) == "my order is late"


@pytest.mark.parametrize(
    "pattern", ["[0-9]+", "[0-9]*", "(?:a{1,9}){1,9}", "[0-9]{4}|", "(?P<x>1)", "[0-9]{4", "a.b", ".", "(?:[0-9]{4}"]
)
def test_a_pattern_that_could_be_met_by_nothing_or_be_read_for_ever_is_refused(pattern):
    assert PatternNumbers(pattern, "1234").fault() is not None


@given(st.from_regex("WC-[0-9]{1,4}-[0-9]", fullmatch=True))
def test_every_number_of_the_pattern_is_found(number):
    assert PARTS.find(f"about {number.lower()}, thanks") == number
    assert re.fullmatch("WC-[0-9]{1,4}-[0-9]", PARTS.pattern.own(number))
