"""Whoever says that there is something is asked what, and whoever says that there is nothing is left alone."""

import pytest

from amends.assistant.status_questions import Given, StatusQuestions
from amends.reading.message import Message
from tests.assistant.conftest import Chat

ANNOUNCED = [
    "I have a complaint",
    "hi, i've got a quick question",
    "ik heb een klacht",
    "hoi, ik heb een vraag",
    "jeg lurer på noe",
    "jeg vil klage",
]


@pytest.mark.parametrize("text", ANNOUNCED)
@pytest.mark.parametrize("intent", ["appeal", "ask_case_status", "greet", "give_order_number", "nlu_fallback"])
def test_what_it_is_about_is_asked(norrnet: Chat, text: str, intent: str) -> None:
    assert norrnet.say(text, intent) == ["what_about"]
    assert norrnet.say("I was charged twice", "duplicate_payment") == ["ask_order_number"]


@pytest.mark.parametrize("text", ["any update on my complaint", "I have a complaint about it", "I have a VPN problem"])
def test_what_says_more_is_somebody_elses(norrnet: Chat, text: str) -> None:
    assert norrnet.say(text, "outage") == ["ask_order_number"]


def test_after_a_denial_it_goes_against_that(norrnet: Chat) -> None:
    norrnet.say("I ordered it by mistake, NN-10028 emma.devries@example.com", "wrong_purchase")
    assert norrnet.say("jeg vil klage", "appeal") == ["appeal_handed_over"]


@pytest.mark.parametrize(
    ("text", "intent"),
    [
        ("ik heb een klacht", "ask_case_status"),
        ("jullie hebben me 2x laten betalen IT-20013 daan.visser@example.com", "duplicate_payment"),
        ("it is about IT-20013, daan.visser@example.com", "give_order_number"),
        ("it is about IT-20013", "nlu_fallback"),
    ],
)
def test_who_is_asked_for_a_case_and_has_none_is_heard(itnet: Chat, text: str, intent: str) -> None:
    message = Message("1", text, itnet.now, intent, 0.9)
    assert StatusQuestions(itnet.context).hear(itnet.id, message, Given()) is None


@pytest.mark.parametrize("text", ["no I'll keep it", "nee", "nei takk"])
def test_a_no_to_what_went_wrong_ends_it(norrnet: Chat, text: str) -> None:
    assert norrnet.say("NN-10026 ingrid.dahl@example.com", "give_order_number") == ["ask_issue"]
    assert norrnet.say(text, "deny") == ["stopped"]
    assert norrnet.cases() == []
