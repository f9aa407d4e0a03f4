"""The outbox: work written down in the transaction that decided it, done later by whichever worker claims it.

At least once: a worker that dies leaves its job to the next one after the lease, so every handler must bear
being run twice. A job that keeps failing ends `dead`, and whoever calls `retry` must then tell a person.
"""

import logging
from collections.abc import Callable, Collection
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from functools import lru_cache
from typing import Any

from sqlalchemy import BindParameter, Select, Update, bindparam, not_, or_, select, update
from sqlalchemy.orm import Session
from sqlalchemy.sql.dml import ReturningUpdate

from amends import tracing
from amends.clock import SKEW
from amends.db import lanes
from amends.db.job_kinds import JobKind
from amends.db.remedy_tables import JobRow
from amends.db.session import Database
from amends.db.types import Instant
from amends.db.upsert import insert
from amends.errors import DatabaseUnavailable

log = logging.getLogger("worker")

LONGEST_RETRY = timedelta(hours=1)
"""No rule makes a standing job wait longer between two tries."""
Jitter = Callable[[], float]
"""A number from 0 to 1, by which a wait is shortened at random, so that many jobs do not come back at once."""


@dataclass(frozen=True)
class Job:
    """A claimed job. `attempts` counts this one; `lease` proves that it is still ours."""

    id: int
    kind: str
    body: dict[str, Any]
    attempts: int
    lease: datetime
    traceparent: str | None = None


@dataclass(frozen=True)
class RetryRule:
    """Waits of `first_s`, doubled up to `max_s`; after `attempts` tries the job is dead."""

    attempts: int = 12
    first_s: float = 2.0
    max_s: float = 900.0

    def wait(self, attempts: int, jitter: Jitter) -> timedelta:
        """How long to wait after that many tries: at least half of the full wait."""
        full: float = min(self.max_s, self.first_s * 2.0 ** (min(attempts, 60) - 1))
        return timedelta(seconds=full * (1 - jitter() / 2))


def enqueue(
    session: Session,
    kind: JobKind,
    body: dict[str, Any],
    now: datetime,
    due_at: datetime | None = None,
    dedupe: str | None = None,
) -> bool:
    """Write a job into the caller's transaction. False where one with the same `dedupe` was ever written."""
    values = {"kind": kind, "body": body, "due_at": due_at or now, "dedupe": dedupe, "created_at": now}
    values["traceparent"] = tracing.current()
    statement = insert(session, JobRow).values(**values, state="waiting", attempts=0).on_conflict_do_nothing()
    return session.execute(statement.returning(JobRow.id)).first() is not None


def enqueue_again(session: Session, kind: JobKind, body: dict[str, Any], now: datetime, dedupe: str) -> None:
    """The one job of that name, due now with a fresh set of tries, whether it is new, waits or has ended. Who is doing
    it at this moment loses it, so that it is done once more: what made it necessary again may have been overlooked."""
    values = {"kind": kind, "body": body, "due_at": now, "dedupe": dedupe, "created_at": now}
    values["traceparent"] = tracing.current()
    fresh = {"state": "waiting", "attempts": 0, "due_at": now, "locked_until": None, "traceparent": tracing.current()}
    statement = insert(session, JobRow).values(**values, state="waiting", attempts=0)
    session.execute(statement.on_conflict_do_update(index_elements=["dedupe"], set_=fresh))


def claim_due(
    database: Database,
    now: datetime,
    lease_s: float,
    only: Collection[str] = (),
    but: Collection[str] = (),
    busy: Collection[str] = (),
) -> Job | None:
    """The job longest due that nobody holds, held by the caller for `lease_s` seconds; None when there is none. `only`
    of these kinds, where there are any, of none in `but`, and for no messaging channel in `busy`."""
    first, claim = _claiming(frozenset(only), frozenset(but), frozenset(busy))
    lease = now + timedelta(seconds=lease_s)
    instants = {"now": now, "longest_hold": lease + SKEW}
    with database.read() as session:  # an idle worker must not take SQLite's one write lock each second
        if session.scalar(first, instants) is None:
            return None
    try:
        with database.begin() as session:
            row = session.execute(claim, {**instants, "lease": lease}).first()
    except DatabaseUnavailable:
        raise
    except Exception as fault:  # the row itself cannot be read: the jobs behind it must not wait for it
        with database.begin() as session:
            unreadable = session.scalar(first, instants)
            buried = {"state": "dead", "last_error": f"unreadable: {type(fault).__name__}"}
            session.execute(update(JobRow).where(JobRow.id == unreadable).values(**buried))
        log.exception("job %s cannot be read", unreadable)
        return None
    return None if row is None else Job(*row)


@lru_cache(maxsize=64)
def _claiming(
    only: frozenset[str], but: frozenset[str], busy: frozenset[str] = frozenset()
) -> tuple[Select[Any], Update]:
    """What finds the first job and what claims it: built once for each of the loops that ask time and again."""
    now, held = bindparam("now", type_=Instant()), JobRow.locked_until
    meaningless = held > bindparam("longest_hold", type_=Instant())  # the clock has been put back since
    free = or_(held.is_(None), held <= now, meaningless)
    waiting = select(JobRow.id).where(JobRow.state == "waiting", JobRow.due_at <= now, free)
    if only:
        waiting = waiting.where(JobRow.kind.in_(sorted(only)))
    if but:
        waiting = waiting.where(JobRow.kind.not_in(sorted(but)))
    if busy:
        waiting = waiting.where(not_(lanes.is_for(busy)))
    first = waiting.order_by(JobRow.due_at, JobRow.id).limit(1)
    claim = (
        update(JobRow)
        .where(JobRow.id == first.with_for_update(skip_locked=True).scalar_subquery())
        .values(locked_until=bindparam("lease"), attempts=JobRow.attempts + 1)
        .returning(JobRow.id, JobRow.kind, JobRow.body, JobRow.attempts, JobRow.locked_until, JobRow.traceparent)
        .execution_options(synchronize_session=False)
    )
    return first, claim


