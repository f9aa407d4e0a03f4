"""What is said after a decision is about that decision: no second case, no second e-mail, and nothing moves."""

import pytest
from sqlalchemy import select

from amends.db.tables import CaseRow, RemedyRow
from tests.assistant.conftest import After, Chat
from tests.assistant.moved import cases, mails, moves

OLA = "NN-10019 ola.berg@example.com"
SANNE = "IT-20020 sanne.bakker@example.com"
KARI = "NN-10006 kari.holm@example.com"


def is_over(chat: Chat) -> None:
    with chat.context.database.begin() as session:
        session.scalars(select(CaseRow)).one().status = "resolved"
        for remedy in session.scalars(select(RemedyRow)):
            remedy.state, remedy.settled_at = "confirmed", chat.now


def refund_and_end(norrnet: Chat) -> None:
    """Refunded and cancelled, and the records show it."""
    assert norrnet.say(f"my security alerts were never activated {OLA}", "not_activated") == ["confirm"]
    assert norrnet.say("yes") == ["approved_refund_and_cancel"]
    is_over(norrnet)
    order = norrnet.backend.order("NN-10019")
    assert order is not None
    paid = order.document["payments"][0]
    norrnet.change("NN-10019", cancelled_at=norrnet.now.isoformat(), payments=[{**paid, "refunded": paid["amount"]}])


@pytest.fixture
def ended(after: After) -> Chat:
    return after("norrnet", refund_and_end)


def refund(norrnet: Chat) -> None:
    """The second of two payments is paid back; the order goes on."""
    norrnet.say(f"I was charged twice for it, {KARI}", "duplicate_payment")
    assert norrnet.say("yes") == ["approved_refund"]
    is_over(norrnet)


@pytest.fixture
def refunded(after: After) -> Chat:
    return after("norrnet", refund)


def _stays(chat: Chat, text: str, intent: str, confidence: float = 0.9) -> list[str]:
    """What is said, where no case, mail or entry comes of it."""
    before = (cases(chat), len(mails(chat)), moves(chat))
    said = chat.say(text, intent, confidence)
    assert (cases(chat), len(mails(chat)), moves(chat)) == before
    assert chat.draft.settled
    return said


KEEPS = [
    ("i changed my mind, i want to keep it", "dissatisfaction"),
    ("can I keep it after all?", "cancel_order"),
    ("i'd rather keep the order", "cancel_order"),
    ("nei vent, jeg ombestemte meg, behold den", "dissatisfaction"),
    ("ombestemte meg, vil beholde den", "dissatisfaction"),
    ("ik wil hem toch houden", "cancel_order"),
    ("ik heb me bedacht, ik wil 'm houden", "wrong_purchase"),
    ("laat hem toch maar staan", "nlu_fallback"),
    ("can you turn it back on", "request_refund"),
    ("no wait i want it back on", "request_refund"),
    ("kan het nog teruggedraaid worden?", "request_refund"),
    ("vil likevel ha den", "request_refund"),
]


@pytest.mark.parametrize(("text", "intent"), KEEPS)
def test_who_would_keep_what_is_ended_is_told_what_was_done(ended: Chat, text: str, intent: str) -> None:
    assert _stays(ended, text, intent) == ["done_already"]


ENDED = [
    "is my order cancelled?",
    "so is it cancelled now or not?",
    "have you cancelled it?",
    "er den kansellert nå?",
    "er bestillingen avbestilt?",
    "ble den avbestilt",
    "is die nu geannuleerd?",
    "hebben jullie hem al geannuleerd?",
    "is de annulering gelukt?",
    "so it's cancelled now right?",
    "did you already cancel it",
    "dus hij is nu opgezegd?",
    "så den er avsluttet nå?",
]


@pytest.mark.parametrize("text", ENDED)
@pytest.mark.parametrize("intent", ["cancel_order", "ask_order_status", "nlu_fallback"])
def test_whether_it_is_ended_is_told_by_the_records_and_nothing_else(ended: Chat, text: str, intent: str) -> None:
    assert _stays(ended, text, intent) == ["answer_order_cancelled"]


@pytest.mark.parametrize("text", ENDED)
def test_while_it_is_being_ended_that_is_told(norrnet: Chat, text: str) -> None:
    norrnet.say(f"my security alerts were never activated {OLA}", "not_activated")
    norrnet.say("yes")
    assert _stays(norrnet, text, "cancel_order")[:2] == ["status_carrying_out", "granted_before"]


@pytest.mark.parametrize(
    ("text", "intent"),
    [
        ("so what happens to my service now?", "ask_case_status"),
        ("can i still use it?", "expired_credit"),
        ("hva skjer med tjenesten nå?", "ask_order_status"),
        ("kan jeg fortsatt bruke den?", "out_of_scope"),
        ("en wat gebeurt er nu met mijn dienst?", "ask_case_status"),
        ("en mijn dienst, werkt die nog?", "out_of_scope"),
    ],
)
def test_what_becomes_of_the_service_is_the_orders_state(ended: Chat, text: str, intent: str) -> None:
    assert _stays(ended, text, intent) == ["answer_order_cancelled"]


@pytest.mark.parametrize(
    ("text", "intent"),
    [
        ("why did i only get 590?", "billing_error"),
        ("why not all of it?? i paid 490", "not_activated"),
        ("why only 590", "billing_error"),
        ("why so little?", "deny"),
        ("hvorfor får jeg bare det ene beløpet?", "duplicate_payment"),
        ("hvorfor fikk jeg ikke alt tilbake", "request_refund"),
        ("waarom krijg ik maar 4,20?", "billing_error"),
        ("waarom niet alles terug?", "duplicate_payment"),
        ("where's the other 490?", "nlu_fallback"),
        ("hva med resten av pengene?", "ask_policy"),
        ("en de rest dan?", "ask_policy"),
    ],
)
def test_why_it_is_no_more_is_explained(refunded: Chat, text: str, intent: str) -> None:
    assert _stays(refunded, text, intent) == ["decision_explained", "amount_explained"]


