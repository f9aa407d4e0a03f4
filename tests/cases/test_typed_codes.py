"""The six figures of a code are told from whatever else has figures."""

import pytest

from amends.cases import typed_codes

MAIL = (
    "Hello,\n\nYour code is 482913. Type it in the conversation in which you want to go on with case AM-7K3Q9DX. It is "
    "valid for 15 minutes.\n\nDid you not ask for it? Then somebody else knows your case number. Without this code "
    "they cannot go on with your case, so give it to nobody.\n\nKind regards,\nNorrNet Services"
)
FOOTER = "\n\n-- \nKari Holm\nTel. +47 22 33 44 55\n" + "This message is for its recipient alone. " * 10


@pytest.mark.parametrize(
    "text",
    ["482913", "482 913", "48 29 13", "4 8 2 9 1 3", "482-913", "My code is 482 913.", "koden er 482913, takk",
     "Hei, her er koden: 482913", f"482913{FOOTER}"],
)  # fmt: skip
def test_what_stands_alone_is_a_code(text: str) -> None:
    assert typed_codes.alone(text) == typed_codes.read(text) == "482913"


@pytest.mark.parametrize(
    "text",
    ["the mail says 482913, is that it?", "The code for AM-7K3Q9DX is 482913", "AM-4829130: 482-913", "48.29.13", MAIL,
     f"Hi, it finally came: 482913{FOOTER}"],
)  # fmt: skip
def test_where_one_is_expected_it_may_stand_among_words(text: str) -> None:
    assert typed_codes.read(text) == "482913"


@pytest.mark.parametrize(
    "text",
    ["It happened on 12.05.26", "I was charged 1 250.00 twice", "on 8-6-2026", "it was 12/05/26", "order NN-482913",
     "AM-482913X", "482913 or 482914?", "4829131", "call me on 482 91 300", "a story with 482913 in it " * 20],
)  # fmt: skip
def test_dates_amounts_and_numbers_are_none(text: str) -> None:
    assert typed_codes.read(text) is None
    assert typed_codes.alone(text) is None


@pytest.mark.parametrize(
    "text", ["8-6-2026", "08-06-2026", "12.05.26", "1 250.00", "250.000", "it was 482913 yesterday"]
)
def test_an_answer_to_something_else_does_not_stand_alone(text: str) -> None:
    assert typed_codes.alone(text) is None
