"""E-mail: the merchant's support mailbox, read over IMAP and answered over SMTP. Nobody calls us: the worker asks."""

import ipaddress
import logging
import smtplib
import ssl
from collections.abc import Callable, Sequence
from datetime import timedelta

from pydantic import Field, SecretStr, field_validator, model_validator

from amends import addresses, clock
from amends.channels import measure
from amends.channels.channel import Arrived, Checked, Listen
from amends.channels.credentials import Credentials
from amends.channels.errors import ChannelRefused, ChannelUnavailable, NotGenuine
from amends.channels.limits import Files, Limits
from amends.channels.outgoing import Part
from amends.channels.providers import email_attachments, email_ids, email_letters, email_sending
from amends.channels.providers.calling import plain
from amends.channels.providers.email_mailbox import LOOK_S, Inbox, Server, Tls
from amends.channels.providers.silence import why
from amends.channels.received import Call, Received, RemoteFile
from amends.errors import AmendsError, EvidenceRejected, LetterRefused
from amends.messages import enclosing
from amends.messages.mail import SmtpSettings, connected

NOT_OLDER = timedelta(days=7)
"""Mails that came before are left for people: nobody is answered years later because a mailbox was connected."""
LIMITS = Limits(
    text=100_000,
    gathers=True,
    per_hour=30,
    files=Files(frozenset({"image/jpeg", "application/pdf", "text/plain"}), enclosing.MOST_BYTES, together=True),
)

log = logging.getLogger(__name__)


class EmailCredentials(Credentials):
    """The mailbox, and the server that sends for it."""

    address: str = Field(description="the support address that customers write to: support@example.com")
    name: str = Field(default="", max_length=100, description="the name beside it in our mails, as the shop's")
    imap_host: str = Field(min_length=1, description="the IMAP server that the mailbox is on: imap.example.com")
    imap_port: int = Field(default=993, gt=0, lt=65536, description="its port; 993, or 143 with starttls")
    imap_user: str = Field(default="", description="who signs in there; the address if empty")
    imap_password: SecretStr = Field(description="its password; with many providers one for applications")
    imap_tls: Tls = Field(default=Tls.TLS, description="tls, starttls, or none for a server on this machine")
    smtp_host: str = Field(min_length=1, description="the server that sends for the address: smtp.example.com")
    smtp_port: int = Field(default=465, gt=0, lt=65536, description="its port; 465, or 587 with starttls")
    smtp_user: str = Field(default="", description="who signs in there; nobody if empty")
    smtp_password: SecretStr = Field(default=SecretStr(""), description="its password")
    smtp_tls: Tls = Field(default=Tls.TLS, description="tls, starttls, or none where no password goes over the line")

    @property
    def account(self) -> str:
        """The mailbox: two channels that read one would both answer."""
        return f"{self.imap_host.lower()}:{self.imap_port} {(self.imap_user or self.address).lower()}"

    @field_validator("address")
    @classmethod
    def _is_an_address(cls, given: str) -> str:
        try:
            return addresses.to_send(given.strip())
        except ValueError:
            raise ValueError("is no e-mail address") from None

    @model_validator(mode="after")
    def _keeps_passwords(self) -> "EmailCredentials":
        if self.imap_tls is Tls.NONE and not _is_here(self.imap_host):
            raise ValueError("imap_tls may be none for a server on this machine alone")
        if self.smtp_tls is Tls.NONE and self.smtp_user and not _is_here(self.smtp_host):
            raise ValueError("smtp_tls may be none on this machine, or where no smtp_user signs in")
        return self


