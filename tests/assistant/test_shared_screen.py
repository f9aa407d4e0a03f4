"""Two customers at one screen, and one with two orders: each is told of the order and the case that is theirs."""

from collections.abc import Sequence
from datetime import timedelta

import pytest

from amends.messages.say import Say
from amends.reading.message import Message
from tests.assistant.conftest import After, Chat

INGRID = "NN-10033 ingrid.dahl@example.com"


def settle(norrnet: Chat) -> None:
    norrnet.say("I was charged twice for it, NN-10006 kari.holm@example.com", "duplicate_payment")
    norrnet.say("yes", "affirm")
    assert norrnet.draft.settled


@pytest.fixture
def granted(after: After) -> Chat:
    return after("norrnet", settle)


def told(chat: Chat, text: str, intent: str) -> Sequence[Say]:
    chat.now += timedelta(seconds=20)
    return chat.dialogue.take(chat.id, Message(chat._sent(text), text, chat.now, intent, 0.9)).says


def test_who_asks_about_an_order_of_theirs_is_told_of_that_one(granted: Chat) -> None:
    [say] = told(granted, f"How is my order? {INGRID}", "ask_order_status")
    assert (say.response, say.args["order"]) == ("utter_answer_order_done", "NN-10033")


def test_the_same_customer_is_told_of_the_other_order_that_they_name(granted: Chat) -> None:
    [say] = told(granted, "And how is NN-10030?", "ask_order_status")
    assert (say.response, say.args["order"]) == ("utter_answer_order_none", "NN-10030")


@pytest.mark.parametrize("intent", ["ask_refund_timing", "ask_case_status"])
def test_the_money_and_the_case_of_whoever_wrote_before_are_not_told(granted: Chat, intent: str) -> None:
    case, _ = granted.cases()[0]
    for text in (f"How is it with my money? {INGRID}", "how is my case?", "when is it there?"):
        for say in told(granted, text, intent):
            assert not {case.number, "NN-10006", "490.00 NOK"} & set(map(str, say.args.values()))
            assert not say.response.startswith(("utter_status", "utter_refund"))


@pytest.mark.parametrize("text", ["how is my order?", "how is NN-10006?", "and for kari.holm@example.com?"])
def test_who_asks_about_what_was_settled_is_told_of_it(granted: Chat, text: str) -> None:
    [say] = told(granted, text, "ask_order_status")
    assert say.args["order"] == "NN-10006"
    assert granted.draft.settled


@pytest.mark.parametrize(
    ("text", "intent"),
    [("hi", "greet"), ("are you a robot?", "bot_challenge"), ("hurry up, just do it already", "frustrated")],
)
def test_who_comes_after_a_while_is_told_no_offer_before_the_address(norrnet: Chat, text: str, intent: str) -> None:
    norrnet.say("I was charged twice for it, NN-10006 kari.holm@example.com", "duplicate_payment")
    norrnet.now += timedelta(hours=1)
    says = told(norrnet, text, intent)
    assert [say.response for say in says][-2:] == ["utter_away_for_a_while", "utter_ask_email"]
    assert not any("amount" in say.args or "acts" in say.args for say in says)
    assert norrnet.say("kari.holm@example.com", "give_email")[-1] == "confirm"
    assert norrnet.say("yes", "affirm") == ["is_that_a_yes"]
    assert norrnet.say("yes", "affirm") == ["approved_refund"]
