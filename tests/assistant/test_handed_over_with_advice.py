"""Whoever asks for a person instead of saying yes takes along what was worked out: the desk sees it as recommended."""

import pytest
from sqlalchemy import select

from amends.cases import store
from amends.db.case_tables import CaseRow
from amends.policy.decision import Decision
from tests.assistant.conftest import Chat
from tests.assistant.moved import cases, moves

MISTAKE = "I ordered the consultation by mistake, NN-10030 kari.holm@example.com"


def recommended(chat: Chat) -> Decision | None:
    with chat.context.database.read() as session:
        latest = store.latest_decision(session, session.scalars(select(CaseRow)).one())
        return None if latest is None else Decision.from_json(latest.decision).recommended


@pytest.mark.parametrize(
    ("told", "intent", "row", "remedy", "amount"),
    [
        (MISTAKE, "wrong_purchase", "N11b", "full_refund", "890.00"),
        ("It is not there yet, NN-10017 emma.devries@example.com", "not_activated", "N09f", "full_refund", "49.00"),
    ],
)
def test_what_was_proposed_is_recommended(
    norrnet: Chat, told: str, intent: str, row: str, remedy: str, amount: str
) -> None:
    norrnet.say(told, intent)
    norrnet.say("can I talk to a person?", "talk_to_human")
    advice = recommended(norrnet)
    assert advice is not None
    assert advice.amount is not None
    assert (advice.row, advice.remedy, str(advice.amount.amount)) == (row, remedy, amount)
    assert [status for _, status in cases(norrnet)] == ["review"]
    assert moves(norrnet) == []


def test_before_anything_was_worked_out_nothing_is(norrnet: Chat) -> None:
    norrnet.say("I was charged twice, NN-10009 sofie.lund@example.com", "duplicate_payment")
    norrnet.say("can I talk to a person?", "talk_to_human")
    assert recommended(norrnet) is None


def test_a_person_is_offered_by_a_button_under_the_question_for_the_yes(norrnet: Chat) -> None:
    norrnet.say(MISTAKE, "wrong_purchase")
    assert norrnet.say("blup", "nlu_fallback", 0.2) == ["not_understood", "confirm"]
    assert norrnet.say("blop", "nlu_fallback", 0.2) == ["explain_choice", "confirm"]
    payloads = [payload for _, payload in norrnet.draft.turn.says[-1].choices]
    assert payloads == ["/talk_to_human"]
    assert norrnet.say("blap", "nlu_fallback", 0.2) == ["confirm"]
    assert moves(norrnet) == []
