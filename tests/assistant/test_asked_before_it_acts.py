"""Nothing is carried out before the customer has said yes to exactly that."""

import copy
from datetime import timedelta

import pytest
from sqlalchemy import select

from amends.assistant import abandonment
from amends.assistant.redecision import Redecision
from amends.conversations import turns
from amends.db.tables import CaseRow, ConversationRow
from amends.errors import BackendUnavailable, Fault, RecordInvalid
from amends.reading.message import Message
from tests.assistant.conftest import Chat
from tests.assistant.moved import cases, mails, moves, remedies

# What customers really wrote, each the whole conversation; all of it was cancelled and refunded at once.
AGAINST_THE_WORDS = [
    ("please do NOT cancel my order IT-20036, i only want to know when my credit arrives. clara.vogel@example.com"),
    ("i dont want to cancel, i just want my credit. IT-20028 milan.peters@example.com"),
    ("my brother wants to cancel his order, how does he do that? mine is IT-20027 lotte.janssen@example.com"),
    ("can i still cancel IT-20015 later on? lotte.janssen@example.com"),
]
INTENTS = ("cancel_order", "wrong_purchase", "dissatisfaction", "not_activated", "request_refund", "withdraw")
IBEN = "IT-20039 sanne.bakker@example.com"


@pytest.mark.parametrize("text", AGAINST_THE_WORDS)
@pytest.mark.parametrize("intent", INTENTS)
def test_words_against_it_move_nothing_whatever_they_are_taken_for(itnet: Chat, text: str, intent: str) -> None:
    itnet.say(text, intent)
    assert moves(itnet) == []


@pytest.mark.parametrize("text", AGAINST_THE_WORDS)
def test_who_denies_it_only_asks_or_tells_of_somebody_else_is_not_asked_to_cancel(itnet: Chat, text: str) -> None:
    said = itnet.say(text, "cancel_order")
    assert said[0] == "nothing_cancelled"
    assert said[1].startswith("answer_order_")
    assert itnet.draft.asked is None
    assert itnet.draft.order_number is not None  # what was said is kept
    assert itnet.draft.email is not None


def test_a_complaint_is_asked_about_before_it_ends_an_order(itnet: Chat) -> None:
    said = itnet.say("It is not what I expected. IT-20059 daan.visser@example.com", "dissatisfaction")
    assert said == ["confirm"]
    assert moves(itnet) == []
    assert itnet.say("no, leave it as it is") == ["nothing_done"]
    assert moves(itnet) == []
    assert cases(itnet) == [("dissatisfaction", "abandoned")]


def test_a_no_in_the_conversation_of_nn_10035_moves_nothing(norrnet: Chat) -> None:
    start = "please do NOT cancel order NN-10035, i just want to know when it starts. emma.devries@example.com"
    norrnet.say(start, "cancel_order")
    for text in ("no dont cancel it", "when does it start", "traffic analytics"):
        norrnet.say(text, "cancel_order")
    assert moves(norrnet) == []


def test_the_question_names_order_service_act_amount_destination_and_what_is_lost(itnet: Chat) -> None:
    assert itnet.say(f"I want to cancel my VPN, {IBEN}", "cancel_order") == ["confirm"]
    text = itnet.draft.proposal.text
    for named in ("IT-20039", "VPN access, 12 months", "€59.88", "original payment method", "no longer be used"):
        assert named in text


@pytest.mark.parametrize(
    "yes",
    ["ja hoor", "ja, bekreft", "go ahead", "Yes, please", "yes", "ja, graag", "ok", "doe maar", "kjør på", "cancel it"],
)
def test_a_yes_in_the_customers_words_is_enough_and_is_kept_with_the_remedy(itnet: Chat, yes: str) -> None:
    itnet.say(f"I want to cancel my VPN, {IBEN}", "cancel_order")
    text = itnet.draft.proposal.text
    assert itnet.say(yes) == ["approved_refund_and_cancel"]
    assert moves(itnet) == [("IT-20039", "refund", 5988), ("IT-20039", "cancellation", None)]
    assert {row.confirmed_text for row in remedies(itnet)} == {text}
    assert {row.confirmed_at for row in remedies(itnet)} == {itnet.now}


