"""A case that its customer takes to another conversation, as the desk has it: one case, one answer, one person."""

import threading
from concurrent.futures import ThreadPoolExecutor

import pytest
from sqlalchemy import select

from amends.cases import move_codes
from amends.cases.status import CaseStatus
from amends.conversations import conversation
from amends.db.tables import CaseMoveRow, CaseRow, ConversationRow
from amends.desk.queries.case import view
from amends.errors import AmendsError
from amends.reading.message import Message
from tests.desk_core.decisions.test_offers import offered
from tests.desk_core.scene import ANNA, EMAIL

PATIENCE = 20
"""So often a turn is sent again that could not be taken, as the dispatcher does."""


def chat_on(desk, channel):
    with desk.database.begin() as session:
        row, _ = conversation.create(session, merchant="norrnet", language="en", channel=channel, now=desk.now)
        return row.id


def wished(desk, number, talk):
    """The customer wants to go on there; the code that is mailed."""
    for text in (number, "yes"):
        desk.later(seconds=20)
        desk.hear(talk, text)
    with desk.database.begin() as session:
        row = session.scalars(select(CaseMoveRow).where(CaseMoveRow.conversation_id == talk)).all()[-1]
        row.sent_at = desk.now
        return move_codes.mint(row, desk.context.code_keys[0])


def taken(desk, number, channel="whatsapp"):
    """The conversation in which the case goes on, and what was said there."""
    talk = chat_on(desk, channel)
    code = wished(desk, number, talk)
    desk.later(seconds=20)
    return talk, [say.response for say in desk.hear(talk, code).says]


def shown(desk, number):
    with desk.database.read() as session:
        return view(session, desk.context, ANNA, number)


def test_one_case_has_both_conversations_in_order_each_with_its_channel(desk):
    number = desk.reviewed()
    first = desk.row(number).conversation_id
    desk.customer(first, "from the office")
    talk, _ = taken(desk, number)
    desk.later(seconds=20)
    desk.customer(talk, "from my phone")
    seen = shown(desk, number)
    assert [(chat.row.channel, chat.own) for chat in seen.chats] == [("whatsapp", True), ("web", False)]
    written = [(each.text, each.chat.row.channel) for each in seen.talk if each.author == "customer"]
    assert [written[0], written[-1]] == [("from the office", "web"), ("from my phone", "whatsapp")]
    [line] = [each for each in seen.timeline if each.kind == "went on with it"]
    assert (line.who, line.text) == ("customer", "from Chat window to WhatsApp")


def test_what_a_person_answers_and_takes_over_is_where_the_customer_was_last(desk):
    number = desk.reviewed()
    first = desk.row(number).conversation_id
    talk, said = taken(desk, number)
    assert said == ["utter_moved_here", "utter_status_review"]
    desk.later(seconds=20)
    desk.replying.reply(ANNA, number, "Here I am.")
    desk.takeover.take_over(ANNA, number)
    with desk.database.read() as session:
        owners = {each: session.get_one(ConversationRow, each).owner for each in (first, talk)}
    assert owners == {first: "bot", talk: "person"}
    assert "Here I am." in desk.said(number, "agent")


def test_a_person_who_has_the_chat_has_it_where_it_goes_on(desk):
    number = desk.reviewed()
    first = desk.row(number).conversation_id
    desk.takeover.take_over(ANNA, number)
    talk, said = taken(desk, number)
    assert said == ["utter_moved_here_to_person"]
    with desk.database.read() as session:
        assert session.get_one(ConversationRow, first).owner == "bot"
    assert (desk.row(number).conversation_id, desk.talk(number).owner) == (talk, "person")
    desk.takeover.hand_back(ANNA, number)
    assert desk.talk(number).owner == "bot"


def test_an_offer_is_put_anew_and_taken_here_alone(desk):
    number = offered(desk)
    first = desk.row(number).conversation_id
    talk, said = taken(desk, number)
    assert said[0] == "utter_moved_here"
    desk.later(seconds=20)
    assert [say.response for say in desk.hear(first, "Yes, I accept").says] == ["utter_goes_on_elsewhere"]
    assert desk.status(number) == CaseStatus.OFFERED
    decision = desk.dialogue.situation(talk).draft.offered.args["decision"]
    desk.hear(first, "Yes, I accept", "choose", accepts=f"yes:{decision}")
    assert desk.remedies() == []
    desk.later(seconds=20)
    desk.hear(talk, "Yes, I accept")
    assert desk.status(number) == CaseStatus.CARRYING_OUT
    assert len(desk.remedies()) == 1


def test_an_offer_is_not_lost_to_whoever_tells_the_same_again_elsewhere(desk):
    number = offered(desk)
    talk = chat_on(desk, "telegram")
    says = desk.hear(talk, f"It was never activated, {desk.order.number} {EMAIL}", "not_activated").says
    assert [say.response for say in says] == ["utter_ask_to_move_known"]
    assert desk.status(number) == CaseStatus.OFFERED
    desk.later(seconds=20)
    assert [say.response for say in desk.hear(talk, "yes").says] == ["utter_move_code_sent"]
    assert desk.status(number) == CaseStatus.OFFERED


