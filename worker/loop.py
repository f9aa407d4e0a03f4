"""The worker's loop: claim a job, do it, settle it. Stops between jobs, never in the middle of one."""

import logging
import random
import threading
from collections.abc import Collection
from contextlib import AbstractContextManager
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from amends import tracing
from amends.db import outbox
from amends.db.outbox import Job, RetryRule
from amends.errors import AmendsError, DatabaseUnavailable
from amends.remedies.executor import Progress
from rasa_addons.log_lines import about
from rasa_addons.loops import Loop
from worker.handlers import Handlers, settle
from worker.holding import Holding

log = logging.getLogger("worker")

LEASE_S = 15.0
STALE_S = 120.0
"""What one job may take: a picture is read within a minute, and every call to somebody else ends sooner."""
HELD_BACK = timedelta(seconds=30)
SWEEP_EVERY = timedelta(seconds=30)


def _loop() -> Loop:
    return Loop("jobs", STALE_S)


@dataclass
class Worker:
    """One loop, which health asks how it is. Where several loops share the work, each does `only` certain kinds of job,
    or all `but` those, and one of them `sweeps`. `lease_s`: how long a job rests when its worker is killed; a living
    one holds it for as long as it takes."""

    handlers: Handlers
    rule: RetryRule = field(default_factory=RetryRule)
    poll_s: float = 1.0
    jitter: outbox.Jitter = random.random
    loop: Loop = field(default_factory=_loop)
    stopping: threading.Event = field(default_factory=threading.Event)
    only: Collection[str] = ()
    but: Collection[str] = ()
    sweeps: bool = True
    lease_s: float = LEASE_S
    _swept_at: datetime | None = None

    def run(self) -> None:
        """Work until `stopping` is set. A database that does not answer is waited for, and told in health."""
        self.loop.keep_until(self.stopping, self._step)

    def _step(self) -> None:
        if not self.turn():
            self.stopping.wait(self.poll_s)

    def turn(self) -> bool:
        """Do one job that is due. False where there was none."""
        database, now = self.handlers.database, self.handlers.clock()
        if self.sweeps and self._is_to_sweep(now):
            outbox.after_a_clock_was_put_back(database, now, self.rule.max_s)
            self.handlers.look_around(now)
            self._swept_at = now
        job = self.claim(now)
        if job is None:
            return False
        self.do(job)
        return True

    def claim(self, now: datetime, busy: Collection[str] = ()) -> Job | None:
        """A job that is due, and for no messaging channel in `busy`. Whoever takes it has to `do` it."""
        return outbox.claim_due(self.handlers.database, now, self.lease_s, self.only, self.but, busy)

    def _is_to_sweep(self, now: datetime) -> bool:
        """Every so often, and at once when the clock has been put back."""
        return self._swept_at is None or not timedelta() <= now - self._swept_at < SWEEP_EVERY

    def do(self, job: Job) -> None:
        """Do it and write down how it ended, whatever comes of it."""
        database = self.handlers.database
        handler = self.handlers.by_kind().get(job.kind)
        traced = tracing.span(f"job {job.kind}", job.traceparent, job=job.id)
        with _about(job), traced, Holding(database, job, self.lease_s, self.handlers.clock) as held:
            try:
                if job.attempts > self.rule.attempts:
                    raise AmendsError(f"{job.kind} was begun {job.attempts - 1} times and never ended")
                if handler is None:
                    raise AmendsError(f"no handler for {job.kind}")
                progress = handler(job)
            except DatabaseUnavailable:
                raise  # nothing can be written down either; the lease runs out and the job comes back
            except AmendsError as fault:
                self._failed(held.end(), fault)
            except Exception as fault:  # the process's edge: a fault of ours must stop neither the worker nor be lost
                log.exception("job %s (%s) failed", job.id, job.kind)
                self._failed(held.end(), fault)
            else:
                self._settle(held.end(), progress)

    def _settle(self, job: Job, progress: Progress | timedelta) -> None:
        with self.handlers.database.begin() as session:
            if progress is Progress.SETTLED:
                outbox.done(session, job)
            else:
                wait = HELD_BACK if progress is Progress.HELD_BACK else progress
                outbox.postpone(session, job, self.handlers.clock() + wait)

    def _failed(self, job: Job, fault: Exception) -> None:
        dead = settle(self.handlers, job, fault, self.rule, self.jitter)
        ending = "is dead" if dead else "is tried again"
        log.warning("job %s (%s) %s: %s: %s", job.id, job.kind, ending, type(fault).__name__, fault)


def _about(job: Job) -> AbstractContextManager[None]:
    body = job.body
    return about(job=job.id, kind=job.kind, conversation=body.get("conversation_id"), case=body.get("case_id"))
