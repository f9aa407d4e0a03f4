"""Mails that are no plain message of a customer's: what each has to become."""

from collections.abc import Callable
from email.message import EmailMessage

from tests.channels.email_harness import KIM, SUPPORT, mail

OURS = "<amends." + "0" * 32 + "." + "1" * 32 + "@shop.example>"


def raw(*lines: str | bytes, body: str | bytes = b"I was charged twice", sender: str = KIM) -> bytes:
    """A mail as a broken program writes it: header lines as they are."""
    head = [f"From: {sender}", f"To: {SUPPORT}", "Message-ID: <b1@example.com>"] if sender else []
    named = {(each if isinstance(each, str) else each.decode("latin-1")).split(":")[0].lower() for each in lines}
    head = [each for each in head if each.split(":")[0].lower() not in named]
    parts = [each.encode() if isinstance(each, str) else each for each in [*head, *lines]]
    return b"\r\n".join(parts) + b"\r\n\r\n" + (body.encode() if isinstance(body, str) else body)


def bounce(action: str = "failed", of: str = OURS, status: str = "5.1.1", said: str = "", part: str = "message/rfc822"):
    """A notification as Postfix and others write it."""
    said = said or "smtp; 550 5.1.1 <kim@example.com>: Recipient address rejected: User unknown"
    return raw(
        "MIME-Version: 1.0",
        'Content-Type: multipart/report; report-type=delivery-status; boundary="b"',
        "Auto-Submitted: auto-replied",
        sender="MAILER-DAEMON@mx.example.com",
        body="\r\n".join(
            [
                "--b\r\nContent-Type: text/plain\r\n\r\nI'm sorry to have to inform you ...\r\n",
                "--b\r\nContent-Type: message/delivery-status\r\n\r\nReporting-MTA: dns; mx.example.com\r\n",
                f"Final-Recipient: rfc822; kim@example.com\r\nAction: {action}\r\nStatus: {status}",
                f"Diagnostic-Code: {said}\r\n",
                f"--b\r\nContent-Type: {part}\r\n\r\nFrom: {SUPPORT}\r\nMessage-ID: {of}\r\n\r\nHello\r\n--b--\r\n",
            ]
        ),
    )


def html(body: str) -> bytes:
    return raw("MIME-Version: 1.0", "Content-Type: text/html; charset=utf-8", body=body)


def of(message: EmailMessage) -> bytes:
    return bytes(message)


def changed(change: Callable[[EmailMessage], None]) -> bytes:
    message = mail(1, "I was charged twice")
    change(message)
    return bytes(message)


