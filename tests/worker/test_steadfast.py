"""The worker goes on: no fault ends its loops, and none of one job is in the way of the next."""

from dataclasses import replace
from datetime import timedelta
from unittest.mock import patch

import httpx
import pytest
from sqlalchemy import select, text

from amends.db import outbox
from amends.db.job_kinds import JobKind
from amends.db.remedy_tables import JobRow
from amends.errors import BackendUnavailable, DatabaseUnavailable
from rasa_addons.loops import Loop
from tests.remedies.scene import NOW, approval
from tests.web.server import until
from tests.worker.test_worker import jobs, resumed, scene, sent, turns, worker
from worker.handlers import Handlers
from worker.health import Health

__all__ = ["resumed", "scene", "sent", "worker"]


def held_until(scene):
    with scene.database.read() as session:
        return session.scalar(select(JobRow.locked_until).where(JobRow.kind == JobKind.CARRY_OUT))


def away():
    raise DatabaseUnavailable("the database did not answer")


def test_health_tells_how_each_loop_is_and_what_is_counted():
    jobs, messages = Loop("jobs", 3600), Loop("messages", 3600)
    counted = iter([b"amends_turns_waiting 3.0\n"])
    health = Health((jobs, messages), 0, lambda: next(counted, None) or away())
    health.start()

    def answer(path="health"):
        return httpx.get(f"http://127.0.0.1:{health.port}/{path}", timeout=60)

    try:
        assert answer().status_code == 200
        assert answer("other").status_code == 404
        assert answer("metrics").text == "amends_turns_waiting 3.0\n"
        assert answer("metrics").status_code == 503
        jobs._failed(DatabaseUnavailable("away"))
        assert (answer().status_code, answer("live").status_code) == (503, 200)
        jobs._went_well()
        messages._stale_s = 0.0
        assert answer("live").status_code == 503
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
