"""The worker's jobs for what is over: one for each kind, once an hour, whichever worker claims it."""

import logging
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from amends.accounts.sessions import Lifetimes
from amends.clock import Clock
from amends.db import outbox
from amends.db.job_kinds import JobKind
from amends.db.outbox import Job
from amends.db.session import Database
from amends.errors import EvidenceUnavailable
from amends.evidence.store import Store
from amends.remedies.executor import Progress
from amends.retention.pictures import Unnamed
from amends.retention.rows import sweeps

log = logging.getLogger("worker")

EVERY = timedelta(hours=1)


@dataclass(frozen=True)
class Retention:
    """`kinds` by name: one go each, which says whether there may be more. None of these jobs is ever done."""

    database: Database
    kinds: Mapping[str, Callable[[datetime], bool]]
    clock: Clock

    @classmethod
    def of(
        cls, database: Database, clock: Clock, store: Store, lifetimes: Lifetimes, finished: timedelta
    ) -> "Retention":
        rows = sweeps(database, lifetimes, finished)
        return cls(database, {**rows, "pictures": Unnamed(database, store)}, clock)

    def keep_going(self, now: datetime) -> None:
        """Each kind has its one job."""
        for name in self.kinds:
            outbox.keep_standing(
                self.database, JobKind.TIDY_UP, {"what": name}, now, f"{JobKind.TIDY_UP}:{name}", EVERY
            )

    def tidy(self, job: Job) -> Progress | timedelta:
        """One go. What is left of it goes in the next one, after other work."""
        name = job.body["what"]
        if name not in self.kinds:
            return Progress.SETTLED  # of another release
        try:
            has_more = self.kinds[name](self.clock())
        except EvidenceUnavailable as fault:
            log.warning("%s: %s", JobKind.TIDY_UP, fault)
            has_more = False
        return Progress.HELD_BACK if has_more else EVERY