@pytest.mark.parametrize("no", ["nei takk", "liever niet", "no thanks", "nee", "don't", "la være"])
def test_a_no_in_the_customers_words_leaves_everything_as_it_is(itnet: Chat, no: str) -> None:
    itnet.say(f"I want to cancel my VPN, {IBEN}", "cancel_order")
    assert itnet.say(no) == ["nothing_done"]
    assert moves(itnet) == []
    assert mails(itnet) == []


@pytest.mark.parametrize("other", ["yes but only half", "what?", "ja als het gratis is", "yes?"])
def test_anything_else_is_no_answer_and_the_question_stays_open(itnet: Chat, other: str) -> None:
    itnet.say(f"I want to cancel my VPN, {IBEN}", "cancel_order")
    assert itnet.say(other, "affirm")[-1] == "confirm"
    assert itnet.draft.asked == "confirmation"
    assert moves(itnet) == []


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("ok but how much will i get back?", "proposed_amount"),
        ("hoeveel krijg ik dan terug?", "proposed_amount"),
        ("why?", "proposed_why"),
        ("hvor lang tid tar det?", "answer_refund_timing"),
    ],
)
def test_a_question_about_it_is_answered_and_asks_again(itnet: Chat, text: str, told: str) -> None:
    itnet.say(f"I want to cancel my VPN, {IBEN}", "cancel_order")
    assert itnet.say(text) == [told, "confirm"]
    assert moves(itnet) == []


def test_a_yes_to_other_facts_counts_no_more(itnet: Chat) -> None:
    itnet.say(f"I want to cancel my VPN, {IBEN}", "cancel_order")
    order = itnet.backend.order("IT-20039")
    assert order is not None
    payments = copy.deepcopy(order.document["payments"])
    payments[0]["refunded"] = {"amount": "10.00", "currency": "EUR"}
    itnet.change("IT-20039", payments=payments)
    assert itnet.say("yes, please") == ["changed_since_yes", "confirm"]
    assert moves(itnet) == []
    assert "€49.88" in itnet.draft.proposal.text
    itnet.say("yes, please")
    assert moves(itnet) == [("IT-20039", "refund", 4988), ("IT-20039", "cancellation", None)]


def test_a_button_under_an_earlier_question_is_no_yes_to_the_next_one(itnet: Chat) -> None:
    itnet.say(f"I want to cancel my VPN, {IBEN}", "cancel_order")
    old = itnet.draft.proposal.id
    other = itnet.backend.order("IT-20059")
    assert other is not None
    itnet.change("IT-20059", customer={**other.document["customer"], "email": "sanne.bakker@example.com"})
    itnet.say("it was IT-20059", "correct")
    assert itnet.draft.asked == "confirmation"
    assert itnet.say("", yes_no=f"yes:{old}")[0] == "choice_is_over"
    assert moves(itnet) == []


def test_a_choice_among_options_is_the_yes_to_what_was_chosen(itnet: Chat) -> None:
    itnet.say("My minutes were never activated, IT-20029 nora.lie@example.com", "not_activated")
    order = itnet.backend.order("IT-20029")
    assert order is not None
    itnet.say(f"{order.number} {order.customer.email}")
    assert itnet.draft.asked == "accepts"
    itnet.say("", accepts="full_refund")
    assert moves(itnet) == [("IT-20029", "refund", 1990), ("IT-20029", "cancellation", None)]


def test_after_an_outage_of_the_order_system_it_is_asked(itnet: Chat) -> None:
    itnet.backend.fail(BackendUnavailable("away"))
    assert itnet.say(f"I want to cancel my VPN, {IBEN}", "cancel_order") == ["parked"]
    with itnet.context.database.read() as session:
        case_id = session.scalars(select(CaseRow.id)).one()
    Redecision(itnet.claims).resume(case_id)
    assert moves(itnet) == []
    assert itnet.draft.asked == "confirmation"
    assert "/confirm/" in mails(itnet)[-1].text


