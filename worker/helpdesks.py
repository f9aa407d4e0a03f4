"""The worker's jobs for cases that go out to a helpdesk, and for what comes back."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime

from amends.assistant.context import Context
from amends.db import outbox
from amends.db.outbox import Job
from amends.helpdesks import arriving, watching
from amends.helpdesks.arriving import Arriving
from amends.helpdesks.leaving import Leaving
from amends.helpdesks.mailbox import Polling
from amends.helpdesks.opening import Helpdesks
from amends.remedies.executor import Progress

POLL = "helpdesk.poll"


@dataclass(frozen=True)
class HelpdeskJobs:
    """`mailboxes` is by merchant id."""

    leaving: Leaving
    arriving: Arriving
    mailboxes: Mapping[str, Polling]

    @classmethod
    def of(cls, context: Context, helpdesks: Helpdesks) -> "HelpdeskJobs":
        return cls(Leaving(context, helpdesks.out), Arriving(context), helpdesks.mailboxes)

    def by_kind(self) -> dict[str, Callable[[Job], Progress]]:
        return {watching.SEND: self.send, arriving.FILE: self.file, POLL: self.poll}

    def send(self, job: Job) -> Progress:
        return Progress.SETTLED if self.leaving.send(job.body["case_id"]) else Progress.HELD_BACK

    def file(self, job: Job) -> Progress:
        self.arriving.file(job.body["received_id"])
        return Progress.SETTLED

    def poll(self, job: Job) -> Progress:
        """One look into a mailbox. The job is never done while the merchant has one: it is put off to the next look."""
        polling = self.mailboxes.get(job.body["merchant"])
        if polling is None:
            return Progress.SETTLED
        polling.poll()
        return Progress.HELD_BACK

    def keep_polling(self, now: datetime) -> None:
        """Each mailbox has its one job; one that died of too many failures begins again."""
        database = self.leaving.context.database
        for merchant in self.mailboxes:
            outbox.keep_standing(database, POLL, {"merchant": merchant}, now, f"{POLL}:{merchant}")

    def give_up(self, job: Job, error: str) -> None:
        """A case has a line about it. It stays where it is: in review, at our own desk."""
        if "case_id" in job.body:
            self.leaving.gave_up(job.body["case_id"], error)
