"""What a person grants instead of money is offered: done once on a yes, and on a no the desk's again."""

import pytest
from sqlalchemy import select

from amends.assistant import abandonment
from amends.assistant.handoff import Handoff
from amends.assistant.situation import Situation
from amends.audit.verify import entries, verify
from amends.cases import store
from amends.cases.status import CaseStatus
from amends.db.case_tables import DecisionRow
from amends.db.conversation_tables import ButtonRow
from amends.desk.decisions.basis import standing
from amends.errors import BackendUnavailable, CannotBeDone, ExceedsPaid
from amends.policy.decision import Decision
from amends.reading.message import Message
from tests.desk_core.scene import ANNA, SUSAN, Desk, nok, rulings
from tests.desk_core.test_reminders import pass_days
from tests.remedies.scene import an_order

YES = {"en": "Yes, I accept", "nl": "Ja, ik neem het aan", "nb": "Ja, jeg godtar"}
NO = {"en": "No, thank you", "nl": "Nee, dank u", "nb": "Nei takk"}


def offered(desk, amount="50.00", **case):
    number = desk.reviewed(**case)
    ruled = desk.decides.goodwill(ANNA, number, amount=nok(amount), reason_code="special_hardship")
    assert ruled.offered
    return number


def press(desk, number, title):
    """The customer presses the last button of that name."""
    talk = desk.row(number).conversation_id
    with desk.database.read() as session:
        of_chat = select(ButtonRow).where(ButtonRow.conversation_id == talk, ButtonRow.title == title)
        button = session.scalars(of_chat.order_by(ButtonRow.event_id.desc())).first()
    _, _, value = button.payload.partition('"accepts": "')
    return desk.hear(talk, title, "choose", accepts=value.rstrip('"}'))


def answer(desk, number, words, intent="inform"):
    return desk.hear(desk.row(number).conversation_id, words, intent)


def test_a_bare_yes_after_something_else_is_asked_back_once(desk):
    number = offered(desk)
    answer(desk, number, "are you a robot?", "bot_challenge")
    answer(desk, number, "yes", "affirm")
    assert desk.status(number) == CaseStatus.OFFERED
    assert desk.remedies() == []
    answer(desk, number, "ok", "affirm")
    assert desk.status(number) == CaseStatus.CARRYING_OUT
    assert len(desk.remedies()) == 1


def test_a_yes_that_was_on_its_way_before_the_offer_is_asked_back(desk):
    number = desk.reviewed()
    talk = desk.row(number).conversation_id
    turn, sent = str(desk.customer(talk, "yes please")), desk.now
    desk.later(seconds=1)
    assert desk.decides.goodwill(ANNA, number, amount=nok("50.00"), reason_code="special_hardship").offered
    desk.dialogue.take(talk, Message(turn, "yes please", sent, "affirm"))
    assert (desk.status(number), desk.remedies()) == (CaseStatus.OFFERED, [])
    desk.later(seconds=1)
    answer(desk, number, "yes please", "affirm")
    assert desk.status(number) == CaseStatus.CARRYING_OUT


def latest(desk, number):
    with desk.database.read() as session:
        return Decision.from_json(store.latest_decision(session, desk.row(number, session)).decision)


def recommended(desk, number):
    with desk.database.read() as session:
        return standing(session, desk.row(number, session)).recommended


@pytest.mark.parametrize("language", ["en", "nl", "nb"])
def test_a_goodwill_credit_is_offered_with_two_buttons_and_by_mail_and_nothing_is_done(desk, language):
    number = offered(desk, language=language)
    assert desk.status(number) == CaseStatus.OFFERED
    assert desk.remedies() == []
    put = desk.events(number)[-1]
    assert put.author == "agent"
    assert "Anna" in put.body["text"]
    assert "NorrNet" in put.body["text"]
    assert "50" in put.body["text"]
    assert [button["title"] for button in put.body["buttons"]] == [YES[language], NO[language]]
    (mail,) = desk.mails()
    assert "Anna" in mail.text
    assert "50" in mail.text
    assert "chat" in mail.text
    assert rulings(desk)[0].no_precedent


