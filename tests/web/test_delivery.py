"""Every acknowledged message is answered once and in order, whatever the bot's server does meanwhile."""

from concurrent.futures import ThreadPoolExecutor

import pytest

from amends.db.session import Database
from tests.web.server import LATE_AFTER_S, Customer, Web, until
from tests.web.stand_in import StandInRasa
from web.deps import Pace


def test_a_conversation_opens_with_the_greeting_and_its_buttons(customer: Customer) -> None:
    (greeting,) = customer.events()
    assert greeting["seq"] == 1
    assert greeting["body"]["text"].startswith("utter_welcome [en]")
    assert [button["title"] for button in greeting["body"]["buttons"]] == ["Talk to a person"]


def test_a_message_is_answered_by_the_bot(customer: Customer, rasa: StandInRasa) -> None:
    kept = customer.send("I want my money back")
    assert kept.status_code == 202
    until(customer.replies)
    assert customer.replies() == ["You said: I want my money back"]
    (turn,) = rasa.turns
    assert turn["conversation"] == customer.opened["id"]
    assert (turn["merchant"], turn["language"], turn["payload"]) == ("norrnet", "en", None)


def test_a_button_reaches_the_bot_as_its_payload_and_the_customer_sees_only_a_token(
    customer: Customer, rasa: StandInRasa
) -> None:
    (greeting,) = customer.events()
    (button,) = greeting["body"]["buttons"]
    assert "/talk_to_human" not in str(customer.events())
    customer.send(token=button["token"])
    until(customer.replies)
    assert rasa.turns[0]["payload"] == "/talk_to_human"
    assert rasa.turns[0]["text"] == "Talk to a person"


@pytest.mark.parametrize("fault", ["503", "drop", "garbage", "shape", "not signed"])
def test_a_turn_that_failed_is_tried_again_and_answered_once(customer: Customer, rasa: StandInRasa, fault: str) -> None:
    rasa.faults.extend([fault, fault])
    for text in ("one", "two", "three"):
        assert customer.send(text).status_code == 202
    until(lambda: len(customer.replies()) == 3)
    assert customer.replies() == ["You said: one", "You said: two", "You said: three"]
    assert rasa.texts() == ["one", "two", "three"]


def test_messages_wait_for_a_bot_that_is_down_and_the_customer_is_told_once(
    customer: Customer, rasa: StandInRasa, web: Web
) -> None:
    rasa.stop()
    for text in ("one", "two"):
        assert customer.send(text).status_code == 202
    web.watch.forward(seconds=LATE_AFTER_S + 1)
    until(customer.notices)
    web.watch.forward(seconds=60)
    rasa.start()
    until(lambda: len(customer.replies()) == 2)
    assert customer.replies() == ["You said: one", "You said: two"]
    assert customer.notices() == ["utter_notice_delayed"]


def test_a_slow_bot_is_waited_for_and_the_delay_is_told_before_it_answers(
    customer: Customer, rasa: StandInRasa, web: Web
) -> None:
    rasa.faults.append("hold")
    customer.send("one")
    until(lambda: rasa.turns)
    web.watch.forward(seconds=LATE_AFTER_S + 1)
    until(customer.notices)
    rasa.release.set()
    until(customer.replies)
    assert customer.replies() == ["You said: one"]


def test_after_ten_minutes_a_person_takes_over(customer: Customer, rasa: StandInRasa, web: Web) -> None:
    rasa.always = "503"
    customer.send("one")
    until(lambda: rasa.turns)
    web.watch.forward(minutes=11)
    until(lambda: "utter_notice_person" in customer.notices())
    page = customer.page()
    assert page["owner"] == "person"
    assert page["waiting"] is False


def test_an_empty_answer_is_tried_once_more_and_then_told(customer: Customer, rasa: StandInRasa) -> None:
    rasa.faults.extend(["empty", "empty"])
    customer.send("one")
    customer.send("two")
    until(customer.replies)
    assert customer.notices() == ["utter_notice_unanswered"]
    assert customer.replies() == ["You said: two"]
    assert [turn["text"] for turn in rasa.turns] == ["one", "one", "two"]


