import pytest

from amends.channels.providers.email_closings import number_alone
from tests.channels.email_harness import mail
from tests.channels.providers.email_reading import read


@pytest.mark.parametrize(
    "text",
    [
        "2\n\nKind regards,\nKim Larsen",
        "2.\nThanks!\nKim",
        "2)\n\nMet vriendelijke groet,\n\nKim de Vries\nAmsterdam",
        "#2\n\nMvh Kim",
        "2\n\nMed vennlig hilsen\nKim",
        "2\nMVG",
        "2\n\nMed vänlig hälsning\nKim",
        "2 tack\nMvh Kim",
        "2\n\nMit freundlichen Grüßen\n\nKim Schulz",
        "2\nMfG",
        "2 bitte\n\nViele Grüße\nKim",
    ],
)
def test_a_number_above_a_greeting_is_the_number(text):
    assert number_alone(text) == text.partition("\n")[0]
    assert read(bytes(mail(1, text))).what.text == text.partition("\n")[0]


@pytest.mark.parametrize(
    "text",
    [
        "2",
        "",
        "I have 2 of them\n\nKind regards\nKim",
        "2\n\nBut I want my money for both",
        "2 please\n\nKim",
        "2\n\nKim",
        "2\n\nKind regards\nKim\n\nPS: and a refund of the other one too, as I said on the telephone on Tuesday",
        "2\nThanks\na\nb\nc\nd\ne",
        "222\n\nRegards\nKim",
    ],
)
def test_words_of_ones_own_stay_as_they_are(text):
    assert number_alone(text) == text
