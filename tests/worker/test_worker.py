"""The worker: does what is due, survives what goes wrong, hands over what stays wrong."""

import signal
import subprocess
import sys
from dataclasses import replace
from datetime import timedelta
from unittest.mock import patch

import httpx
import pytest
from sqlalchemy import select, text

from amends.cases import store
from amends.cases.status import CaseStatus
from amends.db import outbox
from amends.db.case_tables import CaseRow
from amends.db.job_kinds import JobKind
from amends.db.outbox import RetryRule
from amends.db.remedy_tables import JobRow
from amends.errors import BackendUnavailable, DatabaseUnavailable, MailError, MailUndeliverable
from amends.messages import mail
from amends.messages.mail import queue_mail
from rasa_addons.loops import Loop
from tests.remedies.scene import ANNOUNCER, NOW, ROOT, Scene, an_order, approval
from tests.web.server import until
from tests.worker.ledger_file import FileBackend
from tests.worker.ledger_file import worker as worker_with_file
from worker.handlers import Handlers
from worker.health import Health
from worker.loop import Worker

SMTP = mail.SmtpSettings("127.0.0.1", 1, "a@example.com")


@pytest.fixture
def scene(database):
    return Scene(database, an_order("490.00"))


@pytest.fixture
def sent():
    with patch.object(mail, "send") as send:
        yield send


@pytest.fixture
def resumed():
    return []


@pytest.fixture
def worker(scene, resumed):
    backends = {"norrnet": scene.backend}
    handlers = Handlers(scene.database, backends, ANNOUNCER, SMTP, resumed.append, scene.clock)
    return Worker(handlers, RetryRule(attempts=3, first_s=1, max_s=4), jitter=lambda: 0.0)


def turns(worker, scene, count=10):
    """So many turns as there is work, some seconds apart."""
    for _ in range(count):
        worker.turn()
        scene.now += timedelta(seconds=10)


def jobs(scene):
    with scene.database.read() as session:
        return {(job.kind, job.state) for job in session.scalars(select(JobRow))}


def held_until(scene):
    with scene.database.read() as session:
        return session.scalar(select(JobRow.locked_until).where(JobRow.kind == JobKind.CARRY_OUT))


def waiting_case(scene):
    case_id = scene.case()
    with scene.database.begin() as session:
        store.move(session, session.get_one(CaseRow, case_id), CaseStatus.WAITING, "bot", NOW, NOW)
    return case_id


def test_what_was_granted_is_carried_out_and_mailed(scene, worker, sent):
    case_id, _ = scene.granted(approval(cancels=True))
    turns(worker, scene)
    assert scene.states() == [("refund", "confirmed"), ("cancellation", "confirmed")]
    assert scene.status(case_id) == "resolved"
    assert sent.call_count == 1
    assert sent.call_args.args[2:4] == (ANNOUNCER.support_address("norrnet"), ANNOUNCER.name("norrnet"))
    assert ANNOUNCER.support_address("norrnet") in sent.call_args.args[4]
    assert {kind for kind, state in jobs(scene) if state != "done"} == {"remedy.look_again"}
    assert all(message.sent_at for message in scene.mails())


def test_a_mail_that_went_is_not_sent_again(scene, worker, sent):
    scene.granted(approval())
    turns(worker, scene)
    job = outbox.Job(0, "mail.send", {"mail_id": scene.mails()[0].id, "case_id": None}, 1, scene.now)
    worker.handlers.send_mail(job)
    assert sent.call_count == 1


def test_a_copy_that_belongs_to_no_case_comes_under_its_merchants_name_too(scene, worker, sent):
    with scene.database.begin() as session:
        args = {"merchant": "NorrNet", "transcript": "Hello"}
        said = {"say_name": "transcript", "args": args, "language": "en"}
        queue_mail(session, ANNOUNCER.sentences, case=None, merchant="norrnet", to="a@example.com", now=NOW, **said)
    turns(worker, scene)
    assert sent.call_args.args[2:] == (ANNOUNCER.support_address("norrnet"), ANNOUNCER.name("norrnet"), "")


def test_with_a_mailbox_of_the_merchants_an_answer_goes_there_and_the_mail_says_so(scene, worker, sent):
    worker.handlers = replace(worker.handlers, mailboxes={"norrnet": "post@example.com"})
    worker = Worker(worker.handlers, RetryRule(attempts=3, first_s=1, max_s=4), jitter=lambda: 0.0)
    scene.granted(approval())
    turns(worker, scene)
    assert sent.call_args.args[2] == "post@example.com"
    assert sent.call_args.args[4] == "You can answer this e-mail; a person reads it."


