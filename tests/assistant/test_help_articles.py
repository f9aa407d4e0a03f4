"""An article is offered to words that nobody could answer, and to no others."""

from dataclasses import replace

import pytest

from amends.assistant.dialogue import Dialogue
from amends.merchants import merchant_files
from amends.policy.loader import DEFAULT_FOLDER
from tests.assistant.conftest import Chat


@pytest.fixture(scope="module")
def articles():
    return merchant_files.load(DEFAULT_FOLDER).articles


@pytest.fixture
def helped(norrnet: Chat, articles) -> Chat:
    norrnet.context = replace(norrnet.context, articles=articles, public_url="https://chat.example.com")
    norrnet.dialogue = Dialogue(norrnet.context)
    return norrnet


SCREENSHOT = "what should be on the screenshot?"


def test_what_nobody_can_answer_is_offered_an_article(helped: Chat) -> None:
    assert helped.say(SCREENSHOT) == ["help_article"]
    said = helped.draft.turn.says[0]
    text = helped.context.sentences.text(said, "en")
    assert "Proof that helps" in text
    assert text.endswith("https://chat.example.com/help/norrnet/en/proof-that-helps")
    assert "/talk_to_human" in [payload for _, payload in helped.context.sentences.buttons(said, "en")]


def test_what_is_out_of_scope_is_too(helped: Chat) -> None:
    assert helped.say("how do I see the refund on my statement?", "out_of_scope") == ["help_article"]


def test_it_is_in_the_language_of_the_chat(helped: Chat) -> None:
    helped.say("hei, hva skal skjermbildet vise?", "nlu_fallback", language="nb")
    assert helped.draft.turn.says[0].args["title"] == "Dokumentasjon som hjelper"


def test_where_the_chats_language_has_none_nothing_is_offered(helped: Chat) -> None:
    helped.say("wat moet er op de screenshot staan?", "nlu_fallback", language="nl")
    assert helped.draft.turn.says[0].response == "utter_not_understood_at_all"


def test_at_an_open_question_it_is_the_question_that_counts(helped: Chat) -> None:
    helped.say("It is down.", "outage")
    assert "help_article" not in helped.say(SCREENSHOT)


def test_what_can_be_answered_is_answered(helped: Chat) -> None:
    assert "help_article" not in helped.say("how long does a refund take on my statement?", "ask_refund_timing")


def test_what_no_article_is_about_is_offered_none(helped: Chat) -> None:
    assert helped.say("do you sell bicycles?") == ["not_understood_at_all"]


def test_the_third_in_a_row_still_comes_to_a_person(helped: Chat) -> None:
    helped.say(SCREENSHOT)
    helped.say(SCREENSHOT)
    assert "help_article" not in helped.say(SCREENSHOT)
