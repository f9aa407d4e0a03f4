"""Who disagrees with a decision gets a person, wherever and however they say so."""

import pytest
from sqlalchemy import select

from amends.assistant import answers, nothing_understood
from amends.db.case_tables import CaseEntryRow, CaseRow
from amends.db.desk_tables import SatisfactionRow
from amends.messages.say import Say
from amends.reading.message import Message
from tests.assistant.conftest import Chat
from tests.shipped import sentences

DISAGREEMENTS = [
    ("dette er jeg ikke enig i", "nlu_fallback", 0.25),
    ("that is not what I asked for, I do not agree", "deny", 0.83),
    ("daar ben ik het niet mee eens", "appeal", 1.0),
    ("this is unfair", "dissatisfaction", 0.3),
    ("please look at it again", "appeal", 0.3),
]


def _denied(chat: Chat) -> str:
    chat.say("I bought the wrong product, NN-10028 emma.devries@example.com", "wrong_purchase")
    with chat.context.database.read() as session:
        return session.scalars(select(CaseRow)).one().number


def _handed_over_for(chat: Chat) -> list[str]:
    with chat.context.database.read() as session:
        rows = session.scalars(select(CaseEntryRow).where(CaseEntryRow.kind == "handoff"))
        return [row.body["why"] for row in rows]


def _comments(chat: Chat) -> list[str | None]:
    with chat.context.database.read() as session:
        return list(session.scalars(select(SatisfactionRow.comment)))


@pytest.mark.parametrize(("text", "intent", "confidence"), DISAGREEMENTS)
def test_disagreement_after_the_score_goes_to_a_person_and_is_no_comment(
    norrnet: Chat, text: str, intent: str, confidence: float
) -> None:
    number = _denied(norrnet)
    norrnet.say("", "choose", satisfaction="1", case=number)
    assert norrnet.say(text, intent, confidence) == ["appeal_handed_over"]
    assert _handed_over_for(norrnet) == ["appeal"]
    assert _comments(norrnet) == [None]


@pytest.mark.parametrize("text", ["everything was quick and clear", "nothing more", "no thanks"])
def test_a_comment_stays_a_comment(norrnet: Chat, text: str) -> None:
    number = _denied(norrnet)
    norrnet.say("", "choose", satisfaction="5", case=number)
    assert norrnet.say(text, "nlu_fallback", 0.25) == ["thank_comment"]
    assert _comments(norrnet) == [text]
    assert _handed_over_for(norrnet) == []


@pytest.mark.parametrize("intent", ["deny", "nlu_fallback"])
def test_disagreement_after_a_denial_is_taken_up_whatever_the_model_makes_of_it(norrnet: Chat, intent: str) -> None:
    _denied(norrnet)
    message = Message("t", "that is not what I asked for, I do not agree", norrnet.now, intent, 0.8)
    answer = answers.told if intent == "deny" else nothing_understood.told
    said = answer(norrnet.context, norrnet.dialogue.situation(norrnet.id), message)
    assert [say.response for say in said] == ["utter_appeal_handed_over"]


def test_the_same_words_before_any_decision_appeal_nothing(norrnet: Chat) -> None:
    message = Message("t", "I do not agree", norrnet.now, "deny", 0.8)
    assert [say.response for say in answers.told(norrnet.context, norrnet.dialogue.situation(norrnet.id), message)] == [
        "utter_what_else"
    ]


@pytest.mark.parametrize("language", ["en", "nl", "nb"])
@pytest.mark.parametrize("response", ["utter_desk_denied", "utter_desk_denied_in_words"])
def test_a_denial_by_a_person_can_be_disagreed_with_by_a_button(language: str, response: str) -> None:
    say = Say(response, {"agent": "A", "case": "C", "clauses": "1", "support": "s", "text": "t"})
    buttons = sentences().buttons(say, language)
    assert [payload for _title, payload in buttons] == ["/appeal"]
