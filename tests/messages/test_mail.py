"""E-mails: written with what they tell of, sent as plain text, safe in every header."""

import smtplib
from contextlib import contextmanager
from email import message_from_bytes, policy

import pytest
from aiosmtpd.controller import Controller
from sqlalchemy import select

from amends.db.case_tables import CaseRow
from amends.db.remedy_tables import JobRow, MailRow
from amends.errors import MailError, MailUndeliverable, SentenceError
from amends.messages.mail import SmtpSettings, queue_mail, send
from tests.ports import free_port
from tests.remedies.scene import ANNOUNCER, NOW, Scene, an_order


class Inbox:
    def __init__(self):
        self.messages = []
        self.envelopes = []
        self.refuses = False

    async def handle_DATA(self, _server, _session, envelope):  # noqa: N802  # the server calls it so
        if self.refuses:
            return "451 try again"
        self.envelopes.append(envelope)
        self.messages.append(message_from_bytes(envelope.content, policy=policy.default))
        return "250 OK"


@pytest.fixture
def server():
    inbox = Inbox()
    with running(inbox, smtputf8=False):
        yield inbox


@contextmanager
def running(inbox, *, smtputf8):
    options = {"hostname": "127.0.0.1", "port": free_port(), "ready_timeout": 60, "enable_SMTPUTF8": smtputf8}
    controller = Controller(inbox, **options)
    controller.start()
    inbox.settings = SmtpSettings("127.0.0.1", controller.port, "A <no-reply@example.com>")
    yield inbox
    controller.stop()


def queue(database, **changed):
    scene = Scene(database, an_order("490.00"))
    case_id = scene.case()
    values = {
        "to": "kari@example.com",
        "say_name": "case_news",
        "args": {"case": "AM-1", "news": "Blåbærsyltetøy € 5", "merchant": "NorrNet"},
        "language": "nb",
        "now": NOW,
    }
    with database.begin() as session:
        case = session.get_one(CaseRow, case_id)
        return queue_mail(session, ANNOUNCER.sentences, case=case, **(values | changed))


def test_a_mail_is_written_with_its_job(database):
    mail = queue(database)
    with database.read() as session:
        assert session.scalars(select(JobRow)).one().body["mail_id"] == mail.id
        assert session.scalars(select(MailRow)).one().kind == "case_news"


def test_a_mail_that_lacks_an_argument_is_not_written(database):
    with pytest.raises(SentenceError):
        queue(database, args={"case": "AM-1"})


def test_it_arrives_as_it_was_written(database, server):
    mail = queue(database)
    send(mail, server.settings, "info@example.com")
    [message] = server.messages
    assert message.get_content().strip().splitlines() == mail.text.splitlines()
    assert message["Message-ID"] == mail.message_id
    assert (message["To"], message["Reply-To"]) == ("kari@example.com", "info@example.com")
    assert message.get_content_type() == "text/plain"


def test_it_comes_under_the_merchants_name_from_our_address(database, server):
    send(queue(database), server.settings, None, 'NorrNet, "Æ" <eve@example.com>')
    [message] = server.messages
    [sender] = message["From"].addresses
    assert (sender.display_name, sender.addr_spec) == ('NorrNet, "Æ" <eve@example.com>', "no-reply@example.com")


def test_without_a_merchant_it_comes_as_the_setting_says(database, server):
    send(queue(database), server.settings)
    assert server.messages[0]["From"] == "A <no-reply@example.com>"


def test_a_second_sending_can_be_told_by_its_message_id(database, server):
    mail = queue(database)
    send(mail, server.settings)
    send(mail, server.settings)
    assert len({message["Message-ID"] for message in server.messages}) == 1


