"""E-mails to customers: written into the database with the decision they tell of, sent by a worker afterwards.

At least once: a worker that dies between the mail server's yes and its own note sends the same message again.
It then bears the same Message-ID, by which mail programs and people can tell.
"""

import secrets
import smtplib
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from email.errors import MessageError
from email.headerregistry import Address
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import format_datetime, parseaddr
from typing import Any

from sqlalchemy.orm import Session

from amends.db import outbox
from amends.db.case_tables import CaseRow
from amends.db.remedy_tables import MailRow
from amends.errors import MailError
from amends.notices.say import Say
from amends.notices.sentences import Sentences

SEND = "mail.send"


@dataclass(frozen=True)
class SmtpSettings:
    """The mail server that takes our messages. `sender` may bear a name: `Amends <no-reply@example.com>`."""

    host: str
    port: int
    sender: str
    user: str | None = None
    password: str | None = field(default=None, repr=False)
    starttls: bool = False
    timeout_s: float = 10.0


def queue_mail(
    session: Session,
    sentences: Sentences,
    *,
    case: CaseRow | None,
    to: str,
    say_name: str,
    args: dict[str, Any],
    language: str,
    now: datetime,
    merchant: str | None = None,
) -> MailRow:
    """Write a message and its job into the caller's transaction. `merchant`: whose it is, where there is no case.

    Its words are the responses `utter_mail_<say_name>_subject` and `utter_mail_<say_name>`.
    """
    subject = sentences.text(Say(f"utter_mail_{say_name}_subject", args), language)
    mail = MailRow(
        case_id=None if case is None else case.id,
        recipient=to,
        subject=" ".join(subject.split()),
        text=sentences.text(Say(f"utter_mail_{say_name}", args), language),
        message_id=f"<{secrets.token_hex(16)}@mail.amends>",
        created_at=now,
    )
    session.add(mail)
    session.flush()
    body = {"mail_id": mail.id, "case_id": mail.case_id, "merchant": merchant if case is None else case.merchant}
    outbox.enqueue(session, SEND, body, now, dedupe=f"{SEND}:{mail.id}")
    return mail


def queue_news(
    session: Session, sentences: Sentences, *, case: CaseRow, merchant: str, news: str, now: datetime
) -> None:
    """The same for news of a case, to the address that was matched; nothing where none was. `merchant` is a name."""
    if case.email is None:
        return
    args = {"case": case.number, "news": news, "merchant": merchant}
    queue_mail(
        session,
        sentences,
        case=case,
        to=case.email,
        say_name="case_news",
        args=args,
        language=case.language,
        now=now,
    )


def send(mail: MailRow, smtp: SmtpSettings, reply_to: str | None = None, name: str | None = None) -> None:
    """Hand one message to the mail server, under `name`. MailError where it is not taken, or its address is none."""
    hand_over(compose(mail, smtp.sender, reply_to, name), smtp)


def hand_over(message: EmailMessage, smtp: SmtpSettings, to: Sequence[str] | None = None) -> None:
    """The message to the mail server, for those it names or for `to` alone. MailError where it is not taken."""
    try:
        with smtplib.SMTP(smtp.host, smtp.port, timeout=smtp.timeout_s) as server:
            if smtp.starttls:
                server.starttls()
                server.ehlo()
            if smtp.user is not None:
                server.login(smtp.user, smtp.password or "")
            server.send_message(message, to_addrs=to)
    except (OSError, smtplib.SMTPException) as fault:
        raise MailError(f"{smtp.host}:{smtp.port} did not take {message['Message-ID']}: {fault}") from fault


def under(sender: str, name: str | None) -> str | Address:
    """The sender with `name`, the merchant's, instead of its own: a customer knows the shop and not this program."""
    return Address(name, addr_spec=parseaddr(sender)[1]) if name else sender


def compose(mail: MailRow, sender: str, reply_to: str | None = None, name: str | None = None) -> EmailMessage:
    """The message as it goes out: plain text in UTF-8. MailError where a header would break out of its line."""
    message = EmailMessage(policy=SMTP)
    try:
        message["From"] = under(sender, name)
        message["To"] = Address(addr_spec=mail.recipient)
        message["Subject"] = mail.subject
        if reply_to:
            message["Reply-To"] = reply_to
        message["Message-ID"] = mail.message_id
    except (ValueError, IndexError, MessageError) as fault:  # the email package raises all three for bad addresses
        raise MailError(f"{mail.message_id} cannot be written: {fault}") from fault
    message["Date"] = format_datetime(mail.created_at)
    message["Auto-Submitted"] = "auto-generated"
    message.set_content(mail.text, cte="quoted-printable")
    return message
