"""What is said in the chat is in the chat's present language, moments and amounts too; a letter is in the case's, and a
case goes over to another language with its chat."""

import re

import pytest

from amends.assistant.situation import find
from amends.messages.say import Say
from tests.assistant.conftest import Chat
from tests.assistant.moved import mails

ALERTS = "my security alerts were never activated NN-10013 ola.berg@example.com"
DAYS = {
    "en": r"\b(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day\b",
    "nl": r"\b(?:ma|di|wo|do|vr|za|zo)(?:\b|\w*dag\b)",
    "nb": r"\b(?:man|tirs?|ons|tors?|fre|lør|søn)(?:\.|dag\b)",
}


def goes_on_in(chat: Chat, language: str) -> None:
    with chat.context.database.begin() as session:
        find(session, chat.id).language = language


def said(chat: Chat, *names: str) -> Say:
    return next(say for say in chat.draft.turn.says if say.response in {f"utter_{name}" for name in names})


def is_in(language: str, moment: str) -> bool:
    return re.search(DAYS[language], moment) is not None


@pytest.mark.parametrize("language", ["nl", "nb"])
def test_a_hand_off_is_said_in_one_and_written_in_the_other(norrnet: Chat, language: str) -> None:
    norrnet.say(ALERTS, "not_activated")
    goes_on_in(norrnet, language)
    norrnet.say("I want a person", "talk_to_human")
    due = said(norrnet, "handed_over", "handed_over_live").args["due"]
    assert is_in(language, due)
    assert not is_in("en", due)
    letter = mails(norrnet)[-1]
    assert letter.language == "en"
    assert is_in("en", letter.text)
    assert due not in letter.text


@pytest.mark.parametrize("language", ["nl", "nb"])
def test_so_is_the_acknowledgement_of_a_withdrawal_and_it_is_sent_once(norrnet: Chat, language: str) -> None:
    norrnet.say("I withdraw from the contract, NN-10043", "withdraw")
    norrnet.say("ola.berg@example.com")
    assert [mail.kind for mail in mails(norrnet)] == ["withdrawal_received"]
    goes_on_in(norrnet, language)
    norrnet.say("yes")
    assert [mail.kind for mail in mails(norrnet)].count("withdrawal_received") == 1


@pytest.mark.parametrize("language", ["nl", "nb"])
def test_the_acknowledgement_is_said_in_the_language_that_the_chat_has_by_then(itnet: Chat, language: str) -> None:
    itnet.say("I withdraw from the contract", "withdraw")
    goes_on_in(itnet, language)
    itnet.say("IT-20063 clara.vogel@example.com")
    assert is_in(language, said(itnet, "withdrawal_received").args["at"])


@pytest.mark.parametrize("language", ["nl", "nb"])
def test_a_yes_that_is_taken_back_is_answered_in_the_chats_language(norrnet: Chat, language: str) -> None:
    order = norrnet.backend.order("NN-10017")
    assert order is not None
    norrnet.say(f"I paid for it and it is not activated at all, NN-10017 {order.customer.email}", "not_activated")
    norrnet.say("yes")
    goes_on_in(norrnet, language)
    assert norrnet.say("no", "deny") == ["asked_when_due"]
    assert is_in(language, said(norrnet, "asked_when_due").args["due"])


@pytest.mark.parametrize("language", ["nl", "nb"])
def test_a_late_identification_is_answered_in_the_chats_language(norrnet: Chat, language: str) -> None:
    norrnet.say("I want a person", "talk_to_human")
    goes_on_in(norrnet, language)
    norrnet.say("NN-10013 ola.berg@example.com")
    assert is_in(language, said(norrnet, "case_identified").args["due"])


def test_the_letters_of_a_case_go_over_with_the_chat(norrnet: Chat) -> None:
    norrnet.say(ALERTS, "not_activated")
    norrnet.say("kan jeg få snakke med et menneske", "talk_to_human", language="nb")
    assert mails(norrnet)[-1].language == "nb"
    assert is_in("nb", mails(norrnet)[-1].text)
