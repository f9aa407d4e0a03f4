"""A second order that is named while a question about the first is open is a claim of its own; the first is kept."""

import pytest

from tests.assistant.conftest import Chat
from tests.assistant.moved import cases, moves

MISTAKE = "Cancel NN-10030 kari.holm@example.com, I ordered it by mistake"
TWICE = ("NN-10006", "refund", 49000)
ENDED = [("NN-10030", "refund", 89000), ("NN-10030", "cancellation", None)]


@pytest.mark.parametrize(
    "text",
    [
        "now my other order: I was charged twice for NN-10006",
        "wait first my other order NN-10006, my card shows the amount twice",
        "NN-10006 ble belastet to ganger",
        "en voor NN-10006 is twee keer afgeschreven",
    ],
)
def test_the_second_order_is_decided_by_its_own_problem_and_then_the_first_is_taken_up(
    norrnet: Chat, text: str
) -> None:
    assert norrnet.say(MISTAKE, "cancel_order") == ["confirm"]
    said = norrnet.say(text, "duplicate_payment")
    if said == ["ask_explanation"]:
        said = norrnet.say("the same amount stands on my card two times", "duplicate_payment")
    assert said == ["confirm"]
    assert norrnet.say("yes") == ["approved_refund", "back_to_order", "confirm"]
    assert moves(norrnet) == [TWICE]
    norrnet.say("yes")
    assert moves(norrnet) == [TWICE, *ENDED]
    assert cases(norrnet) == [("cancel", "carrying_out"), ("duplicate_payment", "carrying_out")]


def test_a_no_to_the_second_leaves_the_first_to_be_answered(norrnet: Chat) -> None:
    norrnet.say(MISTAKE, "wrong_purchase")
    norrnet.say("my other order NN-10006 was charged twice", "duplicate_payment")
    assert norrnet.say("no") == ["nothing_done", "back_to_order", "confirm"]
    norrnet.say("yes")
    assert moves(norrnet) == ENDED


def test_an_overcharge_beside_a_cancellation_is_no_question_of_cancelling(itnet: Chat) -> None:
    itnet.say("Ik wil mijn VPN annuleren IT-20039 sanne.bakker@example.com", "cancel_order")
    itnet.say("en voor IT-20020 is een gesprek van gisteren te duur afgerekend", "billing_error")
    assert itnet.say("ja")[1:] == ["back_to_order", "confirm"]
    assert [(order, amount) for order, _, amount in moves(itnet)] == [("IT-20020", 420)]
    assert cases(itnet) == [("cancel", "collecting"), ("billing_error", "carrying_out")]


def test_a_denied_second_order_leaves_the_first_question_open_and_can_be_appealed(norrnet: Chat) -> None:
    norrnet.say(MISTAKE, "cancel_order")
    told = "and my other order NN-10012, the alerts were never switched on"
    assert norrnet.say(told, "not_activated") == ["denied", "right_of_withdrawal", "back_to_order", "confirm"]
    assert norrnet.draft.order_number == "NN-10030"
    assert norrnet.say("/appeal", "appeal") == ["appeal_handed_over", "back_to_order", "confirm"]
    assert cases(norrnet) == [("cancel", "collecting"), ("not_activated", "review")]


def test_the_same_problem_of_another_order_keeps_the_first_too(norrnet: Chat) -> None:
    norrnet.say(MISTAKE, "cancel_order")
    norrnet.say("cancel NN-10033 too", "cancel_order")
    assert [other.order_number for other in norrnet.draft.others] == ["NN-10030"]


def test_whoever_names_the_first_order_again_goes_on_with_it(norrnet: Chat) -> None:
    norrnet.say(MISTAKE, "cancel_order")
    norrnet.say("my other order NN-10006, I was charged twice for it", "duplicate_payment")
    assert norrnet.say("first cancel NN-10030 please", "cancel_order") == ["confirm"]
    assert norrnet.draft.order_number == "NN-10030"
    assert norrnet.say("yes")[1:] == ["back_to_order", "confirm"]
    assert moves(norrnet) == ENDED


@pytest.mark.parametrize(
    "text", ["sorry I meant NN-10006", "no, NN-10006", "het moet zijn NN-10006", "jeg mente NN-10006"]
)
def test_a_number_that_is_put_right_is_no_second_order(norrnet: Chat, text: str) -> None:
    norrnet.say("I was charged twice for NN-10007, kari.holm@example.com", "duplicate_payment")
    norrnet.say(text, "correct")
    assert (norrnet.draft.order_number, norrnet.draft.others) == ("NN-10006", ())


def test_a_withdrawal_from_another_order_leaves_the_first_claim_with_its_order(norrnet: Chat) -> None:
    norrnet.say(MISTAKE, "cancel_order")
    said = norrnet.say("I withdraw from the contract for NN-10006", "withdraw")
    assert said[-1] == "ask_withdrawal"
    assert [(other.order_number, other.issue) for other in norrnet.draft.others] == [("NN-10030", "cancel")]
    assert norrnet.draft.later == ()


def test_two_orders_in_one_message_are_two_claims(norrnet: Chat) -> None:
    told = "My card shows the amount twice NN-10006 and also NN-10030 was a mistake, kari.holm@example.com"
    assert norrnet.say(told, "duplicate_payment") == ["kept_for_later", "confirm"]
    assert norrnet.say("yes") == ["approved_refund", "back_to_order", "ask_issue"]
    assert moves(norrnet) == [TWICE]
    assert norrnet.say("it was a mistake, I ordered the wrong one", "wrong_purchase") == ["confirm"]
    norrnet.say("yes")
    assert moves(norrnet) == [TWICE, *ENDED]


def test_starting_over_forgets_what_was_kept(norrnet: Chat) -> None:
    norrnet.say(MISTAKE, "cancel_order")
    norrnet.say("my other order NN-10006 was charged twice", "duplicate_payment")
    assert norrnet.say("start over", "start_over")[0] == "starting_over"
    assert norrnet.draft.others == ()
