"""The worker's jobs for cases that go out to a helpdesk, and for what comes back."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from amends.assistant.context import Context
from amends.db import outbox
from amends.db.job_kinds import JobKind
from amends.db.outbox import Job
from amends.helpdesks.inbound import InboundAnswers
from amends.helpdesks.mailbox import Polling
from amends.helpdesks.outbound import Outbound
from amends.helpdesks.registry import Helpdesks
from amends.remedies.executor import Progress

EVERY = timedelta(seconds=30)
"""Between two looks into a mailbox: as long as a job is held back."""


@dataclass(frozen=True)
class HelpdeskJobs:
    """`mailboxes` is by merchant id."""

    outbound: Outbound
    inbound: InboundAnswers
    mailboxes: Mapping[str, Polling]

    @classmethod
    def of(cls, context: Context, helpdesks: Helpdesks) -> "HelpdeskJobs":
        secrets = {merchant: polling.rules.secret for merchant, polling in helpdesks.mailboxes.items()}
        return cls(Outbound(context, helpdesks.out), InboundAnswers(context, secrets), helpdesks.mailboxes)

    def by_kind(self) -> dict[str, Callable[[Job], Progress]]:
        return {JobKind.SEND_TO_HELPDESK: self.send, JobKind.FILE_ANSWER: self.file, JobKind.POLL_MAILBOX: self.poll}

    def send(self, job: Job) -> Progress:
        return Progress.SETTLED if self.outbound.send(job.body["case_id"]) else Progress.HELD_BACK

    def file(self, job: Job) -> Progress:
        self.inbound.file(job.body["received_id"])
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
        database = self.outbound.context.database
        for merchant in self.mailboxes:
            name, body = f"{JobKind.POLL_MAILBOX}:{merchant}", {"merchant": merchant}
            outbox.keep_standing(database, JobKind.POLL_MAILBOX, body, now, name, EVERY)

    def give_up(self, job: Job, error: str) -> None:
        """A case has a line about it. It stays where it is: in review, at our own desk."""
        if "case_id" in job.body:
            self.outbound.gave_up(job.body["case_id"], error)
