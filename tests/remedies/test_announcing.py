"""One decision is one e-mail, sent when the last of it is over; the chat hears of each part at once."""

from dataclasses import replace

import pytest
from sqlalchemy import select

from amends.cases.status import CaseStatus
from amends.db.case_tables import CaseRow
from amends.db.channel_tables import ChannelRow, ChannelThreadRow
from amends.db.conversation_tables import ConversationRow
from amends.errors import BackendRefused
from amends.policy.engine import review_due
from tests.future_edition import announced
from tests.remedies.scene import ANNOUNCER, EMAIL, Scene, an_order, approval


@pytest.fixture
def scene(database):
    return Scene(database, an_order("490.00"))


@pytest.fixture
def twice(database):
    """An order that was paid in two parts, so that one decision is two refunds."""
    return Scene(database, an_order("300.00", "190.00"))


def test_a_refund_and_the_cancellation_after_it_are_one_mail(scene):
    _, [refund, cancellation] = scene.granted(approval(cancels=True))
    scene.carry_out(refund)
    assert (len(scene.said()), scene.mails()) == (1, [])
    scene.carry_out(cancellation)
    paid_back, cancelled = scene.said()
    [mail] = scene.mails()
    assert mail.text.index(paid_back) < mail.text.index(cancelled)
    assert all(row.mailed_at == scene.now for row in scene.remedies())


def test_two_refunds_of_one_decision_are_one_mail(twice):
    _, refunds = twice.granted(approval())
    assert len(refunds) == 2
    for refund in refunds:
        twice.carry_out(refund)
    [mail] = twice.mails()
    assert all(said in mail.text for said in twice.said())
    assert len(twice.said()) == 2


def test_two_decisions_are_two_mails_of_one_thread(scene):
    case_id, [correction] = scene.granted(approval(remedy="account_correction", amount=None))
    scene.carry_out(correction)
    with scene.database.begin() as session:
        session.get_one(CaseRow, case_id).status = CaseStatus.CARRYING_OUT
    [refund] = scene.enter(case_id, scene.decide(case_id, approval()))
    scene.carry_out(refund)
    first, second = scene.mails()
    assert (second.earlier, second.subject) == (first.message_id, first.subject)
    assert scene.said()[0] not in second.text


def test_what_was_paid_and_what_was_refused_of_one_decision_are_one_mail(twice):
    case_id, [first, second] = twice.granted(approval())
    twice.carry_out(first)
    twice.backend.fail(BackendRefused("no", "refused"), only_remedies=True)
    twice.carry_out(second)
    [mail] = twice.mails()
    paid_back, refused = twice.said()
    assert mail.text.index(paid_back) < mail.text.index(refused)
    assert twice.status(case_id) == CaseStatus.REVIEW


def test_a_refusal_while_money_is_under_way_is_said_at_once_and_mailed_with_what_becomes_of_it(twice):
    _, [first, second] = twice.granted(approval())
    twice.backend.fail(BackendRefused("no", "refused"), only_remedies=True)
    twice.carry_out(first)
    assert (len(twice.said()), twice.mails()) == (1, [])
    twice.carry_out(second)
    [mail] = twice.mails()
    assert all(said in mail.text for said in twice.said())


def test_what_is_over_is_mailed_with_the_delay_of_the_rest_and_never_again(twice):
    case_id, [first, second] = twice.granted(approval())
    twice.carry_out(first)
    with twice.database.begin() as session:
        case = session.scalars(select(CaseRow).where(CaseRow.id == case_id)).one()
        ANNOUNCER.given_up(session, case, twice.now, tell=True)
    paid_back, delayed = twice.said()
    [mail] = twice.mails()
    assert paid_back in mail.text
    assert delayed in mail.text
    twice.carry_out(second)
    _, later = twice.mails()
    assert twice.said()[-1] in later.text
    assert paid_back not in later.text


def test_what_is_given_up_before_a_policys_day_is_promised_by_the_present_one(twice):
    case_id, _ = twice.granted(approval())
    with twice.database.begin() as session:
        case = session.get_one(CaseRow, case_id)
        replace(ANNOUNCER, merchants=announced(ANNOUNCER.merchants)).given_up(session, case, twice.now, tell=True)
        assert case.due_at == review_due(ANNOUNCER.merchants["norrnet"].in_force(twice.now), twice.now)


@pytest.fixture
def by_mail(twice):
    """The same, in a conversation that goes by e-mail to the address of the order, written in capitals."""
    case_id, refunds = twice.granted(approval())
    with twice.database.begin() as session:
        talk = session.get_one(CaseRow, case_id).conversation_id
        session.get_one(ConversationRow, talk).channel = "email"
        values = {"merchant": "norrnet", "kind": "email", "name": "Support", "sealed": "", "created_at": twice.now}
        session.add(ChannelRow(id="ch_mail", **values))
        session.flush()
        session.add(
            ChannelThreadRow(
                conversation_id=talk, channel_id="ch_mail", address=EMAIL.upper(), last_inbound_at=twice.now
            )
        )
    return twice, refunds


def test_what_is_said_in_a_conversation_by_mail_is_not_mailed_again(by_mail):
    scene, refunds = by_mail
    for refund in refunds:
        scene.carry_out(refund)
    assert (len(scene.said()), scene.mails()) == (2, [])
    assert all(row.mailed_at == scene.now for row in scene.remedies())


def test_a_conversation_with_another_mailbox_does_not_keep_the_letter_back(by_mail):
    scene, refunds = by_mail
    with scene.database.begin() as session:
        session.scalars(select(ChannelThreadRow)).one().address = "someone.else@example.com"
    for refund in refunds:
        scene.carry_out(refund)
    assert len(scene.mails()) == 1
