"""What comes of how a message is meant, of what it does besides, and of the language that it is in."""

import pytest

from amends.reading.message import Message
from tests.assistant.conftest import Chat


@pytest.mark.parametrize(
    ("intent", "meant", "said"),
    [
        ("cancel_order", "asked", "nothing_cancelled"),
        ("cancel_order", "conditional", "nothing_cancelled"),
        ("cancel_order", "negated", "nothing_cancelled"),
        ("cancel_order", "other", "for_somebody_else"),
        ("request_refund", "asked", "refund_depends"),
        ("request_refund", "negated", "nothing_noted"),
        ("duplicate_payment", "negated", "nothing_noted"),
    ],
)
def test_what_is_not_meant_begins_no_claim(norrnet: Chat, intent: str, meant: str, said: str) -> None:
    assert norrnet.say("and so on", intent, 0.9, meant) == [said]
    assert norrnet.draft.issue is None


def test_a_second_problem_is_kept_and_a_question_beside_it_answered(norrnet: Chat) -> None:
    besides = ("outage", "ask_refund_timing")
    said = _takes(norrnet, "I paid twice and it is down, when is it back", "duplicate_payment", besides=besides)
    assert said == ["utter_kept_for_later", "utter_answer_refund_timing", "utter_ask_order_number"]
    assert (norrnet.draft.issue, norrnet.draft.later) == ("duplicate_payment", ("outage",))


def test_the_chat_goes_on_in_the_language_that_is_written_or_asked_for(norrnet: Chat) -> None:
    assert _takes(norrnet, "ik ben twee keer afgeschreven", "duplicate_payment", language="nl") == [
        "utter_ask_order_number"
    ]
    assert norrnet.dialogue.situation(norrnet.id).language == "nl"
    assert _takes(norrnet, "in english please", "out_of_scope", language="en") == [
        "utter_in_this_language",
        "utter_ask_order_number_again",
    ]
    assert norrnet.dialogue.situation(norrnet.id).language == "en"
    assert norrnet.draft.issue == "duplicate_payment"


def _takes(chat: Chat, text: str, intent: str, **more: object) -> list[str]:
    message = Message(chat._sent(text), text, chat.now, intent, 0.9, **more)  # type: ignore[arg-type]
    return [say.response for say in chat.dialogue.take(chat.id, message).says]
