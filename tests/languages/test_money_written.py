"""Money as Swedish and German customers read it."""

from decimal import Decimal

import pytest

from amends.money import Money


@pytest.mark.parametrize(
    ("currency", "language", "written"),
    [
        ("SEK", "sv", "1 490,50 kr"),
        ("NOK", "sv", "1 490,50 NOK"),
        ("DKK", "sv", "1 490,50 DKK"),
        ("EUR", "sv", "1 490,50 €"),
        ("NOK", "de", "1.490,50 NOK"),
        ("EUR", "de", "1.490,50 €"),
    ],
)
def test_an_amount_is_written_as_its_reader_writes_it(currency: str, language: str, written: str) -> None:
    assert Money(Decimal("1490.50"), currency).text(language).replace("\N{NO-BREAK SPACE}", " ") == written
