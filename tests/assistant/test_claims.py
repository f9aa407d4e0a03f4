"""Claims from the first message to their end, by the names of what is said."""

from datetime import timedelta

from sqlalchemy import select

from amends.assistant import abandonment
from amends.assistant.redecision import Redecision
from amends.assistant.status_answers import StatusAnswers
from amends.db.tables import CaseRow, EventRow, MailRow
from amends.errors import BackendUnavailable
from tests.assistant.conftest import Chat

KARI = "NN-10006 kari.holm@example.com"
NORA = "IT-20030 nora.lie@example.com"


def _cases(chat: Chat) -> list[tuple[str, str]]:
    with chat.context.database.read() as session:
        return [(case.issue, case.status) for case in session.scalars(select(CaseRow).order_by(CaseRow.id))]


def test_a_service_named_in_the_first_sentence_is_not_asked_for(norrnet: Chat) -> None:
    said = norrnet.say(f"I was charged twice for uptime tracking, {KARI}", "duplicate_payment")
    assert said == ["confirm"]
    assert norrnet.draft.service_name == "Uptime tracking, 12 months"


def test_the_only_service_of_an_order_is_named_by_the_question_and_not_asked_for(norrnet: Chat) -> None:
    assert norrnet.say(f"My card shows the amount twice. {KARI}", "duplicate_payment") == ["confirm"]
    assert "Uptime tracking, 12 months" in norrnet.draft.proposal.text


def test_charged_twice_is_not_questioned_where_the_records_say_so(itnet: Chat) -> None:
    said = itnet.say("I was charged twice for it, IT-20013 daan.visser@example.com", "duplicate_payment")
    assert said == ["confirm"]


def test_charged_twice_is_not_questioned_where_the_records_show_a_second_order(itnet: Chat) -> None:
    said = itnet.say("I was charged twice for it, IT-20017 clara.vogel@example.com", "duplicate_payment")
    assert said == ["confirm"]
    assert itnet.draft.issue == "duplicate_order"


def test_which_of_two_is_meant_is_asked_where_neither_words_nor_records_tell(itnet: Chat) -> None:
    said = itnet.say("something is double here, IT-20015 lotte.janssen@example.com", "duplicate_payment")
    assert said[-1] == "ask_duplicate_payment_or_duplicate_order"


def test_an_unsure_word_names_no_problem(norrnet: Chat) -> None:
    assert norrnet.say(f"hm {KARI}", "outage", 0.3) == ["ask_issue"]


def test_a_button_pressed_after_the_end_changes_nothing_and_opens_no_case(itnet: Chat) -> None:
    itnet.say(f"My minutes were never activated, {NORA}", "not_activated")
    itnet.say("", accepts="wait")
    before = _cases(itnet)
    for pressed in ({"accepts": "full_refund"}, {"yes_no": "yes"}, {"field": "email"}, {"service_name": "x"}):
        assert itnet.say("", **pressed) == ["choice_is_over", "status_review"]
    assert _cases(itnet) == before == [("not_activated", "review")]


def test_an_old_button_after_a_denial_opens_no_second_case(norrnet: Chat) -> None:
    norrnet.say("I bought the wrong product, NN-10028 emma.devries@example.com", "wrong_purchase")
    assert norrnet.say("", yes_no="yes") == ["choice_is_over", "status_denied"]
    assert _cases(norrnet) == [("wrong_purchase", "denied")]


def test_what_is_added_for_the_person_goes_to_the_case(itnet: Chat) -> None:
    itnet.say(f"My minutes were never activated, {NORA}", "not_activated")
    itnet.say("", accepts="wait")
    assert itnet.say("They never came", "not_activated") == ["added_to_case"]
    assert itnet.say("I paid by card, by the way") == ["added_to_case"]
    assert _cases(itnet) == [("not_activated", "review")]


