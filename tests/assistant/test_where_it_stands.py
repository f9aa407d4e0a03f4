"""Whoever asks where a number is found is told, and asked for it again; no try has failed."""

import pytest

from amends.assistant.status_questions import Given, StatusQuestions
from amends.reading.message import Message
from tests.assistant.conftest import Chat


@pytest.mark.parametrize("text", ["where do I find it?", "waar vind ik dat?", "hvor finner jeg det?"])
def test_where_the_order_number_stands_is_told(norrnet: Chat, text: str) -> None:
    norrnet.say("It is down.", "outage")
    for _ in range(3):
        assert norrnet.say(text, "ask_evidence") == ["where_order_number", "ask_order_number_again"]
    assert norrnet.draft.tries == 0


def test_where_the_address_stands_is_told(norrnet: Chat) -> None:
    norrnet.say("It is down, NN-10026.", "outage")
    assert norrnet.say("which address was that?", "ask_evidence") == ["where_email", "ask_email_again"]


def test_at_another_question_what_is_needed_is_in_the_question(norrnet: Chat) -> None:
    norrnet.say("Money back please, NN-10026 ingrid.dahl@example.com", "request_refund")
    assert norrnet.say("what do you need?", "ask_evidence") == ["ask_issue"]


def test_where_the_case_number_stands_is_told(norrnet: Chat) -> None:
    message = Message("1", "where do I find it?", norrnet.now, "ask_evidence")
    heard = StatusQuestions(norrnet.context).hear(norrnet.id, message, Given())
    assert heard is not None
    assert (heard.lacks, [say.response for say in heard.says]) == ("number", ["utter_where_case_number"])
