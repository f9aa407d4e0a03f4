"""A helpdesk that is a mailbox: each case one thread of e-mails, answered by replying."""

import hashlib
from dataclasses import dataclass, field
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import format_datetime

from amends.clock import Clock
from amends.errors import HelpdeskUnavailable, MailError
from amends.helpdesks import tokens
from amends.helpdesks.helpdesk import MAIL, CaseView, Line
from amends.helpdesks.summary import Summary
from amends.mail.quotations import MARKER
from amends.messages.mail import SmtpSettings, hand_over, under


@dataclass(frozen=True)
class MailHelpdesk:
    """`address` gets the cases, `answers` is our own mailbox. Each message has the same Message-ID on each try."""

    address: str
    answers: str
    smtp: SmtpSettings
    words: Summary
    clock: Clock
    secret: str = field(repr=False)
    kind: str = MAIL

    def send(self, case: CaseView) -> str:
        text = self.words.say("mail", marker=MARKER, merchant=case.merchant_name, summary=self.words.summary(case))
        return self._mail(case, case.id, text, None)

    def update(self, reference: str, case: CaseView, line: Line) -> None:
        said = self.words.line(line)
        text = self.words.say("mail_more", marker=MARKER, case=case.number, line=said)
        self._mail(case, line.id, text, reference)

    def _mail(self, case: CaseView, line: str, text: str, thread: str | None) -> str:
        message = EmailMessage(policy=SMTP)
        message["From"] = under(self.smtp.sender, case.merchant_name)
        message["To"] = self.address
        message["Reply-To"] = tokens.address(self.secret, self.answers, case.merchant, case.number)
        subject = self.words.say("mail_subject", case=case.number, merchant=case.merchant_name)
        message["Subject"] = " ".join(subject.split())
        message["Message-ID"] = self._message_id(case, line)
        if thread is not None:
            message["In-Reply-To"] = message["References"] = thread
        message["Date"] = format_datetime(self.clock())
        message["Auto-Submitted"] = "auto-generated"
        message.set_content(text, cte="quoted-printable")
        self._hand_over(message)
        return str(message["Message-ID"])

    def _message_id(self, case: CaseView, line: str) -> str:
        digest = hashlib.sha256(f"{case.merchant}:{case.number}:{line}".encode()).hexdigest()[:32]
        return f"<{digest}@helpdesk.amends>"

    def _hand_over(self, message: EmailMessage) -> None:
        try:
            hand_over(message, self.smtp, [self.address])
        except MailError as fault:
            raise HelpdeskUnavailable(str(fault)) from fault