PLAIN = "I was charged twice"
LEFT: dict[str, tuple[bytes, str]] = {
    "auto-replied": (raw("Auto-Submitted: auto-replied"), "automatic"),
    "auto-generated": (raw("Auto-Submitted: auto-generated"), "automatic"),
    "auto-notified with parameters": (raw("Auto-Submitted: auto-notified; owner-email=a"), "automatic"),
    "precedence bulk": (raw("Precedence: bulk"), "automatic"),
    "precedence list": (raw("Precedence: LIST"), "automatic"),
    "precedence junk": (raw("Precedence: junk"), "automatic"),
    "precedence auto_reply": (raw("Precedence: auto_reply"), "automatic"),
    "a list": (raw("List-Id: <news.example.com>"), "automatic"),
    "a list by its way out": (raw("List-Unsubscribe: <mailto:leave@example.com>"), "automatic"),
    "x-autoreply": (raw("X-Autoreply: yes"), "automatic"),
    "x-autorespond": (raw("X-Autorespond: out"), "automatic"),
    "exchange's absence": (raw("X-MS-Exchange-Generated-Message-Source: Mailbox Rules Agent"), "automatic"),
    "absence, english": (raw("Subject: Automatic reply: your order"), "automatic"),
    "absence, dutch": (raw("Subject: Automatisch antwoord: bestelling"), "automatic"),
    "absence, norwegian": (raw("Subject: Automatisk svar: bestilling"), "automatic"),
    "absence, swedish": (raw("Subject: Automatiskt svar: beställning"), "automatic"),
    "absence, german": (raw("Subject: Automatische Antwort: Bestellung"), "automatic"),
    "absence notice, german": (raw("Subject: Abwesenheitsnotiz: Bestellung"), "automatic"),
    "out of office": (raw("Subject: Out of Office until Monday"), "automatic"),
    "an empty envelope": (raw("Return-Path: <>"), "automatic"),
    "autoresponder": (raw("Delivered-To: Autoresponder"), "automatic"),
    "amazon": (raw("X-Amazon-Auto-Reply: true"), "automatic"),
    "a bounce of another's mail": (bounce(of="<x@other.example>"), "automatic"),
    "a delay": (bounce("delayed", status="4.4.1"), "automatic"),
    "a report without a status": (raw("Content-Type: multipart/report; boundary=b", body="--b--"), "automatic"),
    "a disposition notification": (
        raw("Content-Type: multipart/report; report-type=disposition-notification; boundary=b", body="--b--"),
        "automatic",
    ),
    "spam": (raw("X-Spam-Flag: YES"), "spam"),
    "spam, by its status": (raw("X-Spam-Status: Yes, score=9.1"), "spam"),
    "our own address": (raw(sender=SUPPORT), "our_own"),
    "our own address, written large": (raw(sender=f"The Shop <{SUPPORT.upper()}>"), "our_own"),
    "our own message": (raw(f"Message-ID: {OURS}"), "our_own"),
    "no sender": (raw("X: y", sender=""), "no_sender"),
    "an empty sender": (raw("From: "), "no_sender"),
    "a sender without address": (raw("From: Kim Larsen"), "no_sender"),
    "two senders": (raw("From: kim@example.com, bo@example.com"), "many_senders"),
    "two from lines": (raw("From: kim@example.com", "From: bo@example.com"), "many_senders"),
    "no domain": (raw("From: kim@"), "no_sender"),
    "blanks in the address": (raw('From: "kim larsen"@exa mple.com'), "no_answerable_sender"),
    "no-reply": (raw("From: no-reply@example.com"), "no_answerable_sender"),
    "noreply": (raw("From: Shop <NoReply@example.com>"), "no_answerable_sender"),
    "do not reply": (raw("From: do-not-reply@example.com"), "no_answerable_sender"),
    "ikke-svar": (raw("From: ikke-svar@example.no"), "no_answerable_sender"),
    "svara-inte": (raw("From: svara-inte@example.se"), "no_answerable_sender"),
    "nicht-antworten": (raw("From: nicht-antworten@example.de"), "no_answerable_sender"),
    "a mailer daemon's words": (raw("From: mailer-daemon@example.com"), "no_answerable_sender"),
    "an address of two ats": (raw("From: kim@a@example.com"), "no_sender"),
    "nothing at all": (b"", "no_sender"),
    "a line break and no more": (b"\r\n\r\n", "no_sender"),
    "bytes that are no mail": (bytes(range(256)) * 20, "no_sender"),
    "one nul": (b"\x00", "no_sender"),
}
"""By name: the mail, and why it is left for people. Nobody gets an answer."""

