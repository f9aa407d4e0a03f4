"""The order system is asked where the turn looks at the order, and not for a score or the words that follow it."""

from typing import Any

import pytest
from sqlalchemy import select

from amends.assistant import dialogue
from amends.cases import satisfaction
from amends.db.desk_tables import SatisfactionRow
from amends.db.tables import CaseRow, DeskCaseRow
from tests.assistant.conftest import Chat


@pytest.fixture
def helped(norrnet: Chat) -> Chat:
    """A person helped, the case is closed, and the customer was asked how it was."""
    norrnet.say("my alerts were never activated NN-10013 ola.berg@example.com", "not_activated")
    with norrnet.context.database.begin() as session:
        case = session.scalars(select(CaseRow)).one()
        session.add(DeskCaseRow(case_id=case.id, reopened=0, first_answer_at=norrnet.now))
        session.flush()
        satisfaction.ask(session, case, norrnet.context.sentences, norrnet.now)
    return norrnet


def reads(chat: Chat, monkeypatch: pytest.MonkeyPatch) -> list[str]:
    asked: list[str] = []
    order = chat.backend.order

    def counted(number: str) -> Any:
        asked.append(number)
        return order(number)

    monkeypatch.setattr(chat.backend, "order", counted)
    return asked


def number_of(chat: Chat) -> str:
    with chat.context.database.read() as session:
        return session.scalars(select(CaseRow)).one().number


def test_a_score_and_its_words_read_no_order(helped: Chat, monkeypatch: pytest.MonkeyPatch) -> None:
    asked = reads(helped, monkeypatch)
    assert helped.say("", "choose", satisfaction="4", case=number_of(helped)) == ["thank_satisfaction", "ask_comment"]
    assert helped.say("friendly and quick", "nlu_fallback", 0.2) == ["thank_comment"]
    assert asked == []


@pytest.mark.parametrize(("words", "kept"), [("Anna was quick and kind", True), ("no thanks", False)])
def test_praise_is_a_comment_and_thanks_alone_are_none(helped: Chat, words: str, kept: bool) -> None:
    helped.say("", "choose", satisfaction="5", case=number_of(helped))
    assert helped.say(words, "thank") == ["thank_comment"]
    with helped.context.database.read() as session:
        assert session.scalars(select(SatisfactionRow.comment)).one() == (words if kept else None)


def test_a_claim_reads_it_once(norrnet: Chat, monkeypatch: pytest.MonkeyPatch) -> None:
    asked = reads(norrnet, monkeypatch)
    norrnet.say("my alerts were never activated NN-10013 ola.berg@example.com", "not_activated")
    assert asked == ["NN-10013"]


def test_whose_message_it_is_is_found_once(norrnet: Chat, monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[str] = []
    found = dialogue.is_for_claim

    def counted(context: Any, situation: Any, message: Any) -> bool:
        asked.append(message.text)
        return found(context, situation, message)

    monkeypatch.setattr(dialogue, "is_for_claim", counted)
    norrnet.say("my alerts were never activated NN-10013 ola.berg@example.com", "not_activated")
    assert len(asked) == 1
