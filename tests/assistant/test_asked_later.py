"""What happens later has its yes too: given beforehand, asked for when it is due, and taken back until then."""

import copy

import pytest
from sqlalchemy import select

from amends import clock
from amends.assistant import answers
from amends.assistant.redecision import Redecision
from amends.assistant.revocation import take_back_yes
from amends.assistant.situation import find
from amends.db.job_kinds import JobKind
from amends.db.tables import CaseRow, JobRow
from amends.desk.reminders import Reminders
from amends.errors import Conflict
from amends.orders.order import Order
from amends.reading.message import Message
from tests.assistant.conftest import Chat
from tests.assistant.moved import cases, mails, moves


def _waiting(chat: Chat) -> int:
    """A customer who is too early, asked beforehand; the id of the case."""
    order = chat.backend.order("NN-10017")
    assert order is not None
    said = chat.say(f"I paid for the traffic analytics and it is not activated, NN-10017 {order.customer.email}",
                    "not_activated")  # fmt: skip
    assert said == ["confirm_later"]
    assert moves(chat) == []
    with chat.context.database.read() as session:
        return session.scalars(select(CaseRow.id)).one()


def _is_due(chat: Chat) -> None:
    order = chat.backend.order("NN-10017")
    assert order is not None
    due = order.document["activation"]["due_at"]
    while chat.now.isoformat() <= due:
        chat.now = chat.now.replace(day=chat.now.day + 1)


def test_what_a_wait_leads_to_is_agreed_beforehand_and_then_done(norrnet: Chat) -> None:
    case_id = _waiting(norrnet)
    assert norrnet.say("ja, gjør det") == ["wait"]
    assert moves(norrnet) == []
    _is_due(norrnet)
    Redecision(norrnet.claims).resume(case_id)
    assert moves(norrnet) == [("NN-10017", "refund", 4900), ("NN-10017", "cancellation", None)]


def test_without_a_yes_beforehand_it_is_asked_when_it_is_due_in_the_chat_and_by_mail(norrnet: Chat) -> None:
    case_id = _waiting(norrnet)
    assert norrnet.say("no, ask me then") == ["wait"]
    _is_due(norrnet)
    Redecision(norrnet.claims).resume(case_id)
    assert moves(norrnet) == []
    assert norrnet.draft.asked == "confirmation"
    assert cases(norrnet) == [("not_activated", "collecting")]
    assert "/confirm/" in mails(norrnet)[-1].text
    assert norrnet.draft.proposal.id in mails(norrnet)[-1].text
    order = norrnet.backend.order("NN-10017")
    assert order is not None
    norrnet.say("yes")  # after the days that have passed, whoever answers says once more who they are
    norrnet.say(order.customer.email)
    norrnet.say("yes")
    assert moves(norrnet) == [("NN-10017", "refund", 4900), ("NN-10017", "cancellation", None)]


def test_a_yes_beforehand_does_not_count_for_what_has_changed_until_then(norrnet: Chat) -> None:
    case_id = _waiting(norrnet)
    norrnet.say("yes")
    order = norrnet.backend.order("NN-10017")
    assert order is not None
    payments = copy.deepcopy(order.document["payments"])
    payments[0]["refunded"] = {"amount": "9.00", "currency": payments[0]["amount"]["currency"]}
    norrnet.change("NN-10017", payments=payments)
    _is_due(norrnet)
    Redecision(norrnet.claims).resume(case_id)
    assert moves(norrnet) == []
    assert norrnet.draft.asked == "confirmation"


@pytest.mark.parametrize("text", ["nei takk", "no, don't", "liever niet", "please do not cancel it"])
def test_a_yes_beforehand_can_be_taken_back_until_its_time(norrnet: Chat, text: str) -> None:
    case_id = _waiting(norrnet)
    norrnet.say("yes")
    said = answers.told(
        norrnet.context, norrnet.dialogue.situation(norrnet.id), Message("t", text, norrnet.now, "deny")
    )
    assert [say.response for say in said] == ["utter_asked_when_due"]
    _is_due(norrnet)
    Redecision(norrnet.claims).resume(case_id)
    assert moves(norrnet) == []
    assert norrnet.draft.asked == "confirmation"