def test_stopping_at_the_question_moves_nothing(itnet: Chat) -> None:
    itnet.say(f"I want to cancel my VPN, {IBEN}", "cancel_order")
    abandonment.stop(itnet.context, itnet.dialogue.situation(itnet.id))
    assert itnet.say("yes")[0] != "approved_refund_and_cancel"
    assert moves(itnet) == []


def test_a_record_that_breaks_the_contract_is_said_to_be_faulty_and_goes_to_a_person(itnet: Chat) -> None:
    itnet.backend.fail(RecordInvalid("IT-20039", [Fault("$.customer.email", "is missing")]))
    said = itnet.say(f"I want to cancel my VPN, {IBEN}", "cancel_order")
    assert said[0] == "person_after_unreadable"
    assert cases(itnet) == [("cancel", "review")]
    assert not itnet.draft.parked


@pytest.mark.parametrize("text", ["Full refund?", "full refund? what do you mean", "wait no full refund"])
def test_a_question_in_the_words_of_a_button_is_no_choice(itnet: Chat, text: str) -> None:
    itnet.say("My minutes were never activated, IT-20030 nora.lie@example.com", "not_activated")
    assert itnet.draft.asked == "accepts"
    itnet.say(text)
    assert moves(itnet) == []


def test_a_yes_that_was_written_before_the_question_was_put_is_none(itnet: Chat) -> None:
    itnet.say(f"I want to cancel my VPN, {IBEN}", "cancel_order")
    put = itnet.draft.proposal.at
    early = Message("t", "ok", put, "affirm")
    assert itnet.dialogue.take(itnet.id, early).open
    assert itnet.draft.asked == "confirmation"
    assert moves(itnet) == []


def test_a_yes_of_whoever_had_not_read_the_question_yet_is_none(itnet: Chat) -> None:
    """On a messaging channel it was still to go out, as where the provider asks for patience."""
    itnet.say(f"I want to cancel my VPN, {IBEN}", "cancel_order")
    put = itnet.draft.proposal.at
    with itnet.context.database.begin() as session:
        row = session.get_one(ConversationRow, itnet.id)
        events = [
            turns.receive(session, row, client_id=name, now=put + timedelta(seconds=5), text="yes", extra=extra)
            for name, extra in (
                ("unread", {turns.READ_UNTIL: (put - timedelta(seconds=1)).isoformat()}),
                ("read", {turns.READ_UNTIL: (put + timedelta(seconds=1)).isoformat()}),
            )
        ]
        unread, read = (str(event.id) for event in events)
    later = put + timedelta(seconds=5)
    assert itnet.dialogue.take(itnet.id, Message(unread, "yes", later, "affirm")).open
    assert moves(itnet) == []
    itnet.dialogue.take(itnet.id, Message(read, "yes", later + timedelta(seconds=5), "affirm"))
    assert len(moves(itnet)) == 2


def test_the_same_claim_right_after_the_yes_is_told_and_not_asked_again(itnet: Chat) -> None:
    told = f"I want to cancel my VPN, {IBEN}"
    itnet.say(told, "cancel_order")
    itnet.say("yes")
    assert itnet.say(told, "cancel_order")[0] == "status_carrying_out"
    assert len(remedies(itnet)) == 2


def test_a_proposal_stays_open_whatever_is_said_beside_it(itnet: Chat) -> None:
    itnet.say(f"I want to cancel my VPN, {IBEN}", "cancel_order")
    for text in ("will i lose anything", "who are you", "is this safe", "bananas", "blue"):
        assert itnet.say(text)[-1] in {"confirm", "offer_person"}
    assert itnet.say("yes please") == ["approved_refund_and_cancel"]