class EmailChannel:
    """One mailbox. Threads may share it: each session of a server is one call's own."""

    kind = "email"

    def __init__(self, given: EmailCredentials, look_s: float = LOOK_S) -> None:
        self._address, self._name, self._look_s = given.address, given.name, look_s
        user = given.imap_user or given.address
        self._server = Server(given.imap_host, given.imap_port, user, plain(given.imap_password), given.imap_tls)
        self._smtp = SmtpSettings(
            given.smtp_host,
            given.smtp_port,
            given.address,
            given.smtp_user or None,
            plain(given.smtp_password) or None,
            starttls=given.smtp_tls is Tls.STARTTLS,
            tls=given.smtp_tls is Tls.TLS,
            is_verified=True,
        )

    @property
    def limits(self) -> Limits:
        return LIMITS

    def take(self, call: Call) -> Arrived:
        raise NotGenuine("nobody calls for a mailbox")

    def listen(self, take: Callable[[Sequence[Received]], None], is_over: Callable[[], bool]) -> None:
        """Hand over what is unseen until it is over (`Listen`). A mail is marked as seen after `take` has kept it: one
        that was not marked comes again under the same key."""
        with self._server.opened() as inbox:
            done: set[str] = set()
            while not is_over():
                new = [uid for uid in inbox.unseen(clock.now() - NOT_OLDER) if uid not in done]
                for uid in new:
                    if is_over():
                        return
                    self._one(inbox, uid, take)
                    done.add(uid)
                if not new:
                    inbox.wait(is_over, self._look_s)

    def fetch(self, file: RemoteFile) -> bytes:
        if file.size is not None and file.size > LIMITS.file:
            raise EvidenceRejected("too_large")
        validity, _, rest = file.reference.partition(":")
        uid, _, rest = rest.partition(":")
        number, _, message_id = rest.partition(":")
        with self._server.opened() as inbox:
            found = inbox.where(f"{validity}:{uid}", message_id)
            mail = None if found is None else inbox.mail(found)
        if mail is None:
            raise ChannelRefused("The mail does not lie in the inbox any more.", "no_file")
        parts = [part for part, _ in email_attachments.leaves(email_letters.parsed(mail.raw))]
        if not number.isdigit() or int(number) >= len(parts):
            raise ChannelRefused("The mail has no such part.", "no_file")
        raw = email_attachments.bytes_of(parts[int(number)])
        if len(raw) > LIMITS.file:
            raise EvidenceRejected("too_large")
        return raw

    def send(self, address: str, part: Part, key: str, thread: str = "") -> str:
        measure.check(part, LIMITS)
        message_id = email_ids.made(key, thread, address, self._address)
        message = email_sending.composed(address, part, message_id, self._address, self._name, clock.now())
        email_sending.hand_over(message, self._smtp)
        return message_id

    def show_typing(self, address: str, thread: str = "") -> None:
        """There is nothing like that in mail."""

    def acknowledge_press(self, received: Received) -> None:
        """Nothing is pressed in a mail."""

    def check(self) -> Checked:
        to_do: list[str] = []
        try:
            with self._server.opened() as inbox:
                waiting = len(inbox.unseen(clock.now() - NOT_OLDER))
                if not inbox.has_idle:
                    to_do.append(f"The server does not tell of new mail (IDLE): it is looked for every {LOOK_S:.0f} s.")
        except ChannelUnavailable as fault:
            raise ChannelRefused(f"IMAP: {fault}: check imap_host, imap_port and imap_tls.", "imap") from fault
        if waiting:
            to_do.append(
                f"{waiting} unread mails of the last {NOT_OLDER.days} days will be answered: mark those as read that "
                "should not be."
            )
        self._check_smtp()
        return Checked(self._address, to_do)

    def connect(self, url: str) -> Sequence[str]:
        """Nobody calls us."""
        return ()

    def disconnect(self) -> None:
        """Nobody calls us."""

    def _check_smtp(self) -> None:
        where = f"{self._smtp.host}:{self._smtp.port}"
        try:
            with connected(self._smtp) as server:
                code, _ = server.noop()
        except smtplib.SMTPAuthenticationError:
            raise ChannelRefused(
                f"{where} does not take SMTP user and password: check both; many providers want a password for "
                "applications.",
                "smtp_login",
            ) from None
        except ssl.SSLCertVerificationError:
            raise ChannelRefused(f"SMTP: the certificate of {where} is not one to trust.", "smtp") from None
        except (OSError, smtplib.SMTPException) as fault:
            raise ChannelRefused(
                f"SMTP: {where} gave no answer ({why(fault)}): check smtp_host, smtp_port and smtp_tls.",
                "smtp",
            ) from None
        if code >= 400:
            raise ChannelRefused(f"SMTP: {where} said {code} to a greeting.", str(code))

    def _one(self, inbox: Inbox, uid: str, take: Callable[[Sequence[Received]], None]) -> None:
        """One mail. What is none of a customer's stays unseen, for people; what cannot be kept now comes again."""
        mail = inbox.mail(uid)
        if mail is None:
            return
        try:
            if mail.at < clock.now() - NOT_OLDER:
                raise LetterRefused("too_old")
            received = email_letters.read(mail, self._address)
        except LetterRefused as fault:
            log.info("mail %s is left for people: %s", mail.place, fault.reason)
            inbox.leave(uid)
            return
        try:
            take([received])
        except AmendsError:
            raise
        except Exception as fault:  # a fault of ours in one mail must not keep the others waiting
            # What a library says of a fault may repeat the customer's words.
            log.error("mail %s was not taken (%s); the next session takes it", mail.place, type(fault).__name__)
            return
        inbox.mark_seen(uid)


def listens(channel: EmailChannel) -> Listen:
    """Its inbox, which is asked."""
    return channel.listen


def _is_here(host: str) -> bool:
    if host.lower() == "localhost":
        return True
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False