def test_an_address_that_cannot_be_written_to_ends_with_a_person_after_one_try(scene, worker, sent):
    sent.side_effect = MailUndeliverable("no such address here")
    case_id, _ = scene.granted(approval())
    turns(worker, scene)
    assert sent.call_count == 1
    [message] = scene.mails()
    assert (message.sent_at, message.undeliverable) == (None, "no such address here")
    assert ("mail.send", "done") in jobs(scene)
    assert scene.status(case_id) == "review"
    assert "given_up" in scene.told(case_id)
    turns(worker, scene)
    assert sent.call_count == 1


def test_a_backend_that_stays_away_ends_with_a_person_and_the_customer_is_told(scene, worker, sent):
    case_id, _ = scene.granted(approval())
    scene.backend.fail(BackendUnavailable("refused"), times=99)
    turns(worker, scene)
    assert ("remedy.carry_out", "dead") in jobs(scene)
    assert scene.status(case_id) == "review"
    assert len(scene.said()) == 1
    assert "given_up" in scene.told(case_id)
    assert scene.backend.movements == []


def test_a_mail_that_cannot_be_sent_ends_with_a_person(scene, worker, sent):
    sent.side_effect = MailError("no")
    case_id, _ = scene.granted(approval())
    turns(worker, scene)
    assert ("mail.send", "dead") in jobs(scene)
    assert scene.status(case_id) == "review"


def test_a_fault_of_ours_stops_neither_the_worker_nor_is_lost(scene, worker, sent, caplog):
    with scene.database.begin() as session:
        outbox.enqueue(session, "remedy.carry_out", {"remedy_id": 999}, NOW)
        outbox.enqueue(session, "unheard.of", {}, NOW)
    turns(worker, scene)
    assert jobs(scene) == {("remedy.carry_out", "dead"), ("unheard.of", "dead")}
    assert "Traceback" in caplog.text


def test_a_wait_that_is_over_is_decided_anew_even_if_nobody_asked(scene, worker, resumed, sent):
    case_id = waiting_case(scene)
    turns(worker, scene, 5)
    assert resumed == []
    scene.now = NOW + timedelta(minutes=2)
    worker.turn()
    assert resumed == [case_id]


def test_a_case_that_still_waits_after_its_time_ends_with_a_person(scene, worker, resumed, sent):
    case_id = waiting_case(scene)
    scene.now = NOW + timedelta(minutes=2)
    turns(worker, scene)
    assert resumed == [case_id] * 3
    assert scene.status(case_id) == "review"


def test_a_remedy_that_lost_its_job_gets_one(scene, worker, sent):
    scene.granted(approval())
    with scene.database.begin() as session:
        session.execute(JobRow.__table__.delete())
    turns(worker, scene)
    assert scene.states() == [("refund", "confirmed")]


def test_a_database_that_is_away_is_waited_for(worker):
    calls = []

    def away():
        calls.append(1)
        if len(calls) == 3:
            worker.stopping.set()
        raise DatabaseUnavailable("locked")

    worker.poll_s = 0.0
    with patch.object(worker, "turn", away):
        worker.run()
    assert len(calls) == 3


@pytest.mark.parametrize("point", ["before", "after"])
def test_a_worker_killed_within_a_call_leaves_one_movement_and_no_doubt(scene, database_url, tmp_path, point):
    _, [refund] = scene.granted(approval())
    journal = tmp_path / "journal"
    command = [sys.executable, "-m", "tests.worker.ledger_file", database_url, str(journal), point]
    dead = subprocess.run(command, cwd=ROOT, capture_output=True, timeout=300, check=False)
    assert dead.returncode == -signal.SIGKILL, dead.stderr
    assert scene.states() == [("refund", "submitted")]
    assert scene.said() == []
    backend = FileBackend(journal)
    after_the_lease = NOW + timedelta(minutes=2)
    with patch.object(mail, "send"):
        other = worker_with_file(database_url, backend, lambda: after_the_lease)
        while other.turn():
            pass
    assert [entry["kind"] for entry in backend.journal()] == ["refund"]
    assert scene.states() == [("refund", "confirmed")]
    assert len(scene.said()) == 1
    assert refund


def test_stopping_lets_the_job_at_hand_end(scene, worker, sent):
    scene.granted(approval())
    plain = scene.backend.carry_out

    def stopped_meanwhile(call):
        worker.stopping.set()
        return plain(call)

    with patch.object(scene.backend, "carry_out", stopped_meanwhile):
        worker.run()
    assert scene.states() == [("refund", "confirmed")]
    assert ("mail.send", "waiting") in jobs(scene)