def test_what_a_person_asked_is_asked_here_and_the_answer_comes_back(desk):
    number = desk.reviewed()
    desk.information.ask_for_information(ANNA, number, ["explanation"])
    talk, said = taken(desk, number)
    assert said == ["utter_moved_here", "utter_ask_explanation"]
    desk.later(seconds=20)
    says = desk.hear(talk, "The dashboard stays empty after I sign in").says
    assert [say.response for say in says] == ["utter_information_returned"]
    assert desk.status(number) == CaseStatus.REVIEW
    assert desk.row(number).claim["explanation"] == "The dashboard stays empty after I sign in"


def test_that_a_refund_was_made_is_told_where_the_case_goes_on(desk):
    number = desk.reviewed()
    first = desk.row(number).conversation_id
    talk, _ = taken(desk, number)
    desk.decides.approve_recommended(ANNA, number)
    with desk.database.read() as session:
        before = session.get_one(ConversationRow, first).next_seq
    desk.work()
    with desk.database.read() as session:
        assert session.get_one(ConversationRow, first).next_seq == before
    assert any("490.00" in (text or "") for text in desk.said(number, "bot"))
    assert desk.row(number).conversation_id == talk


def test_a_yes_in_one_conversation_and_the_code_in_the_other_at_once_move_money_at_most_once(desk):
    first = desk.chat()
    desk.hear(first, f"End it, {desk.order.number} {EMAIL}", "cancel_order")
    number = _only_case(desk).number
    asked = desk.dialogue.situation(first).draft.proposal
    assert asked is not None
    talk = chat_on(desk, "whatsapp")
    code = wished(desk, number, talk)
    desk.later(seconds=20)
    here, there = at_once(
        desk, (talk, _message(desk, talk, code)), (first, _message(desk, first, "yes", yes_no=f"yes:{asked.id}"))
    )
    entered = len(desk.remedies())
    assert here[0] == "utter_moved_here"
    assert (entered == 0) is (there == ["utter_goes_on_elsewhere"])
    desk.later(seconds=20)
    desk.hear(talk, "go ahead")
    assert sorted(row.kind for row in desk.remedies()) == ["cancellation", "refund"]


def test_two_conversations_that_take_the_case_at_once_leave_it_in_one(desk):
    number = desk.reviewed()
    first = desk.row(number).conversation_id
    talks = [chat_on(desk, channel) for channel in ("whatsapp", "telegram")]
    codes = [wished(desk, number, talk) for talk in talks]
    desk.later(seconds=20)
    said = at_once(desk, *((talk, _message(desk, talk, code)) for talk, code in zip(talks, codes, strict=True)))
    there = desk.row(number).conversation_id
    assert there in talks
    assert said[talks.index(there)] == ["utter_moved_here", "utter_status_review"]
    assert all(each[0] in {"utter_moved_here", "utter_move_code_wrong"} for each in said)
    for talk in {first, *talks} - {there}:
        assert desk.dialogue.situation(talk).draft.case_id is None


def test_a_yes_to_a_question_that_is_put_again_as_a_person_leaves_is_no_yes_to_going_on_with_another_case(desk):
    talk = desk.chat()
    desk.hear(talk, f"End it, {desk.order.number} {EMAIL}", "cancel_order")
    number = _only_case(desk).number
    desk.later(seconds=20)
    assert [say.response for say in desk.hear(talk, "AM-7K3Q9DX").says] == ["utter_ask_to_move"]
    desk.takeover.take_over(ANNA, number)
    desk.later(seconds=20)
    desk.takeover.hand_back(ANNA, number)
    desk.later(seconds=20)
    assert [say.response for say in desk.hear(talk, "yes").says] == ["utter_is_that_a_yes"]
    desk.later(seconds=20)
    desk.hear(talk, "yes")
    assert sorted(row.kind for row in desk.remedies()) == ["cancellation", "refund"]


def at_once(desk, *messages):
    """What is said to each of two messages that are taken at the same time, sent again as the dispatcher does."""
    together = threading.Barrier(2)

    def take(each):
        together.wait(timeout=30)
        for _ in range(PATIENCE):
            try:
                return [say.response for say in desk.dialogue.take(*each).says]
            except AmendsError as error:
                fault = error
        raise fault

    with ThreadPoolExecutor(2) as pool:
        return list(pool.map(take, messages))


def _message(desk, talk, text, **choice):
    turn = desk.customer(talk, text)
    return Message(str(turn), text, desk.now, "choose" if choice else "inform", choice=choice)


def _only_case(desk):
    with desk.database.read() as session:
        return session.scalars(select(CaseRow)).one()


@pytest.mark.parametrize("text", ["hallo, is er al nieuws?", "It was never activated, {order} {email}"])
def test_what_is_written_where_the_case_was_does_not_bring_the_answers_back(desk, text):
    number = desk.reviewed()
    first = desk.row(number).conversation_id
    talk, _ = taken(desk, number)
    desk.later(seconds=20)
    desk.hear(first, text.format(order=desk.order.number, email=EMAIL), "not_activated")
    desk.replying.reply(ANNA, number, "Here I am.")
    assert (desk.row(number).conversation_id, desk.row(number).language) == (talk, "en")
    assert "Here I am." in desk.said(number, "agent")
