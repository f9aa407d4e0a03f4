"""The worker's jobs for the desk: what a customer was told there and may not have seen."""

from collections.abc import Callable
from dataclasses import dataclass

from amends.db.outbox import Job
from amends.desk import unread
from amends.desk.replying import Replying
from amends.remedies.executor import Progress


@dataclass(frozen=True)
class DeskJobs:
    """Each is done once, however often it is run."""

    replying: Replying

    def by_kind(self) -> dict[str, Callable[[Job], Progress]]:
        return {unread.MAIL: self.mail_unread}

    def mail_unread(self, job: Job) -> Progress:
        self.replying.mail_unread(job.body["case_id"], job.body["conversation_id"])
        return Progress.SETTLED
