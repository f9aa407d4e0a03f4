"""A customer takes a case from one conversation to another: whatever is open in it goes on there."""

from datetime import timedelta

import pytest
from sqlalchemy import select

from amends.assistant.claim_dialogue import ClaimDialogue
from amends.assistant.redecision import Redecision
from amends.assistant.status_questions import Given, StatusQuestions
from amends.audit.verify import entries
from amends.cases.store import desk_row
from amends.db.conversation_tables import ConversationRow
from amends.db.tables import CaseEntryRow, CaseRow
from amends.errors import BackendUnavailable
from amends.reading.message import Message
from tests.assistant.conftest import Chat
from tests.assistant.moved import cases, moves
from tests.assistant.moving_codes import KARI, TWICE, elsewhere, mailed, proposed, taken, told, wished


def owner(chat: Chat, conversation_id: str) -> str:
    with chat.context.database.read() as session:
        return session.get_one(ConversationRow, conversation_id).owner


@pytest.fixture
def asked(norrnet: Chat) -> Chat:
    return proposed(norrnet)


def test_what_was_proposed_is_put_anew_and_a_yes_counts_here_alone(asked: Chat) -> None:
    old = asked.draft.proposal.id
    number, before = elsewhere(asked)
    assert taken(asked, number) == ["moved_here", "confirm"]
    assert asked.draft.proposal.id != old
    here, asked.id = asked.id, before
    assert asked.say("yes") == ["goes_on_elsewhere"]
    assert asked.say("", "choose", yes_no=f"yes:{old}") == ["goes_on_elsewhere"]
    assert moves(asked) == []
    asked.id = here
    assert asked.say("", "choose", yes_no=f"yes:{old}")[0] == "choice_is_over"
    assert asked.say("go ahead") == ["approved_refund"]
    assert moves(asked) == [("NN-10006", "refund", 49000)]
    assert len(told(asked, before)) == 1
    assert f"Case {number} goes on in your other conversation" in told(asked, before)[0]


def test_the_case_is_one_with_both_conversations_and_its_records_say_so(asked: Chat) -> None:
    number, before = elsewhere(asked)
    taken(asked, number)
    with asked.context.database.read() as session:
        case = session.scalars(select(CaseRow)).one()
        assert case.conversation_id == asked.id
        assert {session.get_one(ConversationRow, each).case_id for each in (before, asked.id)} == {case.id}
        lines = select(CaseEntryRow).where(CaseEntryRow.case_id == case.id, CaseEntryRow.kind == "moved")
        told_of = {"from": "web", "to": "web", "left": before, "came_to": asked.id}
        assert [(line.actor, line.body) for line in session.scalars(lines)] == [("customer", told_of)]
        assert [each.action for each in entries(session, "norrnet")][-1] == "moved"


def test_a_question_that_was_open_is_asked_here(norrnet: Chat) -> None:
    norrnet.say(f"Your service is down, {KARI}", "outage")
    open_question = norrnet.draft.asked
    assert open_question == "error_screenshot"
    number, before = elsewhere(norrnet)
    assert taken(norrnet, number)[0] == "moved_here"
    assert (norrnet.draft.asked, norrnet.draft.issue) == (open_question, "outage")
    norrnet.id = before
    assert (norrnet.draft.asked, norrnet.draft.issue) == (None, None)


def test_a_choice_between_remedies_is_put_anew(itnet: Chat) -> None:
    order = itnet.backend.order("IT-20029")
    assert order is not None
    itnet.say(f"My minutes were never activated, IT-20029 {order.customer.email}", "not_activated")
    assert itnet.draft.asked == "accepts"
    old = itnet.draft.proposal.id
    number, _ = elsewhere(itnet)
    assert taken(itnet, number)[0] == "moved_here"
    assert itnet.draft.asked == "accepts"
    assert itnet.say("", "choose", accepts=f"full_refund:{old}")[0] == "choice_is_over"
    itnet.say("", accepts="full_refund")
    assert moves(itnet) == [("IT-20029", "refund", 1990), ("IT-20029", "cancellation", None)]


