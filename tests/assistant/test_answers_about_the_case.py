"""Questions about the customer's own order and case are answered from them, and each once."""

import copy

import pytest
from sqlalchemy import select

from amends.cases.entries import EntryKind
from amends.db.case_tables import CaseEntryRow
from tests.assistant.conftest import Chat
from tests.assistant.moved import cases

HALVES = ["what if you just give me half", "kom op de helft dan?", "hva med halvparten da?"]
LEAVES = ["ok forget it, thanks", "laat maar, bedankt", "ok glem det, takk"]
NEVER = "My alerts were never switched on, NN-10012 kari.holm@example.com"
DASHBOARD = "The dashboard is still not there, NN-10014 drift.fjordkontor@example.com"


def entries(chat: Chat, kind: EntryKind) -> int:
    with chat.context.database.read() as session:
        return len(list(session.scalars(select(CaseEntryRow).where(CaseEntryRow.kind == kind))))


def test_where_the_refund_is_comes_from_the_orders_records(norrnet: Chat) -> None:
    norrnet.say("NN-10005 emma.devries@example.com", "give_email")
    assert norrnet.say("where is my refund?", "ask_case_status")[0] == "answer_paid_back"
    assert norrnet.draft.turn.says[0].args["amount"] == "€49.00"


def test_with_the_day_where_they_tell_it(norrnet: Chat) -> None:
    order = norrnet.backend.order("NN-10005")
    assert order is not None
    payment = copy.deepcopy(order.document["payments"][0])
    refund = {"id": "re_1", "amount": payment["refunded"], "status": "succeeded", "at": "2025-10-02T10:00:00+02:00"}
    norrnet.change("NN-10005", payments=[payment | {"refunds": [refund]}])
    norrnet.say("NN-10005 emma.devries@example.com", "give_email")
    assert norrnet.say("where is my refund?", "ask_case_status")[0] == "answer_paid_back_on"
    args = norrnet.draft.turn.says[0].args
    assert (args["amount"], args["on"]) == ("€49.00", "Thursday 2 October 2025")


@pytest.mark.parametrize(
    ("text", "intent"),
    [
        ("when does it start", "ask_order_status"),
        ("wanneer begint het", "ask_refund_timing"),
        ("når kommer den da?", "ask_refund_timing"),
    ],
)
def test_when_it_starts_is_about_the_service(norrnet: Chat, text: str, intent: str) -> None:
    norrnet.say("NN-10017 emma.devries@example.com", "give_email")
    assert norrnet.say(text, intent)[0] == "answer_order_pending_until"


def test_what_is_proposed_for_later_has_its_time(itnet: Chat) -> None:
    said = itnet.say("My credit is not there yet, IT-20036 clara.vogel@example.com", "not_activated")
    assert said == ["confirm_later"]
    due = itnet.draft.proposal.say.args["due"]
    assert itnet.say("when will I hear from you?", "ask_case_status")[0] == "proposed_due"
    assert itnet.draft.turn.says[0].args == {"due": due}


@pytest.mark.parametrize("text", ["what do you need?", "wat hebben jullie nodig?", "hva trenger dere?"])
def test_what_is_needed_is_what_is_still_open(norrnet: Chat, text: str) -> None:
    assert norrnet.say(DASHBOARD, "not_activated") == ["on_hold"]
    assert norrnet.say(text, "ask_evidence") == ["on_hold"]
    assert norrnet.draft.turn.says[0].args["items"] == "your company registration"
    norrnet.open()
    assert norrnet.say("I was charged twice, NN-10009 sofie.lund@example.com", "duplicate_payment") == [
        "ask_payment_confirmation"
    ]
    assert norrnet.say(text, "ask_evidence") == ["ask_payment_confirmation"]


@pytest.mark.parametrize(
    ("text", "intent"),
    [("org nr 912345678", "give_email"), ("kvk 12345678", "give_order_number"), ("912 345 678", "nlu_fallback")],
)
def test_the_number_that_was_asked_for_is_taken(norrnet: Chat, text: str, intent: str) -> None:
    norrnet.say(DASHBOARD, "not_activated")
    assert norrnet.say(text, intent)[0] == "added_to_case"
    assert cases(norrnet) == [("not_activated", "review")]
    assert entries(norrnet, EntryKind.ADDED) == 1


