"""A wish declares a withdrawal as a plain statement does, and so does ending the contract by the right to; a question,
a condition, a denial or a report about somebody else declares nothing."""

from unittest.mock import patch

import pytest

from amends.reading import declarations
from amends.reading.declarations import declares_withdrawal
from tests.assistant.conftest import Chat
from tests.assistant.declared_or_not import DECLARED, ONLY_SPOKEN_OF
from tests.assistant.moved import mails
from tests.assistant.withdrawn_from import OF_ANY_OBJECT, OF_WORDS_AND_MONEY


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


@pytest.mark.parametrize(
    "text",
    ["ik zou de overeenkomst willen ontbinden", "ik wil binnen 14 dagen annuleren", "Jeg bruker 14 dagers angrerett"],
)
def test_a_wish_is_acknowledged_in_the_chat(itnet: Chat, text: str) -> None:
    said = itnet.say(f"{text}. IT-20063 clara.vogel@example.com", "cancel_order")
    assert said == ["withdrawal_received", "ask_withdrawal"]
    assert [mail.recipient for mail in mails(itnet)] == ["clara.vogel@example.com"]


@pytest.mark.parametrize(
    ("number", "email", "text"),
    [
        ("NN-10047", "ingrid.dahl@example.com", "I withdraw from buying the report."),
        ("NN-10039", "ola.berg@example.com", "Ik zie af van de aankoop van het rapport."),
        ("NN-10040", "ingrid.dahl@example.com", "Jeg trekker meg fra konsultasjonen."),
    ],
)
def test_a_withdrawal_from_whatever_was_bought_is_acknowledged(
    norrnet: Chat, number: str, email: str, text: str
) -> None:
    assert norrnet.say(f"{text} {number} {email}", "withdraw") == ["withdrawal_received", "ask_withdrawal"]
    assert [mail.recipient for mail in mails(norrnet)] == [email]


def test_a_message_is_read_for_it_once(itnet: Chat) -> None:
    itnet.say("The VPN did not connect at all, IT-20053 sanne.bakker@example.com", "outage")
    with patch.object(declarations, "folded", wraps=declarations.folded) as read:
        itnet.say("It was down for hours on Monday and I could not work", "withdraw")
    assert read.call_count == 1
