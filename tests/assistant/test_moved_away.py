"""What a customer still writes where their case was: they are told where it goes on, and nothing brings it back."""

import pytest

from tests.assistant.conftest import Chat
from tests.assistant.moved import cases
from tests.assistant.moving_codes import KARI, TWICE, elsewhere, mailed, proposed, taken


@pytest.fixture
def left(norrnet: Chat) -> Chat:
    """In the conversation that a case with a person was taken from."""
    proposed(norrnet)
    norrnet.say("I want to speak to a person", "talk_to_human", 0.99)
    number, before = elsewhere(norrnet)
    assert taken(norrnet, number) == ["moved_here", "status_review"]
    norrnet.id = before
    return norrnet


def home(chat: Chat) -> tuple[str | None, str]:
    case = chat.cases()[0][0]
    return case.conversation_id, case.language


@pytest.mark.parametrize(
    ("text", "intent", "said"),
    [
        ("anybody there who can tell me more", "nlu_fallback", ["goes_on_elsewhere"]),
        ("I do not agree with this", "appeal", ["goes_on_elsewhere"]),
        ("how is my case going?", "ask_case_status", ["status_review", "goes_on_elsewhere"]),
        ("what happens now?", "ask_order_status", ["status_review", "goes_on_elsewhere"]),
        ("when do I get my money?", "ask_refund_timing", ["status_review", "goes_on_elsewhere"]),
        ("yes", "affirm", ["goes_on_elsewhere"]),
    ],
)
def test_what_is_about_the_case_is_told_where_it_goes_on(left: Chat, text: str, intent: str, said: list[str]) -> None:
    there = home(left)
    assert left.say(text, intent) == said
    assert home(left) == there != (left.id, "en")


def test_a_picture_is_told_so_too(left: Chat) -> None:
    assert left.say("/choose", "choose", evidence="ev_1") == ["goes_on_elsewhere"]


def test_the_same_problem_told_again_does_not_bring_it_back_but_a_code_does(left: Chat) -> None:
    there = home(left)
    assert left.say(f"{TWICE[0]}, {KARI}", TWICE[1], language="nl") == ["ask_to_move_known"]
    assert home(left) == there
    assert left.say("yes") == ["move_code_sent"]
    assert left.say(str(mailed(left))) == ["moved_here", "status_review"]
    assert home(left)[0] == left.id
    assert len(cases(left)) == 1


def test_whoever_leaves_it_there_may_tell_of_something_else(left: Chat) -> None:
    there = home(left)
    left.say(f"{TWICE[0]}, {KARI}", TWICE[1])
    assert left.say("no", "deny") == ["move_stays", "ask_issue"]
    assert home(left) == there
    left.say("I ordered the wrong thing", "wrong_purchase")
    assert [issue for issue, _ in cases(left)] == ["duplicate_payment", "wrong_purchase"]


def test_a_person_who_is_asked_for_there_has_a_matter_of_its_own(left: Chat) -> None:
    there = home(left)
    assert left.say("I want to speak to a person", "talk_to_human", 0.99) == ["handed_over_live"]
    assert [issue for issue, _ in cases(left)] == ["duplicate_payment", "other"]
    assert home(left) == there
