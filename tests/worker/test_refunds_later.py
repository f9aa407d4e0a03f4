"""The worker looks again at refunds it made: it sees one that failed, and asks in vain only for so long."""

from dataclasses import replace
from datetime import timedelta
from unittest.mock import patch

import pytest
from sqlalchemy import select

from amends.db.job_kinds import JobKind
from amends.db.outbox import RetryRule
from amends.db.remedy_tables import JobRow
from amends.errors import BackendUnavailable, Fault, RecordInvalid
from amends.messages import mail
from amends.orders.fake import FakeOrderBackend
from tests.remedies.scene import ANNOUNCER, NOW, Scene, SumsOnly, an_order, approval
from worker.handlers import Handlers
from worker.loop import Worker

SMTP = mail.SmtpSettings("127.0.0.1", 1, "a@example.com")
DAY = timedelta(days=1)
CUSTOMER = RecordInvalid("NN-10023", [Fault("$.customer", "is missing")])


class Counting:
    """Notes when an order is read."""

    def order(self, number):
        self.reads.append(self._now())
        return super().order(number)


class Listing(Counting, FakeOrderBackend):
    pass


class Sums(Counting, SumsOnly):
    pass


def working(database, backend=Listing):
    scene = Scene(database, an_order("490.00"))
    scene.backend = backend([scene.order], now=scene.clock)
    scene.backend.reads = []
    handlers = Handlers(database, {"norrnet": scene.backend}, ANNOUNCER, SMTP, lambda _case: None, scene.clock)
    return scene, Worker(handlers, RetryRule(attempts=3, first_s=1, max_s=4), jitter=lambda: 0.0)


@pytest.fixture
def scene_and_worker(database):
    return working(database)


def days(scene, worker, count):
    """So many days, an hour at a time."""
    with patch.object(mail, "send"):
        for _ in range(24 * count):
            while worker.turn():
                pass
            scene.now += timedelta(hours=1)


def looks(scene):
    with scene.database.read() as session:
        return [job.state for job in session.scalars(select(JobRow).where(JobRow.kind == JobKind.LOOK_AGAIN))]


def test_a_refund_that_fails_on_the_fifth_day_is_seen_and_told(scene_and_worker):
    scene, worker = scene_and_worker
    case_id, _ = scene.granted(approval())
    days(scene, worker, 4)
    assert scene.states() == [("refund", "confirmed")]
    scene.backend.fail_refund(scene.remedies()[0].key)
    days(scene, worker, 2)
    assert scene.states() == [("refund", "bounced")]
    assert scene.status(case_id) == "review"
    assert len(scene.said()) == len(scene.mails()) == 2
    assert looks(scene) == ["done"]


def test_a_refund_that_arrives_is_looked_at_eleven_times_in_thirty_days_and_then_seldom(scene_and_worker):
    scene, worker = scene_and_worker
    scene.granted(approval())
    days(scene, worker, 40)
    after = [read - NOW for read in scene.backend.reads[2:]]  # the decision's and the entry's
    assert len(after) == 1 + 11  # the one before the call, too
    assert after[-1] == 30 * DAY
    assert looks(scene) == ["waiting"]
    assert scene.states() == [("refund", "confirmed")]
    scene.backend.fail_refund(scene.remedies()[0].key)
    scene.now += 50 * DAY
    days(scene, worker, 1)
    assert scene.states() == [("refund", "bounced")]
    assert looks(scene) == ["done"]


def test_an_order_backend_that_tells_sums_only_is_asked_for_a_day(database):
    scene, worker = working(database, Sums)
    scene.granted(approval())
    days(scene, worker, 40)
    assert scene.backend.reads[-1] - NOW == DAY
    assert looks(scene) == ["done"]


@pytest.mark.parametrize("fault", [BackendUnavailable("refused"), CUSTOMER])
def test_a_look_that_fails_is_made_up_for_at_the_next_one(scene_and_worker, fault):
    scene, worker = scene_and_worker
    case_id, _ = scene.granted(approval())
    with patch.object(mail, "send"):
        while worker.turn():
            pass
    scene.backend.fail_refund(scene.remedies()[0].key)
    scene.backend.fail(fault, times=2)
    days(scene, worker, 2)
    assert scene.states() == [("refund", "bounced")]
    assert "given_up" not in scene.told(case_id)
    assert scene.told(case_id).count("record_unreadable") == (fault is CUSTOMER)


def test_the_refunds_of_a_merchant_who_has_left_are_looked_at_no_more(scene_and_worker):
    scene, worker = scene_and_worker
    scene.granted(approval())
    with patch.object(mail, "send"):
        while worker.turn():
            pass
    gone = Worker(replace(worker.handlers, backends={}), worker.rule, jitter=worker.jitter)
    days(scene, gone, 2)
    assert looks(scene) == ["done"]
    assert scene.states() == [("refund", "confirmed")]
