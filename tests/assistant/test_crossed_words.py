"""Words that were written before an offer could be read are no yes to it, whatever they name."""

from datetime import datetime, timedelta

import pytest

from amends.conversations import turns
from amends.db.tables import ConversationRow
from amends.reading.message import Message
from tests.assistant.conftest import After, Chat
from tests.assistant.moved import moves


def come_to_the_offer(norrnet: Chat) -> None:
    norrnet.say("I was charged twice for it, NN-10006 kari.holm@example.com", "duplicate_payment")
    assert norrnet.draft.asked == "confirmation"


def come_to_the_options(itnet: Chat) -> None:
    itnet.say("My minutes were never activated, IT-20030 nora.lie@example.com", "not_activated")
    assert itnet.draft.asked == "accepts"


def says(chat: Chat, text: str, intent: str, read: datetime) -> None:
    """It is written by somebody who had read until `read`."""
    chat.now += timedelta(seconds=20)
    extra = {turns.READ_UNTIL: read.isoformat()}
    with chat.context.database.begin() as session:
        row = session.get_one(ConversationRow, chat.id)
        turn = str(turns.receive(session, row, client_id=text, now=chat.now, text=text, extra=extra).id)
    chat.dialogue.take(chat.id, Message(turn, text, chat.now, intent, 0.9))


ACTS = [("refund me please", "request_refund"), ("refund", "request_refund"), ("yes, refund it", "affirm")]
OPTIONS = [("full refund please", "request_refund"), ("the first one", "nlu_fallback"), ("money", "request_refund")]


@pytest.mark.parametrize(
    ("merchant", "begin", "text", "intent"),
    [
        *(("norrnet", come_to_the_offer, *each) for each in ACTS),
        *(("itnet", come_to_the_options, *each) for each in OPTIONS),
    ],
)
def test_words_that_name_what_is_offered_count_only_where_it_was_read(
    after: After, merchant: str, begin: object, text: str, intent: str
) -> None:
    chat = after(merchant, begin)  # type: ignore[arg-type]
    put = chat.draft.proposal.at
    says(chat, text, intent, put - timedelta(seconds=1))
    assert moves(chat) == []
    assert chat.draft.proposal is not None
    says(chat, f"{text}.", intent, put + timedelta(seconds=1))
    assert moves(chat) != []