SAID: dict[str, tuple[bytes, str]] = {
    "no Message-ID": (raw("Message-ID:"), PLAIN),
    "no subject": (raw(), PLAIN),
    "no date": (raw("X: y"), PLAIN),
    "a date that is none": (raw("Date: yesterday"), PLAIN),
    "a date in the future": (raw("Date: Fri, 1 Jan 2099 10:00:00 +0000"), PLAIN),
    "auto-submitted: no": (raw("Auto-Submitted: no"), PLAIN),
    "suppresses automatic answers": (raw("X-Auto-Response-Suppress: All"), PLAIN),
    "an encoded name": (raw("From: =?utf-8?Q?K=C3=A5re?= <kim@example.com>"), PLAIN),
    "a name in bytes": (raw(b"From: K\xe5re <kim@example.com>"), PLAIN),
    "a name with a comma": (raw('From: "Larsen, Kim" <kim@example.com>'), PLAIN),
    "an encoding that is none": (raw("Subject: =?no-such?Q?abc?="), PLAIN),
    "an unknown charset": (raw("Content-Type: text/plain; charset=x-no-such"), PLAIN),
    "another charset than it says": (raw("Content-Type: text/plain; charset=utf-8", body=b"\xe5pnet"), "åpnet"),
    "no charset": (raw("Content-Type: text/plain", body=b"kj\xf8pt"), "kjøpt"),
    "ascii that is none": (raw("Content-Type: text/plain; charset=us-ascii", body="kjøpt"), "kjøpt"),
    "utf-16": (
        raw("Content-Type: text/plain; charset=utf-16", "Content-Transfer-Encoding: base64", body="//5oAGkA"),
        "hi",
    ),
    "an unknown transfer encoding": (raw("Content-Transfer-Encoding: rot13"), PLAIN),
    "quoted-printable that breaks off": (raw("Content-Transfer-Encoding: quoted-printable", body="twice=2"), "twice=2"),
    "a nul in the words": (raw(body=b"twice\x00 paid"), "twice paid"),
    "line breaks of the old mac": (raw(body="one\rtwo"), "one\rtwo"),
    "html alone": (html("<p>I was charged <b>twice</b></p>"), PLAIN),
    "html with a script": (html("<script>alert(1)</script><p>I was charged twice</p>"), PLAIN),
    "html that breaks off": (html("<p>I was charged twice<table><tr"), PLAIN),
    "html of comments": (html("<!-- nothing -->"), ""),
    "html with a gmail quotation": (html(f"<div>{PLAIN}</div><div class='gmail_quote'>On ... wrote: old</div>"), PLAIN),
    "blank text beside html": (
        changed(lambda m: (m.set_content(" \n"), m.add_alternative(f"<p>{PLAIN}</p>", "html"))),
        PLAIN,
    ),
    "a quotation": (
        raw(body=f"{PLAIN}\r\n\r\nOn Tue, 1 Dec 2026 at 10:00, The Shop <a@b.example> wrote:\r\n> Hello"),
        PLAIN,
    ),
    "a dutch quotation": (
        raw(body=f"{PLAIN}\r\n\r\nOp di 1 dec 2026 om 10:00 schreef Shop <a@b.example>:\r\n> Hallo"),
        PLAIN,
    ),
    "a norwegian quotation": (
        raw(body=f"{PLAIN}\r\n\r\ntir. 1. des. 2026 kl. 10:00 skrev Shop <a@b.example>:\r\n> Hei"),
        PLAIN,
    ),
    "an outlook quotation": (
        raw(
            body=f"{PLAIN}\r\n\r\nFrom: Shop <a@b.example>\r\nSent: 1 December 2026\r\nTo: Kim\r\nSubject: x\r\n\r\nold"
        ),
        PLAIN,
    ),
    "a telephone's signature": (raw(body=f"{PLAIN}\r\n\r\nSent from my iPhone"), PLAIN),
    "a signature": (raw(body=f"{PLAIN}\r\n-- \r\nKim Larsen\r\n+47 123 45 678"), PLAIN),
    "nothing but a quotation": (raw(body="On Tue, 1 Dec 2026 at 10:00, Shop <a@b.example> wrote:\r\n> Hello"), ""),
    "nothing but a signature": (raw(body="-- \r\nKim"), ""),
    "nothing but what cannot be seen": (raw(body="\u200b\u2060"), "\u200b\u2060"),
    "an empty body": (raw(body=b""), ""),
    "a multipart without parts": (raw("Content-Type: multipart/mixed; boundary=b", body=b""), ""),
    "a multipart without a boundary": (raw("Content-Type: multipart/mixed", body=PLAIN), PLAIN),
    "a multipart that breaks off": (
        raw("Content-Type: multipart/mixed; boundary=b", body=f"--b\r\nContent-Type: text/plain\r\n\r\n{PLAIN}"),
        PLAIN,
    ),
    "a thousand parts": (
        raw("Content-Type: multipart/mixed; boundary=b", body="--b\r\nContent-Type: text/calendar\r\n\r\nx\r\n" * 1000),
        "",
    ),
    "deep within parts": (
        raw(
            "Content-Type: multipart/mixed; boundary=b0",
            body="".join(f"--b{n}\r\nContent-Type: multipart/mixed; boundary=b{n + 1}\r\n\r\n" for n in range(60))
            + f"--b60\r\nContent-Type: text/plain\r\n\r\n{PLAIN}",
        ),
        PLAIN,
    ),
    "a subject of a hundred thousand letters": (raw("Subject: " + "x" * 100_000), PLAIN),
    "a header without an end": (raw("X-Long: " + "y" * 500_000), PLAIN),
    "a reply-to that is none": (raw("Reply-To: nobody"), PLAIN),
    "references that are none": (raw("References: a b c", "In-Reply-To: what you wrote"), PLAIN),
    "ten thousand references": (raw("References: " + " ".join(f"<{n}@x.example>" for n in range(10_000))), PLAIN),
    "header lines that are none": (
        raw("this is no header", "nor: this\x01"),
        f"this is no header\nnor: this\x01\n\n{PLAIN}",
    ),
    "bare line feeds": (raw("Subject: Re: x").replace(b"\r\n", b"\n"), PLAIN),
}
"""By name: the mail, and the words that it holds. All are Kim's."""

UNREADABLE: dict[str, bytes] = {
    "encrypted": raw("Content-Type: multipart/encrypted; protocol=application/pgp-encrypted; boundary=b", body="--b--"),
    "s/mime": raw("Content-Type: application/pkcs7-mime; smime-type=enveloped-data", body="MIAG"),
}
"""Kim is told that they cannot be read."""
