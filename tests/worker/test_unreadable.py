"""An order's record that does not fit its schema: tried three times, one alarm, then a person, and nothing is stuck."""

from datetime import timedelta
from unittest.mock import patch

import pytest
from sqlalchemy import select

from amends.cases import store
from amends.cases.status import CaseStatus
from amends.db.case_tables import CaseEntryRow, CaseRow
from amends.db.outbox import RetryRule
from amends.db.remedy_tables import JobRow
from amends.errors import BackendInvalid, Fault, RecordInvalid
from amends.messages import mail
from tests.remedies.scene import ANNOUNCER, NOW, Scene, an_order, approval
from worker.handlers import Handlers
from worker.loop import Worker

SMTP = mail.SmtpSettings("127.0.0.1", 1, "a@example.com")
WHY = "$.payments[0].amount.currency: is missing"
FAULT = RecordInvalid("NN-10023", [Fault("$.payments[0].amount.currency", "is missing")])


@pytest.fixture
def scene(database):
    return Scene(database, an_order("490.00"))


@pytest.fixture
def tries():
    return []


@pytest.fixture
def worker(scene, tries):
    def resume(case_id):
        tries.append(case_id)
        raise FAULT

    handlers = Handlers(scene.database, {"norrnet": scene.backend}, ANNOUNCER, SMTP, resume, scene.clock)
    return Worker(handlers, RetryRule(attempts=12, first_s=1, max_s=4), jitter=lambda: 0.0)


def hours(worker, scene, count):
    with patch.object(mail, "send"):
        for _ in range(60 * count):
            while worker.turn():
                pass
            scene.now += timedelta(minutes=1)


def alarms(scene):
    with scene.database.read() as session:
        lines = select(CaseEntryRow.body).where(CaseEntryRow.kind == "record_unreadable")
        return session.scalars(lines).all()


def dead(scene):
    with scene.database.read() as session:
        return session.execute(select(JobRow.kind, JobRow.attempts).where(JobRow.state == "dead")).all()


def test_a_remedy_is_not_sent_on_a_record_that_cannot_be_read(scene, worker, caplog):
    case_id, _ = scene.granted(approval(cancels=True))
    scene.backend.fail(FAULT, times=99)
    hours(worker, scene, 2)
    assert dead(scene) == [("remedy.carry_out", 3)]
    assert scene.states() == [("refund", "failed"), ("cancellation", "failed")]
    assert {committed for _, committed, _ in scene.balances().values()} == {0}
    assert scene.backend.movements == []
    assert scene.status(case_id) == "review"
    [told] = scene.said()
    assert "our records of this order have an error" in told
    assert told in scene.mails()[0].text
    assert alarms(scene) == [{"order": "NN-10023", "why": WHY}]
    [line] = [line for line in caplog.records if line.msg == "record_unreadable"]
    assert line.levelname == "ERROR"
    assert (line.merchant, line.order, line.fault) == ("norrnet", "NN-10023", WHY)


def test_a_wait_that_ends_on_a_record_that_cannot_be_read_ends_with_a_person(scene, worker, tries):
    case_id = scene.case()
    with scene.database.begin() as session:
        store.move(session, session.get_one(CaseRow, case_id), CaseStatus.WAITING, "bot", NOW, NOW)
    scene.now += timedelta(minutes=2)
    hours(worker, scene, 24)
    assert tries == [case_id] * 3
    assert scene.status(case_id) == "review"
    assert alarms(scene) == [{"order": "NN-10023", "why": WHY}]


def test_a_page_in_place_of_an_answer_is_no_record_and_is_tried_as_ever(scene, worker):
    case_id, _ = scene.granted(approval())
    scene.backend.fail(BackendInvalid("the answer is text/html, not JSON"), times=5)
    hours(worker, scene, 1)
    assert scene.states() == [("refund", "confirmed")]
    assert alarms(scene) == []
    assert scene.status(case_id) == "resolved"