def test_a_yes_has_it_done_once_confirmed_by_the_customers_message(desk):
    number = offered(desk)
    press(desk, number, YES["en"])
    assert desk.status(number) == CaseStatus.CARRYING_OUT
    (remedy,) = desk.remedies()
    (ruling,) = rulings(desk)
    said = next(event for event in desk.events(number) if event.body.get("text") == YES["en"])
    assert (remedy.kind, remedy.amount_minor, remedy.confirmed_by) == ("credit", 5000, str(said.id))
    assert (remedy.decision_id, ruling.decided_by) == (ruling.decision_id, "ag_anna")
    desk.later(seconds=5)
    press(desk, number, YES["en"])
    press(desk, number, NO["en"])
    desk.work()
    assert desk.status(number) == CaseStatus.RESOLVED
    assert len(desk.remedies()) == 1
    with desk.database.read() as session:
        assert "offer_accepted" in [entry.action for entry in entries(session, "norrnet")]
        assert verify(session) == []


@pytest.mark.parametrize(
    ("words", "intent"),
    [("No, I don't want your goodwill", "dissatisfaction"), ("nei, jeg vil ha pengene", "inform"), ("nah", "deny")],
)
def test_a_no_in_any_words_gives_the_case_back_with_the_engines_remedy(desk, words, intent):
    number = offered(desk)
    answer(desk, number, words, intent)
    assert desk.status(number) == CaseStatus.REVIEW
    assert desk.row(number).due_at is not None
    assert desk.remedies() == []
    assert (latest(desk, number).outcome, latest(desk, number).row) == ("review", "N09f")
    assert recommended(desk, number).amount == nok("490.00")
    assert "offer_declined" in desk.told(number)
    assert number in desk.mails()[-1].text
    desk.decides.approve_recommended(ANNA, number)
    desk.work()
    assert [(r.kind, r.amount_minor) for r in desk.remedies()] == [("refund", 49000)]


@pytest.mark.parametrize("words", ["Yes please", "ja", "Ja takk"])
def test_a_plain_yes_is_heard_too(desk, words):
    number = offered(desk)
    answer(desk, number, words, "affirm")
    assert desk.status(number) == CaseStatus.CARRYING_OUT


@pytest.mark.parametrize("words", ["Yes, but I want money", "Yes?", "Hvor mye er det"])
def test_what_is_no_plain_answer_leaves_it_open_and_is_asked_again(desk, words):
    number = offered(desk)
    step = answer(desk, number, words, "affirm" if "Yes" in words else "inform")
    assert step.asked == "offer"
    assert desk.status(number) == CaseStatus.OFFERED
    assert desk.remedies() == []
    assert step.says[-1].response == "utter_desk_offer"


@pytest.mark.parametrize("words", ["no wait", "hmm, wacht even", "vent litt", "hang on"])
def test_whoever_waits_has_time(desk, words):
    number = offered(desk)
    step = answer(desk, number, words, "deny")
    assert [say.response for say in step.says] == ["utter_take_your_time"]
    assert desk.status(number) == CaseStatus.OFFERED
    assert desk.remedies() == []


def test_a_no_without_a_decision_of_the_engine_recommends_what_it_says_now(desk):
    desk.later(days=2)
    number = desk.case()
    desk.decides.goodwill(ANNA, number, amount=nok("50.00"), reason_code="other")
    press(desk, number, NO["en"])
    assert recommended(desk, number).row == "N09f"


def test_another_decision_withdraws_it_and_the_old_buttons_do_nothing(desk):
    number = offered(desk)
    desk.decides.deny(ANNA, number, clauses=["1"], reason_code="other")
    press(desk, number, YES["en"])
    assert desk.status(number) == CaseStatus.DENIED
    assert desk.remedies() == []


def test_a_second_offer_takes_the_place_of_the_first(desk):
    number = offered(desk)
    talk = desk.row(number).conversation_id
    first = latest_id(desk)
    desk.decides.goodwill(ANNA, number, amount=nok("70.00"), reason_code="other")
    desk.hear(talk, "old", "choose", accepts=f"yes:{first}")
    assert desk.status(number) == CaseStatus.OFFERED
    press(desk, number, YES["en"])
    assert [r.amount_minor for r in desk.remedies()] == [7000]


def latest_id(desk):
    with desk.database.read() as session:
        return session.scalar(select(DecisionRow.id).order_by(DecisionRow.id.desc()).limit(1))


@pytest.mark.parametrize("way", ["person", "stop"])
def test_who_asks_for_a_person_or_stops_gives_it_back_to_the_desk(desk, way):
    number = offered(desk)
    talk = desk.row(number).conversation_id
    if way == "person":
        Handoff(desk.context).to_person(talk, "call", "asked")
    else:
        abandonment.stop(desk.context, Situation.read(desk.context.database, talk))
    assert desk.status(number) == CaseStatus.REVIEW
    assert recommended(desk, number) is not None
    press(desk, number, YES["en"])
    assert desk.remedies() == []


