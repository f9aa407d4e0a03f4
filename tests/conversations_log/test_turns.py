"""Turns are given out one at a time a conversation, and each has exactly one end. On both databases."""

import threading
import time
from dataclasses import replace
from datetime import UTC, datetime, timedelta

from amends.conversations import conversation, delivery, due_turns, log, ownership, turns
from amends.conversations.delivery import Reply
from amends.conversations.due_turns import AtOnce, Due
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
        return due_turns.next_due(session, now, LEASE)


def must_take(database: Database, now: datetime = NOW) -> Due:
    due = take(database, now)
    assert due is not None
    return due


def answer(database: Database, due: Due, *texts: str) -> None:
    with database.begin() as session:
        delivery.answered(session, due, [Reply(text) for text in texts], SENTENCES, NOW)


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


def test_no_answer_at_all_is_one_to_words_under_a_file(database: Database, opened: str) -> None:
    with database.begin() as session:
        row = session.get_one(ConversationRow, opened)
        turns.receive(session, row, text="see photo", client_id="a", now=NOW, extra={turns.CAPTION: True})
    answer(database, must_take(database))
    answer(database, must_take(database, NOW + LEASE))
    with database.read() as session:
        [turn] = session.query(TurnRow).all()
        assert turn.state == "done"
        assert [event.kind for event in session.query(EventRow).all()] == ["message"]


def test_a_clock_that_is_put_back_delays_no_turn(database: Database, opened: str) -> None:
    """What is there was kept, and begun, an hour from now."""
    receive(database, opened, "one")
    first = must_take(database, NOW - timedelta(hours=1))
    assert first.text == "one"
    with database.begin() as session:
        session.get_one(TurnRow, first.event_id).locked_until = NOW + LEASE
    assert must_take(database, NOW - timedelta(hours=1)).tried_at == NOW - timedelta(hours=1)
    assert take(database, NOW - timedelta(hours=1)) is None, "it is held"
    with database.begin() as session:
        delivery.not_taken(session, replace(first, tried_at=NOW), "away", SENTENCES, NOW)
    assert take(database, NOW) is None, "it waits"
    assert must_take(database, NOW - timedelta(hours=1)).text == "one"


def test_the_clock_of_another_machine_may_be_some_seconds_ahead(database: Database, opened: str) -> None:
    receive(database, opened, "one")
    must_take(database, NOW + timedelta(seconds=3))
    assert take(database, NOW) is None


def test_a_turn_whose_process_died_is_given_out_again_after_its_lease(database: Database, opened: str) -> None:
    receive(database, opened, "one")
    first = must_take(database)
    assert take(database, NOW + LEASE) is None
    assert must_take(database, NOW + LEASE + timedelta(seconds=1)).event_id == first.event_id


def test_a_renewed_lease_holds(database: Database, opened: str) -> None:
    receive(database, opened, "one")
    due = must_take(database)
    with database.begin() as session:
        due_turns.renew(session, due, NOW + LEASE, LEASE)
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
            delivery.not_taken(session, due, "down", SENTENCES, now)
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
        delivery.not_taken(session, due, "status 503", SENTENCES, NOW + timedelta(minutes=10))
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
                due_turns.renew(session, due, NOW, LEASE)
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


def offered(database: Database, conversation_id: str, *titles: str) -> list[str]:
    """The tokens of a reply with buttons."""
    with database.begin() as session:
        row = session.get_one(ConversationRow, conversation_id)
        reply = log.reply(session, row, "Which?", [(title, f"/{title.lower()}") for title in titles], NOW)
        return [button["token"] for button in reply.body["buttons"]]


def press(database: Database, conversation_id: str, token: str, client_id: str) -> tuple[int, str | None]:
    with database.begin() as session:
        row = session.get_one(ConversationRow, conversation_id)
        event = turns.receive(session, row, token=token, client_id=client_id, now=NOW, per_minute=3)
        return event.seq, event.client_id


def test_a_button_that_is_pressed_from_all_sides_at_once_counts_once(database: Database, opened: str) -> None:
    token, _ = offered(database, opened, "Yes", "No")
    start, presses = threading.Barrier(8), []

    def send(client_id: str) -> None:
        start.wait()
        presses.append(press(database, opened, token, client_id))

    senders = [threading.Thread(target=send, args=(f"c{number}",)) for number in range(8)]
    for sender in senders:
        sender.start()
    for sender in senders:
        sender.join()
    assert len(presses) == 8
    assert len(set(presses)) == 1, "each is told of the one press"
    with database.read() as session:
        assert [turn.payload for turn in session.query(TurnRow)] == ["/yes"]


def test_a_press_counts_once_for_good_and_what_is_offered_again_can_be_pressed(database: Database, opened: str) -> None:
    token, other = offered(database, opened, "Yes", "No")
    first = press(database, opened, token, "a")
    answer(database, must_take(database), "done")
    assert press(database, opened, token, "b") == first
    assert take(database) is None
    (again,) = offered(database, opened, "Yes")
    assert press(database, opened, again, "c") != first
    answer(database, must_take(database), "done again")
    assert press(database, opened, other, "d") not in {first}, "who changes their mind is heard"
    assert must_take(database).payload == "/no"


def test_a_button_of_another_conversation_is_not_spent_by_a_press_here(database: Database, opened: str) -> None:
    with database.begin() as session:
        other = conversation.create(session, merchant="norrnet", language="nl", channel="web", now=NOW)[0].id
    for place in (opened, other):
        (token,) = offered(database, place, "Yes")
        press(database, place, token, "same")
    with database.read() as session:
        assert session.query(TurnRow).count() == 2


def test_while_a_person_owns_the_chat_a_button_is_shown_once(database: Database, opened: str) -> None:
    (token,) = offered(database, opened, "Yes")
    with database.begin() as session:
        session.get_one(ConversationRow, opened).owner = "person"
    assert press(database, opened, token, "a") == press(database, opened, token, "b")
    assert take(database) is None


def receive_at_once(database: Database, conversation_id: str, text: str) -> Due | None:
    at_once = AtOnce(LEASE)
    with database.begin() as session:
        row = session.get_one(ConversationRow, conversation_id)
        turns.receive(session, row, text=text, client_id=text, now=NOW, at_once=at_once)
    return at_once.due


def test_whoever_keeps_a_message_may_have_its_turn_at_once_and_no_other_process_has_it_too(
    database: Database, opened: str
) -> None:
    due = receive_at_once(database, opened, "one")
    assert due is not None
    assert due.text == "one"
    assert receive_at_once(database, opened, "one") is None, "the same message again"
    assert take(database) is None
    again = must_take(database, NOW + LEASE + timedelta(seconds=1))
    assert replace(again, tried_at=NOW) == due, "whoever was killed with it leaves it as any other"


def test_a_message_behind_another_has_to_wait_for_its_turn(database: Database, opened: str) -> None:
    receive(database, opened, "one")
    assert receive_at_once(database, opened, "two") is None
    answer(database, must_take(database), "1")
    assert must_take(database).text == "two"


def test_there_is_no_turn_to_have_while_a_person_has_the_chat(database: Database, opened: str) -> None:
    with database.begin() as session:
        row = session.get_one(ConversationRow, opened)
        ownership.hand_to_person(session, row, by="agent", now=NOW)
    assert receive_at_once(database, opened, "one") is None
    assert take(database) is None
