"""The log's numbers have no gap and no double, and a customer's side never sees a payload. On both databases."""

import threading
from datetime import UTC, datetime

import pytest

from amends.conversations import conversation, log, turns
from amends.db.session import Database
from amends.db.tables import ConversationRow, EventRow
from amends.errors import NotFound, UnknownButton
from amends.messages.say import Say
from tests.web.server import NamedSentences

NOW = datetime(2026, 11, 22, 10, 31, tzinfo=UTC)


def write(database: Database, opened: str, count: int) -> None:
    for _ in range(count):
        with database.begin() as session:
            row = session.get_one(ConversationRow, opened)
            log.append(session, row, kind="notice", author="system", body={"text": "x"}, now=NOW)


def test_writers_at_the_same_time_number_without_gap_or_double(database: Database, opened: str) -> None:
    writers = [threading.Thread(target=write, args=(database, opened, 10)) for _ in range(4)]
    for writer in writers:
        writer.start()
    for writer in writers:
        writer.join()
    with database.read() as session:
        events = log.since(session, opened, 0, 100)
        assert [event.seq for event in events] == list(range(1, 41))
        assert [event.id for event in events] == sorted(event.id for event in events)
        assert session.get_one(ConversationRow, opened).next_seq == 41


def test_what_was_rolled_back_leaves_no_gap(database: Database, opened: str) -> None:
    def write_and_fail() -> None:
        with database.begin() as session:
            row = session.get_one(ConversationRow, opened)
            log.append(session, row, kind="notice", author="system", body={}, now=NOW)
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        write_and_fail()
    write(database, opened, 1)
    with database.read() as session:
        assert [event.seq for event in log.since(session, opened, 0, 10)] == [1]


def test_what_is_said_is_in_the_conversations_language_and_its_choices_are_tokens(
    database: Database, opened: str
) -> None:
    said = Say("utter_choose", {"n": 1}, choices=(("The first", '/choose{"order_number": "NN-1"}'),))
    with database.begin() as session:
        row = session.get_one(ConversationRow, opened)
        log.say(session, row, [said, Say("utter_end")], Choosing(), NOW)
    with database.read() as session:
        first, second = log.since(session, opened, 0, 10)
    assert first.body["text"] == 'utter_choose [nl] {"n": 1}'
    (button,) = first.body["buttons"]
    assert set(button) == {"title", "token"}
    assert second.body["buttons"] == []
    with database.begin() as session:
        row = session.get_one(ConversationRow, opened)
        pressed = turns.receive(session, row, token=button["token"], client_id="a", now=NOW)
        assert pressed.body == {"text": "The first", "button": button["token"]}


def test_a_refused_press_keeps_nothing(database: Database, opened: str) -> None:
    with pytest.raises(UnknownButton), database.begin() as session:
        turns.receive(session, session.get_one(ConversationRow, opened), token="none", client_id="a", now=NOW)
    with database.read() as session:
        assert session.query(EventRow).count() == 0


def test_only_the_secret_opens_a_conversation_and_only_its_hash_is_kept(database: Database) -> None:
    with database.begin() as session:
        row, secret = conversation.create(session, merchant="m", language="en", channel="web", now=NOW)
        assert len(secret) >= 43
        assert secret not in row.secret_hash
        other, _ = conversation.create(session, merchant="m", language="en", channel="web", now=NOW)
    with database.read() as session:
        conversation.authenticate(session, row.id, secret)
        for wrong_id, wrong in ((row.id, ""), (row.id, row.secret_hash), (other.id, secret), ("cv_none", secret)):
            with pytest.raises(NotFound):
                conversation.authenticate(session, wrong_id, wrong)


class Choosing(NamedSentences):
    def buttons(self, say: Say, language: str) -> list[tuple[str, str]]:
        return list(say.choices)
