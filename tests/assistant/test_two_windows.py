"""Two windows about one order: what one of them settled, the other says so, whenever it goes on."""

import pytest
from sqlalchemy import select

from amends.db.tables import RemedyRow
from amends.remedies.announcing import Announcer
from amends.remedies.executor import carry_out
from tests.assistant.conftest import Chat

KARI = "NN-10006 kari.holm@example.com"
TWICE = "My card shows the amount twice"


def carried_out(chat: Chat) -> int:
    """How many refunds there are, all of them made by now."""
    context = chat.context
    with context.database.read() as session:
        ids = list(session.scalars(select(RemedyRow.id)))
    for each in ids:
        carry_out(context.database, chat.backend, each, context.clock, Announcer(context.merchants, context.sentences))
    return len(chat.backend.movements)


def in_another_window(chat: Chat, *, made: bool) -> str:
    """The refund is granted there, and made; the id of the chat that was open before."""
    mine = chat.id
    chat.open()
    chat.say(f"{TWICE}. {KARI}", "duplicate_payment")
    assert chat.say("yes", "affirm", yes_no="yes") == ["approved_refund"]
    if made:
        assert carried_out(chat) == 1
    return mine


@pytest.mark.parametrize(("made", "told"), [(True, "settled_before"), (False, "status_carrying_out")])
def test_a_yes_that_comes_after_the_other_windows_is_told_what_was_settled(
    norrnet: Chat, made: bool, told: str
) -> None:
    assert norrnet.say(f"{TWICE}. {KARI}", "duplicate_payment") == ["confirm"]
    norrnet.id = in_another_window(norrnet, made=made)
    assert norrnet.say("yes", "affirm", yes_no="yes")[0] == told
    assert carried_out(norrnet) == 1


def test_a_chat_that_was_matched_before_and_goes_on_after_is_told_too(norrnet: Chat) -> None:
    norrnet.say(f"Hello, {KARI}", "greet")
    norrnet.id = in_another_window(norrnet, made=True)
    assert norrnet.say(TWICE, "duplicate_payment")[0] == "settled_before"
    assert carried_out(norrnet) == 1
