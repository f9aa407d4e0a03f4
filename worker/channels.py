"""The worker's jobs for messaging channels: what goes out, and files that came in."""

import threading
from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from functools import cache

from amends.channels.fetching import Fetching
from amends.channels.outbound import Outbound
from amends.db.job_kinds import JobKind
from amends.db.outbox import Job
from amends.evidence.intake import Accepted, Intake
from amends.remedies.executor import Progress

KINDS = (JobKind.SEND_ON_CHANNEL, JobKind.FETCH_FILES)
"""They have loops of their own (worker/lanes.py): a customer's answer waits for no picture that is being read."""


class IntakeOnDemand:
    """The intake, put together with the first file: its sandboxes are processes, and most merchants have no channel."""

    def __init__(self, make: Callable[[], Intake]) -> None:
        self._make = cache(make)
        self._making = threading.Lock()

    def accept(self, raw: bytes, name: str | None) -> Accepted:
        return self._made().accept(raw, name)

    def discard(self, key: str, pages: int) -> None:
        self._made().discard(key, pages)

    def _made(self) -> Intake:
        """Once, whichever of several loops asks first."""
        with self._making:
            return self._make()


@dataclass(frozen=True)
class ChannelJobs:
    """Each tolerates being run twice."""

    outbound: Outbound
    fetching: Fetching

    def by_kind(self) -> dict[str, Callable[[Job], Progress | timedelta]]:
        return {JobKind.SEND_ON_CHANNEL: self.send, JobKind.FETCH_FILES: self.fetch}

    def send(self, job: Job) -> Progress | timedelta:
        wait = self.outbound.send(job.body["conversation_id"])
        return Progress.SETTLED if wait is None else wait

    def fetch(self, job: Job) -> Progress:
        self.fetching.fetch(job.body["channel_id"], job.body["key"])
        return Progress.SETTLED

    def give_up(self, job: Job, error: str) -> None:
        """The desk reads it in the conversation; the customer is asked to send a file again."""
        if job.kind == JobKind.SEND_ON_CHANNEL:
            self.outbound.give_up(job.body["conversation_id"], error)
        else:
            self.fetching.give_up(job.body["channel_id"], job.body["key"])