def test_health_tells_how_each_loop_is():
    jobs, messages = Loop("jobs", 3600), Loop("messages", 3600)
    health = Health((jobs, messages), 0)
    health.start()

    def answer(path="health"):
        return httpx.get(f"http://127.0.0.1:{health.port}/{path}", timeout=60)

    try:
        assert answer().status_code == 200
        assert answer("other").status_code == 404
        messages._stale_s = 0.0
        assert answer().status_code == 503
        assert answer().json() == {"status": "failing", "loops": {"jobs": "ok", "messages": "stalled"}}
    finally:
        health.stop()


def test_a_fault_that_nobody_foresaw_ends_no_loop(worker, monkeypatch, caplog):
    """A claim, a sweep or a job's end may fail as well as a job."""
    monkeypatch.setattr("rasa_addons.loops.FIRST_PAUSE_S", 0.0)
    states = []

    def failing():
        states.append(worker.loop.state)
        if len(states) == 3:
            worker.stopping.set()
        raise ZeroDivisionError

    with patch.object(worker, "turn", failing):
        worker.run()
    assert states == ["ok", *["failing: ZeroDivisionError"] * 2]
    assert "jobs failed" in caplog.text


def test_a_job_that_cannot_be_handed_over_is_buried_all_the_same(scene, worker, sent):
    _, [remedy_id] = scene.granted(approval())
    scene.backend.fail(BackendUnavailable("refused"), times=99)
    with patch.object(Handlers, "give_up", side_effect=KeyError("gone")):
        turns(worker, scene)
    with scene.database.read() as session:
        job = session.scalar(select(JobRow).where(JobRow.kind == "remedy.carry_out"))
        assert (job.state, "not handed over: KeyError" in job.last_error) == ("dead", True)
    assert remedy_id


def test_a_job_that_cannot_be_read_is_buried_and_the_others_are_done(scene, worker, sent):
    with scene.database.begin() as session:
        if session.get_bind().dialect.name == "postgresql":
            pytest.skip("PostgreSQL keeps what is no JSON from being one")
        outbox.enqueue(session, "unreadable", {}, NOW - timedelta(days=1), dedupe="unreadable")
        session.execute(text("UPDATE jobs SET body = 'no json'"))
    scene.granted(approval())
    turns(worker, scene)
    with scene.database.read() as session:
        found = session.execute(text("SELECT state, last_error FROM jobs WHERE kind = 'unreadable'")).one()
    assert found == ("dead", "unreadable: JSONDecodeError")
    assert scene.states() == [("refund", "confirmed")]


def test_what_one_look_around_meets_keeps_no_other_and_no_job_from_being_done(scene, worker, sent):
    scene.granted(approval())
    with patch("worker.handlers.enqueue_overdue", side_effect=KeyError("gone")):
        turns(worker, scene)
    assert scene.states() == [("refund", "confirmed")]


def test_a_living_worker_keeps_its_job_beyond_the_lease_and_a_dead_ones_comes_free_soon(scene, worker):
    """Time passes at the call; the lease is renewed by the clock of this process."""
    scene.granted(approval())
    plain, now = scene.backend.carry_out, [NOW]
    worker = replace(worker, handlers=replace(worker.handlers, clock=lambda: now[0]), lease_s=0.03)
    others = []

    def slow(call):
        for _ in range(3):
            held = held_until(scene)
            now[0] += timedelta(seconds=0.02)
            until(lambda held=held: held_until(scene) > held)
            others.append(outbox.claim_due(scene.database, now[0], worker.lease_s, (JobKind.CARRY_OUT,)))
        return plain(call)

    with patch.object(scene.backend, "carry_out", slow):
        worker.turn()
    assert others == [None] * 3
    assert ("remedy.carry_out", "done") in jobs(scene)


def test_a_clock_that_is_put_back_delays_neither_a_job_nor_its_next_try(scene, worker, sent):
    earlier = NOW - timedelta(hours=3)
    scene.granted(approval())
    with scene.database.begin() as session:
        outbox.enqueue(session, JobKind.LOOK_AT_SILENCE, {}, NOW, NOW + timedelta(days=3), dedupe="later")
    scene.now = earlier
    turns(worker, scene)
    assert scene.states() == [("refund", "confirmed")]
    with scene.database.read() as session:
        assert session.scalar(select(JobRow.due_at).where(JobRow.dedupe == "later")) == NOW + timedelta(days=3)


def test_a_loop_does_its_own_kinds_and_leaves_the_others(scene):
    with scene.database.begin() as session:
        for kind in ("one", "two"):
            outbox.enqueue(session, kind, {}, NOW, dedupe=kind)
    first = outbox.claim_due(scene.database, NOW, 60, but=("one",))
    assert first is not None
    assert first.kind == "two"
    assert outbox.claim_due(scene.database, NOW, 60, but=("one",)) is None
    second = outbox.claim_due(scene.database, NOW, 60, only=("one",))
    assert second is not None
    assert second.kind == "one"