def test_five_wrong_identities_lock_the_chat_for_good(itnet: Chat) -> None:
    itnet.say("Cancel my VPN because I do not need it", "cancel_order")
    told = ["not_matched", "still_not_matched", "ask_a_person", "ask_a_person"]
    for attempt, saying in enumerate(told):
        assert itnet.say(f"IT-20039 no{attempt}@example.com") == [f"identity_{saying}"]
    assert itnet.say("IT-20039 no5@example.com") == ["identity_locked"]
    assert itnet.say("IT-20039 sanne.bakker@example.com") == ["identity_locked"]
    assert _cases(itnet) == []


def test_after_a_pause_the_email_is_asked_again_and_said_why(itnet: Chat) -> None:
    itnet.say("The VPN did not connect at all, IT-20053 sanne.bakker@example.com", "outage")
    itnet.now += timedelta(minutes=31)
    assert itnet.say("yesterday") == ["away_for_a_while", "ask_email"]
    assert itnet.say("sanne.bakker@example.com") == ["understood_when", "ask_error_message"]


def test_whoever_goes_on_writing_stays_who_they_are(itnet: Chat) -> None:
    itnet.say("The VPN did not connect at all, IT-20053 sanne.bakker@example.com", "outage")
    for _ in range(4):
        itnet.now += timedelta(minutes=25)
        assert "away_for_a_while" not in itnet.say("What was it?", "greet")


def test_with_the_backend_away_everything_is_kept(itnet: Chat) -> None:
    itnet.backend.fail(BackendUnavailable("away"))
    said = itnet.say("I was charged twice for it, IT-20013 daan.visser@example.com", "duplicate_payment")
    assert said == ["parked"]
    assert itnet.draft.parked
    assert itnet.draft.issue == "duplicate_payment"


def test_the_bank_is_spoken_of_once_and_counts_as_no_failed_try(norrnet: Chat) -> None:
    assert norrnet.say("I will do a chargeback", "chargeback") == ["about_chargeback", "ask_order_number"]
    assert norrnet.draft.tries == 0


def test_what_to_correct_is_asked_alone(norrnet: Chat) -> None:
    norrnet.say("My card shows the amount twice", "duplicate_payment")
    assert norrnet.say("I want to change something", "correct") == ["what_to_correct"]
    assert norrnet.say("What went wrong") == ["ask_order_number"]
    assert norrnet.draft.issue is None


def test_another_order_number_takes_back_what_was_confirmed_for_the_first(norrnet: Chat) -> None:
    norrnet.say("My security alerts were never activated", "not_activated")
    norrnet.say("NN-10019 ola.berg@example.com")
    assert norrnet.draft.asked == "confirmation"
    norrnet.backend.fail(BackendUnavailable("away"), times=2)
    norrnet.say("", yes_no="yes")
    norrnet.say("it was NN-10013", "correct")
    assert norrnet.draft.confirmed is None


def test_what_was_settled_before_is_told_of_and_not_done_again(itnet: Chat) -> None:
    told = "I was charged twice for it, IT-20013 daan.visser@example.com"
    assert itnet.say(told, "duplicate_payment") == ["confirm"]
    assert itnet.say("yes please") == ["approved_refund"]
    with itnet.context.database.begin() as session:
        session.scalars(select(CaseRow)).one().status = "resolved"
    order = itnet.backend.order("IT-20013")
    assert order is not None
    itnet.change("IT-20013", payments=order.document["payments"][:1])
    said = itnet.say(told, "duplicate_payment")
    assert said == ["settled_before"]


def test_a_stop_after_the_decision_claims_to_have_stopped_nothing(itnet: Chat) -> None:
    itnet.say("I was charged twice for it, IT-20013 daan.visser@example.com", "duplicate_payment")
    itnet.say("yes please")
    assert [say.response for say in abandonment.stop(itnet.context, itnet.dialogue.situation(itnet.id))] == [
        "utter_being_done"
    ]
    assert _cases(itnet) == [("duplicate_payment", "carrying_out")]