def test_who_never_answers_is_reminded_once_and_then_the_desk_has_it_again(desk):
    number = offered(desk)
    pass_days(desk, 3)
    assert desk.told(number).count("reminded") == 1
    assert desk.said(number, "bot")[-1].startswith("Anna from NorrNet")
    pass_days(desk, 10)
    assert desk.status(number) == CaseStatus.OFFERED
    pass_days(desk, 1)
    assert desk.status(number) == CaseStatus.REVIEW
    assert "offer_ended" in desk.told(number)
    assert recommended(desk, number) is not None
    assert "ended" in desk.mails()[-1].text
    press(desk, number, YES["en"])
    assert desk.remedies() == []


def test_a_second_person_says_yes_before_it_is_offered(database):
    desk = Desk(database, an_order("20000.00", total="20000.00"))
    number = desk.reviewed("20000.00")
    ruled = desk.decides.goodwill(ANNA, number, amount=nok("15000.00"), reason_code="other")
    assert ruled.waits
    assert desk.said(number, "agent") == []
    desk.approvals.approve(SUSAN, ruled.approval_id)
    assert desk.status(number) == CaseStatus.OFFERED
    press(desk, number, YES["en"])
    assert [r.amount_minor for r in desk.remedies()] == [1500000]
    assert rulings(desk)[0].second_by == "ag_susan"


def test_what_is_offered_counts_against_the_limit_and_against_what_was_paid(database):
    desk = Desk(database, an_order("20000.00", total="20000.00"))
    offered(desk, "6000.00")
    other = desk.case(issue="outage")
    assert desk.decides.goodwill(ANNA, other, amount=nok("6000.00"), reason_code="other").waits
    with pytest.raises(ExceedsPaid):
        desk.decides.goodwill(ANNA, desk.case(issue="other"), amount=nok("14500.00"), reason_code="other")


def test_where_nobody_could_answer_nothing_is_offered(desk):
    number = desk.reviewed()
    with desk.database.begin() as session:
        desk.row(number, session).conversation_id = None
    with pytest.raises(CannotBeDone, match="no chat"):
        desk.decides.goodwill(ANNA, number, amount=nok("50.00"), reason_code="other")
    assert rulings(desk) == []


def test_an_order_system_that_is_away_leaves_the_offer_open(desk):
    number = offered(desk)
    desk.backend.fail(BackendUnavailable("away"), times=1)
    step = press(desk, number, YES["en"])
    assert step.says[0].response == "utter_offer_not_now"
    assert desk.status(number) == CaseStatus.OFFERED
    desk.later(minutes=40)  # an answer to what was offered in this chat needs no new identity
    press(desk, number, YES["en"])
    assert len(desk.remedies()) == 1


def test_what_can_no_longer_be_done_is_not_and_a_person_looks(desk):
    number = offered(desk, "300.00")
    other = desk.case(issue="outage")
    desk.decides.grant(ANNA, other, remedy="full_refund", reason_code="other", clauses=["2c"])
    press(desk, number, YES["en"])
    assert desk.status(number) == CaseStatus.REVIEW
    assert [r.kind for r in desk.remedies()] == ["refund"]


@pytest.mark.parametrize("remedy", ["service_credit", "replacement_credit", "credit_note", "replacement_service"])
def test_every_remedy_instead_of_money_is_offered(desk, remedy):
    number = desk.reviewed()
    amount = None if remedy == "replacement_service" else nok("50.00")
    assert desk.decides.grant(ANNA, number, remedy=remedy, amount=amount, reason_code="other").offered
    assert desk.remedies() == []


def test_a_chat_that_a_person_had_is_the_bots_again_so_that_the_answer_is_heard(desk):
    number = desk.reviewed()
    desk.takeover.take_over(ANNA, number)
    desk.decides.goodwill(ANNA, number, amount=nok("50.00"), reason_code="other")
    assert desk.talk(number).owner == "bot"
    desk.takeover.take_over(ANNA, number)
    desk.takeover.hand_back(ANNA, number)
    assert desk.status(number) == CaseStatus.OFFERED
    press(desk, number, YES["en"])
    assert len(desk.remedies()) == 1
