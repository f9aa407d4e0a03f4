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


IMPATIENT = ["hurry up!!! I have been waiting, just do it already", "schiet op, ik wacht al weken", "This is a joke"]


@pytest.mark.parametrize("text", IMPATIENT)
def test_impatience_at_an_offer_is_no_yes_and_asks_for_it_in_short(asked: Chat, text: str) -> None:
    assert asked.say(text, "frustrated", 1.0) == ["only_your_yes_is_missing"]
    assert moves(asked) == []
    assert "Talk to a person" in [title for title, _ in asked.draft.turn.says[-1].choices]
    asked.say("yes", "affirm")
    assert moves(asked) != []


def test_what_is_done_later_is_asked_back_without_it(norrnet: Chat) -> None:
    order = norrnet.backend.order("NN-10017")
    assert order is not None
    norrnet.say(f"I paid for it and it is not activated at all, NN-10017 {order.customer.email}", "not_activated")
    assert norrnet.say("come on, how much longer", "frustrated", 1.0) == ["is_that_a_yes"]


@pytest.mark.parametrize("text", ["Belachelijk. Stelletje oplichters", "you are thieves"])
def test_who_only_insults_gets_a_person(asked: Chat, text: str) -> None:
    assert asked.say(text, "frustrated", 1.0)[0] == "person_after_anger"
    assert moves(asked) == []


@pytest.mark.parametrize("text", ["This is a joke, get me your manager", "Belachelijk! Ja, en nu een mens graag"])
def test_who_asks_for_a_person_in_anger_gets_one_at_once(asked: Chat, text: str) -> None:
    assert asked.say(text, "frustrated", 1.0, besides=["talk_to_human"])[0] == "person_after_anger"
    assert moves(asked) == []


def test_who_goes_on_venting_gets_a_person(asked: Chat) -> None:
    asked.say(IMPATIENT[0], "frustrated", 1.0)
    assert asked.say("This is a joke", "frustrated", 1.0)[0] == "person_after_anger"
    assert moves(asked) == []
