"""An answer to «shall I do this?» is what its writer meant: judged by the ledger, and by what is said to it."""

import pytest

from amends.cases.status import CaseStatus
from tests.assistant.answers_in_words import ANSWERS
from tests.assistant.conftest import After, Chat
from tests.assistant.moved import moves

DONE = [("IT-20039", "refund", 5988), ("IT-20039", "cancellation", None)]
START = "I want to cancel my VPN, IT-20039 sanne.bakker@example.com"
TAKEN_FOR = {"clear": "affirm", "weak": "affirm", "no": "deny", "hesitates": "deny"}
"""As the model may have it; it is wrong where it can be."""


def of(*kinds: str) -> list[tuple[str, str]]:
    return [(kind, text) for kind in kinds for table in ANSWERS.values() for text in table[kind]]


def shall_i(itnet: Chat) -> None:
    assert itnet.say(START, "cancel_order") == ["confirm"]


@pytest.fixture
def asked(after: After) -> Chat:
    return after("itnet", shall_i)


@pytest.mark.parametrize("language", sorted(ANSWERS))
def test_there_are_many_of_each(language: str) -> None:
    assert sum(len(texts) for texts in ANSWERS[language].values()) >= 60


@pytest.mark.parametrize(("kind", "text"), of("clear", "weak"))
def test_a_yes_right_after_the_question_counts(asked: Chat, kind: str, text: str) -> None:
    assert asked.say(text, TAKEN_FOR[kind]) == ["approved_refund_and_cancel"]
    assert moves(asked) == DONE


@pytest.mark.parametrize(("kind", "text"), of("clear"))
def test_a_clear_yes_counts_after_anything(asked: Chat, kind: str, text: str) -> None:
    asked.say("what are your opening hours?", "ask_contact")
    assert asked.say(text, TAKEN_FOR[kind]) == ["approved_refund_and_cancel"]
    assert moves(asked) == DONE


@pytest.mark.parametrize(("kind", "text"), of("weak"))
def test_a_bare_yes_after_something_else_is_asked_back_once(asked: Chat, kind: str, text: str) -> None:
    asked.say("are you a robot?", "bot_challenge")
    assert asked.say(text, "affirm") == ["is_that_a_yes"]
    assert moves(asked) == []
    assert asked.say(text, "affirm") == ["approved_refund_and_cancel"]
    assert moves(asked) == DONE


@pytest.mark.parametrize(("kind", "text"), of("no"))
def test_a_no_leaves_everything_as_it_is(asked: Chat, kind: str, text: str) -> None:
    assert asked.say(text, "nlu_fallback") == ["nothing_done"]
    assert moves(asked) == []


@pytest.mark.parametrize(("kind", "text"), of("hesitates"))
def test_whoever_hesitates_has_time(asked: Chat, kind: str, text: str) -> None:
    for taken_for in ("stop", "deny", "nlu_fallback", "correct"):
        assert asked.say(text, taken_for) == ["take_your_time"]
    assert asked.draft.asked == "confirmation"
    assert moves(asked) == []
    asked.say("ok", "affirm")
    assert moves(asked) == []


@pytest.mark.parametrize(("kind", "text"), of("limits"))
def test_a_yes_to_something_else_is_none_and_is_told_why(asked: Chat, kind: str, text: str) -> None:
    for taken_for in ("affirm", "wrong_purchase", "nlu_fallback"):
        assert asked.say(text, taken_for) == ["only_just_that", "confirm"]
    assert moves(asked) == []


@pytest.mark.parametrize(("kind", "text"), of("asks"))
def test_a_question_moves_nothing(asked: Chat, kind: str, text: str) -> None:
    assert asked.say(text, "wrong_purchase")[-1] == "confirm"
    assert asked.draft.later == ()
    assert moves(asked) == []


@pytest.mark.parametrize(("kind", "text"), of("more"))
def test_a_yes_with_other_words_is_asked_back(asked: Chat, kind: str, text: str) -> None:
    for taken_for in ("affirm", "deny", "wrong_purchase", "nlu_fallback"):
        assert asked.say(text, taken_for) == ["is_that_a_yes"]
    assert moves(asked) == []


@pytest.mark.parametrize("between", [("ok let me think about it", "stop"), ("blue", "nlu_fallback")])
@pytest.mark.parametrize("weak", ["ok", "ja", "jepp"])
def test_whatever_came_in_between(asked: Chat, between: tuple[str, str], weak: str) -> None:
    asked.say(*between)
    assert asked.say(weak, "affirm") == ["is_that_a_yes"]
    assert moves(asked) == []


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("Okay so what happens to my booking?", "proposed_end"),
        ("ja ja, en wat kost dat?", "proposed_amount"),
        ("ok, hva skjer med bestillingen min da?", "proposed_end"),
        ("ja, en stort het op rekening NL91ABNA0417164300", "only_the_same_way"),
        ("yes, but to another account please", "only_the_same_way"),
        ("ja, men til en annen konto", "only_the_same_way"),
    ],
)
def test_what_is_asked_or_wanted_otherwise_is_addressed(asked: Chat, text: str, told: str) -> None:
    assert asked.say(text, "wrong_purchase") == [told, "confirm"]
    assert moves(asked) == []