def test_a_withdrawal_that_waits_for_its_second_step_goes_on(norrnet: Chat) -> None:
    said = "I hereby withdraw from the contract, NN-10028 emma.devries@example.com"
    norrnet.say(said)
    assert norrnet.draft.asked == "withdrawal"
    declared = norrnet.draft.declared
    number, _ = elsewhere(norrnet)
    assert taken(norrnet, number)[0] == "moved_here"
    assert (norrnet.draft.asked, norrnet.draft.declared) == ("withdrawal", declared)


def test_a_yes_that_waits_for_the_order_system_is_done_once_and_told_here(asked: Chat) -> None:
    asked.backend.fail(BackendUnavailable("away"), times=3)
    assert asked.say("yes") == ["parked"]
    number, before = elsewhere(asked)
    assert taken(asked, number) == ["moved_here", "parked"]
    assert asked.draft.parked
    case = asked.cases()[0][0]
    while moves(asked) == []:
        try:
            Redecision(ClaimDialogue(asked.context)).resume(case.id)
        except BackendUnavailable:
            continue
    assert moves(asked) == [("NN-10006", "refund", 49000)]
    assert len(told(asked, before)) == 1
    assert any("490" in text for text in told(asked, asked.id))


def test_a_claim_of_nobody_known_cannot_be_taken(norrnet: Chat) -> None:
    norrnet.backend.fail(BackendUnavailable("away"))
    assert norrnet.say(f"{TWICE[0]}, {KARI}", TWICE[1]) == ["parked"]
    number, before = elsewhere(norrnet)
    assert wished(norrnet, number) is None
    norrnet.id = before
    Redecision(ClaimDialogue(norrnet.context)).resume(norrnet.cases()[0][0].id)
    norrnet.open()
    assert taken(norrnet, number) == ["moved_here", "confirm"]


def test_a_score_that_waits_for_words_waits_for_none_here(norrnet: Chat) -> None:
    norrnet.say("I ordered the consultation by mistake, NN-10028 emma.devries@example.com", "wrong_purchase")
    norrnet.say("", "choose", satisfaction="4", case=norrnet.cases()[0][0].number)
    assert norrnet.draft.asked == "comment"
    number, _ = elsewhere(norrnet)
    assert taken(norrnet, number) == ["moved_here", "status_denied"]
    assert norrnet.draft.asked is None


@pytest.mark.parametrize(
    ("text", "intent", "status"),
    [
        ("I ordered the consultation by mistake, NN-10028 emma.devries@example.com", "wrong_purchase", "denied"),
        (f"{TWICE[0]}, {KARI}", TWICE[1], "review"),
    ],
)
def test_a_case_with_nothing_open_goes_on_with_how_it_stands(norrnet: Chat, text: str, intent: str, status: str):
    norrnet.say(text, intent)
    if status == "review":
        norrnet.say("I want to speak to a person", "talk_to_human", 0.99)
    assert cases(norrnet)[-1][1] == status
    number, _ = elsewhere(norrnet)
    assert taken(norrnet, number) == ["moved_here", f"status_{status}"]
    assert norrnet.draft.settled
    with norrnet.context.database.read() as session:
        assert session.scalars(select(CaseRow.conversation_id)).one() == norrnet.id


def test_a_case_that_waits_is_decided_here(norrnet: Chat) -> None:
    order = norrnet.backend.order("NN-10017")
    assert order is not None
    norrnet.say(f"I paid for it and it is not activated at all, NN-10017 {order.customer.email}", "not_activated")
    norrnet.say("yes, do that then")
    assert cases(norrnet) == [("not_activated", "waiting")]
    number, before = elsewhere(norrnet)
    assert taken(norrnet, number) == ["moved_here", "status_waiting"]
    case = norrnet.cases()[0][0]
    assert case.due_at is not None
    norrnet.now = case.due_at + timedelta(minutes=1)
    Redecision(ClaimDialogue(norrnet.context)).resume(case.id)
    assert [kind for _, kind, _ in moves(norrnet)] == ["refund", "cancellation"]  # the yes was given beforehand
    assert len(told(norrnet, before)) == 1
    assert len(told(norrnet, norrnet.id)) > 0


