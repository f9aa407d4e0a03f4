"""The outbox: each job to one worker at a time, tried again after failure, dead after enough of it."""

from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import select

from amends.db import outbox
from amends.db.outbox import RetryRule
from amends.db.remedy_tables import JobRow
from tests.db.watching import written_to

NOW = datetime(2026, 11, 22, 10, 31, tzinfo=UTC)
SECOND = timedelta(seconds=1)
RULE = RetryRule(attempts=3, first_s=2, max_s=60)


def enqueue(database, *names, due_at=None, dedupe=None):
    with database.begin() as session:
        return [outbox.enqueue(session, "k", {"name": name}, NOW, due_at, dedupe) for name in names]


def claim(database, now=NOW):
    return outbox.claim_due(database, now, lease_s=60)


def fail(database, job, now, jitter=0.0):
    with database.begin() as session:
        return outbox.retry(session, job, "it broke", now, rule=RULE, jitter=lambda: jitter)


def state(database):
    with database.read() as session:
        return session.scalars(select(JobRow)).one()


def test_jobs_come_out_in_the_order_they_are_due(database):
    enqueue(database, "later", due_at=NOW - SECOND)
    enqueue(database, "first", due_at=NOW - 2 * SECOND)
    enqueue(database, "not yet", due_at=NOW + SECOND)
    assert [claim(database).body["name"], claim(database).body["name"], claim(database)] == ["first", "later", None]


def test_a_rolled_back_transaction_enqueues_nothing(database):
    with pytest.raises(ZeroDivisionError), database.begin() as session:
        assert outbox.enqueue(session, "k", {}, NOW) / 0
    assert claim(database) is None


def test_a_job_asked_for_twice_is_one_job_even_after_it_is_done(database):
    assert enqueue(database, "a", "b", dedupe="same") == [True, False]
    job = claim(database)
    with database.begin() as session:
        assert outbox.done(session, job)
    assert enqueue(database, "c", dedupe="same") == [False]


def test_a_claimed_job_is_nobody_elses_until_the_lease_ends(database):
    enqueue(database, "a")
    assert claim(database).attempts == 1
    assert claim(database, NOW + 59 * SECOND) is None
    assert claim(database, NOW + 60 * SECOND).attempts == 2


def test_a_worker_that_overslept_its_lease_cannot_settle_the_job(database):
    enqueue(database, "a")
    slow = claim(database)
    quick = claim(database, NOW + 61 * SECOND)
    with database.begin() as session:
        assert not outbox.done(session, slow)
        assert outbox.done(session, quick)


@pytest.mark.parametrize(("jitter", "first", "second"), [(0.0, 2, 4), (1.0, 1, 2)])
def test_each_wait_is_twice_the_one_before_shortened_by_chance(database, jitter, first, second):
    enqueue(database, "a")
    assert not fail(database, claim(database), NOW, jitter)
    assert state(database).due_at == NOW + first * SECOND
    assert not fail(database, claim(database, NOW + 10 * SECOND), NOW, jitter)
    assert state(database).due_at == NOW + second * SECOND


def test_a_job_is_dead_after_its_last_try_and_can_be_revived(database):
    enqueue(database, "a", dedupe="a")
    deaths = [fail(database, claim(database, NOW + n * 100 * SECOND), NOW) for n in range(3)]
    assert deaths == [False, False, True]
    assert (state(database).state, state(database).last_error) == ("dead", "it broke")
    assert claim(database, NOW + 1000 * SECOND) is None
    with database.begin() as session:
        assert outbox.revive(session, "a", NOW)
    assert claim(database).attempts == 1


def test_a_postponed_job_loses_no_try_and_can_be_woken(database):
    enqueue(database, "a", dedupe="a")
    job = claim(database)
    with database.begin() as session:
        outbox.postpone(session, job, NOW + 30 * SECOND)
    assert claim(database) is None
    with database.begin() as session:
        outbox.wake(session, "a", NOW)
    assert claim(database).attempts == 1


def test_the_longest_wait_has_an_end():
    assert RetryRule(first_s=2, max_s=900).wait(500, lambda: 0.0) == timedelta(seconds=900)


def test_eight_workers_share_forty_jobs_and_do_none_twice(database):
    enqueue(database, *range(40))

    def work(_):
        taken = []
        while not nothing_is_free(database):
            job = claim(database)
            taken += [] if job is None else [job.body["name"]]
        return taken

    with ThreadPoolExecutor(8) as pool:
        taken = [name for names in pool.map(work, range(8)) for name in names]
    assert sorted(taken) == list(range(40))


def nothing_is_free(database):
    with database.read() as session:
        return session.scalar(select(JobRow.id).where(JobRow.locked_until.is_(None)).limit(1)) is None


def test_a_standing_job_is_one_however_often_it_is_kept_and_begins_again_when_it_ended(database):
    def keep():
        outbox.keep_standing(database, "k", {"name": "a"}, NOW, "a", 3600 * SECOND)

    keep()
    keep()
    job = claim(database)
    assert claim(database) is None
    with database.begin() as session:
        outbox.postpone(session, job, NOW + 3600 * SECOND)
    keep()
    assert claim(database, NOW + 60 * SECOND) is None
    assert [fail(database, claim(database, NOW + n * 5000 * SECOND), NOW) for n in (1, 2, 3)][-1]
    keep()
    again = claim(database)
    with database.begin() as session:
        assert outbox.done(session, again)
    keep()
    assert claim(database).body == {"name": "a"}


def test_keeping_a_standing_job_that_stands_writes_nothing(database):
    outbox.keep_standing(database, "k", {}, NOW, "a", 3600 * SECOND)
    with written_to(database) as statements:
        outbox.keep_standing(database, "k", {}, NOW, "a", 3600 * SECOND)
    assert statements == []


def test_a_standing_job_waits_no_longer_for_a_clock_that_was_put_back(database):
    outbox.keep_standing(database, "k", {}, NOW + 7200 * SECOND, "a", SECOND)
    assert claim(database) is None
    outbox.keep_standing(database, "k", {}, NOW, "a", SECOND)
    assert claim(database) is not None


def test_a_hold_that_only_a_clock_ahead_could_take_is_none(database):
    enqueue(database, "a")
    assert claim(database, NOW + 7200 * SECOND) is not None
    assert claim(database) is not None
    assert claim(database, NOW - SECOND) is None, "clocks may be a little apart"


def test_what_names_no_job_is_missing(database):
    enqueue(database, "a", dedupe="there")
    with database.read() as session:
        assert outbox.missing(session, ["there", "nowhere"]) == {"nowhere"}


def test_a_job_that_became_necessary_again_is_done_once_more(database):
    """Whoever was doing it looked too early, and loses it."""
    with database.begin() as session:
        outbox.enqueue_again(session, "k", {}, NOW, "same")
    job = outbox.claim_due(database, NOW, 60)
    assert job is not None
    with database.begin() as session:
        outbox.enqueue_again(session, "k", {}, NOW, "same")
    with database.begin() as session:
        assert not outbox.done(session, job)
    again = outbox.claim_due(database, NOW, 60)
    assert again is not None
    assert (again.id, again.attempts) == (job.id, 1)
    with database.begin() as session:
        assert outbox.done(session, again)
        outbox.enqueue_again(session, "k", {}, NOW, "same")
    assert outbox.claim_due(database, NOW, 60) is not None
