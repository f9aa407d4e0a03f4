"""Who vents and answers in one message goes on with the claim; nothing moves on an angry yes that is not asked back."""

import pytest

from tests.assistant.conftest import After, Chat
from tests.assistant.moved import moves


def come_to_the_question(itnet: Chat) -> None:
    itnet.say("I was charged twice IT-20013 daan.visser@example.com", "duplicate_payment")
    assert itnet.draft.asked == "confirmation"


@pytest.fixture
def asked(after: After) -> Chat:
    return after("itnet", come_to_the_question)


@pytest.mark.parametrize(
    "text",
    [
        "This is getting ridiculous. My e-mail is daan.visser@example.com",
        "Ik ben dit zat!! mijn mail: daan.visser@example.com",
        "dette er latterlig, men e-posten er daan.visser@example.com",
    ],
)
def test_the_address_counts_whatever_the_mood(itnet: Chat, text: str) -> None:
    itnet.say("I was charged twice", "duplicate_payment")
    assert itnet.say("IT-20013", "give_order_number") == ["ask_email"]
    assert itnet.say(text, "frustrated", 1.0)[-1] == "confirm"


@pytest.mark.parametrize(
    "text", ["Ik ben er nu wel klaar mee. ja, doe dat maar", "This is a joke! Yes please", "Nå er jeg lei. Ja takk."]
)
def test_an_angry_yes_is_asked_back(asked: Chat, text: str) -> None:
    assert asked.say(text, "frustrated", 1.0) == ["is_that_a_yes"]
    assert moves(asked) == []
    asked.say("ja", "affirm")
    assert moves(asked) != []


@pytest.mark.parametrize("text", ["This is a joke", "Ik ben er nu wel klaar mee. Belachelijk.", "Yes? No! What a joke"])
def test_who_only_vents_gets_a_person(asked: Chat, text: str) -> None:
    assert asked.say(text, "frustrated", 1.0)[0] == "person_after_anger"
    assert moves(asked) == []
