"""The worker: does what is due, survives what goes wrong, hands over what stays wrong."""

import signal
import subprocess
import sys
from dataclasses import replace
from datetime import timedelta
from unittest.mock import patch

import pytest
from sqlalchemy import select

from amends.cases import store
from amends.cases.status import CaseStatus
from amends.db import outbox
from amends.db.case_tables import CaseRow
from amends.db.outbox import RetryRule
from amends.db.remedy_tables import JobRow
from amends.desk.people import letters
from amends.errors import BackendUnavailable, DatabaseUnavailable, MailError, MailUndeliverable
from amends.messages import mail, staff_mail
from amends.messages.mail import queue_mail
from tests.remedies.scene import ANNOUNCER, NOW, ROOT, Scene, an_order, approval
from tests.worker.ledger_file import FileBackend
from tests.worker.ledger_file import worker as worker_with_file
from worker.handlers import Handlers
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
    assert sent.call_args.args[2:] == (ANNOUNCER.support_address("norrnet"), ANNOUNCER.name("norrnet"), "", [])


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


def test_a_letter_keeps_the_key_of_its_link_no_longer_than_it_takes_to_send_it(worker, scene, sent):
    link = "http://127.0.0.1/desk/new-password?key="
    with scene.database.begin() as session:
        staff_mail.queue(
            session, to="nils@example.com", kind=letters.INVITATION, subject="Welcome", merchant="norrnet",
            text=f"Here:\n\n{link}SECRET\n\nSign in.", now=scene.now,
        )  # fmt: skip
    turns(worker, scene)
    assert f"{link}SECRET" in sent.call_args.args[0].text
    assert scene.mails()[0].text == f"Here:\n\n{link}…\n\nSign in."
