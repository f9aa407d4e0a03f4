"""A policy that is on file before its day answers nobody who asks before that day."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from amends.assistant.claim_dialogue import ClaimDialogue
from amends.assistant.dialogue import Dialogue
from tests.assistant.conftest import Chat
from tests.future_edition import announced

EVE = datetime(2027, 8, 31, 21, 59, tzinfo=UTC)  # a minute before midnight in Oslo


@pytest.fixture
def chat(norrnet: Chat) -> Chat:
    norrnet.context = replace(norrnet.context, merchants=announced(norrnet.context.merchants))
    norrnet.claims, norrnet.dialogue = ClaimDialogue(norrnet.context), Dialogue(norrnet.context)
    return norrnet


def days_told(chat: Chat) -> str:
    assert "answer_refund_timing" in chat.say("how long does a refund take?", "ask_refund_timing")
    (told,) = (say for say in chat.draft.turn.says if say.response == "utter_answer_refund_timing")
    return str(told.args["days"])


def test_a_chat_without_an_order_is_answered_by_the_policy_of_the_day(chat: Chat) -> None:
    present = days_told(chat)
    assert "70" not in present
    chat.open()
    chat.now = EVE - timedelta(minutes=1)
    assert days_told(chat) == present
    chat.open()
    chat.now = EVE + timedelta(minutes=1)
    assert "70" in days_told(chat)
