"""The language that is chosen in the window's menu: the chat goes on in it, with the question that is open."""

import pytest

from amends.assistant.language_choice import LanguageChoice
from amends.assistant.situation import find
from amends.conversations import log
from amends.db.case_tables import CaseRow
from amends.errors import NotFound
from tests.assistant.conftest import Chat
from tests.assistant.moving_codes import proposed


def said(chat: Chat) -> list[tuple[str, str]]:
    """What was said so far beside the customer's words: each in its language."""
    with chat.context.database.read() as session:
        events = log.since(session, chat.id, 0, 100)
        return [(event.body["language"], event.body["text"]) for event in events if event.author != "customer"]


def choose(chat: Chat, language: str) -> None:
    LanguageChoice(chat.context).choose(chat.id, language)


def test_before_anything_is_said_the_greeting_is_said_again(norrnet: Chat) -> None:
    choose(norrnet, "nb")
    ((language, text),) = said(norrnet)
    assert language == "nb"
    assert "NorrNet" in text


def test_the_open_question_is_put_again(norrnet: Chat) -> None:
    norrnet.say("It is down.", "outage")
    choose(norrnet, "nl")
    told = said(norrnet)
    assert {language for language, _ in told} == {"nl"}
    assert told[0][1] == "We gaan verder in het Nederlands."
    assert "bestelnummer" in told[1][1]


def test_a_case_and_its_letters_go_over_too(norrnet: Chat) -> None:
    proposed(norrnet).say("yes", "affirm")
    choose(norrnet, "nb")
    with norrnet.context.database.read() as session:
        assert session.query(CaseRow).one().language == "nb"


def test_chosen_twice_it_is_said_once(norrnet: Chat) -> None:
    norrnet.say("It is down.", "outage")
    choose(norrnet, "nl")
    before = said(norrnet)
    choose(norrnet, "nl")
    assert said(norrnet) == before


def test_a_short_word_of_another_language_does_not_take_it_back(norrnet: Chat) -> None:
    norrnet.say("It is down.", "outage")
    choose(norrnet, "nl")
    norrnet.say("ok", "affirm", language="en")
    with norrnet.context.database.read() as session:
        assert find(session, norrnet.id).language == "nl"


def test_while_a_person_has_the_chat_nothing_is_asked(norrnet: Chat) -> None:
    norrnet.say("It is down.", "outage")
    with norrnet.context.database.begin() as session:
        find(session, norrnet.id).owner = "person"
    choose(norrnet, "nl")
    assert said(norrnet) == [("nl", "We gaan verder in het Nederlands.")]


def test_of_no_conversation_there_is_none(norrnet: Chat) -> None:
    with pytest.raises(NotFound):
        LanguageChoice(norrnet.context).choose("cv_" + "a" * 26, "nl")
