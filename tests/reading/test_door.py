"""The door: a message and what was asked before it, as data, become what the dialogue hears."""

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from amends.claims.extract import OrderNumbers
from amends.reading.acts import NOTHING, Meant, Part, Reading
from amends.reading.asked import Asked
from amends.reading.door import read
from amends.reading.message import Message

NOW = datetime(2026, 11, 18, 10, 0, tzinfo=UTC)
ASKED = Asked(OrderNumbers("NN", 5), "NO")


def heard(text: str, intent: str = NOTHING, asked: Asked = ASKED, **more: object) -> Message:
    return read(Message("t", text, NOW, intent, 0.9, **more), asked)  # type: ignore[arg-type]


def test_number_and_address_are_facts_and_no_part_of_the_story() -> None:
    message = heard("NN-10023, a@example.com it never came")
    assert (message.facts.order_number, message.facts.email) == ("NN-10023", "a@example.com")
    assert message.story.text == "it never came"


def test_a_press_says_nothing_by_itself() -> None:
    assert heard("NN-10023", "choose", choice={"issue": "outage"}).facts.order_number is None


@pytest.mark.parametrize(
    ("question", "act"), [("order_number", NOTHING), ("email", "frustrated"), (None, "frustrated")]
)
def test_anger_that_answers_is_an_answer(question: str | None, act: str) -> None:
    asked = replace(ASKED, question=question)
    assert heard("this is ridiculous. it is NN-10023", "frustrated", asked).intent == act


@pytest.mark.parametrize("text", ["you took it doulbe!", "jullie pakten het duubbel!", "dere tok det dbobelt!"])
def test_anger_that_begins_with_a_problem_is_that_problem(text: str) -> None:
    message = heard(text, "frustrated", besides=("duplicate_payment",))
    assert (message.intent, message.besides) == ("duplicate_payment", ("frustrated",))
    under_way = heard(text, "frustrated", replace(ASKED, issue="outage"), besides=("duplicate_payment",))
    assert under_way.intent == "frustrated"
    assert heard(text, "frustrated").intent == "frustrated"


@pytest.mark.parametrize(("text", "choice"), [("yes please", {"problem": "next"}), ("no", {}), ("hm", {})])
def test_a_yes_to_the_next_problem_is_a_press(text: str, choice: dict[str, str]) -> None:
    asked = replace(ASKED, next_problem=True)
    assert heard(text, asked=asked).choice == choice
    assert heard(text).choice == {}


@pytest.mark.parametrize(
    ("text", "act", "choice"),
    [
        ("yes, that one as well then", "affirm", {"problem": "next"}),
        ("ja, die graag ook nog", "affirm", {"problem": "next"}),
        ("ja, den tar vi også", "affirm", {"problem": "next"}),
        ("yes, but what does it cost?", "affirm", {}),
        ("yes, and cancel the other one", "cancel_order", {}),
    ],
)
def test_a_sentence_that_the_model_takes_for_a_yes_goes_on_too(text: str, act: str, choice: dict[str, str]) -> None:
    assert heard(text, act, replace(ASKED, next_problem=True)).choice == choice


def test_a_clause_that_the_policy_has_is_asked_for_by_its_number() -> None:
    asked = replace(ASKED, clauses=frozenset({"2e"}))
    assert heard("what does § 2e say", asked=asked).intent == "ask_policy"
    assert heard("what does § 9z say", asked=asked).intent == NOTHING


def test_how_it_goes_is_the_case_where_there_is_one() -> None:
    assert heard("any news?", asked=replace(ASKED, has_case=True)).intent == "ask_case_status"
    assert heard("any news?").intent == NOTHING


@pytest.mark.parametrize(
    ("matched", "text", "act"),
    [
        (True, "until when is my credit valid?", "ask_order_status"),
        (False, "until when is my credit valid?", "ask_policy"),
        (False, "NN-10023 until when is my credit valid?", "ask_order_status"),
    ],
)
def test_how_long_credit_is_valid_is_a_question_about_an_order(matched: bool, text: str, act: str) -> None:
    assert heard(text, "ask_policy", replace(ASKED, is_matched=matched)).intent == act


def test_the_right_that_was_told_is_asked_about() -> None:
    asked = replace(ASKED, right_told=True)
    message = heard("do I still have it for NN-10043?", "affirm", asked)
    assert (message.intent, message.meant) == ("withdraw", Meant.ASKED)
    assert heard("do I still have it for NN-10043?", "affirm").intent == "affirm"


def test_few_words_that_say_that_it_fails_may_be_either_fault_while_no_problem_is_named() -> None:
    message = heard("it does not work", "dissatisfaction")
    assert (message.intent, message.either) == ("outage", "not_activated")
    assert heard("it does not work", "dissatisfaction", replace(ASKED, issue="cancel")).intent == "dissatisfaction"


def test_what_a_clause_states_is_what_a_greeting_is_about() -> None:
    text = "hello there. I was charged twice"
    part = Part(text.index("I was"), len(text), Reading("duplicate_payment", 0.9, (), Meant.STATED))
    assert heard(text, "greet", parts=(part,)).intent == "duplicate_payment"
    assert heard(text, "greet", replace(ASKED, settled=True, issue="outage"), parts=(part,)).intent == "greet"


def test_what_was_told_before_is_not_what_it_is_about() -> None:
    told = Part(0, 21, Reading("cancel_order", 0.55, (), Meant.TOLD))
    unhappy = Part(22, 51, Reading("dissatisfaction", 0.99, (), Meant.STATED))
    message = heard("I wrote to you before. I'm not satisfied with it.", "request_refund", parts=(told, unhappy))
    assert message.intent == "dissatisfaction"


def test_what_words_say_is_found_once() -> None:
    message = heard("no wait, that is not it")
    assert message.said is message.said
    assert message.said.words is message.said.words
    assert message.says_not_it
