"""An erasure that is killed at any step is finished by the next one, or by a worker; and nothing half is left."""

import pytest
from sqlalchemy import event, select

from amends.db import outbox
from amends.db.tables import CaseRow, JobRow
from amends.evidence.store import FolderStore
from amends.privacy import erasing
from amends.privacy.leftovers import Leftovers
from amends.privacy.person import Person
from tests.desk_core.scene import EMAIL
from tests.privacy.scene import a_whole_story, picture
from worker.privacy import PrivacyJobs


class Killed(BaseException):
    """Nothing catches it, as nothing catches a kill."""


@pytest.fixture
def leftovers(database, tmp_path):
    return Leftovers(database, FolderStore(tmp_path / "evidence"))


@pytest.fixture
def story(desk, leftovers):
    number, talk, key = a_whole_story(desk, leftovers.store)
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
    assert left_of(desk, leftovers, story) == {"cases", "files"}
    run(desk, leftovers)
    assert left_of(desk, leftovers, story) == set()


@pytest.mark.parametrize(("steps", "left"), [(0, {"files"}), (1, {"files"}), (2, set())])
def test_killed_between_two_steps_after_it_the_next_run_finishes(desk, leftovers, story, steps, left):
    done = []

    def killed_after():
        done.append(1)
        if len(done) == steps:
            raise Killed

    killed = Leftovers(desk.database, leftovers.store, killed_after)
    erasing.erase(desk.database, Person(EMAIL), by="x", now=desk.now)
    if steps:
        with pytest.raises(Killed):
            killed.remove_all(desk.now)
    assert left_of(desk, leftovers, story) == left
    run(desk, leftovers)
    assert left_of(desk, leftovers, story) == set()
    with desk.database.read() as session:
        assert session.scalars(select(JobRow).where(JobRow.kind == "privacy.erase")).all() == []


def test_a_worker_finishes_it_where_nobody_runs_the_command_again(desk, leftovers, story):
    erasing.erase(desk.database, Person(EMAIL), by="x", now=desk.now)
    job = outbox.claim_due(desk.database, desk.now, 60, only=["privacy.erase"])
    PrivacyJobs(leftovers).erase(job)
    assert left_of(desk, leftovers, story) == set()
    PrivacyJobs(leftovers).erase(job)
