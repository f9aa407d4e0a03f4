"""Two windows of one customer about one order."""

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
