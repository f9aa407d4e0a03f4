"""E-mails to customers: written into the database with the decision they tell of, sent by a worker afterwards.

At least once: a worker that dies between the mail server's yes and its own note sends the same message again.
It then bears the same Message-ID, by which mail programs and people can tell.
"""

import re
import secrets
import smtplib
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime
from email.errors import MessageError
from email.headerregistry import Address
from email.message import EmailMessage
from email.policy import SMTP, SMTPUTF8
from email.utils import format_datetime, parseaddr
from typing import Any

from sqlalchemy.orm import Session

from amends import addresses
from amends.db import outbox
from amends.db.case_tables import CaseRow
from amends.db.job_kinds import JobKind
from amends.db.remedy_tables import MailRow
from amends.errors import MailError, MailUndeliverable
from amends.evidence.enclosed import Enclosed
from amends.messages import threads
from amends.messages.carried import is_carried
from amends.messages.enclosing import enclose
from amends.messages.recipients import recipient
from amends.messages.say import Say
from amends.messages.sentences import Sentences
from amends.pseudonyms import is_pseudonym
from amends.tls import trusted

_AN_ADDRESS = re.compile(r"<?[^\s<>]+@[^\s<>]+>?")

ERASED = "the customer's data was erased"
"""Why a mail never will be sent."""


@dataclass(frozen=True)
class SmtpSettings:
    """The mail server that takes our messages. `sender` may bear a name: `Amends <no-reply@example.com>`.

    Encrypted from the start with `tls`, after a greeting in clear with `starttls`; `is_verified`: only if the server's
    certificate is that of its name, by the authorities of this machine or of SSL_CERT_FILE."""

    host: str
    port: int
    sender: str
    user: str | None = None
    password: str | None = field(default=None, repr=False)
    starttls: bool = False
    tls: bool = False
    is_verified: bool = False
    timeout_s: float = 10.0


@dataclass(frozen=True)
class Answering:
    """Where an answer to a mail goes, and the `sentence` below the mail that is true about it."""

    to: str | None
    sentence: str = ""


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
    files: Sequence[str] = (),
) -> MailRow:
    """Write a message and its job into the caller's transaction. `merchant`: whose it is, where there is no case.
    `files`: ids of attachments that go with it.

    Its words are the response `utter_mail_<say_name>`. All mails of a case to one address are a thread under one
    subject; without a case, the subject is the response `utter_mail_<say_name>_subject`. To a customer who was erased
    nothing is written: the row says so, and has no words.
    """
    if is_pseudonym(to):
        return _unwritten(session, case, to, say_name, language, now)
    if case is None:
        thread = threads.Thread(" ".join(sentences.text(Say(f"utter_mail_{say_name}_subject", args), language).split()))
    else:
        thread = threads.of_case(session, sentences, case, to, language)
    mail = MailRow(
        case_id=None if case is None else case.id,
        recipient=to,
        subject=thread.subject,
        earlier=thread.earlier,
        kind=say_name,
        language=language,
        text=sentences.text(Say(f"utter_mail_{say_name}", args), language),
        message_id=f"<{secrets.token_hex(16)}@mail.amends>",
        files=list(files) or None,
        created_at=now,
    )
    session.add(mail)
    session.flush()
    body = {"mail_id": mail.id, "case_id": mail.case_id, "merchant": merchant if case is None else case.merchant}
    outbox.enqueue(session, JobKind.SEND_MAIL, body, now, dedupe=f"{JobKind.SEND_MAIL}:{mail.id}")
    return mail


def _unwritten(session: Session, case: CaseRow | None, to: str, say_name: str, language: str, now: datetime) -> MailRow:
    mail = MailRow(
        case_id=None if case is None else case.id,
        recipient=to,
        subject="",
        text="",
        kind=say_name,
        language=language,
        message_id=f"<{secrets.token_hex(16)}@mail.amends>",
        created_at=now,
        undeliverable=ERASED,
    )
    session.add(mail)
    session.flush()
    return mail


def queue_to_customer(
    session: Session, sentences: Sentences, *, case: CaseRow, say_name: str, args: dict[str, Any], now: datetime
) -> MailRow:
    """The same to the case's matched customer, in its language."""
    to, language = case.email or "", case.language
    return queue_mail(session, sentences, case=case, to=to, say_name=say_name, args=args, language=language, now=now)


def queue_news(
    session: Session,
    sentences: Sentences,
    *,
    case: CaseRow,
    merchant: str,
    news: str,
    now: datetime,
    to: str | None = None,
    chat: str | None = None,
    anyway: bool = False,
    files: Sequence[str] = (),
) -> None:
    """The same for news of a case, to its recipient unless `to` is given; nothing where it has none. `merchant` is a
    name.

    What is news is said in a conversation too: `chat`, or the case's own. Where that goes by e-mail to the same
    address there is no second mail, except `anyway`: for what did not get there, or is not said there.
    """
    to = to or recipient(session, case)
    if to is None or (not anyway and is_carried(session, case, to, chat)):
        return
    args = {"case": case.number, "news": news, "merchant": merchant}
    queue_mail(
        session,
        sentences,
        case=case,
        to=to,
        say_name="case_news",
        args=args,
        language=case.language,
        now=now,
        files=files,
    )


