"""Turns are given out one at a time a conversation, and each has exactly one end. On both databases."""

import threading
import time
from datetime import UTC, datetime, timedelta

from amends.conversations import answers, conversation, ownership, turns
from amends.conversations.answers import Reply
from amends.conversations.turns import Due
from amends.db.session import Database
from amends.db.tables import ConversationRow, EventRow, TurnRow
from tests.web.server import NamedSentences

NOW = datetime(2026, 11, 22, 10, 31, tzinfo=UTC)
LEASE = timedelta(seconds=8)
SENTENCES = NamedSentences()


def receive(database: Database, conversation_id: str, *texts: str) -> None:
    for text in texts:
        with database.begin() as session:
            row = session.get_one(ConversationRow, conversation_id)
            turns.receive(session, row, text=text, client_id=text, now=NOW)


def take(database: Database, now: datetime = NOW) -> Due | None:
    with database.begin() as session:
        return turns.next_due(session, now, LEASE)


def must_take(database: Database, now: datetime = NOW) -> Due:
    due = take(database, now)
    assert due is not None
    return due


def answer(database: Database, due: Due, *texts: str) -> None:
    with database.begin() as session:
        answers.answered(session, due, [Reply(text) for text in texts], SENTENCES, NOW)


def said(database: Database) -> list[str]:
    with database.read() as session:
        events = session.query(EventRow).order_by(EventRow.seq).all()
        return [event.body["text"] for event in events if event.kind == "reply"]


def test_the_second_turn_waits_for_the_end_of_the_first(database: Database, opened: str) -> None:
    receive(database, opened, "one", "two")
    first = must_take(database)
    assert first.text == "one"
    assert take(database) is None
    answer(database, first, "1")
    second = must_take(database)
    assert second.text == "two"


def test_a_turn_whose_process_died_is_given_out_again_after_its_lease(database: Database, opened: str) -> None:
    receive(database, opened, "one")
    first = must_take(database)
    assert take(database, NOW + LEASE) is None
    assert must_take(database, NOW + LEASE + timedelta(seconds=1)).event_id == first.event_id


def test_a_renewed_lease_holds(database: Database, opened: str) -> None:
    receive(database, opened, "one")
    due = must_take(database)
    with database.begin() as session:
        turns.renew(session, due, NOW + LEASE, LEASE)
    assert take(database, NOW + LEASE * 2) is None


def test_of_two_answers_to_one_turn_only_the_first_is_said(database: Database, opened: str) -> None:
    receive(database, opened, "one")
    due = must_take(database)
    again = must_take(database, NOW + LEASE * 2)
    answer(database, again, "first")
    answer(database, due, "second")
    assert said(database) == ["first"]


def test_retries_wait_longer_each_time_and_ten_seconds_at_most(database: Database, opened: str) -> None:
    receive(database, opened, "one")
    now, waits = NOW, []
    for _ in range(8):
        due = must_take(database, now)
        with database.begin() as session:
            answers.not_taken(session, due, "down", SENTENCES, now)
        with database.read() as session:
            again = session.query(TurnRow).one().due_at
        waits.append((again - now).total_seconds())
        now = again
    assert waits == [0.5, 1, 2, 4, 8, 10, 10, 10]


def test_after_ten_minutes_the_conversation_is_a_persons_and_the_turn_stays_on_record(
    database: Database, opened: str
) -> None:
    receive(database, opened, "one", "two")
    due = must_take(database)
    with database.begin() as session:
        answers.not_taken(session, due, "status 503", SENTENCES, NOW + timedelta(minutes=10))
    with database.read() as session:
        assert session.get_one(ConversationRow, opened).owner == "person"
        first, second = session.query(TurnRow).order_by(TurnRow.event_id).all()
        assert (first.state, first.last_error, second.state) == ("failed", "status 503", "waiting")
    assert take(database, NOW + timedelta(minutes=11)) is None, "what follows is the person's"
    with database.begin() as session:
        row = session.get_one(ConversationRow, opened)
        ownership.hand_to_bot(session, row, by="agent", now=NOW)
    assert take(database, NOW + timedelta(minutes=12)) is None, "and is not answered twice when the bot is back"


def test_workers_at_the_same_time_never_hold_the_same_conversation(database: Database) -> None:
    with database.begin() as session:
        ids = [
            conversation.create(session, merchant="m", language="en", channel="web", now=NOW)[0].id for _ in range(4)
        ]
    for conversation_id in ids:
        receive(database, conversation_id, *"abcde")
    held: set[str] = set()
    doubled: list[str] = []
    order: dict[str, list[str]] = {conversation_id: [] for conversation_id in ids}
    guard = threading.Lock()

    def work() -> None:
        while (due := take(database)) is not None or any(len(texts) < 5 for texts in order.values()):
            if due is None:
                time.sleep(0.005)  # or those who have a turn would not be let in to answer it
                continue
            with guard:
                if due.conversation_id in held:
                    doubled.append(due.conversation_id)
                held.add(due.conversation_id)
                order[due.conversation_id].append(due.text)
            with database.begin() as session:
                turns.renew(session, due, NOW, LEASE)
            with guard:
                held.discard(due.conversation_id)
            answer(database, due, due.text)

    workers = [threading.Thread(target=work) for _ in range(4)]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join(60)
    assert doubled == []
    assert order == {conversation_id: list("abcde") for conversation_id in ids}


def test_receiving_the_same_message_from_two_sides_at_once_keeps_it_once(database: Database, opened: str) -> None:
    seqs: list[int] = []

    def send() -> None:
        with database.begin() as session:
            row = session.get_one(ConversationRow, opened)
            seqs.append(turns.receive(session, row, text="one", client_id="same", now=NOW).seq)

    senders = [threading.Thread(target=send) for _ in range(6)]
    for sender in senders:
        sender.start()
    for sender in senders:
        sender.join()
    assert seqs == [1] * 6
    with database.read() as session:
        assert session.query(TurnRow).count() == 1
