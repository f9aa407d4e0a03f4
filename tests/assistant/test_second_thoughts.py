"""«No wait» after something was done tells what was done and when; nothing is undone, and a person is offered."""

import pytest
from sqlalchemy import select

from amends.db.tables import CaseRow, RemedyRow
from tests.assistant.conftest import Chat
from tests.assistant.moved import cases, moves

MISTAKE = "I ordered the consultation by mistake, I wanted another product"
KARI = "NN-10030 kari.holm@example.com"


@pytest.fixture
def cancelled(norrnet: Chat) -> Chat:
    """The customer's yes is being carried out."""
    assert norrnet.say(f"{MISTAKE}, {KARI}", "wrong_purchase") == ["confirm"]
    assert norrnet.say("yes") == ["approved_refund_and_cancel"]
    return norrnet


def is_over(chat: Chat) -> None:
    with chat.context.database.begin() as session:
        session.scalars(select(CaseRow)).one().status = "resolved"
        for remedy in session.scalars(select(RemedyRow)):
            remedy.state, remedy.settled_at = "confirmed", chat.now


WAIT = [
    ("no wait", "correct"),
    ("no wait", "deny"),
    ("wait!", "nlu_fallback"),
    ("wacht toch niet", "nlu_fallback"),
    ("nee wacht", "deny"),
    ("nei vent", "deny"),
    ("vent litt, jeg har ombestemt meg", "nlu_fallback"),
    ("stop", "stop"),
    ("can you undo that please", "request_refund"),
    ("dont cancel it after all", "cancel_order"),
    ("toch maar niet annuleren", "cancel_order"),
    ("ikke avbestill likevel", "nlu_fallback"),
]


@pytest.mark.parametrize(("text", "intent"), WAIT)
def test_while_it_is_carried_out_it_is_told_since_when(cancelled: Chat, text: str, intent: str) -> None:
    before = moves(cancelled)
    assert cancelled.say(text, intent) == ["being_done"]
    assert moves(cancelled) == before
    assert cases(cancelled) == [("wrong_purchase", "carrying_out")]


@pytest.mark.parametrize(("text", "intent"), WAIT)
def test_when_it_is_done_it_is_told_what_and_when(cancelled: Chat, text: str, intent: str) -> None:
    is_over(cancelled)
    assert cancelled.say(text, intent) == ["done_already"]
    (said,) = cancelled.draft.turn.says
    assert "890.00" in said.args["acts"]
    assert "NN-10030" in said.args["acts"]
    assert "18 Nov" in said.args["at"]
    with cancelled.context.database.read() as session:
        assert said.args["case"] == session.scalars(select(CaseRow)).one().number
    titles = [title for title, _ in cancelled.context.sentences.buttons(said, "en")]
    assert titles == ["Talk to a person"]


def test_it_is_told_again_each_time_and_the_person_gets_the_same_case(cancelled: Chat) -> None:
    is_over(cancelled)
    cancelled.say("no wait", "correct")
    assert cancelled.say("nee wacht", "deny") == ["done_already"]
    assert cancelled.say("/talk_to_human", "talk_to_human")[-1].startswith("handed_over")
    assert cases(cancelled) == [("wrong_purchase", "review")]


@pytest.mark.parametrize(
    ("text", "intent"),
    [
        ("the vpn is down, wait", "outage"),
        ("how long do I have to wait?", "ask_refund_timing"),
        ("I waited ten days for this", "nlu_fallback"),
        ("wait, when does it arrive?", "nlu_fallback"),
    ],
)
def test_other_words_with_a_wait_in_them_are_what_they_are(cancelled: Chat, text: str, intent: str) -> None:
    assert not {"being_done", "done_already"} & set(cancelled.say(text, intent))


def test_do_not_cancel_is_not_about_a_refund_that_ended_nothing(norrnet: Chat) -> None:
    norrnet.say("I was charged twice for it, NN-10006 kari.holm@example.com", "duplicate_payment")
    norrnet.say("yes")
    assert norrnet.say("please do not cancel my order", "cancel_order")[0] == "nothing_cancelled"
    assert norrnet.say("no wait", "correct") == ["being_done"]


def test_after_a_denial_it_is_told_how_the_case_stands(norrnet: Chat) -> None:
    norrnet.say(f"{MISTAKE}, NN-10028 emma.devries@example.com", "wrong_purchase")
    assert norrnet.say("no wait", "correct") == ["status_denied"]


def test_a_yes_for_later_is_taken_back_by_it(norrnet: Chat) -> None:
    order = norrnet.backend.order("NN-10017")
    assert order is not None
    norrnet.say(f"I paid for it and it is not activated at all, NN-10017 {order.customer.email}", "not_activated")
    norrnet.say("yes")
    assert norrnet.say("nee wacht", "deny") == ["asked_when_due"]


@pytest.mark.parametrize(("text", "intent"), [("no wait", "correct"), ("nei vent", "deny"), ("nee wacht", "deny")])
def test_while_a_person_has_it_it_is_told_until_when(norrnet: Chat, text: str, intent: str) -> None:
    norrnet.say(f"{MISTAKE}, NN-10028 emma.devries@example.com", "wrong_purchase")
    norrnet.say("/appeal", "appeal")
    said = norrnet.say(text, intent)
    assert said in (["status_review"], ["added_to_case"])
    assert cases(norrnet) == [("wrong_purchase", "review")]


def test_where_nothing_was_asked_for_there_is_nothing_to_change(itnet: Chat) -> None:
    itnet.say("please do NOT cancel my order IT-20036. clara.vogel@example.com", "cancel_order")
    assert itnet.say("no wait", "correct") == ["ask_issue"]
