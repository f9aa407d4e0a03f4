"""Sends the code with which a customer goes on with a case in another conversation: made here, and kept as a hash."""

import logging
import secrets
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.orm import Session

from amends.assistant.context import Context
from amends.cases import move_codes, store
from amends.cases.entries import EntryKind
from amends.db.case_tables import CaseRow
from amends.db.conversation_tables import ConversationRow
from amends.db.job_kinds import JobKind
from amends.db.move_tables import CaseMoveRow
from amends.db.outbox import Job
from amends.db.remedy_tables import MailRow
from amends.errors import MailUndeliverable
from amends.messages import mail
from amends.messages.say import Say
from amends.remedies.executor import Progress

log = logging.getLogger("worker")


@dataclass(frozen=True)
class MoveCodeJobs:
    """To the e-mail address of the case's order, and to no other. The words of such a mail are kept nowhere."""

    context: Context
    smtp: mail.SmtpSettings

    def by_kind(self) -> dict[str, Callable[[Job], Progress]]:
        """The handler, as the worker looks it up."""
        return {JobKind.SEND_CODE: self.send}

    def send(self, job: Job) -> Progress:
        """One code. A further try makes a new one, so that the newest mail is the one that counts. What nobody waits
        for any more, as the mail server was away for so long, is not sent, and the case's timeline says so."""
        now, move_id = self.context.clock(), job.body["move_id"]
        with self.context.database.begin() as session:
            row = _wanted(session, move_id)
            if row is None or row.requested_at is None:
                return Progress.SETTLED
            if now - row.requested_at > move_codes.VALID:
                self._unsent(session, row, "the mail server did not take it in time", now)
                return Progress.SETTLED
            case = session.get_one(CaseRow, row.case_id)
            merchant = self.context.merchants[case.merchant].merchant.name
            message = self._written(row, case, merchant, now)
        try:
            mail.send(message, self.smtp, name=merchant)
        except MailUndeliverable as fault:
            with self.context.database.begin() as session:
                self._unsent(session, session.get_one(CaseMoveRow, move_id), str(fault), now)
            return Progress.SETTLED
        with self.context.database.begin() as session:
            if (row := _wanted(session, move_id)) is not None:
                row.sent_at = self.context.clock()
                case = session.get_one(CaseRow, row.case_id)
                to = session.get_one(ConversationRow, row.conversation_id).channel
                store.record(session, case, "worker", EntryKind.MOVE_CODE_SENT, {"to": to}, row.sent_at)
        return Progress.SETTLED

    def give_up(self, job: Job, error: str) -> None:
        """No further try."""
        with self.context.database.begin() as session:
            if (row := _wanted(session, job.body["move_id"])) is not None:
                self._unsent(session, row, error, self.context.clock())

    def _written(self, row: CaseMoveRow, case: CaseRow, merchant: str, now: datetime) -> MailRow:
        """In the language of the case, as all that its customer is written: where the code is wanted, a number was
        typed, which is in no language. Never added to the database."""
        args = {"code": move_codes.mint(row, self.context.code_keys[0]), "case": row.number, "merchant": merchant}
        subject, text = (
            self.context.sentences.text(Say(f"utter_mail_move_code{part}", args), case.language)
            for part in ("_subject", "")
        )
        return MailRow(
            recipient=case.email,
            subject=" ".join(subject.split()),
            earlier="",
            kind="move_code",
            language=case.language,
            text=text,
            message_id=f"<{secrets.token_hex(16)}@mail.amends>",
            created_at=now,
        )

    def _unsent(self, session: Session, row: CaseMoveRow, why: str, now: datetime) -> None:
        case = session.get_one(CaseRow, row.case_id)
        log.error("the code to go on with case %s elsewhere was not sent: %s", case.number, why)
        store.record(session, case, "worker", EntryKind.MOVE_CODE_UNSENT, {"why": why}, now)


def _wanted(session: Session, move_id: int) -> CaseMoveRow | None:
    """The wish, locked, where its code is still to be sent."""
    row = session.get(CaseMoveRow, move_id, with_for_update=True, populate_existing=True)
    return row if row is not None and row.state == "waiting" and row.sent_at is None and row.case_id else None
