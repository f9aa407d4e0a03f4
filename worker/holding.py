"""A job that a handler is at stays ours for as long as that takes: only a killed worker's comes free, and soon."""

import logging
import threading
from types import TracebackType
from typing import Self

from amends.clock import Clock
from amends.db import outbox
from amends.db.outbox import Job
from amends.db.session import Database

log = logging.getLogger("worker")

RENEWALS = 3
"""Within the time of one lease: two may fail, for a busy database."""


class Holding:
    """Renews the job's lease from a thread of its own, while the block runs."""

    def __init__(self, database: Database, job: Job, lease_s: float, clock: Clock) -> None:
        self._database, self._job, self._lease_s, self._clock = database, job, lease_s, clock
        self._over = threading.Event()
        self._thread = threading.Thread(target=self._renew, name="lease", daemon=True)

    def end(self) -> Job:
        """The job as it is held now, which from here on nobody renews: it is about to be settled."""
        self._over.set()
        self._thread.join()
        return self._job

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(
        self, _kind: type[BaseException] | None, _fault: BaseException | None, _trace: TracebackType | None
    ) -> None:
        self.end()

    def _renew(self) -> None:
        while not self._over.wait(self._lease_s / RENEWALS):
            try:
                with self._database.begin() as session:
                    held = outbox.renew(session, self._job, self._clock(), self._lease_s)
            except Exception as fault:  # once more at the next time
                log.warning("job %s: its lease is not renewed: %s", self._job.id, type(fault).__name__)
                continue
            if held is None:
                return  # another worker has it: it bears being done twice
            self._job = held
