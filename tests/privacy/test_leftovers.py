"""An erasure that is killed at any step is finished by the next one, or by a worker; and nothing half is left."""

import sqlite3

import pytest
from sqlalchemy import event, select

from amends.db import outbox
from amends.db.tables import CaseRow, JobRow
from amends.errors import DatabaseUnavailable
from amends.evidence.store import FolderStore
from amends.privacy import erasing, tracker
from amends.privacy.leftovers import Leftovers
from amends.privacy.person import Person
from amends.privacy.tracker import Tracker
from tests.desk_core.scene import EMAIL
from tests.privacy.scene import WORDS, a_whole_story, picture, remember
from worker.privacy import PrivacyJobs


class Killed(BaseException):
    """Nothing catches it, as nothing catches a kill."""


@pytest.fixture
def tracker_file(tmp_path):
    return tmp_path / "rasa.db"


@pytest.fixture
def leftovers(database, tmp_path, tracker_file):
    return Leftovers(database, FolderStore(tmp_path / "evidence"), Tracker(f"sqlite:///{tracker_file}"))


@pytest.fixture
def story(desk, leftovers, tracker_file):
    number, talk, key = a_whole_story(desk, leftovers.store, tracker_file)
    return number, talk, {key, picture(desk, leftovers.store, talk, number)}


def run(desk, leftovers, email=EMAIL):
    erasing.erase(desk.database, Person(email), by="x", now=desk.now)
    leftovers.remove_all(desk.now)
    leftovers.overwrite()


def left_of(desk, leftovers, story):
    """What there still is of them, by place."""
    with desk.database.read() as session:
        named = session.scalars(select(CaseRow.id).where(CaseRow.email == EMAIL)).all()
    places = {
        "cases": bool(named),
        "files": bool({folder.name for folder in leftovers.store.folders("", 99)} & story[2]),
        "tracker": bool(leftovers.tracker.events(story[1])),
    }
    return {place for place, there in places.items() if there}


def statements(database, at):
    """Kill at the statement of that number that changes something. How many there were."""
    seen = []

    def count(_connection, _cursor, statement, *_more):
        if statement.split()[0] in {"INSERT", "UPDATE", "DELETE"}:
            seen.append(statement)
            if len(seen) == at:
                raise Killed

    event.listen(database.engine, "before_cursor_execute", count)
    return seen, lambda: event.remove(database.engine, "before_cursor_execute", count)


@pytest.mark.parametrize("at", [1, 5, 12, 20])
def test_killed_within_the_transaction_nothing_was_done_and_the_next_run_does_all(desk, leftovers, story, at):
    seen, stop = statements(desk.database, at)
    with pytest.raises(Killed):
        run(desk, leftovers)
    stop()
    assert len(seen) == at
    assert left_of(desk, leftovers, story) == {"cases", "files", "tracker"}
    run(desk, leftovers)
    assert left_of(desk, leftovers, story) == set()


@pytest.mark.parametrize(
    ("steps", "left"), [(0, {"files", "tracker"}), (1, {"files", "tracker"}), (2, {"tracker"}), (3, set())]
)
def test_killed_between_two_steps_after_it_the_next_run_finishes(desk, leftovers, story, steps, left):
    done = []

    def killed_after():
        done.append(1)
        if len(done) == steps:
            raise Killed

    killed = Leftovers(desk.database, leftovers.store, leftovers.tracker, killed_after)
    erasing.erase(desk.database, Person(EMAIL), by="x", now=desk.now)
    if steps:
        with pytest.raises(Killed):
            killed.remove_all(desk.now)
    assert left_of(desk, leftovers, story) == left
    run(desk, leftovers)
    assert left_of(desk, leftovers, story) == set()
    with desk.database.read() as session:
        due = [job.due_at for job in session.scalars(select(JobRow).where(JobRow.kind == "privacy.erase"))]
    assert due == [desk.now + erasing.ONCE_MORE]


def test_a_worker_finishes_it_where_nobody_runs_the_command_again(desk, leftovers, story):
    erasing.erase(desk.database, Person(EMAIL), by="x", now=desk.now)
    job = outbox.claim_due(desk.database, desk.now, 60, only=["privacy.erase"])
    PrivacyJobs(leftovers).erase(job)
    assert left_of(desk, leftovers, story) == set()
    PrivacyJobs(leftovers).erase(job)


def test_what_a_turn_under_way_writes_into_the_tracker_at_its_end_goes_later(desk, leftovers, story, tracker_file):
    run(desk, leftovers)
    remember(tracker_file, story[1], WORDS["tracker"])
    later = desk.now + erasing.ONCE_MORE
    job = outbox.claim_due(desk.database, later, 60, only=["privacy.erase"])
    PrivacyJobs(leftovers).erase(job)
    assert left_of(desk, leftovers, story) == set()
    assert WORDS["tracker"].encode() not in tracker_file.read_bytes()


def test_a_tracker_that_is_locked_is_told_and_tried_again(desk, leftovers, story, tracker_file, monkeypatch):
    monkeypatch.setattr(tracker, "WAIT_S", 0.05)
    erasing.erase(desk.database, Person(EMAIL), by="x", now=desk.now)
    with sqlite3.connect(tracker_file) as holder:
        holder.execute("BEGIN IMMEDIATE")
        with pytest.raises(DatabaseUnavailable, match="tracker"):
            leftovers.remove_all(desk.now)
    holder.close()
    assert left_of(desk, leftovers, story) == {"tracker"}
    leftovers.remove_all(desk.now)
    assert left_of(desk, leftovers, story) == set()


def test_without_a_tracker_store_there_is_nothing_to_forget(tmp_path):
    nothing = Tracker(f"sqlite:///{tmp_path}/none.db")
    assert (nothing.events("cv_x"), nothing.forget(["cv_x"])) == ([], 0)
    assert not (tmp_path / "none.db").exists()
