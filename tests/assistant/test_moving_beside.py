"""A customer who is asked whether to go on with a case, or waits for its code, while something else is asked too."""

from datetime import timedelta

import pytest

from amends.assistant.claim_dialogue import ClaimDialogue
from amends.assistant.redecision import Redecision
from amends.assistant.status_questions import Given, StatusQuestions
from amends.cases import move_codes
from amends.cases.reminder_jobs import AFTER, REMIND, watch
from amends.db.tables import CaseRow
from amends.desk.reminders import Reminders
from amends.reading.message import Message
from tests.assistant.conftest import Chat
from tests.assistant.moved import cases, moves
from tests.assistant.moving_codes import elsewhere, proposed, wished, wishes

DOWN = "The dashboard was down, NN-10032 daan.visser@example.com"
WITHDRAWS = "I hereby withdraw from the contract, NN-10028 emma.devries@example.com"


@pytest.fixture
def asked(norrnet: Chat) -> Chat:
    return proposed(norrnet)


@pytest.mark.parametrize(
    "text",
    ["The code for {case} is {code}", "{case}: {code}", "Your code is {code}. Type it to go on with case {case}.\n"
     + "It is valid for 15 minutes.\n\n" + "Without this code they cannot go on with your case. " * 8],
    ids=["sentence", "both", "mail"],
)  # fmt: skip
def test_a_code_beside_the_number_of_its_case_is_looked_at(asked: Chat, text: str) -> None:
    number, _ = elsewhere(asked)
    code = wished(asked, number)
    assert asked.say(text.format(case=number, code=code))[0] == "moved_here"
    assert len(wishes(asked)) == 1


def test_a_code_beside_another_number_is_not(asked: Chat) -> None:
    number, _ = elsewhere(asked)
    code = wished(asked, number)
    assert asked.say(f"The code for AM-7K3Q9DX is {code}") == ["ask_to_move"]


@pytest.mark.parametrize("text", ["It happened on 12.05.26", "8-6-2026", "08-06-2026", "I was charged 1 250.00 twice"])
def test_figures_answer_the_claim_whose_question_is_open(asked: Chat, text: str) -> None:
    number, _ = elsewhere(asked)
    code = wished(asked, number)
    asked.say(DOWN, "outage")
    assert asked.draft.asked is not None
    assert not {"move_code_wrong", "move_code_waits"} & set(asked.say(text))
    assert wishes(asked)[-1].tries == 0
    assert asked.say(f"My code is {code}")[0] == "moved_here"


@pytest.mark.parametrize("text", ["It happened on 12.05.26", "8-6-2026", "I was charged 1 250.00 twice"])
def test_figures_are_no_code_when_none_is_expected_any_more(asked: Chat, text: str) -> None:
    number, _ = elsewhere(asked)
    code = wished(asked, number)
    asked.now += move_codes.VALID
    assert "move_code_wrong" not in asked.say(text)
    assert wishes(asked)[-1].tries == 0
    assert asked.say(str(code)) == ["move_code_wrong"]


def test_a_yes_after_a_withdrawal_is_the_withdrawals(asked: Chat) -> None:
    number, _ = elsewhere(asked)
    assert asked.say(number) == ["ask_to_move"]
    asked.say(WITHDRAWS)
    assert asked.draft.asked == "withdrawal"
    assert wishes(asked)[-1].state == "left"
    said = asked.say("yes")
    assert "move_code_sent" not in said
    assert asked.draft.asked != "withdrawal"


@pytest.fixture
def due(asked: Chat) -> Chat:
    """A case of this conversation whose question is put now, after the customer was asked about another one."""
    number, _ = elsewhere(asked)
    order = asked.backend.order("NN-10017")
    assert order is not None
    asked.say(f"I paid for it and it is not activated at all, NN-10017 {order.customer.email}", "not_activated")
    asked.say("no, ask me then")
    assert cases(asked)[-1] == ("not_activated", "waiting")
    case = asked.cases()[-1][0]
    assert case.due_at is not None
    asked.now = case.due_at + timedelta(minutes=1)
    assert asked.say(number) == ["ask_to_move"]
    asked.now += timedelta(hours=1)
    Redecision(ClaimDialogue(asked.context)).resume(case.id)
    assert asked.draft.asked == "confirmation"
    return asked


def test_a_yes_answers_what_the_worker_asked_since(due: Chat) -> None:
    order = due.backend.order("NN-10017")
    assert order is not None
    assert due.say("yes") == ["is_that_a_yes"]
    assert wishes(due)[-1].state == "left"
    due.say(order.customer.email)  # after the days that have passed, whoever answers says once more who they are
    due.say("yes")
    due.say("yes")
    assert [(order, kind) for order, kind, _ in moves(due)] == [("NN-10017", "refund"), ("NN-10017", "cancellation")]


def test_a_yes_answers_the_question_of_which_the_customer_was_reminded(due: Chat) -> None:
    case = due.cases()[-1][0]
    number = due.cases()[0][0].number
    assert due.say(number) == ["ask_to_move"]
    reminded = due.now
    due.now += AFTER[REMIND]
    with due.context.database.begin() as session:
        assert watch(session, session.get_one(CaseRow, case.id), reminded, due.now)
    Reminders(due.claims).look(case.id, REMIND, reminded)
    assert due.say("yes") == ["is_that_a_yes"]


def test_a_no_answers_what_the_worker_asked_since(due: Chat) -> None:
    assert "move_stays" not in due.say("no")


def test_the_button_under_the_older_question_still_counts(due: Chat) -> None:
    number = due.cases()[0][0].number
    assert due.say("Yes, go on here", "choose", move=f"yes:{number}") == ["move_code_sent"]


def test_who_asks_how_a_case_stands_while_a_withdrawal_is_declared_is_not_asked_to_go_on_with_it(asked: Chat) -> None:
    number, _ = elsewhere(asked)
    asked.say(WITHDRAWS)
    message = Message("t1", f"how is {number}? kari.holm@example.com", asked.now, "ask_case_status")
    heard = StatusQuestions(asked.context).hear(asked.id, message, Given(number, "kari.holm@example.com"))
    assert heard is not None
    assert [say.response for say in heard.says] == ["utter_status_collecting"]
