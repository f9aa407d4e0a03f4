"""The worker's job for people who were erased: files that the command did not come to remove."""

from dataclasses import dataclass

from amends.db.outbox import Job
from amends.privacy.leftovers import Leftovers
from amends.remedies.executor import Progress


@dataclass(frozen=True)
class PrivacyJobs:
    """Tolerates being run twice."""

    leftovers: Leftovers

    def erase(self, job: Job) -> Progress:
        """What one erasure left outside of its transaction."""
        self.leftovers.remove(job.body)
        return Progress.SETTLED
