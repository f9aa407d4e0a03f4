"""Impatience asks how it goes, wherever a case stands: it is no plea, no new claim, and nothing moves by it."""

import pytest
from sqlalchemy import select

from amends.db.tables import CaseRow
from tests.assistant.conftest import Chat
from tests.assistant.moved import cases, moves

IMPATIENT = [
    "come on, how much longer",
    "hurry up, it has been weeks",
    "schiet op, ik wacht al weken",
    "kom op, hoelang nog",
    "kom igjen, hvor lenge til",
    "skynd dere, jeg har ventet i ukevis",
]
EMMA = "NN-10028 emma.devries@example.com"
KARI = "NN-10006 kari.holm@example.com"


def stands(chat: Chat, status: str) -> None:
    with chat.context.database.begin() as session:
        session.scalars(select(CaseRow)).one().status = status


@pytest.mark.parametrize("text", IMPATIENT)
@pytest.mark.parametrize(
    ("intent", "status"),
    [
        *(("ask_case_status", status) for status in ("review", "denied", "carrying_out", "resolved", "waiting")),
        *(("ask_refund_timing", status) for status in ("denied", "carrying_out", "resolved")),
    ],
)
def test_the_case_is_told_as_it_stands(norrnet: Chat, text: str, intent: str, status: str) -> None:
    norrnet.say(f"I was charged twice for it, {KARI}", "duplicate_payment")
    norrnet.say("yes")
    stands(norrnet, status)
    before = cases(norrnet), moves(norrnet)
    said = norrnet.say(text, intent, 0.7)
    assert said[0] == f"status_{status}"
    assert "goodwill_refused" not in said
    assert (cases(norrnet), moves(norrnet)) == before


@pytest.mark.parametrize("text", IMPATIENT)
def test_what_is_proposed_stays_open(norrnet: Chat, text: str) -> None:
    norrnet.say(f"I was charged twice for it, {KARI}", "duplicate_payment")
    said = norrnet.say(text, "ask_case_status", 0.7)
    assert said[-1] == "confirm"
    assert norrnet.draft.asked == "confirmation"
    assert moves(norrnet) == []


@pytest.mark.parametrize("text", IMPATIENT)
def test_an_open_question_is_put_again(norrnet: Chat, text: str) -> None:
    norrnet.say("It is down.", "outage")
    assert norrnet.say(text, "ask_case_status", 0.7) == ["no_case_yet", "ask_order_number_again"]


def test_a_plea_is_none_the_less_one(norrnet: Chat) -> None:
    norrnet.say(f"I ordered the consultation by mistake, I wanted another product, {EMMA}", "wrong_purchase")
    assert norrnet.say("come on, just this once", "ask_case_status", 0.7) == ["goodwill_refused"]
    assert norrnet.say("come on", "out_of_scope", 0.7) == ["goodwill_refused"]