def test_an_argument_cannot_add_a_header(database, server):
    mail = queue(database)
    mail.subject = "Bestilling\r\nBcc: eve@example.com"
    with pytest.raises(MailError):
        send(mail, server.settings)
    with database.begin() as session:
        args = {"merchant": "NorrNet\r\nBcc: eve@example.com", "transcript": "t"}
        given = {"to": "kari@example.com", "say_name": "transcript", "language": "nb", "now": NOW}
        send(queue_mail(session, ANNOUNCER.sentences, case=None, args=args, **given), server.settings)
    assert server.messages[0]["Bcc"] is None
    assert "Bcc: eve@example.com" in server.messages[0]["Subject"]


@pytest.mark.parametrize("to", ["", "nobody", "a@example.com\r\nBcc: eve@example.com"])
def test_an_address_that_is_none_is_a_mail_error(database, server, to):
    with pytest.raises(MailUndeliverable):
        send(queue(database, to=to), server.settings)
    assert server.messages == []


def test_a_server_that_refuses_or_is_away_is_a_mail_error(database, server):
    mail = queue(database)
    server.refuses = True
    with pytest.raises(MailError, match="try again") as raised:
        send(mail, server.settings)
    assert not isinstance(raised.value, MailUndeliverable)
    with pytest.raises(MailError):
        send(mail, SmtpSettings("127.0.0.1", 1, "a@example.com"))


@pytest.mark.parametrize(
    ("fault", "told"),
    [
        (
            smtplib.SMTPRecipientsRefused({"kari@example.com": (550, b"5.1.1 <kari@example.com>: unknown")}),
            "550 5.1.1 <address>: unknown",
        ),
        (smtplib.SMTPDataError(451, b"no room for kari@example.com"), "451 no room for <address>"),
        (smtplib.SMTPServerDisconnected("Connection unexpectedly closed"), "Connection unexpectedly closed"),
    ],
)
def test_what_a_server_says_is_told_without_the_customers_address(database, server, monkeypatch, fault, told):
    def refuses(*_arguments):
        raise fault

    monkeypatch.setattr(smtplib.SMTP, "sendmail", refuses)
    with pytest.raises(MailError) as raised:
        send(queue(database), server.settings)
    assert str(raised.value).endswith(told)


def test_a_server_without_encryption_gets_no_password(database, server):
    settings = SmtpSettings("127.0.0.1", server.settings.port, "a@example.com", "u", "p", starttls=True)
    with pytest.raises(MailError) as raised:
        send(queue(database), settings)
    assert isinstance(raised.value.__cause__, smtplib.SMTPException)


def test_a_domain_in_other_letters_is_written_in_ascii(database, server):
    send(queue(database, to="kari@blåbær.example.com"), server.settings, "info@blåbær.example.com")
    [message] = server.messages
    assert message["To"] == "kari@xn--blbr-roah.example.com"
    assert message["Reply-To"] == "info@xn--blbr-roah.example.com"
    assert server.envelopes[0].rcpt_tos == ["kari@xn--blbr-roah.example.com"]


def test_an_apostrophe_is_part_of_an_address(database, server):
    send(queue(database, to="sean.o'brien@example.com"), server.settings)
    assert server.envelopes[0].rcpt_tos == ["sean.o'brien@example.com"]
    assert [each.addr_spec for each in server.messages[0]["To"].addresses] == ["sean.o'brien@example.com"]


def test_a_name_in_other_letters_goes_to_a_server_that_takes_it(database):
    with running(Inbox(), smtputf8=True) as server:
        mail = queue(database, to="øyvind@blåbær.example.com")
        send(mail, server.settings, name="Blåbær")
    assert server.envelopes[0].rcpt_tos == ["øyvind@xn--blbr-roah.example.com"]
    assert "SMTPUTF8" in server.envelopes[0].mail_options
    assert server.messages[0]["To"] == "øyvind@xn--blbr-roah.example.com"
    assert server.messages[0].get_content().strip().splitlines() == mail.text.splitlines()


def test_a_name_in_other_letters_is_undeliverable_elsewhere(database, server):
    with pytest.raises(MailUndeliverable, match="not ASCII"):
        send(queue(database, to="øyvind@example.com"), server.settings)
    assert server.messages == []
