"""A claim said again while its case is under way, with a person, or just done is told where it stands, not asked about;
what was granted once is not granted for a second event that the records do not tell apart, and the words say so."""

from datetime import timedelta

import pytest
from sqlalchemy import select

from amends.db.tables import CaseRow, RemedyRow
from tests.assistant.conftest import NOW, Chat
from tests.assistant.moved import cases, mails, moves
from tests.assistant.test_same_matter import outages, tell

KARI = "NN-10006 kari.holm@example.com"


def is_over(chat: Chat) -> None:
    with chat.context.database.begin() as session:
        for case in session.scalars(select(CaseRow).where(CaseRow.status == "carrying_out")):
            case.status = "resolved"
        for remedy in session.scalars(select(RemedyRow)):
            remedy.state, remedy.settled_at, remedy.reference = "confirmed", chat.now, "RF-1"


@pytest.fixture
def refunded(norrnet: Chat) -> Chat:
    """The second payment of a double charge is on its way back."""
    assert norrnet.say(f"I was charged twice for it, {KARI}", "duplicate_payment") == ["confirm"]
    assert norrnet.say("yes") == ["approved_refund"]
    return norrnet


AGAIN = ["i was charged twice", "i was charged twice NN-10006", f"charged twice {KARI}"]


@pytest.mark.parametrize("text", AGAIN)
def test_while_it_is_paid_back_its_state_amount_and_time_are_told(refunded: Chat, text: str) -> None:
    assert refunded.say(text, "duplicate_payment") == ["status_carrying_out", "granted_before", "answer_refund_timing"]
    assert "490.00" in refunded.draft.turn.says[1].args["acts"]
    assert cases(refunded) == [("duplicate_payment", "carrying_out")]
    assert len(moves(refunded)) == 1


@pytest.mark.parametrize("text", AGAIN)
def test_when_it_is_paid_back_case_amount_and_time_are_told(refunded: Chat, text: str) -> None:
    is_over(refunded)
    order = refunded.backend.order("NN-10006")
    assert order is not None
    first, second = order.document["payments"][:2]
    refunded.change("NN-10006", payments=[first, {**second, "refunded": second["amount"]}])
    written = len(mails(refunded))
    for _ in range(2):
        assert refunded.say(text, "duplicate_payment") == ["settled_before", "remedy_refund_confirmed"]
    told = refunded.draft.turn.says[1].args
    assert (told["amount"], told["days"]) == ("NOK 490.00".replace(" ", "\u00a0"), "5–10")
    assert cases(refunded) == [("duplicate_payment", "resolved")]
    assert len(mails(refunded)) == written


def test_another_chat_is_told_the_same(refunded: Chat) -> None:
    refunded.open()
    assert refunded.say(f"charged twice {KARI}", "duplicate_payment")[0] == "status_carrying_out"
    assert cases(refunded) == [("duplicate_payment", "carrying_out")]


def test_what_was_told_first_is_kept(refunded: Chat) -> None:
    def explained() -> str:
        with refunded.context.database.read() as session:
            return str(session.scalars(select(CaseRow)).one().claim["explanation"])

    before = explained()
    refunded.say("i was charged twice NN-10006", "duplicate_payment")
    assert explained() == before


def test_with_a_person_it_is_told_until_when(norrnet: Chat) -> None:
    told = "I was charged twice, as I see now, NN-10007 ola.berg@example.com"
    assert norrnet.say(told, "duplicate_payment")[-1].startswith("review")
    norrnet.open()
    said = norrnet.say("charged twice NN-10007 ola.berg@example.com", "duplicate_payment")
    assert said == ["status_review"]
    assert cases(norrnet) == [("duplicate_payment", "review")]


def test_a_third_payment_is_asked_about(refunded: Chat) -> None:
    is_over(refunded)
    order = refunded.backend.order("NN-10006")
    assert order is not None
    first, second = order.document["payments"][:2]
    third = {**second, "id": f"{second['id']}-again"}
    refunded.change("NN-10006", payments=[first, {**second, "refunded": second["amount"]}, third])
    assert refunded.say("i was charged twice NN-10006", "duplicate_payment")[-1] == "confirm"


@pytest.fixture
def credited(itnet: Chat) -> Chat:
    """A credit for yesterday's disturbance is being given; the row that grants it shows no disturbance."""
    itnet.change("IT-20053", incidents=outages(1, 3))
    assert tell(itnet, "yesterday at 10:00") == ["confirm_remedy"]
    assert itnet.say("yes")[0].startswith("approved")
    return itnet


ANOTHER = (NOW - timedelta(days=3)).strftime("on %-d November at 10:00")


def test_a_second_disturbance_is_told_what_covers_it_and_moves_nothing(credited: Chat) -> None:
    is_over(credited)
    assert tell(credited, ANOTHER) == ["covered_already_on"]
    (said,) = credited.draft.turn.says
    with credited.context.database.read() as session:
        first = session.scalars(select(CaseRow).order_by(CaseRow.id)).first()
        assert first is not None
        assert said.args["case"] == first.number
    assert "2.50" in said.args["amount"]
    assert "17 Nov" in said.args["day"]
    assert "18 Nov" in said.args["at"]
    assert len(moves(credited)) == 1
    assert cases(credited) == [("outage", "resolved"), ("outage", "abandoned")]


def test_a_person_gets_the_second_one_as_a_case_of_its_own(credited: Chat) -> None:
    is_over(credited)
    tell(credited, ANOTHER)
    assert credited.say("/talk_to_human", "talk_to_human")[-1].startswith("handed_over")
    assert cases(credited) == [("outage", "resolved"), ("outage", "review")]
    with credited.context.database.read() as session:
        claims = [case.claim["occurred_at"][:10] for case in session.scalars(select(CaseRow).order_by(CaseRow.id))]
    assert claims == ["2026-11-17", "2026-11-15"]


def test_while_the_first_is_under_way_its_claim_stays_as_it_was(credited: Chat) -> None:
    assert tell(credited, ANOTHER) == ["covered_already_on"]
    assert cases(credited) == [("outage", "carrying_out")]
    with credited.context.database.read() as session:
        assert session.scalars(select(CaseRow)).one().claim["occurred_at"].startswith("2026-11-17")
    assert len(moves(credited)) == 1


def test_the_same_disturbance_is_told_as_settled(credited: Chat) -> None:
    is_over(credited)
    assert tell(credited, "yesterday at 11:00")[0] == "settled_before"
    assert cases(credited) == [("outage", "resolved")]