@pytest.mark.parametrize("text", ["call me on 22334455 please, my boss is angry", "12345", "why?"])
def test_another_number_is_not(norrnet: Chat, text: str) -> None:
    norrnet.say(DASHBOARD, "not_activated")
    norrnet.say(text, "nlu_fallback")
    assert entries(norrnet, EntryKind.ADDED) == 0


@pytest.mark.parametrize("text", HALVES)
@pytest.mark.parametrize("intent", ["ask_policy", "ask_order_status", "nlu_fallback", "stop"])
def test_half_of_it_is_refused_in_a_sentence(norrnet: Chat, text: str, intent: str) -> None:
    assert norrnet.say(NEVER, "not_activated")[0] == "denied"
    assert norrnet.say(text, intent) == ["no_part_of_it"]
    assert cases(norrnet) == [("not_activated", "denied")]


@pytest.mark.parametrize("text", HALVES)
def test_a_person_who_has_the_case_is_told_of_it(norrnet: Chat, text: str) -> None:
    assert norrnet.say("It was never activated, NN-10002 ola.berg@example.com", "not_activated") == ["review"]
    assert norrnet.say(text, "ask_policy")[0] == "added_to_case"
    assert entries(norrnet, EntryKind.ADDED) == 1


@pytest.mark.parametrize("text", ["an outage of half an hour", "halvparten av tiden virker det ikke"])
def test_half_of_the_time_is_no_bargain(norrnet: Chat, text: str) -> None:
    norrnet.say(NEVER, "not_activated")
    assert norrnet.say(text, "nlu_fallback") != ["no_part_of_it"]


@pytest.mark.parametrize("text", LEAVES)
def test_whoever_lets_it_be_is_taken_leave_of(norrnet: Chat, text: str) -> None:
    norrnet.say(NEVER, "not_activated")
    assert norrnet.say(text, "stop") == ["nothing_else"]
    assert cases(norrnet) == [("not_activated", "denied")]


@pytest.mark.parametrize("text", LEAVES)
def test_and_told_that_a_person_goes_on(norrnet: Chat, text: str) -> None:
    norrnet.say("It was never activated, NN-10002 ola.berg@example.com", "not_activated")
    assert norrnet.say(text, "stop") == ["status_review", "nothing_else"]
    assert cases(norrnet) == [("not_activated", "review")]


@pytest.mark.parametrize(
    "text", ["ok what did I receive by e-mail then?", "wat heb ik dan per e-mail ontvangen?", "hva fikk jeg på e-post?"]
)
def test_what_came_by_mail_is_told_and_opens_nothing(itnet: Chat, text: str) -> None:
    itnet.say("I withdraw from the contract, IT-20066 daan.visser@example.com", "withdraw")
    assert itnet.say("no, keep it", "deny") == ["withdrawal_taken_back"]
    assert itnet.say(text, "not_activated", 0.84) == ["answer_mailed"]
    args = itnet.draft.turn.says[0].args
    assert args["email"] == "daan.visser@example.com"
    assert args["subject"]
    assert cases(itnet) == [("withdraw", "abandoned")]


@pytest.mark.parametrize(
    "text", ["thats literally theft. its MY money", "dit is toch niet normaal", "dette er for dårlig"]
)
def test_discontent_with_a_denial_opens_no_other_case(itnet: Chat, text: str) -> None:
    itnet.say("pay me out what is left of my credit, IT-20046 daan.visser@example.com", "expired_credit")
    before = cases(itnet)
    assert [status for _, status in before] == ["denied"]
    assert itnet.say(text, "dissatisfaction", 0.7) == ["goodwill_refused"]
    assert cases(itnet) == before


@pytest.mark.parametrize("text", ["why was it denied?", "waarom is het afgewezen?", "hvorfor fikk jeg avslag?"])
def test_whoever_asks_why_it_was_denied_is_told_and_has_not_appealed(norrnet: Chat, text: str) -> None:
    norrnet.say(NEVER, "not_activated")
    assert norrnet.say(text, "appeal", 0.7) == ["decision_explained"]
    assert cases(norrnet) == [("not_activated", "denied")]
    assert norrnet.say("why? I do not agree with that", "appeal", 0.7) == ["appeal_handed_over"]
