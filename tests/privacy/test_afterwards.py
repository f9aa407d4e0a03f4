"""What holds once a person was erased: money, limits, and whatever still comes in."""

from datetime import timedelta

import pytest
from sqlalchemy import select

from amends.cases import store
from amends.cases.status import CaseStatus
from amends.channels import deliveries
from amends.claims.claim import Claim
from amends.conversations import conversation, delivery
from amends.conversations.delivery import Reply
from amends.db.tables import (
    ConversationRow,
    EventRow,
    JobRow,
    MailRow,
    WithdrawalRow,
)
from amends.desk.queries.timeline import timeline
from amends.errors import CannotBeDone, ExceedsPaid, NotFound, TooManyRequests
from amends.messages.mail import ERASED, queue_to_customer
from amends.remedies import bounces
from amends.remedies.announcing import Announcer
from amends.withdrawals import limits
from tests.desk_core.scene import ANNA, EMAIL, MERCHANTS, SENTENCES, nok
from tests.privacy.channels import came, kept
from tests.privacy.scene import all_of, erase

OLE = "ole@example.com"


def test_the_pages_of_an_erased_case_can_still_be_made(desk, story):
    number, *_ = story
    erase(desk)
    with desk.database.read() as session:
        case = desk.row(number, session)
        lines = timeline(session, case, {})
        assert [line.kind for line in lines][-1] == "took out who the customer was, and all that was written"
        Claim.from_json(case.claim)


def test_the_same_money_cannot_be_returned_a_second_time(desk, story):
    erase(desk)
    number = desk.reviewed(issue="not_activated")
    assert desk.row(number).email == EMAIL
    with pytest.raises((ExceedsPaid, CannotBeDone)):
        desk.decides.approve_recommended(ANNA, number)
    assert len([row for row in desk.remedies() if row.kind == "refund"]) == 1


def test_who_comes_again_with_the_same_matter_is_known(desk, story):
    number, *_ = story
    erase(desk)
    with desk.database.read() as session:
        found = store.closed_before(session, "norrnet", desk.order.number, "not_activated", EMAIL.upper())
        assert found is not None
        assert found.number == number
        assert store.closed_before(session, "norrnet", desk.order.number, "not_activated", OLE) is None


def test_limits_by_address_still_count(desk):
    number = desk.case(to=CaseStatus.DENIED)
    with desk.database.begin() as session:
        for n in range(limits.TO_ADDRESS.most):
            kept = {"merchant": "norrnet", "language": "en", "contract": "c", "confirmed": "c", "declared_at": desk.now}
            case = desk.row(number, session).id
            session.add(WithdrawalRow(token=f"t{n}", case_id=case, name="n", email=EMAIL, **kept))
    erase(desk)
    assert {row.name for row in all_of(desk, WithdrawalRow)} == {""}
    with desk.database.begin() as session, pytest.raises(TooManyRequests):
        limits.check(session, "norrnet", EMAIL, None, desk.now)
    with desk.database.begin() as session:
        limits.check(session, "norrnet", OLE, None, desk.now)


def test_nothing_is_written_to_a_pseudonym(desk, story):
    number, *_ = story
    erase(desk)
    with desk.database.begin() as session:
        case = desk.row(number, session)
        mail = queue_to_customer(session, SENTENCES, case=case, say_name="case_news", args={}, now=desk.now)
        assert (mail.text, mail.undeliverable) == ("", ERASED)
        assert session.scalars(select(JobRow.id).where(JobRow.kind == "mail.send")).all() == []


def test_a_message_that_was_erased_is_not_taken_again(desk):
    channel = came(desk, EMAIL, "m1")
    erase(desk)
    with desk.database.begin() as session:
        assert deliveries.keep(session, channel, kept("m1", EMAIL), desk.now) is None
        assert deliveries.keep(session, channel, kept("m2", EMAIL), desk.now) is not None


def test_a_turn_that_the_bot_has_at_that_moment_ends_without_a_word(desk):
    talk = desk.chat()
    with desk.database.begin() as session:
        session.get_one(ConversationRow, talk).verified_email = EMAIL
    desk.customer(talk, "hello")
    due = desk.bot_takes()
    erase(desk)
    with desk.database.begin() as session:
        delivery.answered(session, due, [Reply("hi")], SENTENCES, desk.now)
        delivery.not_taken(session, due, "away", SENTENCES, desk.now + timedelta(hours=1))
        with pytest.raises(NotFound):
            conversation.get(session, talk)
    assert [row for row in all_of(desk, EventRow) if row.conversation_id == talk] == []
    assert desk.bot_takes() is None


def test_the_number_of_an_erased_message_is_never_given_again(desk):
    number = desk.case(to=CaseStatus.DENIED)
    last = desk.customer(desk.talk(number).id, "the last one")
    erase(desk)
    first = desk.customer(desk.chat(), "hello")
    assert first > last
    again = desk.case(to=CaseStatus.DENIED)
    newest = desk.customer(desk.talk(again).id, "and another")
    erase(desk)
    assert desk.customer(desk.chat(), "hello") > newest


def test_a_letter_that_has_not_gone_yet_does_not_go(desk, story):
    with desk.database.begin() as session:
        case = desk.row(story[0], session)
        queue_to_customer(
            session, SENTENCES, case=case, say_name="case_news", now=desk.now,
            args={"case": case.number, "news": "news", "merchant": "NorrNet"},
        )  # fmt: skip
    erase(desk)
    assert [job.kind for job in all_of(desk, JobRow) if job.kind == "mail.send"] == []
    assert {mail.text for mail in all_of(desk, MailRow)} == {""}
    assert {mail.undeliverable for mail in all_of(desk, MailRow) if mail.sent_at is None} == {ERASED}


def test_a_refund_that_comes_back_later_goes_to_a_person_and_nobody_is_written_to(desk, story):
    number = story[0]
    done = erase(desk)
    desk.later(days=3)
    refund = next(row for row in desk.remedies() if row.kind == "refund")
    desk.backend.fail_refund(refund.key)
    order = desk.backend.order(desk.order.number)
    bounces.look(desk.database, refund.id, order, desk.clock, Announcer(MERCHANTS, SENTENCES))
    assert desk.status(number) == "review"
    assert {mail.text for mail in desk.mails() if mail.recipient == done.pseudonym} == {""}
    desk.decides.grant(ANNA, number, remedy="full_refund", amount=nok("490.00"), reason_code="our_mistake")
    desk.work()
    assert [row.state for row in desk.remedies() if row.kind == "refund"] == ["bounced", "confirmed"]


def test_in_a_new_chat_the_same_matter_is_known_to_be_settled(desk, story):
    erase(desk)
    heard = desk.hear(desk.chat(), f"{desk.order.number}, {EMAIL}: it was never activated", intent="not_activated")
    assert [say.response for say in heard.says if "settled" in say.response or "before" in say.response]
    assert len([row for row in desk.remedies() if row.kind == "refund"]) == 1
