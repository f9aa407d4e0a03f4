"""While a person has a chat the bot is silent; what was open is open again when it is handed back."""

import threading

import pytest

from amends.assistant.draft import Draft
from amends.assistant.handoff import Handoff
from amends.cases.status import CaseStatus
from amends.conversations import ownership
from amends.db.conversation_tables import ConversationRow
from amends.errors import CannotBeDone, ColleagueHasIt
from amends.messages.say import Say
from tests.desk_core.scene import ANNA, BO, SENTENCES, SUSAN


def silent(events):
    """No bot's message stands between a person's coming and going."""
    owner = "bot"
    for event in events:
        if event.kind == "owner":
            owner = event.body["owner"]
        elif owner == "person" and event.author == "bot":
            return False
    return True


def test_a_person_takes_the_chat_over_under_their_name_and_has_the_case(desk):
    number = desk.case()
    desk.takeover.take_over(ANNA, number)
    assert desk.talk(number).owner == "person"
    assert "Anna" in desk.said(number)[-1]
    assert "NorrNet" in desk.said(number)[-1]
    assert "take_over" in desk.told(number)


def test_taking_over_twice_is_once(desk):
    number = desk.case()
    desk.takeover.take_over(ANNA, number)
    before = len(desk.events(number))
    desk.takeover.take_over(ANNA, number)
    assert len(desk.events(number)) == before


def test_a_colleague_takes_it_only_knowingly_and_the_customer_and_whoever_had_it_are_told(desk):
    number = desk.case()
    desk.takeover.take_over(ANNA, number)
    with pytest.raises(ColleagueHasIt, match="Anna has this chat"):
        desk.takeover.take_over(BO, number)
    with pytest.raises(ColleagueHasIt):
        desk.takeover.take_over(BO, number, taken_from=SUSAN.id)
    desk.takeover.take_over(BO, number, taken_from=ANNA.id)
    assert {"Bo", "Anna"} <= set(desk.said(number)[-1].split())
    assert desk.talk(number).owner == "person"
    assert desk.notices(ANNA, number) == ["taken"]
    assert desk.notices(ANNA, number) == [], "each is shown once"
    assert desk.notices(BO, number) == []


def test_nobody_writes_into_a_colleagues_chat_unasked(desk):
    number = desk.case()
    desk.takeover.take_over(ANNA, number)
    with pytest.raises(ColleagueHasIt):
        desk.replying.reply(BO, number, "Hello, Bo here.")
    assert "Hello, Bo here." not in desk.said(number)
    desk.replying.reply(BO, number, "Hello, Bo here.", beside=ANNA.id)
    assert desk.said(number)[-1] == "Hello, Bo here."


def test_an_answer_of_the_bot_that_comes_too_late_is_not_said(desk):
    number = desk.case()
    desk.customer(desk.row(number).conversation_id, "hello")
    due = desk.bot_takes()
    desk.takeover.take_over(ANNA, number)
    desk.bot_says(due, "the bot's words")
    assert "the bot's words" not in desk.said(number)
    assert silent(desk.events(number))


def test_what_the_worker_tells_while_a_person_has_the_chat_is_a_notice_without_buttons(desk):
    number = desk.case()
    desk.takeover.take_over(ANNA, number)
    with desk.database.begin() as session:
        talk = session.get_one(ConversationRow, desk.row(number).conversation_id)
        ownership.say(session, talk, [Say("utter_no_case_to_appeal")], SENTENCES, desk.now)
    last = desk.events(number)[-1]
    assert (last.author, last.kind, last.body["buttons"]) == ("system", "notice", [])
    assert silent(desk.events(number))


def test_a_question_that_was_open_is_put_again_after_a_person_was_there(desk):
    talk = desk.chat()
    assert desk.hear(talk, "It was never activated", "not_activated").asked == "order_number"
    number = desk.case(to=CaseStatus.COLLECTING, chat=talk)
    desk.takeover.take_over(ANNA, number)
    desk.customer(talk, "Hello Anna")
    desk.takeover.hand_back(ANNA, number)
    last = desk.events(number)[-1]
    assert last.author == "bot"
    assert "NN-10023" in last.body["text"]
    assert desk.hear(talk, "NN-10023", "give_order_number").asked == "email"


@pytest.mark.parametrize("asked", ["order_number", "email"])
def test_who_asked_for_a_person_in_the_middle_goes_on_there_when_it_is_handed_back(desk, asked):
    talk = desk.chat()
    desk.hear(talk, "It was never activated", "not_activated")
    if asked == "email":
        desk.hear(talk, "NN-10023", "give_order_number")
    said = Handoff(desk.context).to_person(talk, "call", "asked")
    number = said[0].args["case"]
    desk.takeover.take_over(ANNA, number)
    desk.takeover.hand_back(ANNA, number)
    assert Draft.from_json(desk.talk(number).draft).asked == asked
    assert desk.events(number)[-1].author == "bot"
    assert desk.status(number) == CaseStatus.ON_HOLD
    if asked == "order_number":
        desk.hear(talk, "NN-10023", "give_order_number")
    desk.hear(talk, "kari@example.com", "give_email")
    assert desk.talk(number).verified_order == "NN-10023"


def test_handing_back_what_the_bot_has_already_does_nothing(desk):
    number = desk.case()
    before = len(desk.events(number))
    desk.takeover.hand_back(ANNA, number)
    assert len(desk.events(number)) == before


def test_a_case_without_a_chat_cannot_be_taken_over(desk):
    number = desk.case()
    with desk.database.begin() as session:
        desk.row(number, session).conversation_id = None
    with pytest.raises(CannotBeDone):
        desk.takeover.take_over(ANNA, number)


def test_twenty_takeovers_while_the_customer_keeps_writing_lose_and_double_nothing(desk):
    """The customer, the bot and a person at once, without waiting for one another."""
    number = desk.case()
    talk = desk.row(number).conversation_id
    stop, failed = threading.Event(), []

    def guarded(work):
        try:
            work()
        except Exception as fault:
            failed.append(fault)
            stop.set()

    def customer():
        for n in range(40):
            desk.customer(talk, f"m{n}", f"id{n}")

    def bot():
        while True:
            ended = stop.is_set()
            due = desk.bot_takes()
            if due is not None:
                desk.bot_says(due, f"re {due.text}")
            elif ended:
                return

    def person():
        for _ in range(20):
            desk.takeover.take_over(ANNA, number)
            desk.takeover.hand_back(ANNA, number)

    workers = [threading.Thread(target=guarded, args=(work,)) for work in (customer, person)]
    answering = threading.Thread(target=guarded, args=(bot,))
    for each in (*workers, answering):
        each.start()
    for each in workers:
        each.join()
    stop.set()
    answering.join()
    assert failed == []
    events = desk.events(number)
    assert [event.seq for event in events] == list(range(1, len(events) + 1))
    assert [e.body["text"] for e in events if e.author == "customer"] == [f"m{n}" for n in range(40)]
    replies = [e.body["text"] for e in events if e.author == "bot" and e.body.get("text", "").startswith("re ")]
    assert len(replies) == len(set(replies))
    assert silent(events)
    owners = [event.body["owner"] for event in events if event.kind == "owner"]
    assert owners == ["person", "bot"] * 20
