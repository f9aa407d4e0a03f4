"""A message that is changed after the case was decided: noted, and nothing begins anew."""

import pytest
from sqlalchemy import select

from amends.assistant.situation import find
from amends.conversations import log
from amends.conversations.changed import CHANGES
from amends.db.conversation_tables import EventRow
from amends.reading.message import Message
from tests.assistant.conftest import Chat
from tests.assistant.moved import moves
from tests.assistant.moving_codes import proposed


@pytest.fixture
def asked(norrnet: Chat) -> Chat:
    return proposed(norrnet)


@pytest.fixture
def granted(asked: Chat) -> Chat:
    asked.say("yes", "affirm")
    return asked


def first_message(chat: Chat) -> EventRow:
    with chat.context.database.read() as session:
        mine = EventRow.conversation_id == chat.id, EventRow.author == "customer"
        return session.scalars(select(EventRow).where(*mine).order_by(EventRow.seq)).all()[0]


def changed(chat: Chat, of: EventRow, text: str, intent: str = "nlu_fallback") -> list[str]:
    """The names of the responses to a change of that message to `text`."""
    with chat.context.database.begin() as session:
        body = {"text": text, CHANGES: of.seq}
        event = log.append(session, find(session, chat.id), kind="message", author="customer", body=body, now=chat.now)
        turn = str(event.id)
    said = chat.dialogue.take(chat.id, Message(turn, text, chat.now, intent, 0.9)).says
    return [say.response.removeprefix("utter_") for say in said]


@pytest.mark.parametrize(
    ("text", "intent"), [("with my Visa card", "nlu_fallback"), ("it was never activated", "not_activated")]
)
def test_a_message_from_before_the_decision_is_noted_and_begins_no_claim(granted: Chat, text: str, intent: str) -> None:
    before = granted.draft
    assert changed(granted, first_message(granted), text, intent) == ["change_noted"]
    assert (granted.draft.asked, granted.draft.issue, len(granted.cases())) == (before.asked, before.issue, 1)
    assert moves(granted) == [("NN-10006", "refund", 49000)]


def test_before_the_decision_it_is_a_message_like_others(asked: Chat) -> None:
    assert "change_noted" not in changed(asked, first_message(asked), "yes", "affirm")


def test_what_was_said_after_the_decision_may_be_changed_to_anything(granted: Chat) -> None:
    granted.say("thanks", "thank")
    with granted.context.database.read() as session:
        mine = EventRow.conversation_id == granted.id, EventRow.author == "customer"
        last = session.scalars(select(EventRow).where(*mine).order_by(EventRow.seq.desc())).all()[0]
    assert "change_noted" not in changed(granted, last, "thank you very much", "thank")


def test_a_withdrawal_and_a_wish_for_a_person_are_heard_all_the_same(granted: Chat) -> None:
    first = first_message(granted)
    assert "change_noted" not in changed(granted, first, "I want to talk to a person", "talk_to_human")
    assert "change_noted" not in changed(granted, first, "I withdraw from the contract", "withdraw")
