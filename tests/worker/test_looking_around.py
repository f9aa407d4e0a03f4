"""The worker looks for what nothing would wake: cheaply, and it writes only where something lacks."""

from dataclasses import replace
from datetime import timedelta

import pytest
from sqlalchemy import select

from amends.accounts.sessions import Lifetimes
from amends.db import outbox
from amends.db.job_kinds import JobKind
from amends.db.remedy_tables import JobRow
from amends.db.team_tables import TeamRow
from amends.desk.orphaned_chats import OrphanedChats
from amends.errors import EvidenceUnavailable
from amends.evidence.fakes import MemoryStore
from amends.policy.policy import KeptFor
from tests.db.watching import plan_of, statements_of, written_to
from tests.desk_core.scene import Desk
from tests.desk_core.working import worker_of
from worker.loop import HELD_BACK, SWEEP_EVERY, Worker
from worker.retention import EVERY, Retention

HOUR = timedelta(hours=1)


@pytest.fixture
def desk(database):
    return Desk(database)


@pytest.fixture
def kinds():
    """What is done in a go, by name: each call is noted, and says whether there is more."""
    return {}


@pytest.fixture
def worker(desk, kinds):
    retention = Retention(desk.database, kinds, desk.clock)
    plain = worker_of(desk)
    handlers = replace(plain.handlers, adopt=OrphanedChats(desk.context).adopt, retention=retention)
    return Worker(handlers, plain.rule, jitter=lambda: 0.0)


def work(worker):
    while worker.turn():
        pass


def test_where_nothing_lacks_nothing_is_written_and_sqlite_is_not_locked(desk, worker, kinds):
    kinds["a"] = lambda now: False
    desk.case()
    work(worker)
    desk.now += SWEEP_EVERY
    with written_to(desk.database) as written:
        worker.turn()
    assert written == []


def test_each_look_uses_an_index_of_just_what_it_looks_for(desk, worker):
    if desk.database.url.get_backend_name() != "sqlite":
        pytest.skip("a planner goes by what is in the tables, and there is nothing")
    with desk.database.begin() as session:
        made = {"changed_by": "ag_1", "changed_at": desk.now}
        session.add(TeamRow(merchant="norrnet", name="First line", hands_out=True, takes_new=True, **made))
    with statements_of(desk.database) as seen:
        worker.handlers.look_around(desk.now)
    plans = "\n".join(plan_of(desk.database, *each) for each in seen if each[0].startswith("SELECT"))
    for index in ("ix_cases_waiting", "ix_cases_on_hold", "ix_remedies_under_way", "ix_conversations_with_person",
                  "ix_cases_in_review", "ix_reply_targets_due"):  # fmt: skip
        assert f"INDEX {index}" in plans
    assert "SCAN cases\n" not in plans + "\n"
    assert "SCAN remedies\n" not in plans + "\n"
    assert "SCAN conversations\n" not in plans + "\n"


def test_each_kind_is_tidied_once_an_hour_however_many_workers_there_are(desk, worker, kinds):
    gone = []
    kinds["a"] = lambda now: gone.append(("a", now)) and False
    kinds["b"] = lambda now: gone.append(("b", now)) and False
    begun = desk.now
    other = Worker(worker.handlers, worker.rule)
    for _ in range(5):
        work(worker)
        work(other)
        desk.now += HOUR / 4
    assert sorted(gone) == [("a", begun), ("a", begun + EVERY), ("b", begun), ("b", begun + EVERY)]


def test_what_is_left_is_tidied_soon_and_not_in_one_go(desk, worker, kinds):
    left = [True, True, False]
    kinds["a"] = lambda now: left.pop(0)
    for rest in (2, 1, 0):
        work(worker)
        assert len(left) == rest
        desk.now += HELD_BACK


def test_a_store_that_is_away_is_said_and_asked_again_in_an_hour(desk, worker, kinds, caplog):
    tries = []

    def away(now):
        tries.append(now)
        raise EvidenceUnavailable("the bucket cannot be listed")

    kinds["a"] = away
    work(worker)
    desk.now += EVERY
    work(worker)
    assert len(tries) == 2
    assert "the bucket cannot be listed" in caplog.text
    with desk.database.read() as session:
        assert session.scalars(select(JobRow.state).where(JobRow.kind == JobKind.TIDY_UP)).all() == ["waiting"]


def test_a_fault_of_ours_in_one_kind_keeps_the_others_and_is_tried_again(desk, worker, kinds, caplog):
    gone = []

    def broken(now):
        raise ZeroDivisionError

    kinds["a"] = broken
    kinds["b"] = lambda now: gone.append(now) and False
    for _ in range(worker.rule.attempts + 3):
        work(worker)
        desk.now += HOUR
    assert len(gone) == worker.rule.attempts + 3
    assert caplog.text.count("ZeroDivisionError\n") > worker.rule.attempts


def test_a_kind_of_another_release_ends_quietly(desk, worker, kinds):
    with desk.database.begin() as session:
        outbox.enqueue(session, JobKind.TIDY_UP, {"what": "unheard_of"}, desk.now)
    work(worker)
    with desk.database.read() as session:
        assert session.scalars(select(JobRow.state)).all() == ["done"]


def test_the_real_kinds_all_work_on_an_empty_house_and_on_one_that_was_used(desk):
    desk.case()
    desk.later(days=400)
    retention = Retention.of(
        desk.database, desk.clock, MemoryStore(), Lifetimes(), timedelta(days=30), {"norrnet": KeptFor()}
    )
    more = {name: kind(desk.now) for name, kind in retention.kinds.items()}
    assert more == dict.fromkeys(retention.kinds, False)
