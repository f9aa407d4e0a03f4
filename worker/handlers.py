"""What the worker does, by kind of job. Each handler tolerates being run twice: the outbox delivers at least once."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Protocol

from amends.cases import status, store
from amends.clock import Clock
from amends.conversations.files import READ_JOB
from amends.conversations.reading import Reading
from amends.db import outbox
from amends.db.case_tables import CaseRow
from amends.db.outbox import Job
from amends.db.remedy_tables import MailRow, RemedyRow
from amends.db.session import Database
from amends.desk import satisfaction, silence, unread
from amends.errors import AmendsError, NotFound
from amends.notices import mail
from amends.orders.backend import OrderBackend
from amends.remedies.announcing import Announcer
from amends.remedies.due import DECIDE, enqueue_overdue
from amends.remedies.executor import Progress, carry_out
from amends.remedies.ledger import CARRY_OUT
from worker.desk import DeskJobs
from worker.helpdesks import HelpdeskJobs
from worker.housekeeping import TIDY, Housekeeping

Handler = Callable[[Job], Progress | timedelta]
"""A time span: it is not a failure, and not done; again after so long."""


class StillDue(AmendsError):
    """A case was decided on, and still waits for what is over, or for nothing that would come."""


class Resumes(Protocol):
    """What takes a case up again: amends.assistant.resuming.Resuming.resume."""

    def __call__(self, case_id: int) -> object: ...


@dataclass(frozen=True)
class Handlers:
    """Everything that the jobs need. `backends` is by merchant id; without `reading`, files stay unread."""

    database: Database
    backends: Mapping[str, OrderBackend]
    announcer: Announcer
    smtp: mail.SmtpSettings
    resume: Resumes
    clock: Clock
    reading: Reading | None = None
    adopt: Callable[[], int] = lambda: 0
    """Gives each chat that is a person's and in nobody's queue a case; how many there were."""
    helpdesks: HelpdeskJobs | None = None
    desk: DeskJobs | None = None
    housekeeping: Housekeeping | None = None

    def by_kind(self) -> dict[str, Handler]:
        """The table that the worker looks jobs up in."""
        return {
            CARRY_OUT: self.carry_out,
            mail.SEND: self.send_mail,
            DECIDE: self.decide,
            READ_JOB: self.read,
            **({} if self.desk is None else self.desk.by_kind()),
            **({} if self.helpdesks is None else self.helpdesks.by_kind()),
            **({} if self.housekeeping is None else {TIDY: self.housekeeping.tidy}),
        }

    def look_around(self, now: datetime) -> None:
        """Find what no job would wake, and what has to be done time and again. Writes only where something lacks."""
        enqueue_overdue(self.database, now)
        self.adopt()
        if self.desk is not None:
            self.desk.silence.pick_up()
        if self.helpdesks is not None:
            self.helpdesks.keep_polling(now)
        if self.housekeeping is not None:
            self.housekeeping.keep_going(now)

    def carry_out(self, job: Job) -> Progress:
        """One remedy, at the order backend of its merchant."""
        remedy_id = job.body["remedy_id"]
        with self.database.read() as session:
            merchant = session.get_one(RemedyRow, remedy_id).merchant
        if merchant not in self.backends:
            raise NotFound(f"there is no order backend for {merchant}")
        progress = carry_out(self.database, self.backends[merchant], remedy_id, self.clock, self.announcer)
        with self.database.begin() as session:
            case = session.get_one(CaseRow, session.get_one(RemedyRow, remedy_id).case_id)
            satisfaction.ask(session, case, self.announcer.sentences, self.clock())
        return progress

    def send_mail(self, job: Job) -> Progress:
        """One message, unless it is known to have gone."""
        with self.database.read() as session:
            message = session.get_one(MailRow, job.body["mail_id"])
            case = session.get(CaseRow, message.case_id) if message.case_id else None
        if message.sent_at is None:
            merchant = job.body.get("merchant", "") if case is None else case.merchant
            announcer = self.announcer
            mail.send(message, self.smtp, announcer.support_address(merchant), announcer.name(merchant))
            with self.database.begin() as session:
                session.get_one(MailRow, message.id).sent_at = self.clock()
        return Progress.SETTLED

    def decide(self, job: Job) -> Progress:
        """A case whose time has come, or whose order backend is back, is taken up again."""
        case_id = job.body["case_id"]
        self.resume(case_id)
        with self.database.read() as session:
            case = session.get_one(CaseRow, case_id)
            if case.status == status.WAITING and case.due_at is not None and case.due_at <= self.clock():
                raise StillDue(f"case {case.number} still waits although its time has come")
            if silence.is_forgotten(session, case, but_for=job):
                raise StillDue(f"case {case.number} is on hold and nothing would end that")
        return Progress.SETTLED

    def read(self, job: Job) -> Progress:
        """One page of a customer's file. Where nothing reads, it is left to whoever works on the case."""
        if self.reading is not None:
            self.reading.read_page(job.body["evidence_id"], job.body["page"])
        return Progress.SETTLED

    def give_up(self, job: Job, error: str) -> None:
        """A job failed for the last time: its case goes to a person, with the reason."""
        case_id = job.body.get("case_id")
        if self.helpdesks is not None and job.kind in self.helpdesks.by_kind():
            self.helpdesks.give_up(job, error)
            return
        if case_id is None:
            return
        now = self.clock()
        with self.database.begin() as session:
            case = session.get_one(CaseRow, case_id)
            store.record(session, case, "worker", "given_up", {"job": job.id, "kind": job.kind, "why": error}, now)
            self.announcer.given_up(session, case, now, tell=job.kind not in {"mail.send", unread.MAIL})


def settle(handlers: Handlers, job: Job, error: str, rule: outbox.RetryRule, jitter: outbox.Jitter) -> bool:
    """Put a failed job back, or bury it and hand its case over. True where it is dead."""
    if job.attempts >= rule.attempts:
        handlers.give_up(job, error)  # first, so that a crash in between hands over twice and not never
    with handlers.database.begin() as session:
        return outbox.retry(session, job, error, handlers.clock(), rule=rule, jitter=jitter)
