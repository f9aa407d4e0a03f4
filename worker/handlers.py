"""What the worker does, by kind of job. Each handler tolerates being run twice: the outbox delivers at least once."""

import logging
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from functools import partial
from typing import Protocol

from amends.cases import alarm, satisfaction, store
from amends.cases.entries import EntryKind
from amends.cases.status import CaseStatus
from amends.clock import Clock
from amends.conversations.reading import Reading
from amends.db import outbox
from amends.db.case_tables import CaseRow
from amends.db.job_kinds import JobKind
from amends.db.outbox import Job
from amends.db.remedy_tables import MailRow, RemedyRow
from amends.db.session import Database
from amends.desk import reminders
from amends.desk.people import letters
from amends.errors import (
    AmendsError,
    BackendError,
    DatabaseUnavailable,
    EvidenceUnavailable,
    MailUndeliverable,
    NotFound,
    RecordInvalid,
)
from amends.evidence.enclosed import Enclosed, Enclosures
from amends.messages import enclosing, mail
from amends.orders.backend import OrderBackend
from amends.remedies import approval_told, bounces, executor
from amends.remedies.announcing import Announcer
from amends.remedies.due import enqueue_overdue
from amends.remedies.executor import Progress, carry_out
from worker.channels import ChannelJobs
from worker.desk import DeskJobs
from worker.helpdesks import HelpdeskJobs
from worker.move_codes import MoveCodeJobs
from worker.privacy import PrivacyJobs
from worker.retention import Retention
from worker.webhooks import WebhookJobs

log = logging.getLogger("worker")

RECORD_TRIES = 3
"""So often is a job tried whose order's record does not fit its schema: it does not mend itself, and somebody waits."""
UNSAID = frozenset({JobKind.SEND_MAIL, JobKind.MAIL_UNREAD, JobKind.LOOK_AGAIN})
"""Jobs whose end is nothing that the customer waits for."""
LEFT_ALONE = frozenset({JobKind.TRY_RULES})
"""Jobs without which a case goes on as it would: that one was given up stands in its timeline."""

UNTIL_ANSWERED = timedelta(seconds=0.5)
Handler = Callable[[Job], Progress | timedelta]
"""A time span: it is not a failure, and not done; again after so long."""


class StillDue(AmendsError):
    """A case was decided on, and still waits for what is over, or for nothing that would come."""


