"""A file in the claim: what was asked for, or more of what is known; and the customer's word on what was read."""

import pytest
from sqlalchemy import select

from amends.conversations import files
from amends.db.case_tables import CaseEntryRow
from amends.db.tables import ConversationRow, EvidenceRow
from amends.errors import NotFound
from amends.evidence.intake import Accepted, Page
from amends.random_ids import random_id
from tests.assistant.conftest import Chat, database

__all__ = ["database"]

ACTIVATED = {"status": "done", "at": "2026-11-10T10:00:00+01:00", "attempts": 1}


@pytest.fixture
def chat(database) -> Chat:
    return Chat(database, "norrnet")


def keep(chat: Chat, **read: str) -> str:
    """A file of this conversation, off which this was read."""
    accepted = Accepted(random_id(), "a.jpg", "picture", "image/jpeg", 9, "0" * 64, (Page(9, 9, 9, "0" * 64),))
    with chat.context.database.begin() as session:
        conversation = session.get_one(ConversationRow, chat.id)
        event, _ = files.keep(
            session, conversation, accepted, client_id=accepted.key, now=chat.now, per_hour=9, read=False
        )
        evidence_id = event.body["id"]
        fields = {name: {"value": value, "confidence": 0.9} for name, value in read.items()}
        session.get_one(EvidenceRow, evidence_id).read = {"pages": 1, "fields": fields}
        return evidence_id


def row(chat: Chat, evidence_id: str) -> EvidenceRow:
    with chat.context.database.read() as session:
        return session.get_one(EvidenceRow, evidence_id)


def test_a_file_is_thanked_for_and_the_open_question_is_put_again(chat):
    chat.say("my internet was down", "outage")
    asked = chat.draft.asked
    said = chat.say("a.jpg", "choose", evidence=keep(chat))
    assert said[0] == "evidence_received"
    assert chat.draft.asked == asked
    assert [piece.kind for piece in chat.draft.evidence] == ["other"]


def test_the_same_file_counts_once(chat):
    evidence_id = keep(chat)
    chat.say("a.jpg", "choose", evidence=evidence_id)
    chat.say("a.jpg", "choose", evidence=evidence_id)
    assert len(chat.draft.evidence) == 1


def test_a_file_of_another_conversation_is_nobodys(chat, database):
    other = keep(Chat(database, "norrnet"))
    with pytest.raises(NotFound):
        chat.say("a.jpg", "choose", evidence=other)


def test_a_yes_answers_what_was_not_said_yet(chat):
    evidence_id = keep(chat, order_number="NN-10023", error_text="No connection")
    chat.say("my internet was down", "outage")
    chat.say("a.jpg", "choose", evidence=evidence_id)
    assert chat.say("Yes", "choose", evidence_read=f"{evidence_id}:yes")[0] == "evidence_read_kept"
    assert (chat.draft.order_number, chat.draft.error_message) == ("NN-10023", "No connection")
    assert row(chat, evidence_id).confirmed_by_customer is True


def test_a_no_uses_nothing_of_it(chat):
    evidence_id = keep(chat, order_number="NN-10023")
    assert chat.say("No", "choose", evidence_read=f"{evidence_id}:no")[0] == "evidence_read_set_aside"
    assert chat.draft.order_number is None
    assert row(chat, evidence_id).confirmed_by_customer is False


def test_what_was_said_stays_and_an_answer_counts_once(chat):
    chat.say("it is about NN-10024", "give_order_number")
    evidence_id = keep(chat, order_number="NN-10023")
    chat.say("Yes", "choose", evidence_read=f"{evidence_id}:yes")
    assert chat.draft.order_number == "NN-10024"
    assert chat.say("No", "choose", evidence_read=f"{evidence_id}:no")[0] == "choice_is_over"
    assert row(chat, evidence_id).confirmed_by_customer is True


class TestOfAVerifiedCustomer:
    @pytest.fixture
    def order(self, chat):
        order = next(o for o in map(chat.backend.order, numbers(chat)) if o is not None)
        chat.change(order.number, activation=ACTIVATED, placed_at="2026-11-09T10:00:00+01:00")
        chat.say(f"{order.number} {order.customer.email}", "give_order_number")
        assert chat.claims.situation(chat.id).verified is not None
        return order

    def test_a_contradiction_is_noted_with_the_claim(self, chat, order):
        evidence_id = keep(chat, error_text="The service could not be activated.")
        chat.say("a.jpg", "choose", evidence=evidence_id)
        chat.say("Yes", "choose", evidence_read=f"{evidence_id}:yes")
        assert [piece.contradicts_records for piece in chat.draft.evidence] == [True]
        assert row(chat, evidence_id).contradictions == ["activation"]

    def test_what_fits_the_records_is_no_contradiction(self, chat, order):
        evidence_id = keep(chat, order_number=order.number)
        chat.say("a.jpg", "choose", evidence=evidence_id)
        chat.say("Yes", "choose", evidence_read=f"{evidence_id}:yes")
        assert [piece.contradicts_records for piece in chat.draft.evidence] == [False]
        assert row(chat, evidence_id).contradictions == []

    def test_a_file_belongs_to_the_case_of_its_claim(self, chat, order):
        evidence_id = keep(chat)
        chat.say("a.jpg", "choose", evidence=evidence_id)
        chat.say("it was never activated", "not_activated")
        assert chat.draft.case_id is not None
        assert row(chat, evidence_id).case_id == chat.draft.case_id

    def test_a_file_after_the_decision_is_added_to_its_case(self, chat, order):
        chat.say("it was never activated at all for me", "not_activated")
        for _ in range(4):
            if chat.draft.settled:
                break
            chat.say("I saw an error on 15 November at 10:00 and nothing else happened", "nlu_fallback")
        assert chat.draft.settled
        evidence_id = keep(chat, error_text="could not be activated")
        assert chat.say("a.jpg", "choose", evidence=evidence_id)[0] == "evidence_received_after_denial"
        chat.say("Yes", "choose", evidence_read=f"{evidence_id}:yes")
        assert row(chat, evidence_id).case_id == chat.draft.case_id
        with chat.context.database.read() as session:
            kinds = session.scalars(select(CaseEntryRow.kind).where(CaseEntryRow.case_id == chat.draft.case_id)).all()
        assert {"file", "file_read"} <= set(kinds)


def numbers(chat: Chat) -> list[str]:
    return [f"NN-{n}" for n in range(10001, 10060)]
