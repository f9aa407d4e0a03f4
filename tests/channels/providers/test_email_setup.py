"""What an operator is told before a mailbox is connected."""

import pytest
from pydantic import SecretStr, ValidationError

from amends.channels.errors import ChannelRefused
from amends.channels.providers.email import EmailChannel, EmailCredentials
from tests.channels import mail_servers
from tests.channels.email_harness import SUPPORT, mail


def test_who_we_are_and_what_would_be_answered_is_told(mailbox, email_channel):
    mailbox.imap.deliver(bytes(mail(1, "unread")))
    checked = email_channel.check()
    assert checked.account == SUPPORT
    [to_do] = checked.to_do
    assert to_do.startswith("1 unread mails of the last 7 days will be answered")
    assert mailbox.smtp.logins == 1


@pytest.mark.parametrize(
    ("wrong", "code", "says"),
    [
        ({"imap_password": SecretStr("of nobody")}, "imap_login", "password"),
        ({"imap_user": "of nobody", "imap_password": SecretStr("blå")}, "imap_login", "password"),
        ({"imap_port": 1}, "imap", "imap_port"),
        ({"imap_tls": "tls"}, "imap", "imap_tls"),
        ({"smtp_password": SecretStr("of nobody")}, "smtp_login", "password"),
        ({"smtp_port": 1}, "smtp", "smtp_port"),
        ({"smtp_tls": "tls"}, "smtp", "smtp_tls"),
        ({"smtp_tls": "starttls"}, "smtp", "smtp_tls"),
    ],
)
def test_what_is_wrong_is_said_in_one_sentence(mailbox, wrong, code, says):
    with pytest.raises(ChannelRefused) as refused:
        EmailChannel(mailbox.credentials(**wrong)).check()
    assert refused.value.code == code
    assert says in str(refused.value)
    assert "of nobody" not in str(refused.value)
    assert str(refused.value).count(". ") == 0


@pytest.mark.parametrize(
    "wrong",
    [
        {"address": "support"},
        {"imap_host": ""},
        {"imap_port": 0},
        {"imap_tls": "ssl"},
        {"imap_host": "imap.example.com", "imap_tls": "none"},
        {"smtp_host": "smtp.example.com", "smtp_tls": "none"},
    ],
)
def test_credentials_that_cannot_be_are_refused(mailbox, wrong):
    with pytest.raises(ValidationError):
        mailbox.credentials(**wrong)


def test_passwords_are_in_no_description(mailbox):
    given = mailbox.credentials()
    channel = EmailChannel(given)
    said = f"{given!r} {channel._server!r} {channel._smtp!r} {vars(channel)}"
    assert mail_servers.PASSWORD not in said
    assert isinstance(given, EmailCredentials)
