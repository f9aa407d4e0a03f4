"""Whoever wants to cancel is asked for no reason in a loop: none is one, a no takes the wish back, and a wait waits."""

import pytest

from amends.cases.status import CaseStatus
from tests.assistant.conftest import Chat
from tests.assistant.moved import moves

WHO = "IT-20039 sanne.bakker@example.com"


@pytest.fixture
def asked_why(itnet: Chat) -> Chat:
    itnet.say("", "choose", issue="cancel")
    itnet.say(WHO, "give_order_number")
    assert itnet.draft.asked == "explanation"
    return itnet


@pytest.mark.parametrize(
    ("text", "taken_for"),
    [
        ("no", "deny"), ("nee toch maar niet", "deny"), ("nei forresten", "deny"), ("never mind", "nlu_fallback"),
        ("no thanks, just wanted to know", "deny"), ("laat maar", "nlu_fallback"), ("nei, glem det", "nlu_fallback"),
        ("actually no", "correct"), ("nei, likevel ikke", "deny"),
    ],
)  # fmt: skip
def test_a_no_takes_the_wish_back(asked_why: Chat, text: str, taken_for: str) -> None:
    assert asked_why.say(text, taken_for) == ["nothing_cancelled"]
    assert asked_why.draft.settled
    assert {case.status for case, _ in asked_why.cases()} <= {CaseStatus.ABANDONED}
    assert moves(asked_why) == []


@pytest.mark.parametrize("text", ["hang on", "wacht even", "vent litt"])
def test_a_wait_waits(asked_why: Chat, text: str) -> None:
    assert asked_why.say(text, "frustrated") == ["take_your_time_to_tell"]
    assert (asked_why.draft.asked, asked_why.draft.tries) == ("explanation", 0)


@pytest.mark.parametrize(
    ("text", "taken_for"),
    [
        ("no reason", "deny"), ("just because", "nlu_fallback"), ("just cancel it", "cancel_order"),
        ("cancel my vpn", "cancel_order"), ("annuleer", "cancel_order"), ("geen reden", "deny"),
        ("zomaar", "nlu_fallback"), ("ingen spesiell grunn", "deny"), ("bare avbestill", "cancel_order"),
        ("no particular reason", "deny"),
    ],
)  # fmt: skip
def test_no_reason_is_reason_enough(asked_why: Chat, text: str, taken_for: str) -> None:
    assert asked_why.say(text, taken_for) == ["confirm"]
    assert moves(asked_why) == []


@pytest.mark.parametrize(
    "text",
    ["cancel my vpn", "annuleren aub", "jeg vil avbestille", "opzeggen", "just cancel it", "wana stop my vpn asap"],
)
def test_the_wish_in_few_words_is_asked_no_more_than_in_many(itnet: Chat, text: str) -> None:
    itnet.say(text, "cancel_order")
    assert itnet.say(WHO, "give_order_number") == ["confirm"]
    assert moves(itnet) == []


def test_a_problem_is_still_asked_about(itnet: Chat) -> None:
    itnet.say("", "choose", issue="not_activated")
    itnet.say("IT-20029 clara.vogel@example.com", "give_order_number")
    assert itnet.draft.asked == "explanation"
    itnet.say("no reason", "deny")
    assert (itnet.draft.asked, itnet.draft.explanation) == ("explanation", None)
    assert itnet.say("never mind", "deny") == ["stopped"]
