"""What a message says is never asked for, whatever else the message is for."""

from datetime import timedelta

import pytest

from amends.reading.message import Message
from tests.assistant.conftest import NOW, Chat

SURINAME = "Calls to Suriname did not go through yesterday around 8pm, order IT-20047"
SANNE = "sanne.bakker@example.com"


def takes(chat: Chat, text: str, intent: str, **more: object) -> list[str]:
    """The responses to a message that does more than one thing."""
    chat.now += timedelta(seconds=20)
    message = Message(chat._sent(text), text, chat.now, intent, 0.9, **more)  # type: ignore[arg-type]
    return [say.response.removeprefix("utter_") for say in chat.dialogue.take(chat.id, message).says]


def yesterday(hour: int) -> str:
    return f"{NOW - timedelta(days=1):%Y-%m-%d} {hour:02}:00"


def when(chat: Chat) -> str:
    zone = chat.context.merchants[chat.merchant].merchant.zone
    return f"{chat.draft.occurred_at.astimezone(zone):%Y-%m-%d %H:%M}"


def test_when_where_and_which_order_are_asked_by_nobody_who_was_told(itnet: Chat) -> None:
    assert itnet.say(SURINAME, "destination_problem") == ["ask_email"]
    assert (itnet.draft.destination, itnet.draft.order_number) == ("Suriname", "IT-20047")
    assert when(itnet) == yesterday(20)
    assert itnet.say(SANNE, "give_email")[-1] in {"confirm_remedy", "denied"}


@pytest.mark.parametrize(
    ("text", "error"),
    [
        ("The VPN is down since yesterday, it says “connection timed out”", "connection timed out"),
        ("VPN ligt er sinds gisteren uit, foutmelding: geen verbinding", "geen verbinding"),
        ("VPN-en er nede siden i går, det står «tilkobling avbrutt»", "tilkobling avbrutt"),
    ],
)
def test_the_error_that_was_quoted_is_not_asked_for(itnet: Chat, text: str, error: str) -> None:
    said = itnet.say(f"{text} IT-20053 {SANNE}", "outage")
    assert itnet.draft.error_message == error
    assert not {"ask_error_message", "ask_occurred_at", "ask_explanation"} & set(said)


def test_a_number_that_was_called_is_a_destination(itnet: Chat) -> None:
    itnet.say("I cannot call +597 421234 since yesterday 20:00", "destination_problem")
    assert itnet.draft.destination == "+597421234"


def test_who_is_writing_is_kept_beside_a_question_that_is_answered(norrnet: Chat) -> None:
    said = norrnet.say("how long does a refund take? NN-10006 kari.holm@example.com", "ask_refund_timing")
    assert said == ["answer_refund_timing"]
    assert norrnet.say("My card shows the amount twice", "duplicate_payment") == ["confirm"]


def test_a_question_beside_the_number_that_was_asked_for_is_answered_too(norrnet: Chat) -> None:
    norrnet.say("My card shows the amount twice", "duplicate_payment")
    said = norrnet.say("before that, how long does a refund take? NN-10006", "ask_refund_timing")
    assert said == ["answer_refund_timing", "ask_email"]
    assert norrnet.draft.order_number == "NN-10006"


def test_how_an_order_stands_is_told_to_whom_its_message_proves_to_be_its_customer(norrnet: Chat) -> None:
    said = norrnet.say("is NN-10006 running already? kari.holm@example.com", "ask_order_status")
    assert said == ["answer_order_done"]
    assert norrnet.draft.issue is None
    norrnet.open()
    said = norrnet.say("is NN-10006 running already? ola.berg@example.com", "ask_order_status")
    assert said[-1] == "identity_not_matched"
    assert norrnet.draft.identity_failures == 1
    assert "answer_order_done" not in said


def test_what_a_message_told_that_was_not_understood_is_not_asked_again(itnet: Chat) -> None:
    assert itnet.say("Suriname again!!! yesterday at 20:00") == ["not_understood_at_all"]
    itnet.say("", issue="destination_problem")
    itnet.say(f"IT-20047 {SANNE}")
    assert (itnet.draft.destination, when(itnet)) == ("Suriname", yesterday(20))


def test_what_was_told_of_a_second_problem_is_known_when_its_turn_comes(itnet: Chat) -> None:
    text = "I was charged twice, and the calls to Suriname did not go through yesterday around 8pm"
    takes(itnet, f"{text} IT-20047 {SANNE}", "duplicate_payment", besides=("destination_problem",))
    assert (itnet.draft.issue, itnet.draft.occurred_at) == ("duplicate_payment", None)
    itnet.say("stop", "stop")
    itnet.say("", problem="next")
    assert (itnet.draft.issue, itnet.draft.destination) == ("destination_problem", "Suriname")
    assert when(itnet) == yesterday(20)
    assert text in itnet.draft.explanation


def test_the_date_of_a_purchase_is_no_moment_of_a_claim_that_has_none(norrnet: Chat) -> None:
    norrnet.say("I bought the wrong thing on 3 August, NN-10006 kari.holm@example.com", "wrong_purchase")
    assert norrnet.draft.occurred_at is None


def test_a_service_is_named_in_the_customers_own_language(norrnet: Chat) -> None:
    row = norrnet.dialogue.situation(norrnet.id)
    assert row.language == "en"
    said = takes(norrnet, "sikkerhetsvarslene mine, NN-10012 kari.holm@example.com", "not_activated", language="nb")
    assert "ask_service_name" not in said