def test_the_withdrawal_button_works_in_the_middle_of_another_claim(itnet: Chat) -> None:
    itnet.say("The VPN did not connect at all, IT-20053 sanne.bakker@example.com", "outage")
    assert itnet.draft.asked is not None
    assert itnet.say("/withdraw", "withdraw", 1.0) == ["ask_withdrawal"]
    assert (itnet.draft.issue, itnet.draft.later) == ("withdraw", ("outage",))


def test_what_a_person_closed_by_hand_was_not_done(itnet: Chat) -> None:
    itnet.say(f"My minutes were never activated, {NORA}", "not_activated")
    itnet.say("", accepts="wait")
    with itnet.context.database.begin() as session:
        case = session.scalars(select(CaseRow)).one()
        case.status, case.due_at, number = "resolved", None, case.number
    (said,) = StatusAnswers(itnet.context).of_conversation(itnet.id)
    assert (said.response, said.args["case"]) == ("utter_status_closed", number)
    itnet.open()
    assert "settled_before" not in itnet.say(f"My minutes were never activated, {NORA}", "not_activated")


def test_a_case_whose_order_is_gone_goes_to_a_person(norrnet: Chat) -> None:
    norrnet.say("My card shows the amount twice for uptime tracking, NN-10006 kari.holm@example.com", "outage")
    with norrnet.context.database.begin() as session:
        case = session.scalars(select(CaseRow)).one()
        case.status, case.due_at, case_id = "on_hold", None, case.id
    norrnet.backend.forget("NN-10006")
    Redecision(norrnet.claims).resume(case_id)
    with norrnet.context.database.read() as session:
        case = session.scalars(select(CaseRow)).one()
        assert (case.status, case.due_at is not None) == ("review", True)
        said = session.scalars(select(EventRow).order_by(EventRow.id.desc())).first().body["text"]
        assert "can no longer find the order" in said
        assert session.scalars(select(MailRow)).all()[-1].recipient == "kari.holm@example.com"


def _to_the_end(chat: Chat, text: str, intent: str) -> list[str]:
    """What is said last to a claim of which every question is answered."""
    said = chat.say(text, intent)
    while (asked := chat.draft.asked) is not None:
        said = chat.say("", **({"service_name": "It"} if asked == "service_name" else {"yes_no": "yes"}))
    return said


def test_the_same_asked_for_by_another_name_goes_on_in_the_case_that_has_it(norrnet: Chat) -> None:
    who = "NN-10030 kari.holm@example.com"
    assert _to_the_end(norrnet, f"Please cancel it because I do not need it any more, {who}", "cancel_order")
    norrnet.open()
    said = _to_the_end(norrnet, f"I bought the wrong product by mistake this week, {who}", "wrong_purchase")
    assert said == ["status_carrying_out", "granted_before", "answer_refund_timing"]
    assert [name for _, name in _cases(norrnet)] == ["carrying_out", "merged"]
    (told,) = StatusAnswers(norrnet.context).of_conversation(norrnet.id)
    assert told.response == "utter_status_carrying_out"


def test_what_the_opening_message_holds_is_not_asked_for(itnet: Chat) -> None:
    order = itnet.backend.order("IT-20047")
    assert order is not None
    told = f"Calls to Suriname did not go through yesterday around 8pm, order IT-20047, {order.customer.email}"
    itnet.say(told, "destination_problem")
    claim = itnet.draft
    assert claim.destination == "Suriname"
    assert claim.occurred_at is not None
    assert (claim.occurred_at.day, claim.occurred_at.hour) == (17, 20)
    assert claim.asked not in {"occurred_at", "destination", "explanation", "service_name"}


def test_number_and_address_of_a_message_that_was_not_understood_are_kept(norrnet: Chat) -> None:
    text = "Hi there, reference NN-10028 and emma.devries@example.com, please see below"
    assert norrnet.say(text) == ["ask_issue"]
    assert norrnet.say("I bought the wrong product", "wrong_purchase")[0] == "denied"
