"""Whoever is angry, or asks for a person again, while a person has the case hears one line: whose it is, until when."""

import pytest
from sqlalchemy import select

from amends.db.tables import CaseEntryRow
from tests.assistant.conftest import Chat
from tests.assistant.moved import cases, mails

ALERTS = "my security alerts were never activated NN-10013 ola.berg@example.com"


@pytest.fixture
def with_a_person(norrnet: Chat) -> Chat:
    assert norrnet.say(ALERTS, "not_activated")[0] == "denied"
    assert norrnet.say("I want a person", "talk_to_human")[-1].startswith("handed_over")
    return norrnet


@pytest.mark.parametrize(
    ("text", "intent", "confidence"),
    [
        ("you are a bunch of idiots", "frustrated", 1.0),
        ("fuck you", "frustrated", 0.3),
        ("stelletje klootzakken", "nlu_fallback", 0.0),
        ("for noen jævla svindlere!", "outage", 0.95),
    ],
)
def test_an_insult_gets_one_line_each_time(with_a_person: Chat, text: str, intent: str, confidence: float) -> None:
    written = len(mails(with_a_person))
    for _ in range(2):
        assert with_a_person.say(text, intent, confidence) == ["person_has_it_angry"]
    assert len(mails(with_a_person)) == written
    assert cases(with_a_person) == [("not_activated", "review")]


def test_it_says_which_case_and_until_when(with_a_person: Chat) -> None:
    with_a_person.say("fuck you", "frustrated")
    (said,) = with_a_person.draft.turn.says
    words = with_a_person.context.sentences.text(said, "en")
    handed_over = mails(with_a_person)[-1].text
    assert said.args["case"] in handed_over
    assert said.args["due"] in handed_over
    assert said.args["case"] in words
    assert said.args["due"] in words


@pytest.mark.parametrize(("text", "intent"), [("a person please", "talk_to_human")])
def test_a_person_asked_for_again_is_told_once_and_mailed_once(with_a_person: Chat, text: str, intent: str) -> None:
    written = len(mails(with_a_person))
    assert with_a_person.say(text, intent) == ["person_has_it"]
    assert len(mails(with_a_person)) == written


def test_a_button_i_disagree_pressed_twice_is_one_appeal(norrnet: Chat) -> None:
    norrnet.say(ALERTS, "not_activated")
    assert norrnet.say("/appeal", "appeal") == ["appeal_handed_over"]
    written = len(mails(norrnet))
    assert norrnet.say("/appeal", "appeal") == ["person_has_it"]
    assert len(mails(norrnet)) == written


def test_what_makes_the_answer_come_earlier_is_told_and_mailed(norrnet: Chat) -> None:
    norrnet.say(ALERTS, "not_activated")
    norrnet.say("/appeal", "appeal")
    written = len(mails(norrnet))
    assert norrnet.say("I want a person", "talk_to_human")[-1].startswith("handed_over")
    assert len(mails(norrnet)) == written + 1


def test_each_call_stands_in_the_timeline(with_a_person: Chat) -> None:
    with_a_person.say("fuck you", "frustrated")
    with with_a_person.context.database.read() as session:
        lines = session.scalars(select(CaseEntryRow).where(CaseEntryRow.kind == "handoff").order_by(CaseEntryRow.id))
        assert [line.body["why"] for line in lines] == ["asked", "anger"]
