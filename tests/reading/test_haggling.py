"""What asks for more than was offered, and what only speaks of money."""

import pytest

from amends.reading.haggling import haggles


@pytest.mark.parametrize(
    "text",
    [
        "yes please",
        "doe maar",
        "it was 10 euros, not 4.20",
        "I paid 490 twice",
        "call me on 22334455",
        "how much do I get?",
        "when do I get it?",
        "give me a moment",
        "geef me 2 dagen",
        "gi meg 5 minutter",
        "ik wil mijn geld terug",
        "I want the refund",
        "no",
    ],
)
def test_other_words_are_no_haggling(text: str) -> None:
    assert not haggles(text)
