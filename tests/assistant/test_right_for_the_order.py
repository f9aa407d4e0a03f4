"""Questions about the right to withdraw are answered by this order's deadline, whose year is told."""

import pytest

from tests.assistant.conftest import Chat
from tests.assistant.moved import cases

HAS_IT = "NN-10043 ola.berg@example.com"
ASKS = [("can I still withdraw?", "en"), ("kan ik nog herroepen?", "nl"), ("kan jeg fortsatt angre?", "nb")]


@pytest.mark.parametrize(("text", "language"), ASKS)
def test_the_deadline_of_the_order_is_told(norrnet: Chat, text: str, language: str) -> None:
    norrnet.say(HAS_IT, "give_email")
    assert norrnet.say(text, "withdraw", 0.9, "asked", language=language)[0] == "right_until"
    args = norrnet.draft.turn.says[0].args
    assert args["order"] == "NN-10043"
    assert "2026" in args["until"]
    assert cases(norrnet) == []


@pytest.mark.parametrize("text", ["do I still have it for NN-10043?", "geldt dat nog voor NN-10043?"])
def test_so_is_a_question_after_the_right_in_general(norrnet: Chat, text: str) -> None:
    said = norrnet.say("how does the right of withdrawal work?", "withdraw", 0.9, "asked")
    assert said == ["answer_right_of_withdrawal"]
    assert norrnet.say(f"{text} ola.berg@example.com", "out_of_scope", 0.7) == ["right_until"]


RULES = [
    ("how long is the cooling-off period?", "en"),
    ("hoe lang is de bedenktijd?", "nl"),
    ("hvor lang er angrefristen?", "nb"),
    ("hur lång är ångerrätten?", "sv"),
    ("wie lang ist die Widerrufsfrist", "de"),
]


@pytest.mark.parametrize(("text", "language"), RULES)
def test_a_question_about_the_rules_that_names_the_right_is_answered_by_it(
    norrnet: Chat, text: str, language: str
) -> None:
    assert norrnet.say(text, "ask_policy", language=language) == ["answer_right_of_withdrawal"]
    assert norrnet.say(f"§ 2e? {text}", "ask_policy", language=language) == ["answer_policy_on"]


def test_where_there_is_none_that_is_told(norrnet: Chat) -> None:
    norrnet.say("NN-10029 drift.fjordkontor@example.com", "give_email")
    assert norrnet.say("can I still withdraw?", "withdraw", 0.9, "asked")[0] == "right_is_over"


@pytest.mark.parametrize("language", ["en", "nl", "nb"])
def test_what_was_received_is_not_about_to_be_sent(itnet: Chat, language: str) -> None:
    said = itnet.say("I withdraw from the contract, IT-20063 clara.vogel@example.com", "withdraw", language=language)
    assert said == ["withdrawal_received", "ask_withdrawal"]
    words = itnet.context.sentences.text(itnet.draft.turn.says[1], language)
    assert not words.startswith(("You are about to", "U staat op het punt", "Du er i ferd med"))


def test_the_button_alone_sends_nothing_yet(itnet: Chat) -> None:
    itnet.say("IT-20063 clara.vogel@example.com", "give_email")
    assert itnet.say("/withdraw", "withdraw")[-1] == "ask_withdrawal"
    words = itnet.context.sentences.text(itnet.draft.turn.says[-1], "en")
    assert words.startswith("You are about to withdraw")
    assert itnet.say("/withdraw", "withdraw") == ["ask_withdrawal"]
