"""Passwords go over encrypted lines alone, to servers whose certificate is that of their name."""

import pytest

from amends.channels.errors import ChannelRefused, ChannelUnavailable
from amends.channels.outgoing import Part
from amends.channels.providers.email import EmailChannel
from tests.channels import mail_servers
from tests.channels.certificates import SERVER, issued
from tests.channels.email_harness import KIM
from tests.helpdesks.imap import imap_server


@pytest.fixture
def certified(tmp_path, monkeypatch):
    """The context of servers whose authority this machine trusts."""
    trusted, context = issued(tmp_path)
    monkeypatch.setenv("SSL_CERT_FILE", str(trusted))
    return context


@pytest.fixture
def encrypted(mailbox, certified):
    """Credentials for both servers behind TLS."""
    ways = [mail_servers.Relay(port, certified) for port in (mailbox.imap.port, mailbox.smtp.port)]
    for way in ways:
        way.up()
    imap, smtp = ways
    yield mailbox.credentials(imap_port=imap.port, imap_tls="tls", smtp_port=smtp.port, smtp_tls="tls")
    for way in ways:
        way.down()


def test_both_servers_over_tls(mailbox, encrypted):
    channel = EmailChannel(encrypted)
    assert channel.check().account == encrypted.address
    assert channel.send(KIM, Part("Hello", "en"), "1-0")
    assert len(mailbox.smtp.messages) == 1


def test_starttls_at_the_server_that_sends(mailbox, certified):
    smtp = mail_servers.SmtpServer(certified)
    channel = EmailChannel(mailbox.credentials(smtp_port=smtp.port, smtp_tls="starttls"))
    channel.check()
    channel.send(KIM, Part("Hello", "en"), "1-0")
    smtp.stop()
    assert len(smtp.messages) == 1


def test_starttls_at_the_mailbox(mailbox, certified, tmp_path):
    with imap_server(tmp_path / SERVER) as server:
        EmailChannel(mailbox.credentials(imap_port=server.port, imap_tls="starttls")).check()


def test_a_certificate_of_an_unknown_authority_gets_no_password(mailbox, encrypted, monkeypatch):
    monkeypatch.delenv("SSL_CERT_FILE")
    channel = EmailChannel(encrypted)
    with pytest.raises(ChannelRefused, match="certificate"):
        channel.check()
    with pytest.raises(ChannelUnavailable, match="certificate"):
        channel.listen(lambda _: None, lambda: False)
    with pytest.raises(ChannelUnavailable):
        channel.send(KIM, Part("Hello", "en"), "1-0")
    assert mailbox.smtp.logins == 0


def test_a_certificate_of_another_name_gets_none_either(mailbox, tmp_path, monkeypatch):
    trusted, context = issued(tmp_path, "127.0.0.2")
    monkeypatch.setenv("SSL_CERT_FILE", str(trusted))
    smtp = mail_servers.SmtpServer(context)
    channel = EmailChannel(mailbox.credentials(smtp_port=smtp.port, smtp_tls="starttls"))
    with pytest.raises(ChannelRefused, match="certificate"):
        channel.check()
    smtp.stop()
    assert smtp.logins == 0
