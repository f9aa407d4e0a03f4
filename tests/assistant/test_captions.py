"""Words under a file that only say what it is get no answer beside the file's, and change nothing."""

from datetime import timedelta

import pytest

from amends.assistant.situation import find
from amends.conversations import log, turns
from amends.reading.message import Message
from tests.assistant.conftest import Chat

KARI = "NN-10006 kari.holm@example.com"


def under_a_file(chat: Chat, text: str, intent: str, confidence: float = 0.8) -> list[str]:
    chat.now += timedelta(seconds=20)
    with chat.context.database.begin() as session:
        body = {"text": text, turns.CAPTION: True}
        event = log.append(session, find(session, chat.id), kind="message", author="customer", body=body, now=chat.now)
        turn = str(event.id)
    said = chat.dialogue.take(chat.id, Message(turn, text, chat.now, intent, confidence)).says
    return [say.response.removeprefix("utter_") for say in said]


SHOWS = ["this is my bank app", "dit staat in mijn bank app", "dette er nettbanken min", "Screenshot attached, thanks"]


@pytest.mark.parametrize("text", SHOWS)
def test_what_only_shows_is_not_answered(norrnet: Chat, text: str) -> None:
    norrnet.say("It is down.", "outage")
    before = norrnet.draft
    assert under_a_file(norrnet, text, "nlu_fallback") == []
    assert norrnet.draft == before


@pytest.mark.parametrize(("text", "intent"), [("bonnetje", "greet"), ("Hei!", "greet"), ("thanks", "thank")])
def test_a_courtesy_under_a_file_is_answered_by_what_the_file_gets(norrnet: Chat, text: str, intent: str) -> None:
    norrnet.say("It is down.", "outage")
    assert under_a_file(norrnet, text, intent) == []


@pytest.mark.parametrize("text", SHOWS)
def test_the_same_words_without_a_file_are_a_message(norrnet: Chat, text: str) -> None:
    norrnet.say("It is down.", "outage")
    assert norrnet.say(text) != []
    assert norrnet.draft.tries == 1


@pytest.mark.parametrize(
    ("text", "intent"),
    [
        ("I was charged twice, see here", "duplicate_payment"),
        ("here is the receipt, I want a person", "talk_to_human"),
        (f"receipt {KARI}", "nlu_fallback"),
        ("is this enough?", "nlu_fallback"),
        ("I withdraw from the contract", "nlu_fallback"),
    ],
)
def test_what_says_more_is_answered(norrnet: Chat, text: str, intent: str) -> None:
    assert under_a_file(norrnet, text, intent) != []


def test_a_yes_under_a_file_is_one(norrnet: Chat) -> None:
    norrnet.say(f"I was charged twice for it, {KARI}", "duplicate_payment")
    assert under_a_file(norrnet, "yes", "affirm") == ["approved_refund"]