class Resumes(Protocol):
    """What takes a case up again: amends.assistant.redecision.Redecision.resume."""

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
    retention: Retention | None = None
    channels: ChannelJobs | None = None
    move_codes: MoveCodeJobs | None = None
    privacy: PrivacyJobs | None = None
    webhooks: WebhookJobs | None = None
    mailboxes: Mapping[str, str] = field(default_factory=dict)
    """Where customers' answers to our e-mails are read, by merchant id; of no others are they asked for."""
    enclosures: Enclosures | None = None
    """Files that people at the desk send."""
    decide_withdrawal: Callable[[int], None] | None = None
    """Decides what follows from a statement of withdrawal: amends.withdrawals.deciding.Deciding.decide."""

    def by_kind(self) -> dict[str, Handler]:
        """The table that the worker looks jobs up in."""
        return {
            JobKind.CARRY_OUT: self.carry_out,
            JobKind.LOOK_AGAIN: self.look_again,
            JobKind.SEND_MAIL: self.send_mail,
            JobKind.DECIDE_CASE: self.decide,
            JobKind.READ_FILE: self.read,
            **({} if self.decide_withdrawal is None else {JobKind.DECIDE_WITHDRAWAL: self.decide_on_withdrawal}),
            **({} if self.desk is None else self.desk.by_kind()),
            **({} if self.helpdesks is None else self.helpdesks.by_kind()),
            **({} if self.channels is None else self.channels.by_kind()),
            **({} if self.move_codes is None else self.move_codes.by_kind()),
            **({} if self.webhooks is None else self.webhooks.by_kind()),
            **({} if self.privacy is None else {JobKind.ERASE: self.privacy.erase}),
            **({} if self.retention is None else {JobKind.TIDY_UP: self.retention.tidy}),
        }

    def look_around(self, now: datetime) -> None:
        """Find what no job would wake, and what has to be done time and again. Writes only where something lacks."""
        looks: dict[str, Callable[[], object]] = {
            "overdue": partial(enqueue_overdue, self.database, now),
            "orphaned chats": self.adopt,
        }
        if self.desk is not None:
            looks["forgotten cases"] = self.desk.reminders.pick_up
            looks["reply targets"] = self.desk.warnings.look
            looks["teams"] = self.desk.assigning.look
            looks["reports"] = self.desk.reports.look
        if self.helpdesks is not None:
            looks["mailboxes"] = partial(self.helpdesks.keep_polling, now)
        if self.retention is not None:
            looks["retention"] = partial(self.retention.keep_going, now)
        for name, look in looks.items():
            try:
                look()
            except DatabaseUnavailable:
                raise
            except Exception:  # what one look meets must keep neither the others nor the jobs from being done
                log.exception("looking around for %s failed", name)

    def carry_out(self, job: Job) -> Progress | timedelta:
        """One remedy, at the order backend of its merchant, once its approval was told."""
        remedy_id = job.body["remedy_id"]
        with self.database.read() as session:
            remedy = session.get_one(RemedyRow, remedy_id)
            merchant, wait = remedy.merchant, approval_told.wait(session, remedy, self.clock())
        if wait is not None:
            return wait
        if merchant not in self.backends:
            raise NotFound(f"there is no order backend for {merchant}")
        progress = carry_out(self.database, self.backends[merchant], remedy_id, self.clock, self.announcer)
        with self.database.read() as session:
            case_id = session.get_one(RemedyRow, remedy_id).case_id
            is_to_ask = satisfaction.may_be_due(session, session.get_one(CaseRow, case_id))
        if is_to_ask:
            with self.database.begin() as session:
                case = session.get_one(CaseRow, case_id)
                satisfaction.ask(session, case, self.announcer.sentences, self.clock())
        return progress

    def look_again(self, job: Job) -> Progress | timedelta:
        """Whether a refund that was made has failed since. A backend that is away is asked at the next look, and that
        of a merchant who has left not at all."""
        remedy_id = job.body["remedy_id"]
        remedy = self._remedy(remedy_id)
        backend = self.backends.get(remedy.merchant)
        if backend is None:
            return Progress.SETTLED
        try:
            order = backend.order(remedy.order_number)
        except BackendError as fault:
            if isinstance(fault, RecordInvalid):
                raise_alarm(self, job, fault)
            log.warning("refund %s could not be looked at: %s", remedy_id, fault)
            again = bounces.next_look(remedy.settled_at or self.clock(), self.clock())
        else:
            again = bounces.look(self.database, remedy_id, order, self.clock, self.announcer)
        return Progress.SETTLED if again is None else again - self.clock()

    def _remedy(self, remedy_id: int) -> RemedyRow:
        with self.database.read() as session:
            return session.get_one(RemedyRow, remedy_id)

    def send_mail(self, job: Job) -> Progress:
        """One message, unless it is known to have gone."""
        with self.database.read() as session:
            message = session.get_one(MailRow, job.body["mail_id"])
            case = session.get(CaseRow, message.case_id) if message.case_id else None
        if message.sent_at is None and message.undeliverable is None:
            merchant = job.body.get("merchant", "") if case is None else case.merchant
            announcer, mailbox = self.announcer, self.mailboxes.get(merchant)
            answers = mail.answering(message, announcer.sentences, mailbox, announcer.support_address(merchant))
            into, links = self._enclosed(message, merchant)
            closing = "\n\n".join(part for part in (links, answers.sentence) if part)
            try:
                mail.send(message, self.smtp, answers.to, announcer.name(merchant), closing, into)
            except MailUndeliverable as fault:
                self._undeliverable(job, message.id, str(fault))
                return Progress.SETTLED
            with self.database.begin() as session:
                sent = session.get_one(MailRow, message.id)
                sent.sent_at = self.clock()
                letters.forget_key(sent)
        return Progress.SETTLED

    def _enclosed(self, message: MailRow, merchant: str) -> tuple[list[Enclosed], str]:
        """What goes into the mail, and the lines with links to what is too much for it."""
        if not message.files:
            return [], ""
        if self.enclosures is None:
            raise EvidenceUnavailable("this worker was given no store to take files from")
        with self.database.read() as session:
            into, linked = enclosing.parted(self.enclosures.of(session, message.files))
        zone = self.announcer.merchants[merchant].merchant.zone
        return into, enclosing.linked_lines(linked, self.announcer.sentences, message.language, zone)

    def _undeliverable(self, job: Job, mail_id: int, why: str) -> None:
        """No further try: it is noted at the message, and a person finds another way to the customer."""
        log.error("mail %s cannot be delivered: %s", mail_id, why)
        self.give_up(job, why)  # first, so that a crash in between hands over twice and not never
        with self.database.begin() as session:
            undelivered = session.get_one(MailRow, mail_id)
            undelivered.undeliverable = why
            letters.forget_key(undelivered)

    def decide(self, job: Job) -> Progress:
        """A case whose time has come, or whose order backend is back, is taken up again."""
        case_id = job.body["case_id"]
        self.resume(case_id)
        with self.database.read() as session:
            case = session.get_one(CaseRow, case_id)
            if case.status == CaseStatus.WAITING and case.due_at is not None and case.due_at <= self.clock():
                raise StillDue(f"case {case.number} still waits although its time has come")
            if reminders.is_forgotten(session, case, but_for=job):
                raise StillDue(f"case {case.number} is on hold and nothing would end that")
        return Progress.SETTLED

    def decide_on_withdrawal(self, job: Job) -> Progress:
        """A statement of withdrawal, by itself: nobody waits in a chat."""
        if self.decide_withdrawal is not None:
            self.decide_withdrawal(job.body["withdrawal_id"])
        return Progress.SETTLED

    def read(self, job: Job) -> Progress | timedelta:
        """One page of a customer's file. Where nothing reads, it is left to whoever works on the case."""
        if self.reading is not None:
            if self.reading.is_early(job.body["evidence_id"]):
                return UNTIL_ANSWERED
            self.reading.read_page(job.body["evidence_id"], job.body["page"])
        return Progress.SETTLED

    def give_up(self, job: Job, error: str, *, unreadable: bool = False) -> None:
        """A job failed for the last time: its case goes to a person, with the reason."""
        case_id = job.body.get("case_id")
        for part in (self.helpdesks, self.channels, self.move_codes, self.webhooks):
            if part is not None and job.kind in part.by_kind():
                part.give_up(job, error)
                return
        if case_id is None:
            return
        now = self.clock()
        with self.database.begin() as session:
            if job.kind == JobKind.CARRY_OUT:
                executor.give_up(session, job.body["remedy_id"], error, self.clock)
            case = session.get_one(CaseRow, case_id)
            store.record(
                session, case, "worker", EntryKind.GIVEN_UP, {"job": job.id, "kind": job.kind, "why": error}, now
            )
            if job.kind not in LEFT_ALONE:
                self.announcer.given_up(session, case, now, tell=job.kind not in UNSAID, unreadable=unreadable)