def answering(mail: MailRow, sentences: Sentences, mailbox: str | None, support: str | None) -> Answering:
    """The customer is told that the mail can be answered where somebody reads `mailbox`, and is told of `support`
    otherwise. An answer that is written all the same goes there too, and not to the sender, which nobody reads."""
    if mailbox is not None:
        return Answering(mailbox, sentences.text(Say("utter_mail_can_be_answered"), mail.language))
    if support is None or mail.case_id is None or support in mail.text:
        return Answering(support)
    return Answering(support, sentences.text(Say("utter_mail_write_to_support", {"support": support}), mail.language))


def send(
    mail: MailRow,
    smtp: SmtpSettings,
    reply_to: str | None = None,
    name: str | None = None,
    closing: str = "",
    enclosed: Sequence[Enclosed] = (),
) -> None:
    """Hand one message with what is enclosed to the mail server, under `name`. MailError where it is not taken;
    MailUndeliverable where it never will be: its address is none, or not one that this server can write to."""
    message = compose(mail, smtp.sender, reply_to, name, closing)
    enclose(message, enclosed)
    hand_over(message, smtp)


def hand_over(message: EmailMessage, smtp: SmtpSettings, to: Sequence[str] | None = None) -> None:
    """The message to the mail server, for those it names or for `to` alone. MailError where it is not taken."""
    try:
        with connected(smtp) as server:
            if not str(message["To"]).isascii() and not server.has_extn("smtputf8"):
                raise MailUndeliverable(f"{smtp.host}:{smtp.port} takes no address that is not ASCII")
            transmit(server, message, to)
    except (OSError, smtplib.SMTPException) as fault:
        raise MailError(f"{smtp.host}:{smtp.port} did not take {message['Message-ID']}: {_why(fault)}") from fault


def _why(fault: Exception) -> str:
    """Without the customer's address, which servers like to repeat."""
    match fault:
        case smtplib.SMTPRecipientsRefused(recipients=refused):
            said = "; ".join(f"{code} {reason.decode(errors='replace')}" for code, reason in refused.values())
        case smtplib.SMTPResponseException(smtp_code=code, smtp_error=reason):
            said = f"{code} {reason.decode(errors='replace') if isinstance(reason, bytes) else reason}"
        case _:
            said = str(fault) or type(fault).__name__
    return _AN_ADDRESS.sub("<address>", said)


def transmit(server: smtplib.SMTP, message: EmailMessage, to: Sequence[str] | None = None) -> None:
    """The message as its own policy writes it: smtplib turns a line «From here on» into «>From here on»."""
    sender, named = message["From"].addresses[0].addr_spec, [each.addr_spec for each in message["To"].addresses]
    recipients = named if to is None else list(to)
    is_plain = all(each.isascii() for each in [sender, *recipients])
    server.sendmail(sender, recipients, message.as_bytes(), () if is_plain else ("SMTPUTF8", "BODY=8BITMIME"))


@contextmanager
def connected(smtp: SmtpSettings) -> Iterator[smtplib.SMTP]:
    """A session with the mail server, greeted, encrypted and signed in as the settings say. OSError or SMTPException
    where it does not do its part."""
    context = trusted() if smtp.is_verified else None
    if smtp.tls:
        opened: smtplib.SMTP = smtplib.SMTP_SSL(smtp.host, smtp.port, timeout=smtp.timeout_s, context=context)
    else:
        opened = smtplib.SMTP(smtp.host, smtp.port, timeout=smtp.timeout_s)
    with opened as server:
        if smtp.starttls:
            server.starttls(context=context)
            server.ehlo()
        if smtp.user is not None:
            server.login(smtp.user, smtp.password or "")
        server.ehlo_or_helo_if_needed()
        yield server


def under(sender: str, name: str | None) -> Address:
    """The sender with `name`, the merchant's, instead of its own: a customer knows the shop and not this program."""
    own, address = parseaddr(sender)
    return _address(address, name or own)


def compose(
    mail: MailRow, sender: str, reply_to: str | None = None, name: str | None = None, closing: str = ""
) -> EmailMessage:
    """The message as it goes out: plain text in UTF-8 with `closing` below it, domains in ASCII. MailUndeliverable
    where its address is none.

    Where the part before the @ is not ASCII, the message is one that only a server with SMTPUTF8 takes (RFC 6531).
    """
    try:
        to = _address(mail.recipient)
    except ValueError as fault:
        raise MailUndeliverable(f"{mail.message_id} is for no address: {fault}") from fault
    try:
        message = EmailMessage(policy=SMTP if to.username.isascii() else SMTPUTF8)
        message["From"] = under(sender, name)
        message["To"] = to
        message["Subject"] = mail.subject
        if reply_to:
            message["Reply-To"] = _address(reply_to)
        message["Message-ID"] = mail.message_id
        if mail.earlier:
            message["In-Reply-To"] = mail.earlier.split()[-1]
            message["References"] = mail.earlier
    except (ValueError, IndexError, MessageError) as fault:  # the email package raises all three for bad headers
        raise MailError(f"{mail.message_id} cannot be written: {fault}") from fault
    message["Date"] = format_datetime(mail.created_at)
    message["Auto-Submitted"] = "auto-generated"
    if mail.kind:
        message["X-Amends-Kind"] = mail.kind
    text = "\n\n".join(part for part in (mail.text, closing) if part)
    message.set_content(text, cte="quoted-printable")
    return message


def _address(given: str, name: str = "") -> Address:
    local, _, domain = addresses.to_send(given).rpartition("@")
    return Address(name, local, domain)
