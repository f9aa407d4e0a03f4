"""When the money is there: by the ledger, whoever has the case and however it is asked."""

from datetime import timedelta

import pytest

from amends.db.remedy_tables import RemedyRow
from amends.remedies import states
from tests.assistant.conftest import Chat
from tests.assistant.moving_codes import proposed

HUMAN = ("I want to speak to a person", "talk_to_human", 0.99)


@pytest.fixture
def refunded(norrnet: Chat) -> Chat:
    """The refund was made, on Wednesday 18 November."""
    proposed(norrnet).say("yes", "affirm")
    with norrnet.context.database.begin() as session:
        row = session.query(RemedyRow).one()
        row.state, row.reference, row.settled_at = states.CONFIRMED, "RF-1", norrnet.now
    return norrnet


def texts(chat: Chat) -> list[str]:
    says = chat.draft.turn.says
    return [chat.context.sentences.text(say, "en").replace("\N{NO-BREAK SPACE}", " ") for say in says]


ASKS = [("When is the money there?", "ask_refund_timing"), ("what is the status?", "ask_order_status"),
        ("status?", "nlu_fallback"), ("how is my case going?", "ask_case_status")]  # fmt: skip


@pytest.mark.parametrize(("text", "intent"), ASKS)
def test_it_is_told_when_the_refund_was_made_and_by_when_it_arrives(refunded: Chat, text: str, intent: str) -> None:
    assert refunded.say(text, intent) == ["status_carrying_out", "refund_arrives_by"]
    said = texts(refunded)[-1]
    assert "NOK 490.00 for order NN-10006 was made on Wednesday 18 November" in said
    assert "by Wednesday 2 December at the latest" in said  # ten working days


@pytest.mark.parametrize(("text", "intent"), ASKS)
def test_it_is_told_as_well_once_a_person_has_the_case(refunded: Chat, text: str, intent: str) -> None:
    refunded.say(*HUMAN)
    assert refunded.say(text, intent) == ["status_review", "refund_arrives_by"]


def test_what_should_have_arrived_leads_to_a_person(refunded: Chat) -> None:
    with refunded.context.database.begin() as session:
        session.query(RemedyRow).one().settled_at = refunded.now - timedelta(days=20)
    assert refunded.say("When is the money there?", "ask_refund_timing")[-1] == "refund_should_be_there"


def test_who_was_away_for_long_is_told_no_amount(refunded: Chat) -> None:
    refunded.now += timedelta(days=2)
    assert refunded.say("When is the money there?", "ask_refund_timing")[0] == "status_carrying_out"
    assert "490" not in " ".join(texts(refunded))


def test_another_customer_at_the_same_screen_is_told_no_amount(refunded: Chat) -> None:
    refunded.say("NN-10028 emma.devries@example.com", "give_order_number")
    for text, intent in ASKS:
        refunded.say(text, intent)
        assert "490" not in " ".join(texts(refunded))


@pytest.mark.parametrize(
    "text", ["Wat is de status?", "wat is de stand van zaken", "hva er statusen?", "Hvordan ligger det an?"]
)
def test_the_bare_status_is_that_of_the_case_and_not_of_the_product(refunded: Chat, text: str) -> None:
    assert refunded.say(text, "ask_order_status")[0] == "status_carrying_out"


def test_a_status_names_the_order_where_there_is_more_than_one_matter(refunded: Chat) -> None:
    refunded.say("Cancel NN-10030 kari.holm@example.com, I ordered it by mistake", "cancel_order")
    assert refunded.draft.order_number == "NN-10030"
    refunded.say("yes", "affirm")
    refunded.say("what is the status?", "ask_case_status")
    assert "(NN-10030)" in texts(refunded)[0]
