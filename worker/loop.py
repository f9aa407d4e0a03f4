"""The worker's loop: claim a job, do it, settle it. Stops between jobs, never in the middle of one."""

import logging
import random
import threading
from collections.abc import Collection
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from amends.db import outbox
from amends.db.outbox import Job, RetryRule
from amends.errors import AmendsError, DatabaseUnavailable
from amends.remedies.executor import Progress
from worker.handlers import Handlers, settle

log = logging.getLogger("worker")

LEASE_S = 60.0
HELD_BACK = timedelta(seconds=30)
SWEEP_EVERY = timedelta(seconds=30)


@dataclass
class Worker:
    """One loop. `turned` is called on each turn: the health check listens there. Where several loops share the work,
    each does `only` certain kinds of job, or all `but` those, and one of them `sweeps`."""

    handlers: Handlers
    rule: RetryRule = field(default_factory=RetryRule)
    poll_s: float = 1.0
    jitter: outbox.Jitter = random.random
    turned: threading.Event = field(default_factory=threading.Event)
    stopping: threading.Event = field(default_factory=threading.Event)
    only: Collection[str] = ()
    but: Collection[str] = ()
    sweeps: bool = True
    _swept_at: datetime | None = None

    def run(self) -> None:
        """Work until `stopping` is set. A database that does not answer is waited for."""
        while not self.stopping.is_set():
            self.turned.set()
            try:
                worked = self.turn()
            except DatabaseUnavailable as fault:
                log.warning("%s", fault)
                worked = False
            if not worked:
                self.stopping.wait(self.poll_s)

    def turn(self) -> bool:
        """Do one job that is due. False where there was none."""
        database, now = self.handlers.database, self.handlers.clock()
        if self.sweeps and (self._swept_at is None or now - self._swept_at >= SWEEP_EVERY):
            self.handlers.look_around(now)
            self._swept_at = now
        job = outbox.claim_due(database, now, LEASE_S, self.only, self.but)
        if job is None:
            return False
        self._do(job)
        return True

    def _do(self, job: Job) -> None:
        database = self.handlers.database
        handler = self.handlers.by_kind().get(job.kind)
        try:
            if job.attempts > self.rule.attempts:
                raise AmendsError(f"{job.kind} was begun {job.attempts - 1} times and never ended")
            if handler is None:
                raise AmendsError(f"no handler for {job.kind}")
            progress = handler(job)
        except DatabaseUnavailable:
            raise  # nothing can be written down either; the lease runs out and the job comes back
        except AmendsError as fault:
            self._failed(job, fault)
        except Exception as fault:  # the process's edge: a fault of ours must stop neither the worker nor be lost
            log.exception("job %s (%s) failed", job.id, job.kind)
            self._failed(job, fault)
        else:
            with database.begin() as session:
                if progress is Progress.SETTLED:
                    outbox.done(session, job)
                else:
                    wait = HELD_BACK if progress is Progress.HELD_BACK else progress
                    outbox.postpone(session, job, self.handlers.clock() + wait)

    def _failed(self, job: Job, fault: Exception) -> None:
        dead = settle(self.handlers, job, fault, self.rule, self.jitter)
        ending = "is dead" if dead else "is tried again"
        log.warning("job %s (%s) %s: %s: %s", job.id, job.kind, ending, type(fault).__name__, fault)
