"""A person asks for more, the bot collects it and brings the case back to the desk."""

import pytest

from amends.assistant.redecision import Redecision
from amends.cases.status import CaseStatus
from amends.db.case_tables import CaseEntryRow
from amends.db.conversation_tables import ConversationRow
from amends.desk.information import Information
from amends.errors import CannotBeDone
from amends.reading.message import Message
from tests.desk_core.scene import ANNA, EMAIL


def test_the_bot_asks_for_each_thing_and_returns_the_case_with_the_answers(desk):
    number = desk.reviewed()
    talk = desk.row(number).conversation_id
    desk.takeover.take_over(ANNA, number)
    desk.information.ask_for_information(ANNA, number, ["explanation", "error_message"])
    assert desk.status(number) == CaseStatus.ON_HOLD
    assert desk.talk(number).owner == "bot"
    assert desk.events(number)[-1].author == "bot"
    assert "Anna" in desk.said(number, "agent")[-1]
    assert desk.hear(talk, "The dashboard stays empty after I sign in").asked == "error_message"
    step = desk.hear(talk, "It says: code 42")
    assert [say.response for say in step.says] == ["utter_information_returned"]
    case = desk.row(number)
    assert case.status == CaseStatus.REVIEW
    assert case.due_at is not None
    assert case.claim["explanation"] == "The dashboard stays empty after I sign in"
    assert case.claim["error_message"] == "It says: code 42"
    assert "information_returned" in desk.told(number)


def test_what_was_said_before_stays_in_the_timeline(desk):
    number = desk.reviewed()
    desk.information.ask_for_information(ANNA, number, ["explanation"])
    with desk.database.read() as session:
        lines = session.query(CaseEntryRow).filter_by(kind="ask_for_information").all()
    assert lines[0].body["before"] == {"explanation": "It never came."}


def test_a_turn_that_is_sent_again_returns_the_case_once(desk):
    number = desk.reviewed()
    talk = desk.row(number).conversation_id
    desk.information.ask_for_information(ANNA, number, ["explanation"])
    said = desk.hear(talk, "The dashboard stays empty after I sign in").says
    turn = str(next(e.id for e in reversed(desk.events(number)) if e.author == "customer"))
    again = Message(turn, "The dashboard stays empty after I sign in", desk.now, "inform")
    assert desk.dialogue.take(talk, again).says == said
    assert desk.told(number).count("information_returned") == 1


def test_a_picture_that_the_customer_does_not_have_is_an_answer(desk):
    number = desk.reviewed()
    talk = desk.row(number).conversation_id
    desk.information.ask_for_information(ANNA, number, ["invoice"])
    desk.hear(talk, "I don't have it", "no_evidence")
    assert desk.status(number) == CaseStatus.REVIEW


def test_the_engine_leaves_a_case_alone_that_waits_for_a_persons_question(desk):
    number = desk.reviewed()
    desk.information.ask_for_information(ANNA, number, ["explanation"])
    before = desk.told(number)
    Redecision(desk.claims).resume(desk.row(number).id)
    assert desk.told(number) == before
    assert desk.status(number) == CaseStatus.ON_HOLD


@pytest.mark.parametrize("items", [[], ["a_pony"], ["explanation", "order_number"]])
def test_what_a_chat_cannot_answer_cannot_be_asked_for(desk, items):
    number = desk.reviewed()
    with pytest.raises(CannotBeDone):
        desk.information.ask_for_information(ANNA, number, items)
    assert desk.status(number) == CaseStatus.REVIEW


def test_a_customer_in_the_middle_of_another_claim_is_not_interrupted(desk):
    number = desk.reviewed()
    talk = desk.row(number).conversation_id
    desk.hear(talk, "And there is an outage too", "outage")
    desk.hear(talk, "NN-10023", "give_order_number")
    assert desk.hear(talk, "kari@example.com", "give_email").asked is not None
    with pytest.raises(CannotBeDone, match="another claim"):
        desk.information.ask_for_information(ANNA, number, ["explanation"])


def verify(desk, talk):
    """The customer's identity was matched just now."""
    with desk.database.begin() as session:
        chat = session.get_one(ConversationRow, talk)
        chat.verified_order, chat.verified_email, chat.verified_at = desk.order.number, EMAIL, desk.now


def is_stale(desk, talk):
    return desk.context.is_stale(desk.claims.situation(talk))


def test_a_persons_question_does_not_tell_who_answers_it(desk):
    """The answer is for the desk; before anything is told or decided, the identity is checked again."""
    number = desk.reviewed()
    talk = desk.row(number).conversation_id
    verify(desk, talk)
    desk.later(days=9)
    desk.information.ask_for_information(ANNA, number, ["explanation"])
    assert is_stale(desk, talk)
    step = desk.hear(talk, "The dashboard stays empty after I sign in")
    assert [say.response for say in step.says] == ["utter_information_returned"]
    assert desk.row(number).claim["explanation"] == "The dashboard stays empty after I sign in"
    assert is_stale(desk, talk)


def test_who_talks_with_a_person_meanwhile_stays_who_they_are(desk):
    number = desk.reviewed()
    talk = desk.row(number).conversation_id
    verify(desk, talk)
    desk.takeover.take_over(ANNA, number)
    for _ in range(3):
        desk.later(minutes=20)
        desk.customer(talk, "Are you still there?")
    desk.takeover.hand_back(ANNA, number)
    assert not is_stale(desk, talk)
    desk.later(minutes=31)
    assert is_stale(desk, talk)


@pytest.mark.parametrize("items", [[], ["shoe_size"]])
def test_what_can_be_asked_for_is_named_in_words(desk, items):
    with pytest.raises(CannotBeDone, match="Choose one or more things to ask for") as refused:
        Information(desk.context).ask_for_information(ANNA, desk.reviewed(), items)
    assert "_" not in str(refused.value)
