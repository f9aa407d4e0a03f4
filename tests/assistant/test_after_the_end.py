"""What is said once a case is settled or with a person: an old button, a comment, and no untrue absence."""

from datetime import timedelta

import pytest
from sqlalchemy import select

from amends.assistant.handover import Handover
from amends.db.case_tables import CaseRow
from tests.assistant.conftest import Chat

NORA = "IT-20030 nora.lie@example.com"


def cases(chat: Chat) -> list[tuple[str, str]]:
    with chat.context.database.read() as session:
        return [(case.issue, case.status) for case in session.scalars(select(CaseRow).order_by(CaseRow.id))]


def number_of(chat: Chat) -> str:
    with chat.context.database.read() as session:
        return session.scalars(select(CaseRow)).one().number


@pytest.fixture
def reviewed(itnet: Chat) -> Chat:
    """A case that a person has."""
    itnet.say(f"My minutes were never activated, {NORA}", "not_activated")
    itnet.say("", accepts="wait")
    assert cases(itnet) == [("not_activated", "review")]
    return itnet


def test_an_old_button_that_says_none_begins_no_claim(reviewed: Chat) -> None:
    assert reviewed.say("/no_evidence", "no_evidence", 1.0) == ["choice_is_over"]
    assert cases(reviewed) == [("not_activated", "review")]
    assert reviewed.draft.settled


def test_the_same_button_under_no_open_question_is_over_too(norrnet: Chat) -> None:
    norrnet.say("Your service is down", "outage")
    assert norrnet.say("/no_evidence", "no_evidence", 1.0) == ["choice_is_over", "ask_order_number"]
    assert norrnet.draft.tries == 0


def _rated(chat: Chat) -> None:
    chat.say("I bought the wrong product, NN-10028 emma.devries@example.com", "wrong_purchase")
    chat.say("", "choose", satisfaction="4", case=number_of(chat))


def test_who_goes_on_after_a_case_without_an_address_was_not_away(norrnet: Chat) -> None:
    norrnet.say("Your service is down", "outage")
    Handover(norrnet.context).to_person(norrnet.id, "asked", "asked")
    with norrnet.context.database.begin() as session:
        session.scalars(select(CaseRow)).one().status = "resolved"
    assert norrnet.say("I was charged twice for it now", "duplicate_payment") == ["ask_order_number"]


def test_who_was_away_is_told_so_after_the_score_as_well(norrnet: Chat) -> None:
    _rated(norrnet)
    norrnet.now += timedelta(minutes=31)
    said = norrnet.say("I was charged twice for it now", "duplicate_payment")
    assert "away_for_a_while" in said
