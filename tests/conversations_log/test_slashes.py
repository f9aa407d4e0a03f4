"""However a command is dressed up, what a customer typed goes to the dialogue server as text, and never as a button."""

import json
import unicodedata
from datetime import timedelta

import pytest

from amends.conversations import due_turns, turns
from amends.conversations.rasa import _as_json
from amends.conversations.text import clean
from amends.db.conversation_tables import ConversationRow
from amends.errors import InvalidMessage
from rasa_addons.request import read_turn
from tests.conversations_log.conftest import NOW
from tests.slashes import some, variants

LEASE = timedelta(minutes=1)


def test_there_are_many_and_each_is_another():
    assert len(set(variants())) == len(variants()) >= 1500


def test_none_becomes_a_payload_on_its_way_from_the_log_to_the_dialogue_server(database, opened):
    """All of them on SQLite; a database keeps the text or does not, so PostgreSQL is asked with some."""
    sent, texts = [], variants() if database.engine.dialect.name == "sqlite" else some(100)
    for number, text in enumerate(texts):
        with database.begin() as session:
            row = session.get_one(ConversationRow, opened)
            turns.receive(session, row, client_id=f"c{number}", now=NOW, text=text, per_minute=10**6)
            due = due_turns.next_due(session, NOW, LEASE)
            session.rollback()
        turn = read_turn(json.dumps(_as_json(due)).encode())
        assert turn.payload is None
        assert "pressed" not in turn.metadata
        assert not unicodedata.normalize("NFKC", turn.text.strip()).strip().startswith("/")
        sent.append(turn.text)
        assert turn.text.endswith(clean(text))
    assert len(sent) == len(texts)


@pytest.mark.parametrize("field", ["payload", "pressed", "intent", "metadata", "slots", "sender"])
def test_a_message_has_no_field_for_one(field):
    from web.schemas import TextMessage  # noqa: PLC0415 - beside the core

    for text in some(100):
        with pytest.raises(ValueError, match=r"[Ee]xtra|not permitted"):
            TextMessage.model_validate({"text": "hello", "client_id": "c1", field: text})


def test_what_shows_nothing_else_is_refused_and_not_shortened_into_one():
    for text in variants():
        try:
            kept = clean(text)
        except InvalidMessage:
            continue
        assert kept == unicodedata.normalize("NFC", text)
