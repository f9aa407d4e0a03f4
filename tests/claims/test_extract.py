"""Numbers wherever they stand, and words that only look like one."""

import pytest

from amends.claims.extract import find_case_number


@pytest.mark.parametrize(
    "text", ["AM-7K2L901", "am 7k2l901", "case AM7K2L901, please", "am – 7K2L901?", "(AM#7K2L901)", "am:7k2l901"]
)
def test_a_case_number_in_every_shape(text: str) -> None:
    assert find_case_number(text) == "AM-7K2L901"


def test_a_case_number_of_letters_alone_has_its_dash() -> None:
    assert find_case_number("any news of AM-FXTYVVF?") == "AM-FXTYVVF"


@pytest.mark.parametrize("text", ["I am waiting", "I am charged twice", "am unhappy", "I AM WAITING", "7 am tomorrow"])
def test_words_are_no_case_number(text: str) -> None:
    assert find_case_number(text) is None
