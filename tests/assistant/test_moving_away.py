"""What stays of a case where it was taken from: nothing that can be answered there, and whatever is another case's."""

from collections.abc import Callable
from datetime import timedelta

import pytest

from amends.assistant.claim_dialogue import ClaimDialogue
from amends.assistant.redecision import Redecision
from amends.db.conversation_tables import ConversationRow
from amends.errors import Conflict
from amends.orders.order import Order
from tests.assistant.conftest import Chat
from tests.assistant.moved import cases, moves
from tests.assistant.moving_codes import KARI, TWICE, elsewhere, taken, told, wished

MISTAKE = "Cancel NN-10030 kari.holm@example.com, I ordered it by mistake"
DENIED = ("I ordered the consultation by mistake, NN-10028 emma.devries@example.com", "wrong_purchase")


class Meanwhile:
    """An order system that takes its time: something else happens before it answers for the first time."""

    def __init__(self, chat: Chat, happens: Callable[[], object], monkeypatch: pytest.MonkeyPatch) -> None:
        self.answers, self.happens = chat.backend.order, [happens]
        self.is_there = True
        monkeypatch.setattr(chat.backend, "order", self)

    def __call__(self, number: str) -> Order | None:
        if self.happens:
            self.happens.pop()()
            return self.answers(number) if self.is_there else None
        return self.answers(number)


@pytest.fixture
def waits(norrnet: Chat) -> Chat:
    """A case that waits, and nobody said yes beforehand to what comes of it."""
    order = norrnet.backend.order("NN-10017")
    assert order is not None
    norrnet.say(f"I paid for it and it is not activated at all, NN-10017 {order.customer.email}", "not_activated")
    norrnet.say("no, ask me then")
    assert cases(norrnet) == [("not_activated", "waiting")]
    return norrnet


@pytest.mark.parametrize("is_there", [True, False], ids=["due", "gone"])
def test_a_case_that_is_taken_while_the_worker_looks_at_it_is_told_where_it_goes_on(
    waits: Chat, monkeypatch: pytest.MonkeyPatch, *, is_there: bool
) -> None:
    case = waits.cases()[0][0]
    assert case.due_at is not None
    waits.now = case.due_at + timedelta(minutes=1)
    number, before = elsewhere(waits)
    code = wished(waits, number)
    Meanwhile(waits, lambda: waits.say(str(code)), monkeypatch).is_there = is_there
    redecision = Redecision(ClaimDialogue(waits.context))
    with pytest.raises(Conflict):
        redecision.resume(case.id)
    assert len(told(waits, before)) == 1  # that it goes on elsewhere
    assert cases(waits) == [("not_activated", "waiting")]
    redecision.resume(case.id)
    assert waits.draft.asked == "confirmation"
    assert len(told(waits, before)) == 1


def test_a_claim_that_was_kept_for_later_is_taken_along_and_proposed_there_no_more(norrnet: Chat) -> None:
    norrnet.say(MISTAKE, "cancel_order")
    kept = norrnet.draft
    assert norrnet.say("now my other order: I was charged twice for NN-10006", TWICE[1]) == ["confirm"]
    before, number = norrnet.id, norrnet.cases()[0][0].number
    norrnet.open()
    assert taken(norrnet, number) == ["moved_here", "confirm"]
    assert (norrnet.draft.opened_by, norrnet.draft.told) == (kept.opened_by, kept.told)
    here, norrnet.id = norrnet.id, before
    assert norrnet.say("yes") == ["approved_refund"]
    assert norrnet.draft.others == ()
    norrnet.say("yes")
    assert moves(norrnet) == [("NN-10006", "refund", 49000)]
    norrnet.id = here
    norrnet.say("yes")
    assert [kind for order, kind, _ in moves(norrnet) if order == "NN-10030"] == ["refund", "cancellation"]


def test_a_person_who_chats_about_another_case_keeps_that_chat(norrnet: Chat) -> None:
    norrnet.say(*DENIED)
    number, before = norrnet.cases()[0][0].number, norrnet.id
    norrnet.say(f"{TWICE[0]}, {KARI}", TWICE[1])
    assert len(cases(norrnet)) == 2
    with norrnet.context.database.begin() as session:
        session.get_one(ConversationRow, before).owner = "person"
    norrnet.open()
    assert taken(norrnet, number) == ["moved_here", "status_denied"]
    with norrnet.context.database.read() as session:
        owners = [session.get_one(ConversationRow, each).owner for each in (before, norrnet.id)]
    assert owners == ["person", "bot"]
