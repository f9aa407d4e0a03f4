"""A button stands for its intent, whatever its title is in the chat's language; what is typed never stands for one."""

from collections.abc import Sequence
from typing import Any

import pytest
from rasa_sdk import Tracker

from actions.turn import message_of
from amends.messages.say import Say
from amends.reading.message import WITHDRAWAL_BUTTON, Message
from tests.assistant.conftest import NOW, Chat, database, itnet
from tests.shipped import sentences

__all__ = ["database", "itnet"]


def heard(text: str, intent: str, ranking: Sequence[dict[str, Any]] = (), **about: str) -> Message:
    latest: dict[str, Any] = {
        "text": text,
        "intent": {"name": intent, "confidence": 1.0},
        "intent_ranking": list(ranking),
        "metadata": {"turn": "1", "sent_at": NOW.isoformat(), **about},
    }
    return message_of(Tracker("chat", {}, latest, [], False, None, {}, None))


def titles(payload: str) -> list[str]:
    """The titles of that button of the window, in each language."""
    found = [sentences().buttons(Say("utter_window_buttons"), language) for language in ("en", "nl", "nb")]
    return [title for buttons in found for title, behind in buttons if behind == payload]


@pytest.mark.parametrize("title", titles(WITHDRAWAL_BUTTON))
def test_the_windows_button_puts_the_withdrawal_again_while_its_confirmation_is_open(itnet: Chat, title: str) -> None:
    itnet.say("ik wil van het contract af, IT-20063, clara.vogel@example.com", "cancel_order")
    asked = itnet.draft.asked
    message = heard(title, "withdraw", pressed="/withdraw")
    assert message.text == WITHDRAWAL_BUTTON
    assert itnet.say(message.text, message.intent) == ["ask_withdrawal"]
    assert (itnet.draft.asked, itnet.draft.issue) == (asked, "withdraw")


def test_what_is_typed_is_no_button() -> None:
    assert heard("\u2060/withdraw", "nlu_fallback").text != WITHDRAWAL_BUTTON


def test_a_choice_keeps_the_title_that_was_read() -> None:
    assert heard("I have none", "no_evidence", pressed="/no_evidence").says_none


def test_a_merchants_own_kind_is_heard_by_its_name_and_not_by_rasas_intent() -> None:
    ranking = [{"name": "own.event_moved", "confidence": 0.8}, {"name": "cancel_order", "confidence": 0.1}]
    message = heard("It was moved", "own_problem", ranking=ranking)
    assert (message.intent, message.confidence) == ("own.event_moved", 0.8)
