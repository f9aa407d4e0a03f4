"""The card of a case: what, how much, how far, since when, and what comes next, in each language."""

from datetime import timedelta

import pytest

from amends.assistant import case_card
from amends.assistant.case_card import Card
from amends.assistant.situation import find
from amends.cases import status, store
from amends.cases.status import CaseStatus
from amends.db.case_tables import CaseRow
from amends.db.remedy_tables import RemedyRow
from amends.remedies import states
from tests.assistant.conftest import Chat
from tests.assistant.moving_codes import proposed
from tests.db.watching import statements_of


def of(chat: Chat, conversation: str) -> Card | None:
    return case_card.of_conversations(chat.context, [conversation]).get(conversation)


def card(chat: Chat) -> Card:
    found = of(chat, chat.id)
    assert found is not None
    return found


def moved(chat: Chat, to: CaseStatus, due: timedelta | None = None) -> Card:
    """The card once the case is there, whichever way it came."""
    with chat.context.database.begin() as session:
        case = session.query(CaseRow).one()
        case.status, case.due_at = to, None if due is None else chat.now + due
        case.closed_at = chat.now if to in status.CLOSED else None
    return card(chat)


def plain(text: str | None) -> str:
    return (text or "").replace("\N{NO-BREAK SPACE}", " ")


def test_without_a_case_there_is_none(norrnet: Chat) -> None:
    assert of(norrnet, norrnet.id) is None
    assert of(norrnet, "cv_" + "a" * 26) is None


def test_what_is_asked_for_a_yes_is_on_it(norrnet: Chat) -> None:
    proposed(norrnet)
    offered = card(norrnet)
    assert (offered.step, offered.state) == (2, "Waiting for your answer")
    assert plain(offered.amount) == "NOK 490.00, if you say yes"
    assert offered.next == "Nothing is done before you answer."


def test_it_goes_along_with_the_money(norrnet: Chat) -> None:
    proposed(norrnet).say("yes", "affirm")
    under_way = card(norrnet)
    assert (under_way.step, under_way.progress) == (3, "Step 3 of 3: carrying it out")
    assert under_way.state == "Approved, being carried out"
    assert under_way.title.startswith("I was charged twice: ")
    assert plain(under_way.amount) == "NOK 490.00 back"
    assert under_way.since == "Since Wednesday 18 November"
    assert not under_way.closed
    with norrnet.context.database.begin() as session:
        row = session.query(RemedyRow).one()
        row.state, row.reference, row.settled_at = states.CONFIRMED, "RF-1", norrnet.now
        store.move(session, session.query(CaseRow).one(), CaseStatus.RESOLVED, "worker", norrnet.now)
    done = card(norrnet)
    assert (done.progress, done.state, done.closed) == ("All 3 steps done", "Settled", True)
    assert done.next == "The money is usually there by Wednesday 2 December."
    assert done.since == "Opened on Wednesday 18 November, closed on Wednesday 18 November"
    norrnet.now += timedelta(days=20)
    assert "should have been there" in (card(norrnet).next or "")


STATES = [
    (CaseStatus.COLLECTING, None, 1, "Not complete yet"),
    (CaseStatus.ON_HOLD, None, 1, "Waiting for information from you"),
    (CaseStatus.WAITING, timedelta(days=2), 2, "Too early to decide"),
    (CaseStatus.REVIEW, timedelta(days=2), 2, "With a person"),
    (CaseStatus.DENIED, None, None, "Turned down"),
]


@pytest.mark.parametrize(("to", "due", "step", "state"), STATES)
def test_each_status_has_its_words(
    norrnet: Chat, to: CaseStatus, due: timedelta | None, step: int | None, state: str
) -> None:
    norrnet.say("I want to speak to a person", "talk_to_human", 0.99)
    norrnet.say("my security alerts were never activated NN-10013 ola.berg@example.com", "not_activated")
    told = moved(norrnet, to, due)
    assert (told.step, told.state) == (step, state)
    assert told.next
    assert (due is None) or "November" in told.next


def test_a_promise_that_was_missed_is_not_told_as_one_to_come(norrnet: Chat) -> None:
    norrnet.say("I want to speak to a person", "talk_to_human", 0.99)
    norrnet.say("my security alerts were never activated NN-10013 ola.berg@example.com", "not_activated")
    assert "You get an answer by" in (moved(norrnet, CaseStatus.REVIEW, timedelta(hours=1)).next or "")
    norrnet.now += timedelta(hours=2)
    assert "sorry" in (card(norrnet).next or "")


@pytest.mark.parametrize(
    ("language", "state", "next_"),
    [
        ("nl", "Goedgekeurd, wordt uitgevoerd", "U krijgt bericht"),
        ("nb", "Godkjent, blir gjennomført", "Du får beskjed"),
    ],
)
def test_it_speaks_the_language_of_the_chat(norrnet: Chat, language: str, state: str, next_: str) -> None:
    proposed(norrnet).say("yes", "affirm")
    with norrnet.context.database.begin() as session:
        find(session, norrnet.id).language = language
    told = card(norrnet)
    assert told.state == state
    assert (told.next or "").startswith(next_)


def test_a_case_that_went_elsewhere_has_no_card_here(norrnet: Chat) -> None:
    proposed(norrnet).say("yes", "affirm")
    first = norrnet.id
    norrnet.open()
    with norrnet.context.database.begin() as session:
        session.query(CaseRow).one().conversation_id = norrnet.id
    assert of(norrnet, first) is None
    assert card(norrnet).number


def test_a_case_of_who_was_here_before_has_none_for_somebody_else(norrnet: Chat) -> None:
    proposed(norrnet).say("yes", "affirm")
    with norrnet.context.database.begin() as session:
        find(session, norrnet.id).verified_email = "emma.devries@example.com"
    assert of(norrnet, norrnet.id) is None


def test_cards_of_many_conversations_cost_no_more_statements_than_one(norrnet: Chat) -> None:
    ids = []
    for _ in range(3):
        norrnet.open()
        ids.append(norrnet.id)
        norrnet.say("I want to talk to a person", "talk_to_human")
    with statements_of(norrnet.context.database) as seen:
        single = case_card.of_conversations(norrnet.context, ids[:1])
        of_one = len(seen)
        cards = case_card.of_conversations(norrnet.context, ids)
    assert len(seen) == 2 * of_one
    assert cards[ids[0]] == single[ids[0]]
    assert set(cards) == set(ids)
    assert len({each.number for each in cards.values()}) == 3
