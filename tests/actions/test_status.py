"""The status form as Rasa calls it: what is not understood there is counted and can be taught from."""

import asyncio
from datetime import timedelta
from typing import Any

import pytest
from rasa_sdk import Tracker
from rasa_sdk.executor import CollectingDispatcher
from sqlalchemy import select

from actions import turn
from actions.status import ValidateStatusForm
from amends.assistant.situation import find
from amends.conversations import log
from amends.db.tables import NotUnderstoodRow
from tests.assistant.conftest import Chat, database, norrnet

__all__ = ["database", "norrnet"]


@pytest.fixture
def chat(norrnet: Chat, monkeypatch: pytest.MonkeyPatch) -> Chat:
    monkeypatch.setattr(turn, "context", lambda: norrnet.context)
    return norrnet


def run(chat: Chat, text: str, **slots: str) -> tuple[list[str], dict[str, Any]]:
    """The responses to a message, and the slots that it set."""
    with chat.context.database.begin() as session:
        talk = find(session, chat.id)
        event = log.append(session, talk, kind="message", author="customer", body={"text": text}, now=chat.now)
    latest = {
        "text": text,
        "intent": {"name": "nlu_fallback", "confidence": 0.3},
        "metadata": {"turn": str(event.id), "sent_at": chat.now.isoformat()},
    }
    tracker = Tracker(chat.id, slots, latest, [], False, None, {}, None)
    dispatcher = CollectingDispatcher()
    events = asyncio.run(ValidateStatusForm().run(dispatcher, tracker, {}))
    said = [message["response"] for message in dispatcher.messages]
    return said, {event["name"]: event["value"] for event in events}


def test_a_sentence_that_the_form_does_not_understand_is_kept(chat):
    said, slots = run(chat, "wibble wobble")
    assert said == ["utter_not_understood"]
    assert slots["requested_slot"] == "case_number"
    with chat.context.database.read() as session:
        assert session.scalars(select(NotUnderstoodRow.text)).all() == ["wibble wobble"]


def test_what_is_found_goes_into_the_slots_and_what_lacks_is_asked_for(chat):
    said, slots = run(chat, "AM-7K3Q9DX", requested_slot="case_number")
    assert (said, slots["case_number"], slots["requested_slot"]) == ([], "AM-7K3Q9DX", "status_email")
    said, slots = run(chat, "kari.holm@example.com", case_number="AM-7K3Q9DX")
    assert said == ["utter_status_not_found"]
    assert (slots["case_number"], slots["status_email"], slots["requested_slot"]) == (None, None, None)


def test_a_case_number_that_answers_nothing_and_asks_nothing_is_the_wish_to_go_on_with_that_case(chat):
    said, slots = run(chat, "case AM-7K3Q9DX")
    assert (said, slots["requested_slot"]) == (["utter_ask_to_move"], None)
    chat.now += timedelta(seconds=20)
    said, slots = run(chat, "yes")
    assert (said, slots["requested_slot"]) == (["utter_move_code_sent"], None)


def test_a_question_about_a_case_is_one_though_it_names_the_number_at_once(chat):
    said, slots = run(chat, "how does it stand with AM-7K3Q9DX?")
    assert (said, slots["case_number"], slots["requested_slot"]) == ([], "AM-7K3Q9DX", "status_email")
