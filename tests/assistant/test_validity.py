"""Until when credit is valid: a question alone is answered from the records; a denial on it tells it, too."""

import pytest

from tests.assistant.conftest import Chat
from tests.assistant.moved import cases, mails

NORA = "IT-20045 nora.lie@example.com"
CLARA = "IT-20044 clara.vogel@example.com"


@pytest.mark.parametrize(
    ("text", "intent"),
    [
        (f"Has my credit expired? {NORA}", "expired_credit"),
        (f"{NORA} is my credit still valid", "expired_credit"),
        (f"when does my credit expire? {NORA}", "ask_order_status"),
        (f"is mijn tegoed al verlopen? {NORA}", "expired_credit"),
        (f"tot wanneer is mijn beltegoed geldig? {NORA}", "ask_policy"),
        (f"er ringesaldoen min utløpt? {NORA}", "expired_credit"),
        (f"når går saldoen min ut? {NORA}", "nlu_fallback"),
    ],
)
def test_a_question_is_answered_and_opens_no_claim(itnet: Chat, text: str, intent: str) -> None:
    assert itnet.say(text, intent) == ["order_valid_until"]
    assert "8 December 2026" in itnet.draft.turn.says[0].args["until"]
    assert cases(itnet) == []
    assert mails(itnet) == []


def test_of_expired_credit_it_is_told_since_when(itnet: Chat) -> None:
    assert itnet.say(f"Has my credit expired? {CLARA}", "expired_credit") == ["order_expired_on"]
    assert itnet.draft.turn.says[0].args["on"] == "Friday 13 November 2026"


def test_where_the_records_do_not_tell_that_is_said(itnet: Chat) -> None:
    itnet.change("IT-20045", usage={"used_fraction": 0.4})
    assert itnet.say(f"Has my credit expired? {NORA}", "expired_credit") == ["order_validity_unknown"]


def test_to_nobody_in_particular_nothing_is_told(itnet: Chat) -> None:
    assert itnet.say("Has my credit expired?", "expired_credit") == ["answer_order_locked"]


@pytest.mark.parametrize(
    "text", ["wanneer is het verlopen dan?", "so when did it expire?", "når utløp den da?", "has it really expired?"]
)
def test_after_the_denial_too(itnet: Chat, text: str) -> None:
    assert itnet.say(f"My credit has expired. {CLARA}", "expired_credit")[0] == "denied"
    assert itnet.say(text, "expired_credit", 0.9) == ["order_expired_on"]
    assert [status for _, status in cases(itnet)] == ["denied"]


@pytest.mark.parametrize(
    ("who", "told"), [(NORA, "still valid, until Tuesday 8 December 2026"), (CLARA, "expired on Friday 13 November")]
)
def test_the_denial_tells_until_when(itnet: Chat, who: str, told: str) -> None:
    assert itnet.say(f"My credit has expired. {who}", "expired_credit")[0] == "denied"
    assert told in itnet.draft.turn.says[0].args["clauses"]
    assert told in " ".join(mails(itnet)[-1].text.split())


@pytest.mark.parametrize(
    "text",
    [
        "Has my credit expired? I want it back",
        "why has my credit expired?",
        "my credit has expired",
        "is it possible to get my expired credit back?",
        "kan ik mijn verlopen tegoed terugkrijgen?",
    ],
)
def test_what_asks_for_something_is_a_claim(itnet: Chat, text: str) -> None:
    assert itnet.say(f"{text} {CLARA}", "expired_credit")[0] == "denied"
