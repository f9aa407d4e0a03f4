"""Words that do not answer the open question are met as a person would meet them, and the question is put in short."""

import pytest

from tests.assistant.conftest import Chat
from tests.assistant.windows import KARI, carried_out, in_another_window


@pytest.mark.parametrize(
    ("text", "intent"),
    [
        ("it was yesterday at 8 in the evening", "nlu_fallback"),
        ("om te bellen naar Suriname", "nlu_fallback"),
        ("det sto 490 kr på kontoen", "nlu_fallback"),
        ("it still does not work, really", "outage"),
    ],
)
def test_more_of_the_story_is_noted(itnet: Chat, text: str, intent: str) -> None:
    assert itnet.say("It does not work.", "outage") == ["ask_order_number"]
    assert itnet.say(text, intent) == ["noted", "ask_order_number_again"]


def test_other_words_have_their_time(norrnet: Chat) -> None:
    norrnet.say("I am not happy.", "dissatisfaction")
    assert norrnet.say("the thing with the price") == ["first_your_order", "ask_order_number_again"]
    assert norrnet.draft.tries == 1


@pytest.mark.parametrize("text", ["what", "order number 12", "me at example", "but why do you want that?"])
def test_a_try_at_the_number_a_question_and_a_word_are_not(norrnet: Chat, text: str) -> None:
    norrnet.say("It is down.", "outage")
    first = norrnet.say(text)[0]
    assert first == ("first_your_order" if text == "me at example" else "not_understood")


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("no idea which", None),
        ("weet ik niet meer welk adres", "nl"),
        ("husker ikke hvilken", "nb"),
        ("minns inte vilken", "sv"),
        ("weiß ich nicht mehr", "de"),
    ],
)
@pytest.mark.parametrize("intent", ["nlu_fallback", "ask_contact"])
def test_who_does_not_know_is_told_where_it_stands(norrnet: Chat, text: str, language: str | None, intent: str) -> None:
    norrnet.say("It is down, NN-10026.", "outage")
    assert norrnet.say(text, intent, language=language) == ["where_email", "ask_email_again"]


def test_a_time_of_the_day_greets_nobody(norrnet: Chat) -> None:
    norrnet.say("It is down.", "outage")
    assert norrnet.say("vanmorgen", "greet") == ["noted", "ask_order_number_again"]
    assert norrnet.say("hello again", "greet") == ["goes_on", "ask_order_number_again"]


BEYOND = ["ask_payment_beyond_settled"]


def test_what_was_settled_is_told_once_and_only_proof_of_more_is_wanted(norrnet: Chat) -> None:
    norrnet.id = in_another_window(norrnet, made=True)
    assert norrnet.say(f"hello, you took it from my bank two times, {KARI}", "duplicate_payment") == BEYOND
    assert norrnet.say("when is the money there?", "ask_refund_timing") == ["answer_paid_back_on"]
    assert norrnet.say("thanks", "thank") == ["thank"]
    assert norrnet.draft.asked == "payment_confirmation"
    assert norrnet.say("it was kari.holm@example.com", "give_email")[0] == "noted"
    assert norrnet.say("I have none", "no_evidence") == ["settled_before", "remedy_refund_confirmed"]
    assert [case.status for case, _ in norrnet.cases()] == ["resolved"]
    assert carried_out(norrnet) == 1


@pytest.mark.parametrize(
    ("text", "told"), [("I was charged twice", "goodbye_kept"), (f"I was charged twice, {KARI}", "goodbye_unanswered")]
)
def test_who_leaves_is_asked_nothing_more_and_finds_it_as_it_was(norrnet: Chat, text: str, told: str) -> None:
    before = norrnet.say(text, "duplicate_payment")
    asked = norrnet.draft.asked
    assert norrnet.say("have a nice weekend", "goodbye") == [told]
    assert norrnet.draft.asked == asked
    assert norrnet.say("hello", "greet")[-1].removesuffix("_again") == before[-1]


def test_no_beside_a_wish_for_just_that_money_is_asked_back(norrnet: Chat) -> None:
    assert norrnet.say(f"I was charged twice, {KARI}", "duplicate_payment") == ["confirm"]
    for text in ("no i just want my money back", "nee ik wil gewoon mijn geld", "nei jeg vil bare ha pengene"):
        assert norrnet.say(text) == ["is_that_a_yes"]
    assert norrnet.draft.confirmed is None


def test_the_answer_to_a_question_stands_alone(norrnet: Chat) -> None:
    norrnet.say("It is down, NN-10026.", "outage")
    said = norrnet.say("what does that mean", "out_of_scope", besides=["ask_evidence"])
    assert said == ["where_email", "ask_email_again"]