def test_a_claim_that_was_stopped_goes_on(asked: Chat) -> None:
    asked.say("stop", "stop")
    assert cases(asked) == [("duplicate_payment", "abandoned")]
    number, _ = elsewhere(asked)
    assert taken(asked, number) == ["moved_here", "confirm"]
    assert cases(asked) == [("duplicate_payment", "collecting")]


def test_an_open_case_that_is_recognised_is_offered_before_another_is_begun(asked: Chat) -> None:
    number, _ = elsewhere(asked)
    assert asked.say(KARI, "give_order_number") == ["ask_to_move_known"]
    assert asked.say("yes") == ["move_code_sent"]
    assert asked.say(str(mailed(asked))) == ["moved_here", "confirm"]
    assert asked.cases()[0][0].number == number
    assert len(cases(asked)) == 1


def test_who_leaves_the_recognised_case_is_asked_what_is_wrong_and_not_again_about_it(asked: Chat) -> None:
    elsewhere(asked)
    asked.say(KARI, "give_order_number")
    assert asked.say("no", "deny")[0] == "move_stays"
    assert asked.draft.asked == "issue"
    assert "ask_to_move_known" not in asked.say(KARI, "give_order_number")


def test_one_matter_goes_on_by_itself_as_before(asked: Chat) -> None:
    elsewhere(asked)
    assert asked.say(f"{TWICE[0]}, {KARI}", TWICE[1]) == ["confirm"]
    assert len(cases(asked)) == 1


def test_an_unfinished_claim_is_taken_up_when_the_case_is_done(asked: Chat) -> None:
    number, _ = elsewhere(asked)
    asked.say("The dashboard was down, NN-10032 daan.visser@example.com", "outage")
    assert taken(asked, number) == ["moved_here", "confirm"]
    said = asked.say("yes")
    assert said[:2] == ["approved_refund", "back_to_order"]
    assert asked.draft.order_number == "NN-10032"


def test_a_case_that_goes_on_here_is_not_asked_about(asked: Chat) -> None:
    assert "ask_to_move" not in asked.say(asked.cases()[0][0].number)
    number, _ = elsewhere(asked)
    taken(asked, number)
    assert "ask_to_move" not in asked.say(number)


def test_a_declared_withdrawal_comes_first(asked: Chat) -> None:
    number, _ = elsewhere(asked)
    wished(asked, number)
    asked.say("I hereby withdraw from the contract, NN-10028 emma.devries@example.com")
    assert asked.draft.issue == "withdraw"
    assert asked.say(number)[0] == "move_code_sent"
    assert asked.say(str(mailed(asked)))[0] == "move_not_now"
    assert asked.draft.issue == "withdraw"


def test_a_merged_case_leads_to_the_one_that_goes_on(asked: Chat) -> None:
    asked.open()
    asked.say(f"It was the wrong one, {KARI}", "wrong_purchase")
    first, second = (case for case, _ in asked.cases())
    with asked.context.database.begin() as session:
        session.get_one(CaseRow, second.id).status = "merged"
        desk_row(session, second.id).merged_into = first.id
    asked.open()
    assert taken(asked, second.number) == ["moved_here", "confirm"]
    assert asked.draft.case_id == first.id


def test_a_chat_that_a_person_has_is_that_persons_here(asked: Chat) -> None:
    number, before = elsewhere(asked)
    with asked.context.database.begin() as session:
        session.get_one(ConversationRow, before).owner = "person"
    assert taken(asked, number) == ["moved_here_to_person"]
    assert (owner(asked, before), owner(asked, asked.id)) == ("bot", "person")


def test_who_asked_how_a_case_stands_is_asked_whether_to_go_on_with_it(asked: Chat) -> None:
    number, before = elsewhere(asked)
    message = Message("t1", f"how is {number}? kari.holm@example.com", asked.now, "ask_case_status")
    heard = StatusQuestions(asked.context).hear(asked.id, message, Given(number, "kari.holm@example.com"))
    assert heard is not None
    assert [say.response for say in heard.says] == ["utter_status_collecting", "utter_ask_to_move"]
    assert asked.say("yes") == ["move_code_sent"]
    asked.id = before
    heard = StatusQuestions(asked.context).hear(asked.id, message, Given(number, "kari.holm@example.com"))
    assert heard is not None
    assert [say.response for say in heard.says] == ["utter_status_collecting"]
