"""A number stands for a choice however it is typed, and nothing else does."""

import pytest

from amends.channels.choice_numbers import choice_number


@pytest.mark.parametrize(
    "text",
    ["2", "2.", " 2 ", "#2", "(2)", "2)", "2!", "2️⃣", "２", "②", "Option 2", "optie 2", "Keuze 2.", "valg 2", "nr. 2",
     "Nummer 2", "alternativ 2, takk", "2, graag", "2 please", "2 a.u.b.", "2\n", "two",
     "Twee", "to.", "second one", "the second one please", "de tweede", "den andre", "2nd", "doe maar de tweede"],
)  # fmt: skip
def test_it_is_the_second(text: str) -> None:
    assert choice_number(text) == 2


@pytest.mark.parametrize(
    ("language", "text"),
    [("sv", each) for each in (
        "två", "2 tack", "nummer två", "alternativ två", "den andra", "den andra tack", "det andra alternativet",
        "jag tar den andra", "tvåan", "tva",
    )] + [("de", each) for each in (
        "zwei", "2 bitte", "2, danke", "Nummer zwei", "Option zwei bitte", "die zweite", "das zweite", "den zweiten",
        "die zweite Option", "ich nehme die zweite", "die Zweite bitte",
    )],
)  # fmt: skip
def test_it_is_the_second_in_a_further_language(language: str, text: str) -> None:
    assert choice_number(text, (language,)) == 2
    assert choice_number("2", (language,)) == 2


@pytest.mark.parametrize(
    ("language", "text"),
    [("de", "eins"), ("de", "die erste"), ("de", "Nummer eins bitte"), ("sv", "ett"), ("sv", "ettan"),
     ("sv", "den första"), ("sv", "nummer ett")],
)  # fmt: skip
def test_it_is_the_first_in_a_further_language(language: str, text: str) -> None:
    assert choice_number(text, (language,)) == 1


@pytest.mark.parametrize(
    ("language", "text"),
    [("sv", "två gånger"), ("sv", "de andra"), ("sv", "inte den andra"), ("sv", "andra gången"),
     ("de", "zweimal"), ("de", "nicht die zweite"), ("de", "zwei Tage"), ("de", "die zweite Zahlung"),
     ("de", "die andere")],
)  # fmt: skip
def test_other_words_of_a_further_language_are_words(language: str, text: str) -> None:
    assert choice_number(text, (language,)) is None


@pytest.mark.parametrize(
    "text",
    ["", "0", "02", "-2", "2 times", "2 of them please", "2 2", "222", "2.5", "optional 2", "no 2", "2 euro",
     "2️⃣2️⃣", "½", "please 2 of them", "NN-2",
     "en", "to my wife", "the second time", "not the second one", "twee keer", "the first and the second"],
)  # fmt: skip
def test_other_words_are_words(text: str) -> None:
    assert choice_number(text) is None