def renew(session: Session, job: Job, now: datetime, lease_s: float) -> Job | None:
    """Hold it for `lease_s` from now; the job as it is held then. None where another worker has taken it."""
    until = now + timedelta(seconds=lease_s)
    ours = update(JobRow).where(JobRow.id == job.id, JobRow.state == "waiting", JobRow.locked_until == job.lease)
    return replace(job, lease=until) if _changed(session, ours.values(locked_until=until)) else None


def after_a_clock_was_put_back(database: Database, now: datetime, longest_wait_s: float) -> None:
    """Make due what waits for an instant that only a clock which stood ahead could name: what was to be done at once
    when it was written, in the future, and what is to be tried again later than any retry lies (`longest_wait_s`)."""
    latest = now + SKEW
    at_once = (JobRow.created_at > latest) & (JobRow.due_at <= JobRow.created_at)
    again = JobRow.last_error.is_not(None) & (JobRow.due_at > latest + timedelta(seconds=longest_wait_s))
    ahead = (JobRow.state == "waiting", JobRow.due_at > latest, at_once | again)
    with database.read() as session:
        if session.scalar(select(JobRow.id).where(*ahead).limit(1)) is None:
            return
    with database.begin() as session:
        log.warning("the clock was put back: jobs that it would delay are due now")
        moved = update(JobRow).where(*ahead).values(due_at=now)
        session.execute(moved, execution_options={"synchronize_session": False})


def finish(session: Session, dedupes: Collection[str]) -> set[str]:
    """Note in the caller's transaction that these jobs are done by it. Which of them were still waiting: their effect
    is the caller's, whoever else had claimed them."""
    ended = update(JobRow).where(JobRow.dedupe.in_(list(dedupes)), JobRow.state == "waiting").values(state="done")
    found = session.execute(ended.returning(JobRow.dedupe), execution_options={"synchronize_session": False})
    return {dedupe for dedupe in found.scalars() if dedupe is not None}


def done(session: Session, job: Job) -> bool:
    """The job is done. False where the lease ran out and another worker took it: harmless, it bears two runs."""
    return _settle(session, job, state="done", last_error=None)


def retry(session: Session, job: Job, error: str, now: datetime, *, rule: RetryRule, jitter: Jitter) -> bool:
    """Try again later. True where that was the last try and the job is now dead: tell a person, here and now."""
    if job.attempts >= rule.attempts:
        return _settle(session, job, state="dead", last_error=error)
    _settle(session, job, due_at=now + rule.wait(job.attempts, jitter), last_error=error)
    return False


def postpone(session: Session, job: Job, until: datetime) -> None:
    """Not its turn yet: no failure, so the try does not count."""
    _settle(session, job, due_at=until, attempts=job.attempts - 1, last_error=None)


def wake(session: Session, dedupe: str, now: datetime) -> None:
    """Make a waiting job due now."""
    statement = update(JobRow).where(JobRow.dedupe == dedupe, JobRow.state == "waiting", JobRow.due_at > now)
    session.execute(statement.values(due_at=now), execution_options={"synchronize_session": False})


def revive(session: Session, dedupe: str, now: datetime) -> bool:
    """Give a job that has ended, done or dead, a fresh set of tries. False where there is no such job."""
    statement = update(JobRow).where(JobRow.dedupe == dedupe, JobRow.state != "waiting")
    values = {"state": "waiting", "attempts": 0, "due_at": now, "locked_until": None}
    return _changed(session, statement.values(**values))


def missing(session: Session, dedupes: Collection[str]) -> set[str]:
    """Which of them name no job, ended or not."""
    known = session.scalars(select(JobRow.dedupe).where(JobRow.dedupe.in_(list(dedupes))))
    return set(dedupes).difference(known)


def keep_standing(
    database: Database, kind: JobKind, body: dict[str, Any], now: datetime, dedupe: str, every: timedelta
) -> None:
    """See to it that this job waits, which is never done but only put off by `every`, or for a retry. One that ended
    all the same begins again, and one that waits far longer, as after a clock was put back, is due."""
    longest = now + max(every, LONGEST_RETRY) + SKEW
    with database.read() as session:
        waits = (JobRow.dedupe == dedupe, JobRow.state == "waiting", JobRow.due_at <= longest)
        if session.scalar(select(JobRow.id).where(*waits)) is not None:
            return
    with database.begin() as session:
        if not enqueue(session, kind, body, now, dedupe=dedupe) and not revive(session, dedupe, now):
            wake(session, dedupe, now)


def _settle(session: Session, job: Job, **values: Any) -> bool:
    settled = session.execute(
        _settling(frozenset(values)),
        {"job": job.id, "lease": job.lease, **{f"new_{name}": value for name, value in values.items()}},
    )
    return settled.first() is not None


@lru_cache(maxsize=8)
def _settling(names: frozenset[str]) -> ReturningUpdate[Any]:
    """What gives a job back that is still ours, with those columns changed: built once for each way of ending one."""
    ours = (JobRow.id == bindparam("job"), JobRow.state == "waiting", JobRow.locked_until == bindparam("lease"))
    new: dict[str, BindParameter[Any]] = {name: bindparam(f"new_{name}") for name in names}
    given_back = update(JobRow).where(*ours).values(locked_until=None, **new).returning(JobRow.id)
    return given_back.execution_options(synchronize_session=False)


def _changed(session: Session, statement: Any) -> bool:
    found = session.execute(statement.returning(JobRow.id), execution_options={"synchronize_session": False})
    return found.first() is not None
