"""The worker's jobs for webhooks. They have a loop of their own: a receiver that takes its time holds nothing up."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta

from amends.db.job_kinds import JobKind
from amends.db.outbox import Job
from amends.desk.webhooks.delivering import Delivering
from amends.remedies.executor import Progress

KINDS = (JobKind.DELIVER_WEBHOOK,)


@dataclass(frozen=True)
class WebhookJobs:
    """Each tolerates being run twice."""

    delivering: Delivering

    def by_kind(self) -> dict[str, Callable[[Job], Progress | timedelta]]:
        return {JobKind.DELIVER_WEBHOOK: self.deliver}

    def deliver(self, job: Job) -> Progress | timedelta:
        wait = self.delivering.deliver(job.body["delivery_id"])
        return Progress.SETTLED if wait is None else wait

    def give_up(self, job: Job, error: str) -> None:
        """The page of webhooks shows it."""
        self.delivering.give_up(job.body["delivery_id"], error)
