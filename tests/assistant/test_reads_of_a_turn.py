"""A turn reads its conversation once before its transaction, and locks it once in it; whoever answers is given it."""

from collections import Counter
from collections.abc import Iterator
from typing import Any

import pytest
from sqlalchemy import event

from amends.assistant.draft import Draft
from amends.assistant.situation import Situation, hold, keep
from amends.db.case_tables import CaseRow
from amends.db.session import OneTransaction
from tests.assistant.conftest import Chat

Selects = Counter[str]


@pytest.fixture
def selects(norrnet: Chat) -> Iterator[Selects]:
    """How often each table was read first in a query, since it was cleared."""
    found: Selects = Counter()

    def seen(_connection: Any, _cursor: Any, statement: str, *_: Any) -> None:
        if statement.startswith("SELECT"):
            found[statement.split("FROM", maxsplit=1)[1].split(maxsplit=1)[0]] += 1

    engine = norrnet.context.database.engine
    event.listen(engine, "before_cursor_execute", seen)
    yield found
    event.remove(engine, "before_cursor_execute", seen)


SAID = [
    ("hi", "greet"),
    ("I ordered the consultation by mistake, NN-10028 emma.devries@example.com", "wrong_purchase"),
    ("why?", "ask_policy"),
    ("give me 20 as goodwill then", "request_refund"),
    ("that is not fair", "deny"),
    ("I want to talk to somebody", "talk_to_human"),
    ("flurble", "nlu_fallback"),
]


def test_the_conversation_is_read_at_most_three_times_a_message(norrnet: Chat, selects: Selects) -> None:
    for text, intent in SAID:
        selects.clear()
        norrnet.say(text, intent)
        assert selects["conversations"] <= 3, text  # one of them is this test's own, which writes what was sent


def test_a_case_is_read_by_its_key_once_a_turn(norrnet: Chat, selects: Selects) -> None:
    norrnet.say(*SAID[1])
    transaction = OneTransaction(norrnet.context.database)
    with transaction.whole():
        selects.clear()
        for _ in range(3):
            with transaction.read() as session:
                assert session.get_one(CaseRow, norrnet.draft.case_id).status == "denied"
    assert selects["cases"] == 1


def test_whoever_holds_a_conversation_sees_what_was_written_to_it(norrnet: Chat) -> None:
    with norrnet.context.database.begin() as session:
        row = hold(session, norrnet.id)
        before = Situation.of(row)
        keep(row, before)
        assert hold(session, norrnet.id) is row
        after = Situation.of(row).draft
        assert after.revision == before.draft.revision + 1
        assert after == Draft.from_json(row.draft)


def test_a_lock_taken_in_a_part_that_is_taken_back_is_taken_anew(norrnet: Chat, selects: Selects) -> None:
    with norrnet.context.database.begin() as session:
        with session.begin_nested() as part:
            hold(session, norrnet.id)
            part.rollback()
        selects.clear()
        hold(session, norrnet.id)
        assert selects["conversations"] == 1
