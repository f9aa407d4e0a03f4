"""One matter is one case, and what is said after a decision is about that decision."""

import pytest
from sqlalchemy import select

from amends.assistant import answers
from amends.assistant.handoff import Handoff
from amends.db.tables import CaseRow
from amends.reading.message import Message
from tests.assistant.conftest import After, Chat
from tests.assistant.moved import cases, mails, moves
from tests.assistant.pictures import read_off

EMMA = "NN-10028 emma.devries@example.com"
DENIED = ["denied", "right_of_withdrawal"]
WRONG = "I ordered the consultation by mistake, I wanted another product"


def deny(norrnet: Chat) -> None:
    assert norrnet.say(f"{WRONG}, {EMMA}", "wrong_purchase") == DENIED


@pytest.fixture
def denied(after: After) -> Chat:
    return after("norrnet", deny)


@pytest.fixture
def refunded(norrnet: Chat) -> Chat:
    """Paid back and done."""
    norrnet.say("I was charged twice for it, NN-10006 kari.holm@example.com", "duplicate_payment")
    assert norrnet.say("yes") == ["approved_refund"]
    with norrnet.context.database.begin() as session:
        session.scalars(select(CaseRow)).one().status = "resolved"
    order = norrnet.backend.order("NN-10006")
    assert order is not None
    norrnet.change("NN-10006", payments=order.document["payments"][:1])
    return norrnet


def _asked(chat: Chat, text: str, intent: str = "nlu_fallback", confidence: float = 0.9) -> list[str]:
    """What a message comes to that no form hears."""
    chat.now = chat.now.replace(second=chat.now.second + 1)
    said = answers.told(
        chat.context,
        chat.dialogue.situation(chat.id),
        Message(f"t{chat.now.isoformat()}", text, chat.now, intent, confidence),
    )
    return [say.response.removeprefix("utter_") for say in said]


def test_the_same_claim_said_again_in_the_same_or_other_words_is_the_same_case(denied: Chat) -> None:
    for text in (WRONG, WRONG, "it was simply the wrong thing that I bought there"):
        assert denied.say(text, "wrong_purchase") == ["decided_before", *DENIED]
    denied.open()
    assert denied.say(f"{WRONG}, {EMMA}", "wrong_purchase") == ["decided_before", *DENIED]
    assert cases(denied) == [("wrong_purchase", "denied")]
    assert [mail.recipient for mail in mails(denied)] == ["emma.devries@example.com"]


def test_what_was_refunded_and_is_claimed_again_is_the_same_case(norrnet: Chat) -> None:
    who = "NN-10030 kari.holm@example.com"
    norrnet.say(f"{WRONG}, {who}", "wrong_purchase")
    norrnet.say("yes")
    order = norrnet.backend.order("NN-10030")
    assert order is not None
    paid = order.document["payments"][0]
    norrnet.change("NN-10030", payments=[{**paid, "refunded": paid["amount"]}])
    with norrnet.context.database.begin() as session:
        session.scalars(select(CaseRow)).one().status = "resolved"
    sent = len(mails(norrnet))
    for _ in range(3):
        assert norrnet.say(WRONG, "wrong_purchase") == ["settled_before"]
    assert cases(norrnet) == [("wrong_purchase", "resolved")]
    assert len(mails(norrnet)) == sent


def test_a_wait_that_is_asked_about_again_is_told_again_and_written_once(norrnet: Chat) -> None:
    order = norrnet.backend.order("NN-10017")
    assert order is not None
    told = f"I paid for it and it is not activated at all, NN-10017 {order.customer.email}"
    norrnet.say(told, "not_activated")
    norrnet.say("no, ask me then")
    norrnet.open()
    assert norrnet.say(told, "not_activated") == ["confirm_later"]
    assert norrnet.say("no, ask me then") == ["decided_before", "wait"]
    assert cases(norrnet) == [("not_activated", "waiting")]
    assert len(mails(norrnet)) == 1


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("why not all of it?? i paid 490", "decision_explained"),
        ("waarom niet alles terug?", "decision_explained"),
        ("hvorfor får jeg ikke noe tilbake??", "decision_explained"),
        ("ok so when exactly??", "status_denied"),
        ("wanneer hoor ik iets?", "status_denied"),
        ("give me 20 as goodwill then", "goodwill_refused"),
        ("geef me dan iets uit coulance", "goodwill_refused"),
    ],
)
def test_what_follows_a_denial_is_about_that_denial(denied: Chat, text: str, told: str) -> None:
    assert _asked(denied, text)[0] == told
    assert cases(denied) == [("wrong_purchase", "denied")]
    assert moves(denied) == []


def test_money_asked_for_after_a_denial_opens_no_new_claim(denied: Chat) -> None:
    assert denied.say("come on, just give me 20 euros back", "request_refund") == ["goodwill_refused"]
    assert cases(denied) == [("wrong_purchase", "denied")]
    assert denied.draft.settled


def test_how_much_and_when_are_told_after_a_refund(refunded: Chat) -> None:
    assert _asked(refunded, "why not all of it?? i paid it twice") == ["decision_explained", "amount_explained"]
    assert _asked(refunded, "ok so when exactly??") == ["status_resolved", "answer_refund_timing"]


def test_words_that_are_not_understood_after_a_decision_tell_how_it_stands(denied: Chat) -> None:
    assert _asked(denied, "flurble") == ["not_understood_after", "status_denied"]


def test_asking_for_a_person_after_a_decision_goes_to_its_case(denied: Chat) -> None:
    Handoff(denied.context).to_person(denied.id, "turn", "asked")
    assert cases(denied) == [("wrong_purchase", "review")]


@pytest.mark.parametrize(
    "text",
    [
        "the page was down in the month when I moved house and nothing loads",
        "nothing loads, that is why I write to you",
    ],
)
def test_a_claim_that_holds_when_or_why_is_a_claim(denied: Chat, text: str) -> None:
    denied.say(text, "outage", 0.95)
    assert denied.draft.issue == "outage"


def test_another_problem_after_a_decision_is_another_claim(denied: Chat) -> None:
    denied.say("the service is down since this morning and nothing loads at all", "outage")
    assert not denied.draft.settled
    assert denied.draft.issue == "outage"


def test_a_picture_that_proves_the_contrary_has_a_person_look_at_the_denied_case(norrnet: Chat) -> None:
    told = "hi, the security alerts were never switched on?? NN-10012 kari.holm@example.com"
    assert norrnet.say(told, "not_activated")[0] == "denied"
    read_off(norrnet, "ev_1", {"error_text": "Status: NOT ACTIVE"})
    assert norrnet.say("", evidence="ev_1") == ["evidence_received_after_denial"]
    said = norrnet.say("", evidence_read="ev_1:yes")
    assert said == ["evidence_read_kept", "review"]
    assert cases(norrnet) == [("not_activated", "review")]
    with norrnet.context.database.read() as session:
        case = session.scalars(select(CaseRow)).one()
        assert case.claim["evidence"][0]["contradicts_records"] is True
    assert [mail.subject for mail in mails(norrnet)][-1]


def test_a_picture_that_fits_the_records_leaves_the_denial_as_it_is(norrnet: Chat) -> None:
    norrnet.say("hi, the alerts were never switched on?? NN-10012 kari.holm@example.com", "not_activated")
    read_off(norrnet, "ev_1", {"error_text": "Hello"})
    norrnet.say("", evidence="ev_1")
    assert norrnet.say("", evidence_read="ev_1:yes") == ["evidence_nothing_new"]
    assert cases(norrnet) == [("not_activated", "denied")]