MORE = [
    ("I still think I should get 10 euros", "wrong_purchase"),
    ("that's not enough", "deny"),
    ("i think i should get some interest too", "nlu_fallback"),
    ("jeg synes jeg burde få renter også", "out_of_scope"),
    ("det er for lite", "dissatisfaction"),
    ("ik vind dat ik ook rente moet krijgen", "request_refund"),
    ("dat is te weinig", "deny"),
    ("make it 20", "nlu_fallback"),
    ("doe maar 10 euro", "nlu_fallback"),
    ("gi meg 100 da", "request_refund"),
    ("jeg forventet mer", "dissatisfaction"),
    ("ik had meer verwacht", "dissatisfaction"),
    ("490 is not what i paid", "not_activated"),
    ("kan jeg ikke få litt mer?", "no_evidence"),
    ("kan het niet iets meer zijn?", "nlu_fallback"),
]


@pytest.mark.parametrize(("text", "intent"), MORE)
def test_who_asks_for_more_is_told_that_it_is_decided(refunded: Chat, text: str, intent: str) -> None:
    assert _stays(refunded, text, intent, 0.7) == ["goodwill_refused"]


@pytest.mark.parametrize(
    ("text", "intent"),
    [
        ("but it also doesn't work since yesterday", "outage"),
        ("my internet is down too, that's not enough", "outage"),
        ("and my calls to Cuba fail as well", "destination_problem"),
        ("mijn vpn doet het niet en dat is te weinig voor dat geld", "outage"),
        ("why do I only get half the speed since monday?", "outage"),
        ("jeg får ikke varsler på tjenesten lenger", "outage"),
        ("please cancel my subscription", "cancel_order"),
        ("you took 490 again today", "billing_error"),
    ],
)
def test_a_new_problem_opens_its_claim(refunded: Chat, text: str, intent: str) -> None:
    refunded.say(text, intent)
    assert not refunded.draft.settled or len(cases(refunded)) > 1


@pytest.mark.parametrize("text", [f"is my order cancelled? {OLA}", f"er bestillingen avbestilt? {OLA}"])
def test_whether_an_order_is_ended_opens_no_claim(norrnet: Chat, text: str) -> None:
    assert norrnet.say(text, "cancel_order") == ["answer_order_pending_until"]
    assert cases(norrnet) == []
    assert norrnet.draft.asked is None


def test_without_a_number_it_is_told_what_lacks(norrnet: Chat) -> None:
    assert norrnet.say("is my order cancelled?", "cancel_order") == ["answer_order_locked"]
    assert cases(norrnet) == []


@pytest.mark.parametrize(
    "text", [f"behold bestillingen {OLA}", f"I want to keep my order {OLA}", f"ik wil mijn bestelling houden {OLA}"]
)
@pytest.mark.parametrize("intent", ["cancel_order", "dissatisfaction", "nlu_fallback"])
def test_the_wish_to_keep_an_order_opens_no_claim(norrnet: Chat, text: str, intent: str) -> None:
    assert norrnet.say(text, intent) == ["nothing_cancelled", "answer_order_pending_until"]
    assert cases(norrnet) == []


def test_of_an_ended_order_it_is_not_said_that_nothing_ends(norrnet: Chat) -> None:
    norrnet.change("NN-10019", cancelled_at=norrnet.now.isoformat())
    assert norrnet.say(f"please do not cancel it, {OLA}", "cancel_order") == ["answer_order_cancelled"]


@pytest.mark.parametrize(
    "text",
    [
        f"I want to cancel and keep my number {OLA}",
        f"you can keep it {OLA}",
        f"why has my order been cancelled? {OLA}",
    ],
)
def test_other_words_about_ending_are_a_claim(norrnet: Chat, text: str) -> None:
    norrnet.say(text, "cancel_order")
    assert norrnet.draft.issue == "cancel" or norrnet.draft.settled


@pytest.mark.parametrize("text", ["please cancel it", "zeg het maar op", "avslutt det"])
def test_what_is_ended_is_not_ended_again(ended: Chat, text: str) -> None:
    assert _stays(ended, text, "cancel_order") == ["answer_order_cancelled"]


def test_another_order_may_be_ended(ended: Chat) -> None:
    ended.say("please cancel my other subscription", "cancel_order")
    assert "answer_order_cancelled" not in [say.response for say in ended.draft.turn.says]


@pytest.mark.parametrize("text", ["too bad, i really liked it", "jammer, ik vond hem fijn", "synd, jeg likte den"])
def test_regret_about_what_ended_opens_no_claim(ended: Chat, text: str) -> None:
    assert _stays(ended, text, "dissatisfaction") == ["goodwill_refused"]


@pytest.mark.parametrize("text", ["why is it denied then", "hvorfor avslår dere det da", "waarom is dat zo dan"])
def test_why_without_a_question_mark_is_no_appeal(norrnet: Chat, text: str) -> None:
    norrnet.say("I ordered it by mistake, the wrong product, NN-10028 emma.devries@example.com", "wrong_purchase")
    assert _stays(norrnet, text, "appeal", 0.6) == ["decision_explained"]


def test_an_appeal_that_asks_for_more_stays_an_appeal(refunded: Chat) -> None:
    assert refunded.say("that is not enough, check it once more", "appeal") == ["appeal_handed_over"]