def test_a_turn_that_the_bot_can_never_take_does_not_hold_up_the_next(customer: Customer, rasa: StandInRasa) -> None:
    rasa.faults.append("400")
    customer.send("one")
    customer.send("two")
    until(customer.replies)
    assert customer.notices() == ["utter_notice_unanswered"]
    assert [turn["text"] for turn in rasa.turns] == ["one", "two"]


def test_an_empty_answer_that_is_followed_by_a_good_one_is_not_told(customer: Customer, rasa: StandInRasa) -> None:
    rasa.faults.append("empty")
    customer.send("one")
    until(customer.replies)
    assert customer.notices() == []


def test_the_same_client_id_again_is_the_same_message(customer: Customer, rasa: StandInRasa) -> None:
    first = customer.send("one", client_id="x")
    again = customer.send("one", client_id="x")
    assert again.status_code == 202
    assert again.json() == first.json()
    customer.send("two")
    until(lambda: len(customer.replies()) == 2)
    assert rasa.texts() == ["one", "two"]


def test_a_buttons_token_that_is_posted_four_times_at_once_is_one_press(customer: Customer, rasa: StandInRasa) -> None:
    [button] = customer.events()[0]["body"]["buttons"]
    with ThreadPoolExecutor(4) as clicks:
        answers = list(clicks.map(lambda n: customer.send(token=button["token"], client_id=f"click{n}"), range(4)))
    assert [answer.status_code for answer in answers] == [202] * 4
    assert len({answer.text for answer in answers}) == 1, "each is answered with the event of the first"
    until(customer.replies)
    customer.send("and then?")
    until(lambda: len(customer.replies()) == 2)
    assert rasa.texts() == ["Talk to a person", "and then?"]


def test_the_windows_own_buttons_work_each_time(customer: Customer, rasa: StandInRasa) -> None:
    for number in range(2):
        own = {"action": "withdraw", "client_id": f"own{number}"}
        assert customer.http.post(f"{customer.path}/messages", json=own).status_code == 202
    until(lambda: len(rasa.answered) == 2)


def test_two_conversations_do_not_wait_for_each_other(web: Web, rasa: StandInRasa) -> None:
    slow, quick = Customer(web.url), Customer(web.url)
    rasa.faults.append("hold")
    slow.send("slow")
    until(lambda: rasa.turns)
    quick.send("quick")
    until(quick.replies)
    assert slow.replies() == []
    rasa.release.set()
    until(slow.replies)


def test_one_conversation_has_one_turn_under_way_however_fast_it_types(customer: Customer, rasa: StandInRasa) -> None:
    for number in range(10):
        customer.send(str(number))
    until(lambda: len(customer.replies()) == 10)
    assert rasa.most_together == 1
    assert rasa.texts() == [str(number) for number in range(10)]


def test_a_message_outlives_web_between_its_acknowledgement_and_its_answer(
    database: Database, rasa: StandInRasa
) -> None:
    rasa.faults.append("hold")
    pace = Pace(poll_s=0.05, lease_s=1.0, renew_s=0.3)
    first = Web(database, rasa, pace=pace).start()
    customer = Customer(first.url)
    customer.send("one")
    until(lambda: rasa.turns)
    first.stop()
    second = Web(database, rasa, pace=pace).start()
    try:
        customer.move_to(second.url)
        until(customer.replies)
        assert customer.replies() == ["You said: one"]
    finally:
        second.stop()


def test_two_web_processes_share_the_work_without_doubling_it(database: Database, rasa: StandInRasa) -> None:
    webs = [Web(database, rasa).start() for _ in range(2)]
    try:
        customers = [Customer(web.url) for web in webs for _ in range(3)]
        for text in ("one", "two", "three"):
            for customer in customers:
                customer.send(text)
        for customer in customers:
            until(lambda customer=customer: len(customer.replies()) == 3)
            assert customer.replies() == ["You said: one", "You said: two", "You said: three"]
        assert len(rasa.turns) == 18
    finally:
        for web in webs:
            web.stop()