def test_the_last_word_on_a_wait_counts(norrnet: Chat) -> None:
    case_id = _waiting(norrnet)
    norrnet.say("yes")
    order = norrnet.backend.order("NN-10017")
    assert order is not None
    told = f"I paid for the traffic analytics and it is not activated, NN-10017 {order.customer.email}"
    norrnet.say(told, "not_activated")
    assert norrnet.say("no, ask me then") == ["decided_before", "wait"]
    _is_due(norrnet)
    Redecision(norrnet.claims).resume(case_id)
    assert moves(norrnet) == []


@pytest.mark.parametrize(
    ("text", "intent"),
    [
        ("please do not cancel my order after all", "cancel_order"),
        ("I changed my mind, leave everything as it is", "nlu_fallback"),
        ("I no longer want the refund", "request_refund"),
        ("toch maar niet", "nlu_fallback"),
    ],
)
def test_a_yes_taken_back_in_any_words_is_taken_back_in_the_form_too(norrnet: Chat, text: str, intent: str) -> None:
    case_id = _waiting(norrnet)
    norrnet.say("yes")
    assert norrnet.say(text, intent) == ["asked_when_due"]
    _is_due(norrnet)
    Redecision(norrnet.claims).resume(case_id)
    assert moves(norrnet) == []


def test_a_yes_taken_back_while_the_worker_reads_the_order_is_not_used(norrnet: Chat) -> None:
    case_id = _waiting(norrnet)
    norrnet.say("yes")
    _is_due(norrnet)
    read = norrnet.backend.order

    def meanwhile(number: str) -> Order | None:
        take_back_yes(norrnet.context, norrnet.id)
        return read(number)

    norrnet.backend.order = meanwhile  # type: ignore[method-assign]
    with pytest.raises(Conflict):
        Redecision(norrnet.claims).resume(case_id)
    assert moves(norrnet) == []


def test_a_customer_who_moves_on_from_what_was_asked_when_due_is_not_forgotten(norrnet: Chat) -> None:
    case_id = _waiting(norrnet)
    norrnet.say("no, ask me then")
    _is_due(norrnet)
    Redecision(norrnet.claims).resume(case_id)
    norrnet.say("I was charged twice for it, NN-10006 kari.holm@example.com", "duplicate_payment")
    silence = Reminders(norrnet.claims)
    for _ in range(4):  # reminded, then given back; what the customer did in the chat begins it anew once
        with norrnet.context.database.read() as session:
            jobs = session.scalars(
                select(JobRow).where(JobRow.kind == JobKind.LOOK_AT_SILENCE, JobRow.state == "waiting")
            ).all()
        for job in (each for each in jobs if each.body["case_id"] == case_id):
            norrnet.now = max(norrnet.now, job.due_at)
            silence.look(case_id, job.body["step"], clock.parse(job.body["since"]))
    with norrnet.context.database.read() as session:
        assert session.get_one(CaseRow, case_id).status == "review"


def test_an_order_that_is_somebody_elses_by_now_goes_to_a_person(norrnet: Chat) -> None:
    case_id = _waiting(norrnet)
    norrnet.say("yes")
    _is_due(norrnet)
    order = norrnet.backend.order("NN-10017")
    assert order is not None
    norrnet.change("NN-10017", customer={**order.document["customer"], "email": "other@example.com"})
    Redecision(norrnet.claims).resume(case_id)
    assert moves(norrnet) == []
    assert cases(norrnet) == [("not_activated", "review")]


@pytest.mark.parametrize("language", ["en", "nl", "nb"])
def test_the_reminder_by_mail_holds_the_link_as_the_first_mail_does(norrnet: Chat, language: str) -> None:
    with norrnet.context.database.begin() as session:
        find(session, norrnet.id).language = language
    case_id = _waiting(norrnet)
    norrnet.say("", yes_no="no")
    _is_due(norrnet)
    Redecision(norrnet.claims).resume(case_id)
    first = mails(norrnet)[-1].text
    with norrnet.context.database.read() as session:
        jobs = session.scalars(
            select(JobRow).where(JobRow.kind == JobKind.LOOK_AT_SILENCE, JobRow.state == "waiting")
        ).all()
    (job,) = [each for each in jobs if each.body["case_id"] == case_id and each.body["step"] == "remind"]
    norrnet.now = max(norrnet.now, job.due_at)
    Reminders(norrnet.claims).look(case_id, "remind", clock.parse(job.body["since"]))
    reminder = mails(norrnet)[-1].text
    (link,) = [word for word in first.split() if "/confirm/" in word]
    assert reminder != first
    assert link in reminder.split()
    assert link.endswith(f"{norrnet.draft.proposal.id}?lang={language}")