def raise_alarm(handlers: Handlers, job: Job, fault: RecordInvalid) -> None:
    """An order's record cannot be read: for whoever runs this, and for staff."""
    if "case_id" in job.body:
        with handlers.database.begin() as session:
            alarm.unreadable(session, session.get_one(CaseRow, job.body["case_id"]), fault, handlers.clock())


def settle(handlers: Handlers, job: Job, fault: Exception, rule: outbox.RetryRule, jitter: outbox.Jitter) -> bool:
    """Put a failed job back, or bury it and hand its case over. True where it is dead."""
    error = f"{type(fault).__name__}: {fault}"
    unreadable = isinstance(fault, RecordInvalid)
    if isinstance(fault, RecordInvalid):
        raise_alarm(handlers, job, fault)
        rule = replace(rule, attempts=min(rule.attempts, RECORD_TRIES))
    if job.attempts >= rule.attempts:
        # First, so that a crash in between hands over twice and not never.
        try:
            handlers.give_up(job, error, unreadable=unreadable)
        except DatabaseUnavailable:
            raise
        except Exception as failure:  # or it would be tried, and fail, for ever; `amends doctor` names what is dead
            log.exception("job %s (%s) could not be handed over", job.id, job.kind)
            error = f"{error}; not handed over: {type(failure).__name__}"
    with handlers.database.begin() as session:
        return outbox.retry(session, job, error, handlers.clock(), rule=rule, jitter=jitter)
