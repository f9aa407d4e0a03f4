"""A button of an earlier question: nothing is done on it, and what stands now is told, or put anew."""

from datetime import timedelta

import pytest

from tests.assistant.conftest import Chat
from tests.assistant.moved import moves
from tests.assistant.moving_codes import proposed
from tests.assistant.pictures import read_off


@pytest.fixture
def asked(norrnet: Chat) -> Chat:
    return proposed(norrnet)


def pressed(chat: Chat, answer: str) -> list[str]:
    return chat.say("Yes, please", "choose", 1.0, yes_no=answer)


def test_the_old_yes_after_a_no_puts_it_anew_and_is_no_yes(asked: Chat) -> None:
    old = asked.draft.proposal.id
    assert pressed(asked, f"no:{old}") == ["nothing_done"]
    for _ in range(2):
        assert pressed(asked, f"yes:{old}") == ["asked_again_after_no", "confirm"]
        assert moves(asked) == []
        assert asked.draft.proposal.id != old
        pressed(asked, "no")
    pressed(asked, f"yes:{old}")
    assert asked.say("yes", "affirm") == ["approved_refund"]
    assert moves(asked) == [("NN-10006", "refund", 49000)]


def test_the_old_no_after_a_no_is_told_how_it_stands(asked: Chat) -> None:
    old = asked.draft.proposal.id
    pressed(asked, f"no:{old}")
    assert pressed(asked, f"no:{old}") == ["choice_is_over", "status_abandoned"]


@pytest.mark.parametrize(("answer", "said"), [("yes", "one_yes_is_enough"), ("no", "choice_is_over")])
def test_a_second_answer_to_what_was_granted_is_told_how_it_stands(asked: Chat, answer: str, said: str) -> None:
    old = asked.draft.proposal.id
    pressed(asked, f"yes:{old}")
    assert pressed(asked, f"{answer}:{old}") == [said, "status_carrying_out", "answer_refund_timing"]
    assert moves(asked) == [("NN-10006", "refund", 49000)]


def test_the_buttons_of_an_offer_put_aside_for_another_order_bring_it_back(asked: Chat) -> None:
    first = asked.draft.proposal.id
    assert asked.say("and my other order NN-10030 kari.holm@example.com: cancel it, by mistake", "cancel_order")
    second = asked.draft.proposal
    assert second is not None
    assert asked.draft.order_number == "NN-10030"
    assert pressed(asked, f"yes:{first}") == ["back_to_order", "confirm"]
    assert (asked.draft.order_number, moves(asked)) == ("NN-10006", [])
    assert pressed(asked, f"no:{second.id}")[0] == "back_to_order"
    assert (asked.draft.order_number, moves(asked)) == ("NN-10030", [])
    asked.say("yes", "affirm")
    assert {order for order, _, _ in moves(asked)} == {"NN-10030"}


def test_another_offers_button_while_one_is_open_has_that_one_put_again(asked: Chat) -> None:
    asked.say("bla bla")
    assert asked.say("", "choose", yes_no="yes:of another chat") == ["choice_is_over", "confirm"]
    assert moves(asked) == []


def test_any_other_choice_that_is_over_is_told_how_it_stands(asked: Chat) -> None:
    asked.say("yes", "affirm")
    assert asked.say("", "choose", occurred_at="x")[:2] == ["choice_is_over", "status_carrying_out"]


@pytest.mark.parametrize(
    ("text", "intent"), [("ok, do it after all please", "affirm"), ("ok graag dan, doe toch maar", "nlu_fallback")]
)
def test_a_change_of_mind_in_words_is_asked_anew_whatever_was_pressed_between(
    asked: Chat, text: str, intent: str
) -> None:
    old = asked.draft.proposal.id
    pressed(asked, f"no:{old}")
    pressed(asked, f"no:{old}")
    assert asked.say(text, intent) == ["confirm"]
    assert moves(asked) == []


def test_a_picture_at_an_offer_leaves_the_yes_to_the_offer(asked: Chat) -> None:
    read_off(asked, "ev_1", {"order_number": "NN-10006"})
    assert asked.say("", "choose", evidence="ev_1") == ["evidence_received", "confirm"]
    assert asked.say("yes", "affirm") == ["approved_refund"]
    assert moves(asked) == [("NN-10006", "refund", 49000)]


def test_whoever_presses_it_days_later_says_who_they_are_before_anything_is_put(asked: Chat) -> None:
    old = asked.draft.proposal.id
    pressed(asked, f"no:{old}")
    asked.now += timedelta(days=2)
    assert pressed(asked, f"yes:{old}") == ["away_for_a_while", "ask_email"]
    assert asked.say("kari.holm@example.com", "give_email")[-1] == "confirm"
    assert moves(asked) == []
