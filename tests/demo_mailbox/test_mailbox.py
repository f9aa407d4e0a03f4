"""Mail that is sent to the demo mailbox is kept, and shown as text only."""

import smtplib
import socket
from collections.abc import Iterator
from datetime import UTC, datetime
from email.message import EmailMessage
from pathlib import Path

import httpx
import pytest

from demo.mailbox.app import create_app
from demo.mailbox.smtp import smtp_server
from demo.mailbox.store import MailStore
from tests.serving import serving

NOW = datetime(2026, 11, 22, 9, 30, tzinfo=UTC)


@pytest.fixture
def store(tmp_path: Path) -> MailStore:
    return MailStore(tmp_path / "mail")


@pytest.fixture
def smtp(store: MailStore) -> Iterator[smtplib.SMTP]:
    server = smtp_server(store, lambda: NOW, "127.0.0.1", 0)
    # aiosmtpd says hello to itself on the port it was given; here that is 0, for any free one.
    server._trigger_server = lambda: socket.create_connection(server.server.sockets[0].getsockname()).close()
    server.start()
    port = server.server.sockets[0].getsockname()[1]
    with smtplib.SMTP("127.0.0.1", port, timeout=10) as client:
        yield client
    server.stop(no_assert=True)


@pytest.fixture
def page(store: MailStore) -> Iterator[httpx.Client]:
    with serving(create_app(store)) as url, httpx.Client(base_url=url, trust_env=False, timeout=60) as client:
        yield client


def letter(subject: str = "Your refund", text: str = "Tilbakebetaling på vei: 24,90 €", **headers: str) -> EmailMessage:
    message = EmailMessage()
    message["From"] = "no-reply@example.com"
    message["To"] = "kari@example.com"
    message["Subject"] = subject
    for name, value in headers.items():
        message[name.replace("_", "-")] = value
    message.set_content(text)
    return message


def test_a_message_sent_is_a_message_listed(smtp: smtplib.SMTP, page: httpx.Client) -> None:
    smtp.send_message(letter(Message_ID="<one@example.com>"))
    (kept,) = page.get("/messages").json()
    assert kept["recipients"] == ["kari@example.com"]
    assert kept["sender"] == "no-reply@example.com"
    assert kept["subject"] == "Your refund"
    assert kept["message_id"] == "<one@example.com>"
    assert kept["text"].strip() == "Tilbakebetaling på vei: 24,90 €"
    assert kept["received_at"] == "2026-11-22T09:30:00+00:00"


def test_the_pages_show_a_message_as_text_and_never_as_markup(smtp: smtplib.SMTP, page: httpx.Client) -> None:
    smtp.send_message(letter("<script>alert(1)</script>", "<img src=https://example.com/x onerror=alert(1)>"))
    (kept,) = page.get("/messages").json()
    for path in ("/", f"/messages/{kept['id']}"):
        answer = page.get(path)
        assert answer.status_code == 200
        assert "<script" not in answer.text
        assert "<img" not in answer.text
        assert "&lt;script&gt;" in answer.text
        assert "default-src 'none'" in answer.headers["content-security-policy"]


def test_messages_outlive_the_process_and_can_be_asked_for_by_recipient(
    smtp: smtplib.SMTP, store: MailStore, tmp_path: Path
) -> None:
    smtp.send_message(letter("first"))
    smtp.send_message(letter("second"), to_addrs=["ola@example.com"])
    with serving(create_app(MailStore(tmp_path / "mail"))) as url:
        assert {message["subject"] for message in httpx.get(f"{url}/messages", timeout=60).json()} == {
            "first",
            "second",
        }
        (one,) = httpx.get(f"{url}/messages", params={"to": "ola@example.com"}, timeout=60).json()
    assert one["subject"] == "second"


@pytest.mark.parametrize("name", ["none", "..%2F..%2Fetc%2Fpasswd", "....", "a.eml"])
def test_only_messages_can_be_fetched(page: httpx.Client, name: str) -> None:
    assert page.get(f"/messages/{name}").status_code == 404


def test_what_is_hardly_a_message_is_kept_and_shown_all_the_same(store: MailStore, page: httpx.Client) -> None:
    for content in (b"", b"\xff\xfe no header", b"Subject: x\r\nContent-Type: text/plain; charset=nope\r\n\r\n\xe5"):
        name = store.keep("a@example.com", ["b@example.com"], content, NOW)
        assert page.get(f"/messages/{name}").status_code == 200
    assert len(page.get("/messages").json()) == 3


def test_health_answers(page: httpx.Client) -> None:
    assert page.get("/health").json() == {"status": "ok"}
