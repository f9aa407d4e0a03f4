"""A picture for a denied case: one that speaks against the records has a person look, whenever it came."""

from collections.abc import Callable
from typing import Any

import pytest
from sqlalchemy import select

from amends.assistant import new_facts
from amends.db.tables import CaseRow, DecisionRow, EvidenceRow
from tests.assistant.conftest import Chat
from tests.assistant.moved import cases, mails, moves
from tests.assistant.pictures import read_off

# Merchant, what is told, the order, its address, what the picture says, and the row that looks again.
NEVER_ACTIVE = [
    ("norrnet", "the security alerts were never switched on", "NN-10012", "kari.holm@example.com",
     "Status: NOT ACTIVE", "N09a"),
    ("norrnet", "sikkerhetsvarslene ble aldri slått på", "NN-10012", "kari.holm@example.com",
     "Status: ikke aktiv", "N09a"),
    ("itnet", "Mijn VPN is nooit geactiveerd", "IT-20025", "daan.visser@example.com", "Status: niet actief", "I14a"),
]  # fmt: skip


def rows(chat: Chat) -> list[str]:
    """The rows by which was decided, in order."""
    with chat.context.database.read() as session:
        return [row.row for row in session.scalars(select(DecisionRow).order_by(DecisionRow.id))]


@pytest.fixture
def of(request: pytest.FixtureRequest) -> Callable[[str], Any]:
    return request.getfixturevalue


@pytest.mark.parametrize(("merchant", "told", "number", "email", "picture", "row"), NEVER_ACTIVE)
def test_a_picture_after_the_denial_has_a_person_look(
    of: Callable[[str], Any], merchant: str, told: str, number: str, email: str, picture: str, row: str
) -> None:
    chat = of(merchant)
    chat.say(told, "not_activated")
    chat.say(number)
    assert chat.say(email)[0] == "denied"
    read_off(chat, "ev_1", {"error_text": picture})
    assert chat.say("", evidence="ev_1") == ["evidence_received_after_denial"]
    assert chat.say("", evidence_read="ev_1:yes") == ["evidence_read_kept", "review"]
    assert (cases(chat), rows(chat)[-1], moves(chat)) == ([("not_activated", "review")], row, [])
    assert len(mails(chat)) == 2


@pytest.mark.parametrize(("merchant", "told", "number", "email", "picture", "row"), NEVER_ACTIVE)
def test_a_picture_before_anybody_was_matched_counts_when_somebody_is(
    of: Callable[[str], Any], merchant: str, told: str, number: str, email: str, picture: str, row: str
) -> None:
    chat = of(merchant)
    read_off(chat, "ev_1", {"error_text": picture})
    chat.say("", evidence="ev_1")
    chat.say("", evidence_read="ev_1:yes")
    chat.say(told, "not_activated")
    said = chat.say(f"{number} {email}")
    if said == ["ask_explanation"]:
        said = chat.say("it has been like that for many days now")
    assert said == ["review"]
    assert (cases(chat), rows(chat)) == ([("not_activated", "review")], [row])


@pytest.mark.parametrize(("merchant", "told", "number", "email", "picture", "row"), NEVER_ACTIVE)
def test_a_picture_with_the_message_that_is_read_after_the_denial(
    of: Callable[[str], Any], merchant: str, told: str, number: str, email: str, picture: str, row: str
) -> None:
    chat = of(merchant)
    read_off(chat, "ev_1", {"error_text": picture})
    chat.say("", evidence="ev_1")
    chat.say(f"{told} at all until now, {number} {email}", "not_activated")
    assert cases(chat) == [("not_activated", "denied")]
    assert chat.say("", evidence_read="ev_1:yes") == ["evidence_read_kept", "review"]
    assert (cases(chat), rows(chat)[-1]) == ([("not_activated", "review")], row)


def test_the_picture_counts_for_its_case_although_another_claim_was_begun(norrnet: Chat) -> None:
    norrnet.say("the alerts were never switched on here, NN-10012 kari.holm@example.com", "not_activated")
    read_off(norrnet, "ev_1", {"error_text": "Status: NOT ACTIVE"})
    norrnet.say("", evidence="ev_1")
    asked = norrnet.say("I was charged twice", "duplicate_payment")
    assert norrnet.say("", evidence_read="ev_1:yes") == ["evidence_read_kept", "review", *asked]
    assert cases(norrnet) == [("not_activated", "review"), ("duplicate_payment", "collecting")]


def test_what_shows_nothing_new_is_told_in_one_sentence(norrnet: Chat) -> None:
    norrnet.say("It is not what I expected at all, NN-10032 ola.berg@example.com", "dissatisfaction")
    read_off(norrnet, "ev_1", {"error_text": "Hello"})
    norrnet.say("", evidence="ev_1")
    assert norrnet.say("", evidence_read="ev_1:yes") == ["evidence_nothing_new"]
    assert cases(norrnet) == [("dissatisfaction", "denied")]


def test_a_file_in_which_nothing_was_read_is_told_of_where_its_case_was_denied(norrnet: Chat) -> None:
    norrnet.say("the alerts were never switched on here, NN-10012 kari.holm@example.com", "not_activated")
    read_off(norrnet, "ev_1", {})
    norrnet.say("", evidence="ev_1")
    with norrnet.context.database.begin() as session:
        row = session.get_one(EvidenceRow, "ev_1")
        assert [say.response for say in new_facts.nothing_read(session, row)] == ["utter_evidence_nothing_read"]
        session.get_one(CaseRow, row.case_id).status = "resolved"
        session.flush()
        assert new_facts.nothing_read(session, row) == ()
