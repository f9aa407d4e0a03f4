"""«Approved» is said before «done»: a remedy waits for the answer to the yes that it rests on, and not for long."""

from datetime import timedelta
from unittest.mock import patch

import pytest

from amends.conversations import delivery, due_turns, log, turns
from amends.conversations.delivery import Reply
from amends.db.case_tables import CaseRow
from amends.db.conversation_tables import ConversationRow
from amends.db.outbox import RetryRule
from amends.messages import mail
from amends.remedies.approval_told import TOLD_WITHIN
from tests.remedies.scene import ANNOUNCER, Scene, an_order, approval
from tests.shipped import sentences
from worker.handlers import Handlers
from worker.loop import Worker

APPROVED = "Good news: your refund is approved."


@pytest.fixture
def scene(database):
    return Scene(database, an_order("490.00"))


@pytest.fixture
def worker(scene):
    smtp = mail.SmtpSettings("127.0.0.1", 1, "a@example.com")
    handlers = Handlers(scene.database, {"norrnet": scene.backend}, ANNOUNCER, smtp, lambda case: None, scene.clock)
    with patch.object(mail, "send"):
        yield Worker(handlers, RetryRule(), jitter=lambda: 0.0)


@pytest.fixture
def due(scene):
    """A yes that the bot has taken, whose answer has not come back yet."""
    case_id = scene.case()
    with scene.database.begin() as session:
        talk = session.get_one(ConversationRow, session.get_one(CaseRow, case_id).conversation_id)
        event = log.append(session, talk, kind="message", author="customer", body={"text": "yes"}, now=scene.now)
        turns.enqueue(session, talk, event, "yes", None, scene.now)
        event_id = event.id
    scene.enter(case_id, scene.decide(case_id, approval()), confirmed_by=str(event_id))
    with scene.database.begin() as session:
        found = due_turns.next_due(session, scene.now, timedelta(seconds=30))
    assert found is not None
    return found


def work(worker, scene, seconds):
    for _ in range(seconds):
        for _ in range(3):
            worker.turn()
        scene.now += timedelta(seconds=1)


def test_nothing_is_done_before_the_approval_is_told(scene, worker, due):
    work(worker, scene, 5)
    assert scene.states() == [("refund", "requested")]
    with scene.database.begin() as session:
        delivery.answered(session, due, [Reply(APPROVED)], sentences(), scene.now)
    work(worker, scene, 3)
    assert scene.states() == [("refund", "confirmed")]
    said = scene.said()
    assert said[:2] == ["yes", APPROVED]
    assert "is on its way to" in said[2]


def test_an_answer_that_does_not_come_keeps_no_money_waiting(scene, worker, due):
    work(worker, scene, int(TOLD_WITHIN.total_seconds()) + 3)
    assert scene.states() == [("refund", "confirmed")]


def test_what_a_person_decided_waits_for_no_chat(scene, worker):
    case_id = scene.case()
    scene.enter(case_id, scene.decide(case_id, approval()), confirmed_by="anna")
    work(worker, scene, 1)
    assert scene.states() == [("refund", "confirmed")]
