"""The amount that is proposed, as a customer may write it: in the words and signs of its own currency."""

from decimal import Decimal

import pytest

from amends.money import Money
from amends.reading.own_amount import with_own_amount
from amends.reading.yes_no_phrases import THE_AMOUNT


@pytest.mark.parametrize(
    ("written", "currency"),
    [
        ("490 kr", "NOK"),
        ("490 kr", "SEK"),
        ("490 kr", "DKK"),
        ("490 kronor", "SEK"),
        ("490 kronor", "NOK"),
        ("SEK 490", "SEK"),
        ("€490", "EUR"),
    ],
)
def test_it_is_known_by_the_words_of_its_currency(written: str, currency: str) -> None:
    assert with_own_amount(written, [Money(Decimal(490), currency)]).split() == [THE_AMOUNT]


@pytest.mark.parametrize(("written", "currency"), [("490 kr", "EUR"), ("490 kronor", "EUR"), ("490 €", "SEK")])
def test_the_word_of_another_currency_is_left_and_makes_it_no_yes(written: str, currency: str) -> None:
    assert with_own_amount(written, [Money(Decimal(490), currency)]).split() != [THE_AMOUNT]
