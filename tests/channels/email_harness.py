"""The contract on e-mail: a customer with a mail program, a mailbox on Dovecot, and a mail server that keeps it all."""

from dataclasses import replace
from email import policy
from email.message import EmailMessage
from typing import Any

from pydantic import SecretStr

from amends.channels.providers.email import EmailChannel, EmailCredentials, listens
from amends.channels.providers.email_mailbox import LEFT, Tls
from amends.channels.registry import Provider
from tests.channels import mail_servers
from tests.channels.harness import Post, Sent
from tests.helpdesks import imap

SUPPORT, KIM = "support@shop.example", "kim@example.com"
BETWEEN = b"\n--- the next mail of a batch ---\n"


def mail(number: int, text: str = "", sender: str = KIM, **headers: str) -> EmailMessage:
    """One of the customer's. The first has no subject, and all others answer it."""
    message = EmailMessage(policy=policy.SMTP)
    message["From"], message["To"], message["Message-ID"] = f"Kim <{sender}>", SUPPORT, f"<k{number}@example.com>"
    if number > 1:
        message["References"] = "<k1@example.com>"
        message["Subject"] = "Re: an order"
    for name, value in headers.items():
        del message[name.replace("_", "-")]
        if value:
            message[name.replace("_", "-")] = value
    message.set_content(text)
    return message


def _text(message: EmailMessage) -> str:
    body = message.get_body(("plain",))
    assert body is not None
    content: str = body.get_content()
    return content.replace("\r\n", "\n").strip()


class EmailHarness:
    kind = "email"
    can = frozenset({"photo", "batch"})
    is_asked = True

    def __init__(self) -> None:
        self.imap, self.smtp = mail_servers.emptied(), mail_servers.SmtpServer()
        self.address = KIM

    def provider(self) -> Provider:
        return Provider(EmailCredentials, lambda given: EmailChannel(given, look_s=0.2), listens)

    def credentials(self, **other: Any) -> EmailCredentials:
        return EmailCredentials(
            **{
                "address": SUPPORT,
                "name": "The Shop",
                "imap_host": "127.0.0.1",
                "imap_port": self.imap.port,
                "imap_user": imap.USER,
                "imap_password": SecretStr(imap.PASSWORD),
                "imap_tls": Tls.NONE,
                "smtp_host": "127.0.0.1",
                "smtp_port": self.smtp.port,
                "smtp_user": mail_servers.USER,
                "smtp_password": SecretStr(mail_servers.PASSWORD),
                "smtp_tls": Tls.NONE,
                **other,
            }
        )

    def connected(self, url: str) -> None:
        """Nobody calls us."""

    def deliver(self, call: Post) -> None:
        for raw in call.body.split(BETWEEN):
            self.imap.deliver(raw)

    def is_anything_there(self) -> bool:
        with self.imap.login() as server:
            return bool(server.uid("SEARCH", f"UNSEEN UNKEYWORD {LEFT}")[1][0])

    def text(self, number: int, words: str) -> Post:
        return Post(bytes(mail(number, words)))

    def photo(self, number: int, raw: bytes, caption: str) -> Post:
        message = mail(number, caption)
        message.add_attachment(raw, "image", "jpeg", filename="kvittering æ.jpg")
        return Post(bytes(message))

    def batch(self, *texts: tuple[int, str]) -> Post:
        return Post(BETWEEN.join(bytes(mail(number, words)) for number, words in texts))

    def press(self, number: int, token: str, title: str) -> Post:
        raise NotImplementedError

    edit = deletion = voice = press

    def forged(self, number: int, words: str) -> Post:
        return replace(self.text(number, words), headers={"X-Signature": "another"})

    def sent(self) -> list[Sent]:
        """Each paragraph of a mail is one thing said: a turn's are in one mail."""
        return [
            Sent(paragraph, files=tuple((part.get_filename(), part.get_payload(decode=True)) for part in files))
            for message in self.smtp.messages
            for files in [list(message.iter_attachments())]
            for paragraph in _text(message).split("\n\n")
        ]

    def refuse_next(self) -> None:
        self.smtp.answers.append("550 5.1.1 <kim@example.com>: no such user here")

    def be_busy_once(self, retry_after_s: float) -> None:
        """A mail server names no time."""
        self.smtp.answers.append("451 4.7.1 Greylisted, come again")

    def close_window(self) -> None:
        """Mail has none."""

    def close(self) -> None:
        self.smtp.stop()