@pytest.mark.parametrize(
    "text",
    [
        "I don't want to withdraw. Where is my VPN?",
        "what if I withdraw?",
        "my brother withdrew from his contract, can I?",
    ],
)
def test_who_only_speaks_of_withdrawing_is_not_asked_to_confirm_it(itnet: Chat, text: str) -> None:
    said = itnet.say(f"{text} {IBEN}", "withdraw")
    assert said[0] == "nothing_withdrawn"
    assert itnet.draft.asked is None
    assert mails(itnet) == []


@pytest.mark.parametrize("text", ["no, that is wrong", "I want to change something"])
def test_a_yes_after_another_question_is_none_to_the_proposal(norrnet: Chat, text: str) -> None:
    norrnet.say("I was charged twice for NN-10006, kari.holm@example.com", "duplicate_payment")
    assert norrnet.say(text, "correct") == ["what_to_correct"]
    assert norrnet.say("yes", "affirm") == ["is_that_a_yes"]
    assert moves(norrnet) == []
    assert norrnet.say("yes", "affirm") == ["approved_refund"]


def test_a_person_is_offered_by_a_button_under_what_is_proposed_so_that_a_yes_means_one_thing(norrnet: Chat) -> None:
    norrnet.say("I was charged twice for NN-10006, kari.holm@example.com", "duplicate_payment")
    norrnet.say("blue")
    assert norrnet.say("bla") == ["explain_choice", "confirm"]
    assert [payload for _, payload in norrnet.draft.turn.says[-1].choices] == ["/talk_to_human"]
    assert norrnet.say("yes, please", "affirm") == ["approved_refund"]


def _sent_at_once(chat: Chat, *texts: str) -> list[list[str]]:
    """What is said to messages of which none had been answered when the last was written."""
    written = chat.now
    said = []
    for text in texts:
        chat.now += timedelta(seconds=1)
        message = Message(chat._sent(text), text, written, "affirm")
        said.append([say.response.removeprefix("utter_") for say in chat.dialogue.take(chat.id, message).says])
    return said


def test_yeses_sent_with_the_claim_are_asked_for_the_yes_and_not_scolded(norrnet: Chat) -> None:
    norrnet.say("I was charged twice for NN-10006, kari.holm@example.com", "duplicate_payment")
    assert _sent_at_once(norrnet, "yes", "yes", "yes") == [["is_that_a_yes"]] * 3
    assert moves(norrnet) == []
    assert norrnet.say("ok", "affirm") == ["approved_refund"]


def test_of_three_yeses_at_once_the_first_counts_and_the_others_do_nothing(norrnet: Chat) -> None:
    norrnet.say("I was charged twice for NN-10006, kari.holm@example.com", "duplicate_payment")
    norrnet.now += timedelta(seconds=20)
    assert _sent_at_once(norrnet, "yes", "yes", "yes") == [["approved_refund"], *[["one_yes_is_enough"]] * 2]
    assert len(remedies(norrnet)) == 1


@pytest.mark.parametrize("language", ["en", "nl", "nb"])
def test_a_yes_to_what_was_paid_back_meanwhile_is_told_so(norrnet: Chat, language: str) -> None:
    norrnet.say("I was charged twice, NN-10006 kari.holm@example.com", "duplicate_payment", language=language)
    assert norrnet.draft.asked == "confirmation"
    order = norrnet.backend.order("NN-10006")
    assert order is not None
    payments = copy.deepcopy(order.document["payments"])
    payments[1]["refunded"] = payments[1]["amount"]
    norrnet.change("NN-10006", payments=payments)
    said = norrnet.say("yes", "affirm")
    assert said[0] == "answer_paid_back"
    [paid] = [say.args["amount"] for say in norrnet.draft.turn.says if say.response == "utter_answer_paid_back"]
    assert "490" in paid
    assert moves(norrnet) == []
    assert "answer_paid_back" not in norrnet.say("I have none", "no_evidence")
