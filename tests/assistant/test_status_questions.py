"""What became of a case, asked by number and e-mail address; what is not understood there is kept like any other."""

import pytest
from sqlalchemy import select

from amends.assistant.handoff import Handoff
from amends.assistant.situation import find
from amends.assistant.status_questions import Given, Heard, StatusQuestions, asks_nothing_of_a_case
from amends.conversations import log
from amends.db.tables import NotUnderstoodRow
from amends.reading.message import Message
from tests.assistant.conftest import Chat

NUMBER, EMAIL = "AM-7K3Q9DX", "kari.holm@example.com"


def written(chat: Chat, text: str) -> str:
    """The turn of a message that the customer sent."""
    with chat.context.database.begin() as session:
        talk = find(session, chat.id)
        event = log.append(session, talk, kind="message", author="customer", body={"text": text}, now=chat.now)
        return str(event.id)


def hear(chat: Chat, text: str, before: Given | None = None, intent: str = "nlu_fallback") -> Heard | None:
    message = Message(written(chat, text), text, chat.now, intent, 0.9)
    return StatusQuestions(chat.context).hear(chat.id, message, before or Given())


def kept(chat: Chat) -> list[tuple[str, str | None]]:
    with chat.context.database.read() as session:
        return [(row.text, row.asked) for row in session.scalars(select(NotUnderstoodRow))]


def said(heard: Heard | None) -> list[str]:
    assert heard is not None
    return [say.response for say in heard.says]


@pytest.mark.parametrize(("before", "asked"), [(Given(), "case_number"), (Given(NUMBER), "email")])
def test_a_sentence_that_answers_nothing_is_told_so_and_kept_with_the_open_question(norrnet, before, asked):
    heard = hear(norrnet, "wibble wobble", before)
    assert said(heard) == ["utter_not_understood"]
    assert heard.given == before
    assert kept(norrnet) == [("wibble wobble", asked)]


def test_the_question_itself_is_understood(norrnet):
    heard = hear(norrnet, "what happened to my case?", intent="ask_case_status")
    assert (said(heard), heard.lacks, kept(norrnet)) == ([], "number", [])


@pytest.mark.parametrize("intent", ["stop", "greet", "outage", "ask_policy", "talk_to_human"])
def test_what_is_about_something_else_is_left_to_others(norrnet, intent):
    assert hear(norrnet, "something else", intent=intent) is None
    assert kept(norrnet) == []


def test_number_and_address_are_found_one_after_the_other_and_together(norrnet):
    first = hear(norrnet, f"it is {NUMBER}")
    assert (first.given, first.lacks) == (Given(NUMBER), "email")
    second = hear(norrnet, EMAIL, first.given)
    assert (second.given, second.lacks) == (Given(NUMBER, EMAIL), None)
    assert hear(norrnet, f"{NUMBER}, {EMAIL}").lacks is None
    assert kept(norrnet) == []


def test_a_customer_with_a_case_in_the_chat_need_not_name_it(norrnet):
    Handoff(norrnet.context).to_person(norrnet.id, written(norrnet, "a person please"), "asked")
    heard = hear(norrnet, "and now?")
    assert (said(heard), heard.lacks, kept(norrnet)) == (["utter_status_review"], None, [])


@pytest.mark.parametrize(
    ("text", "asks_nothing"),
    [
        ("case AM-7K3Q9DX here", True),
        ("I would like to go on with AM-7K3Q9DX here", True),
        ("Ik wil hier graag verder met AM-7K3Q9DX", True),
        ("Jeg vil gjerne fortsette med AM-7K3Q9DX her", True),
        ("Jag vill gärna fortsätta med AM-7K3Q9DX här", True),
        ("Ich möchte hier gern mit AM-7K3Q9DX weitermachen", True),
        ("how is my case AM-7K3Q9DX going", False),
        ("wie geht es mit AM-7K3Q9DX weiter", False),
        ("vad händer med ärende AM-7K3Q9DX", False),
        ("can I go on with AM-7K3Q9DX here?", False),
        ("I would like to go on here", False),
    ],
)
def test_who_wants_to_go_on_with_a_case_asks_nothing_of_it(text: str, asks_nothing: bool) -> None:
    assert asks_nothing_of_a_case(text) is asks_nothing
