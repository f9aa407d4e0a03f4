"""What is no claim and no call for a person: pleas, mild annoyance, and the words with which a withdrawal is sent."""

import pytest

from amends.cases.status import CaseStatus
from tests.assistant.conftest import Chat

PLEAS = [
    ("please", "give_email"),
    ("please, just this once", "affirm"),
    ("come on", "not_activated"),
    ("kom op", "give_email"),
    ("kom op, doe eens coulant", "stop"),
    ("alsjeblieft, één keer", "duplicate_payment"),
    ("vær så snill", "goodbye"),
    ("bare denne gangen", "nlu_fallback"),
    ("kom igjen da", "nlu_fallback"),
]
MILD = [
    "this is annoying",
    "a bit annoying really",
    "beetje jammer dit",
    "wat vervelend",
    "litt irriterende",
    "så synd",
]
STRONG = ["this is unacceptable!!", "I am so fed up", "ik ben het zo zat", "jeg er så lei av dere"]
SENDS = [
    "yes, send it", "send it please", "submit it", "ja, verstuur maar", "verstuur het maar", "stuur maar op",
    "ja, send den", "ja takk, send inn", "send meldingen",
]  # fmt: skip


@pytest.mark.parametrize(("text", "taken_for"), PLEAS)
def test_a_plea_after_a_denial_begins_nothing_and_offers_a_person(norrnet: Chat, text: str, taken_for: str) -> None:
    norrnet.say("it was never activated NN-10013 ola.berg@example.com", "not_activated")
    assert norrnet.say(text, taken_for) == ["goodwill_refused"]
    assert [(case.status, rows) for case, rows in norrnet.cases()] == [(CaseStatus.DENIED, ["N09b"])]
    assert norrnet.draft.settled


def test_a_disagreement_that_says_please_is_an_appeal(norrnet: Chat) -> None:
    norrnet.say("it was never activated NN-10013 ola.berg@example.com", "not_activated")
    norrnet.say("please, I disagree", "appeal")
    assert [case.status for case, _ in norrnet.cases()] == [CaseStatus.REVIEW]


@pytest.mark.parametrize("text", MILD)
def test_mild_annoyance_is_met_kindly_and_hands_nothing_over(norrnet: Chat, text: str) -> None:
    norrnet.say("I ordered it by mistake NN-10030 kari.holm@example.com", "wrong_purchase")
    assert norrnet.say(text, "frustrated") == ["frustrated"]
    assert norrnet.draft.asked == "confirmation"
    norrnet.say("Yes, please", yes_no="yes")
    assert [(case.status, rows) for case, rows in norrnet.cases()] == [(CaseStatus.CARRYING_OUT, ["N11b"])]


@pytest.mark.parametrize("text", STRONG)
def test_strong_anger_has_a_person(norrnet: Chat, text: str) -> None:
    norrnet.say(text, "frustrated")
    assert [case.status for case, _ in norrnet.cases()] == [CaseStatus.REVIEW]


@pytest.mark.parametrize("text", SENDS)
def test_a_withdrawal_is_sent_by_words_that_say_so(norrnet: Chat, text: str) -> None:
    norrnet.say("I withdraw from this contract NN-10043 ola.berg@example.com", "withdraw")
    norrnet.say(text, "affirm")
    assert [(case.status, rows) for case, rows in norrnet.cases()] == [(CaseStatus.CARRYING_OUT, ["W06"])]


@pytest.mark.parametrize("text", ["yes, send it to my other account", "do not send it", "ja, maar verstuur het morgen"])
def test_words_that_say_more_send_nothing(norrnet: Chat, text: str) -> None:
    norrnet.say("I withdraw from this contract NN-10043 ola.berg@example.com", "withdraw")
    norrnet.say(text, "affirm")
    [(_, rows)] = norrnet.cases()
    assert rows == []


def test_an_order_that_is_not_found_is_never_told_alike_three_times(norrnet: Chat) -> None:
    said = [norrnet.say("NN-10030 wrong@example.com", "give_email") for _ in range(5)]
    assert said == [
        ["identity_not_matched"],
        ["identity_still_not_matched"],
        ["identity_ask_a_person"],
        ["identity_ask_a_person"],
        ["identity_locked"],
    ]