def test_the_button_counts_after_anything(asked: Chat) -> None:
    asked.say("let me think", "stop")
    asked.say("", "choose", yes_no="yes")
    assert moves(asked) == DONE


def test_a_yes_to_a_side_question_is_asked_back_with_the_buttons_of_the_question(asked: Chat) -> None:
    asked.say("begrijp je me?", "bot_challenge")
    asked.say("ja", "affirm")
    put = asked.draft.turn.says[-1]
    assert [title for title, _ in put.choices] == ["Yes, please", "No, leave it as is"]


@pytest.mark.parametrize("text", ["that would be agreeable to me", "dat mag wel gebeuren", "det kan du godt gjøre"])
def test_what_the_model_takes_for_a_yes_is_asked_back(asked: Chat, text: str) -> None:
    assert asked.say(text, "affirm") == ["is_that_a_yes"]
    assert moves(asked) == []
    assert asked.say(text, "affirm", 0.4)[-1] == "confirm"
    assert moves(asked) == []


@pytest.mark.parametrize("text", ["hmm vent", "even denken hoor", "hang on"])
def test_to_wait_is_no_anger_and_no_leave(asked: Chat, text: str) -> None:
    for taken_for in ("frustrated", "goodbye", "talk_to_human", "affirm"):
        assert asked.say(text, taken_for) == ["take_your_time"]
    assert moves(asked) == []


@pytest.mark.parametrize("text", ["hold on", "wacht even", "vent litt"])
def test_to_wait_leaves_any_question_open(itnet: Chat, text: str) -> None:
    itnet.say("I want to cancel my VPN please", "cancel_order")
    for taken_for in ("frustrated", "correct", "nlu_fallback"):
        assert itnet.say(text, taken_for) == ["take_your_time_to_tell"]
    assert (itnet.draft.asked, itnet.draft.tries) == ("order_number", 0)


@pytest.mark.parametrize("text", ["thanks bye", "bedankt, doei", "takk, ha det"])
def test_to_take_leave_does_not_take_a_withdrawal_back(norrnet: Chat, text: str) -> None:
    norrnet.say("I withdraw from this contract NN-10043 ola.berg@example.com", "withdraw")
    norrnet.say(text, "goodbye")
    assert norrnet.draft.asked == "withdrawal"
    assert norrnet.draft.declared is not None


NO_CREDIT = [
    "no i want real money not credit", "nee ik wil echt geld, geen tegoed",
    "nei jeg vil ha penger, ikke tilgodehavende",
    "I want my money back instead of a credit", "no credit please", "ik hoef geen tegoed",
    "jeg vil ikke ha tilgodehavende",
    "ik wil mijn geld terug",
]  # fmt: skip


@pytest.mark.parametrize("text", NO_CREDIT)
def test_a_credit_is_declined_in_words(itnet: Chat, text: str) -> None:
    itnet.say("I ordered the VPN twice by accident, IT-20018 nora.lie@example.com", "duplicate_payment")
    assert itnet.draft.asked == "confirmation"
    itnet.say(text, "request_refund")
    assert [case.status for case, _ in itnet.cases()] == [CaseStatus.REVIEW]
    assert moves(itnet) == []


@pytest.mark.parametrize(
    "text", ["credit is fine but the money?", "no idea", "half in money, half credit", "money when?"]
)
def test_what_does_not_decline_the_credit_leaves_it_open(itnet: Chat, text: str) -> None:
    itnet.say("I ordered the VPN twice by accident, IT-20018 nora.lie@example.com", "duplicate_payment")
    itnet.say(text, "nlu_fallback")
    assert itnet.draft.asked == "confirmation"
    assert moves(itnet) == []


@pytest.mark.parametrize("weak", ["ja hoor", "yes", "ja"])
def test_the_same_question_put_again_by_a_button_is_nothing_in_between(norrnet: Chat, weak: str) -> None:
    norrnet.say("I withdraw from this contract NN-10043 ola.berg@example.com", "withdraw")
    assert norrnet.say("/withdraw", "withdraw") == ["ask_withdrawal"]
    norrnet.say(weak, "affirm")
    assert [(case.status, rows) for case, rows in norrnet.cases()] == [(CaseStatus.CARRYING_OUT, ["W06"])]
