"""News reach the customer's side by themselves, and none is missed over a lost connection."""

import threading
import time
from dataclasses import replace
from datetime import UTC, datetime

import httpx
from sqlalchemy import select

from amends.assistant.case_card import Card
from amends.conversations import log, ownership
from amends.db.conversation_tables import ConversationRow, TurnRow
from amends.db.session import Database
from amends.messages.say import Say
from tests.web.server import Customer, NamedSentences, Web, until
from tests.web.stand_in import StandInRasa

CARD = Card("AM-7K2M9QX", "Charged twice", "NN-10006", None, 2, 3, "Step 2 of 3", "With a person", "Since", None, False)


def push(database: Database, customer: Customer, response: str) -> None:
    """What the worker does: another process that writes into the log."""
    with database.begin() as session:
        conversation = session.get_one(ConversationRow, customer.opened["id"])
        log.say(session, conversation, [Say(response)], NamedSentences(), datetime.now(UTC))


def test_the_stream_gives_history_first_and_then_what_comes(customer: Customer, rasa: StandInRasa) -> None:
    stream = customer.stream()
    kind, number, greeting = next(stream)
    assert (kind, number, greeting["seq"]) == ("reply", "1", 1)
    customer.send("one")
    seen = [next(stream) for _ in range(2)]
    while seen[-1][0] != "reply":
        seen.append(next(stream))
    assert [(kind, number) for kind, number, _ in seen if kind != "typing"] == [("message", "2"), ("reply", "3")]


def test_a_stream_that_is_taken_up_again_misses_nothing_and_repeats_nothing(
    customer: Customer, database: Database
) -> None:
    stream = customer.stream()
    got = [int(next(stream)[1])]
    stream.close()
    for number in range(5):
        push(database, customer, f"utter_{number}")
    stream = customer.stream(last_event_id=got[-1])
    got += [int(next(stream)[1]) for _ in range(3)]
    stream.close()
    push(database, customer, "utter_last")
    stream = customer.stream(last_event_id=got[-1])
    got += [int(next(stream)[1]) for _ in range(3)]
    stream.close()
    assert got == [1, 2, 3, 4, 5, 6, 7]


def test_an_event_of_another_process_arrives_without_asking(customer: Customer, database: Database) -> None:
    stream = customer.stream(last_event_id=1)
    timer = threading.Timer(0.3, push, [database, customer, "utter_refund_confirmed"])
    timer.start()
    _, number, event = next(stream)
    assert number == "2"
    assert event["body"]["text"].startswith("utter_refund_confirmed")
    timer.join()


def test_the_bot_is_seen_typing_while_it_works(customer: Customer, rasa: StandInRasa) -> None:
    rasa.faults.append("hold")
    stream = customer.stream(last_event_id=1)
    customer.send("one")
    seen = [next(stream), next(stream)]
    assert [kind for kind, _, _ in seen] == ["message", "typing"]
    assert seen[1][2] == {"active": True, "name": None}
    assert customer.page()["typing"] is True
    rasa.release.set()
    seen = [next(stream), next(stream)]
    assert [kind for kind, _, _ in seen] == ["reply", "typing"]
    assert seen[1][2] == {"active": False, "name": None}
    assert customer.page()["waiting"] is False


def test_the_card_of_the_case_comes_with_the_stream_whenever_it_changes(database: Database, rasa: StandInRasa) -> None:
    cards = [None, CARD, replace(CARD, state="Settled", closed=True)]
    web = Web(database, rasa, case_cards=lambda asked: dict.fromkeys(asked, cards[0]) if cards[0] else {}).start()
    try:
        customer = Customer(web.url)
        assert customer.page()["case"] is None
        stream = customer.stream(last_event_id=1)
        for number in range(2):
            cards.pop(0)
            push(database, customer, f"utter_{number}")
            seen = [next(stream), next(stream)]
            assert sorted(kind for kind, _, _ in seen) == ["case", "reply"]
            told = next(data for kind, _, data in seen if kind == "case")
            assert told["state"] == cards[0].state
        assert customer.page()["case"]["closed"] is True
    finally:
        web.stop()


