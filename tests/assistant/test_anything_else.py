"""«Is there anything else?» is a question: a yes is asked what it is about, a no is taken leave of."""

import pytest

from tests.assistant.conftest import After, Chat
from tests.assistant.moved import cases

MISTAKE = "I ordered the consultation by mistake, I wanted another product"


def end_one_matter(norrnet: Chat) -> None:
    norrnet.say(f"{MISTAKE}, NN-10028 emma.devries@example.com", "wrong_purchase")
    assert norrnet.say("yes", "affirm") == ["what_else"]


@pytest.fixture
def asked(after: After) -> Chat:
    return after("norrnet", end_one_matter)


@pytest.mark.parametrize(
    ("text", "intent"),
    [("yes", "affirm"), ("ja hoor", "nlu_fallback"), ("jada", "nlu_fallback"), ("yes please", "out_of_scope")],
)
def test_a_yes_is_asked_what_it_is_about(asked: Chat, text: str, intent: str) -> None:
    assert asked.say(text, intent) == ["what_about"]
    (said,) = asked.draft.turn.says
    assert '/choose{"issue": "not_activated"}' in [payload for _, payload in said.choices]


@pytest.mark.parametrize("text", ["no", "no thanks", "nee", "nee hoor, bedankt", "nei", "nei takk"])
@pytest.mark.parametrize("intent", ["deny", "nlu_fallback"])
def test_a_no_takes_leave(asked: Chat, text: str, intent: str) -> None:
    assert asked.say(text, intent) == ["nothing_else"]
    assert cases(asked) == [("wrong_purchase", "denied")]


@pytest.mark.parametrize("text", ["no", "nee", "nei"])
def test_so_does_a_no_to_nothing_after_a_case_is_settled(norrnet: Chat, text: str) -> None:
    norrnet.say(f"{MISTAKE}, NN-10030 kari.holm@example.com", "wrong_purchase")
    norrnet.say("yes")
    assert norrnet.say(text, "deny") == ["nothing_else"]


def test_a_no_out_of_the_blue_is_asked(norrnet: Chat) -> None:
    assert norrnet.say("no", "deny") == ["what_else"]


@pytest.mark.parametrize("intent", ["ask_policy", "cancel_order"])
def test_what_if_i_cancelled_is_answered_in_two_clauses_for_that_order(norrnet: Chat, intent: str) -> None:
    norrnet.say("/order", "ask_order_status")
    norrnet.say("I was charged twice for it, NN-10006 kari.holm@example.com", "duplicate_payment")
    norrnet.say("yes")
    said = norrnet.say("what would happen if I cancelled", intent)
    assert "answer_policy" not in said
    if intent == "ask_policy":
        assert said == ["answer_if_cancelled"]
        args = norrnet.draft.turn.says[0].args
        assert args["order"] == "NN-10006"
        assert 1 <= args["clauses"].count("(§ ") <= 2
        assert "(§ 2e)" in args["clauses"]


def test_of_a_cancelled_order_it_is_told_that_it_is_cancelled(norrnet: Chat) -> None:
    norrnet.say(f"{MISTAKE}, NN-10030 kari.holm@example.com", "wrong_purchase")
    norrnet.say("yes")
    norrnet.change("NN-10030", cancelled_at=norrnet.now.isoformat())
    assert norrnet.say("what would happen if I cancelled", "ask_policy") == ["answer_order_cancelled"]


def test_the_rules_themselves_are_still_told_in_full(norrnet: Chat) -> None:
    assert norrnet.say("what is your refund policy", "ask_policy") == ["answer_policy"]


@pytest.mark.parametrize("text", ["yes", "ja graag", "ja takk", "yes please"])
@pytest.mark.parametrize(
    ("said", "intent", "offer"),
    [
        ("fuck you", "nlu_fallback", "denied_can_be_reviewed"),
        ("give me 20 as goodwill then", "nlu_fallback", "goodwill_refused"),
    ],
)
def test_a_yes_to_the_offer_of_a_person_takes_it(norrnet: Chat, said: str, intent: str, offer: str, text: str) -> None:
    norrnet.say(f"{MISTAKE}, NN-10028 emma.devries@example.com", "wrong_purchase")
    assert norrnet.say(said, intent) == [offer]
    assert norrnet.say(text, "affirm")[-1].startswith("handed_over")
    assert cases(norrnet) == [("wrong_purchase", "review")]


def test_an_ok_takes_nothing(norrnet: Chat) -> None:
    norrnet.say(f"{MISTAKE}, NN-10028 emma.devries@example.com", "wrong_purchase")
    norrnet.say("give me 20 as goodwill then")
    norrnet.say("ok", "affirm")
    assert cases(norrnet) == [("wrong_purchase", "denied")]
