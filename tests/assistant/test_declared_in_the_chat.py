"""A withdrawal that is wished or declared is acknowledged in the chat, whatever it is from, and read once."""

from unittest.mock import patch

import pytest

from amends.reading import declarations
from tests.assistant.conftest import Chat
from tests.assistant.moved import mails


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