def test_long_polling_waits_for_the_next_event(customer: Customer, database: Database) -> None:
    timer = threading.Timer(0.3, push, [database, customer, "utter_later"])
    timer.start()
    (event,) = customer.events(1, wait=20)
    assert event["seq"] == 2
    timer.join()


def test_long_polling_ends_empty_when_nothing_comes(customer: Customer) -> None:
    began = time.monotonic()
    page = customer.page(1, wait=1)
    assert page["events"] == []
    assert time.monotonic() - began >= 1


def test_history_comes_in_pages(customer: Customer, database: Database) -> None:
    for number in range(4):
        push(database, customer, f"utter_{number}")
    first = customer.page(0, limit=3)
    assert [event["seq"] for event in first["events"]] == [1, 2, 3]
    assert first["more"] is True
    rest = customer.page(3, limit=3)
    assert [event["seq"] for event in rest["events"]] == [4, 5]
    assert rest["more"] is False


def turn_states(database: Database) -> list[str]:
    with database.read() as session:
        return list(session.scalars(select(TurnRow.state)))


def hand_over(database: Database, customer: Customer, by: str, owner: str = "person") -> None:
    with database.begin() as session:
        conversation = session.get_one(ConversationRow, customer.opened["id"])
        hand = ownership.hand_to_person if owner == "person" else ownership.hand_to_bot
        hand(session, conversation, by=by, now=datetime.now(UTC))


def test_what_is_written_to_a_person_does_not_go_to_the_bot(
    customer: Customer, database: Database, rasa: StandInRasa
) -> None:
    hand_over(database, customer, "agent")
    assert customer.send("for the person").status_code == 202
    assert customer.page()["waiting"] is False
    hand_over(database, customer, "agent", "bot")
    customer.send("for the bot")
    until(customer.replies)
    assert rasa.texts() == ["for the bot"]
    kinds = [event["kind"] for event in customer.events()]
    assert kinds == ["reply", "owner", "message", "owner", "message", "reply"]


def test_the_bots_answer_is_dropped_when_a_person_took_over_meanwhile(
    customer: Customer, database: Database, rasa: StandInRasa
) -> None:
    rasa.faults.append("hold")
    customer.send("one")
    until(lambda: rasa.turns)
    hand_over(database, customer, "agent")
    rasa.release.set()
    until(lambda: turn_states(database) == ["done"])
    assert customer.replies() == []


def test_the_bots_last_words_are_said_when_it_hands_over_itself(
    customer: Customer, database: Database, rasa: StandInRasa
) -> None:
    rasa.faults.append("hold")
    customer.send("a person please")
    until(lambda: rasa.turns)
    hand_over(database, customer, "bot")
    rasa.release.set()
    until(customer.replies)
    assert customer.page()["owner"] == "person"


def test_the_start_page_and_health_answer(web: Web) -> None:
    page = httpx.get(web.url, timeout=60)
    assert page.status_code == 200
    assert "NorrNet" in page.text
    assert "//" not in page.text.replace("<!doctype", ""), "nothing on it comes from elsewhere"
    health = httpx.get(f"{web.url}/health", timeout=60)
    assert health.status_code == 200
    assert health.json() == {
        "status": "ok",
        "database": True,
        "loops": {"dispatcher": "ok", "delays": "ok", "news": "ok"},
        "log_lines_lost": 0,
    }


def test_a_merchant_shows_its_public_face(web: Web) -> None:
    face = httpx.get(f"{web.url}/v1/merchants/itnet", timeout=60).json()
    assert face["name"] == "iTNet"
    assert face["languages"] == ["en", "nl"]
    assert set(face["greeting"]) == {"en", "nl"}
