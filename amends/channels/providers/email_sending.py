"""A part as a mail, and what a mail server says of it."""

import smtplib
from datetime import datetime
from email.headerregistry import Address
from email.message import EmailMessage
from email.policy import SMTP, SMTPUTF8
from email.utils import format_datetime

from amends import addresses
from amends.channels.errors import AddressGone, ChannelRefused, ChannelUnavailable
from amends.channels.outgoing import Part
from amends.channels.providers.email_bounces import sentence
from amends.channels.providers.silence import why
from amends.messages.enclosing import enclose
from amends.messages.mail import SmtpSettings, connected, transmit

BUSY_S = 30.0
"""After so long the server is tried again that said «later»: others' servers do it in minutes."""
SUBJECT = 70
_NO_SUCH = frozenset({"5.1.0", "5.1.1", "5.1.2", "5.1.3", "5.1.6", "5.1.10", "5.2.1", "5.4.4"})


def composed(to: str, part: Part, message_id: str, sender: str, name: str, now: datetime) -> EmailMessage:
    """ChannelRefused where the address is none. Whoever looks after absent people's mailboxes sees that a machine
    answered (RFC 3834), and answers nothing."""
    try:
        local, _, domain = addresses.to_send(to).rpartition("@")
        own_local, _, own_domain = addresses.to_send(sender).rpartition("@")
        message = EmailMessage(policy=SMTP if local.isascii() and own_local.isascii() else SMTPUTF8)
        message["From"] = Address(" ".join(name.split()), own_local, own_domain)
        message["To"] = Address("", local, domain)
    except ValueError:
        raise ChannelRefused("The address is none to which a mail could be sent.", "address") from None
    message["Subject"] = _subject(part)
    message["Message-ID"] = message_id
    earlier = [each for each in dict.fromkeys((part.begun_by, part.answers)) if _is_id(each)]
    if earlier:
        message["In-Reply-To"] = earlier[-1]
        message["References"] = " ".join(earlier)
    message["Date"] = format_datetime(now)
    message["Auto-Submitted"] = "auto-replied"
    message.set_content(part.text, cte="quoted-printable")
    message["Content-Language"] = part.language
    enclose(message, part.files)
    return message


def hand_over(message: EmailMessage, smtp: SmtpSettings) -> None:
    """To the mail server. ChannelRefused for good, with what it said; ChannelUnavailable for a try later."""
    try:
        with connected(smtp) as server:
            if not str(message["To"]).isascii() and not server.has_extn("smtputf8"):
                raise ChannelRefused("The mail server takes no address that is not ASCII.", "smtputf8")
            transmit(server, message)
    except smtplib.SMTPAuthenticationError as fault:
        raise ChannelUnavailable("the mail server does not take SMTP user and password") from fault
    except smtplib.SMTPRecipientsRefused as fault:
        code, said = next(iter(fault.recipients.values()), (0, b""))
        raise _refused(code, said) from None
    except smtplib.SMTPResponseException as fault:
        raise _refused(fault.smtp_code, fault.smtp_error) from None
    except smtplib.SMTPNotSupportedError as fault:
        raise ChannelRefused("The mail server cannot do what this mail needs.", "not_supported") from fault
    except (OSError, smtplib.SMTPException) as fault:
        raise ChannelUnavailable(f"{smtp.host}:{smtp.port} gave no answer: {why(fault)}") from None


def _refused(code: int, said: bytes | str) -> ChannelRefused | ChannelUnavailable:
    text = said.decode("utf-8", "replace") if isinstance(said, bytes) else said
    first = text.split(" ", 1)[0]
    enhanced = first if first.count(".") == 2 and first.replace(".", "").isdigit() else ""
    if 400 <= code < 500:
        return ChannelUnavailable(f"the mail server asks for patience ({code})", BUSY_S)
    if not 500 <= code < 600:
        return ChannelUnavailable(f"the mail server said {code}")
    kind = AddressGone if enhanced in _NO_SUCH or (code in {550, 551, 553} and not enhanced) else ChannelRefused
    return kind(sentence(text), enhanced or str(code))


def _subject(part: Part) -> str:
    """Of an answer that of the customer's first mail: by it, too, programs put mails into one thread."""
    if part.subject:
        return f"Re: {part.subject}"
    if part.answers or part.begun_by:
        return "Re:"
    line = " ".join(part.text.split())
    return line if len(line) <= SUBJECT else f"{line[:SUBJECT].rsplit(' ', 1)[0]} …"


def _is_id(given: str) -> bool:
    return given.startswith("<") and given.endswith(">") and "@" in given and given.isprintable() and " " not in given
