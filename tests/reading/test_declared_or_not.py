"""A wish declares a withdrawal as a plain statement does, and so does ending the contract by the right to; a question,
a condition, a denial or a report about somebody else declares nothing."""

import pytest

from amends.reading.declarations import declares_withdrawal
from tests.reading.declared_or_not import DECLARED, ONLY_SPOKEN_OF
from tests.reading.withdrawn_from import OF_ANY_OBJECT, OF_WORDS_AND_MONEY


@pytest.mark.parametrize(
    "text", [text for table in (DECLARED, OF_ANY_OBJECT) for texts in table.values() for text in texts]
)
def test_a_wish_or_the_named_right_declares(text: str) -> None:
    assert declares_withdrawal(text)


@pytest.mark.parametrize(
    "text", [text for table in (ONLY_SPOKEN_OF, OF_WORDS_AND_MONEY) for texts in table.values() for text in texts]
)
def test_what_only_speaks_of_it_declares_nothing(text: str) -> None:
    assert not declares_withdrawal(text)


@pytest.mark.parametrize(
    "text",
    [
        "Als u niet levert, houdt het op. Dan zou ik de overeenkomst willen ontbinden.",
        "Zou ik willen ontbinden?",
        "Wanneer zou ik de koop willen herroepen?",
        "I do not want to return it and use my right of withdrawal",
        "Jeg ønsker ikke å returnere den og bruke angreretten",
    ],
)
def test_a_polite_wish_stays_open_where_it_hangs_on_something(text: str) -> None:
    assert not declares_withdrawal(text)
