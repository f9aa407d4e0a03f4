"""What of an e-mail is the answer, and which e-mails count as one."""

from contextlib import suppress
from email.message import EmailMessage

import pytest
from hypothesis import given
from hypothesis import strategies as st

from amends.cases import numbers
from amends.errors import LetterRefused
from amends.helpdesks import reply_parser, tokens
from amends.helpdesks.reply_parser import ReplyRules
from amends.mail.html_text import reduced
from amends.mail.quotations import MARKER
from amends.mail.reply_text import above

SECRET = "letter-secret-of-norrnet-01234567890"
RULES = ReplyRules("norrnet", "help@support.example.com", "cases@answers.example.com", SECRET)
NUMBER = "AM-7K2M9Q1"
TO = tokens.address(SECRET, RULES.answers, "norrnet", NUMBER)


def letter(text="We refund it.", sender="Help <help@support.example.com>", to=TO, html=None, **headers):
    message = EmailMessage()
    message["From"], message["To"], message["Message-ID"] = sender, to, "<1@support.example.com>"
    for name, value in headers.items():
        message[name.replace("_", "-")] = value
    if text is not None:
        message.set_content(text)
    if html is not None:
        (message.add_alternative if text is not None else message.set_content)(html, subtype="html")
    return message


def refused(message):
    with pytest.raises(LetterRefused) as fault:
        reply_parser.read(message if isinstance(message, bytes) else bytes(message), RULES)
    return fault.value.reason


def test_an_answer_is_read_with_its_case():
    came = reply_parser.read(bytes(letter()), RULES)
    assert (came.number, came.text, came.what, came.remarks) == (NUMBER, "We refund it.", "answer", ())


def test_the_same_message_has_the_same_id_and_another_has_another():
    first = reply_parser.read(bytes(letter()), RULES).id
    assert reply_parser.read(bytes(letter(X_Seen="again")), RULES).id == first
    other = letter()
    other.replace_header("Message-ID", "<2@support.example.com>")
    assert reply_parser.read(bytes(other), RULES).id != first


@pytest.mark.parametrize(
    ("text", "answer"),
    [
        (f"Yes.\n\n{MARKER}\nWrite above", "Yes."),
        (f"Yes.\r\n\r\nOn Tue, 24 Nov 2026 at 10:31, Amends wrote:\r\n> {MARKER}\r\n> Write", "Yes."),
        ("Ja.\n\nOp di 24 nov 2026 om 10:31 schreef Amends\n<cases@answers.example.com>:\n\n> quoted\n> more", "Ja."),
        ("Ja.\n\ntir. 24. nov. 2026 kl. 10:31 skrev Amends <cases@answers.example.com>:\n> sitert", "Ja."),
        ("Yes.\n\nFrom: Amends\nSent: Tuesday\nTo: Help\n\nold", "Yes."),
        ("Yes.\n-----Original Message-----\nold", "Yes."),
        ("Yes.\n-- \nMaria\n+00 000", "Yes."),
        ("Two\n\nparagraphs.", "Two\n\nparagraphs."),
        ("From: here it is easy.\nGo on.", "From: here it is easy.\nGo on."),
        ("> You asked when.\nTomorrow.", "> You asked when.\nTomorrow."),
        ("She wrote: nothing.", "She wrote: nothing."),
    ],
)
def test_quotations_and_signatures_are_left_out_and_nothing_else(text, answer):
    assert above(text) == answer


@given(st.lists(st.text(st.characters(codec="utf-8", exclude_characters="\r\n#>"), max_size=30), max_size=8))
def test_whatever_stands_below_our_line_never_reaches_the_customer(below):
    said = above("\n".join(["Our answer.", MARKER, *below]))
    assert said == "Our answer."


@pytest.mark.parametrize(
    ("message", "reason"),
    [
        (letter(sender="eve@example.com"), "other_sender"),
        (letter(sender='"help@support.example.com" <eve@example.com>'), "other_sender"),
        (letter(sender="help@support.example.com, eve@example.com"), "other_sender"),
        (letter(sender="help@support.example.com.example.net"), "other_sender"),
        (letter(to="cases@answers.example.com"), "no_case"),
        (letter(to=TO.replace("7k2", "7k3")), "no_case"),
        (letter(to=TO[:40].replace("-", "-a") + TO[41:]), "no_case"),
        (letter(to=TO.replace("answers.", "other.")), "no_case"),
        (letter(to=tokens.address("x" * 32, RULES.answers, "norrnet", NUMBER)), "no_case"),
        (letter(to=tokens.address(SECRET, RULES.answers, "itnet", NUMBER)), "no_case"),
        (letter(to=f"{TO}, {tokens.address(SECRET, RULES.answers, 'norrnet', 'AM-0000000')}"), "no_case"),
        (letter(Auto_Submitted="auto-replied"), "automatic"),
        (letter(X_Autoreply="yes"), "automatic"),
        (letter(text=f"\n{MARKER}\nold"), "empty"),
        (letter(text="x" * 2_100_000), "too_large"),
        (b"", "other_sender"),
        (b"\x00\xff\nnot a message", "other_sender"),
        (b"From: help@support.example.com\nFrom: eve@example.com\nTo: " + TO.encode() + b"\n\nhello", "other_sender"),
        (
            b"From: help@support.example.com\nTo: " + TO.encode() + b"\nContent-Type: image/png\n\nhello",
            "no_text",
        ),
        (
            b"From: help@support.example.com\nTo: "
            + TO.encode()
            + b"\nContent-Type: text/plain; charset=no-such\n\nhello",
            "unreadable",
        ),
    ],
    ids=range(20),
)
def test_what_is_no_answer_is_refused_by_its_reason(message, reason):
    assert refused(message) == reason


def test_a_mail_server_that_folds_the_case_of_letters_does_no_harm():
    assert reply_parser.read(bytes(letter(to=TO.upper())), RULES).number == NUMBER


AUTOMATIC = [
    ("Auto-Submitted", "auto-replied"),
    ("Auto-Submitted", "auto-generated; owner-email=help@support.example.com"),
    ("Auto-Submitted", "auto-notified"),
    ("Precedence", "bulk"),
    ("Precedence", "JUNK"),
    ("Precedence", "list"),
    ("Precedence", "auto_reply"),
    ("X-Precedence", "auto_reply"),
    ("Preference", "auto_reply"),
    ("X-Autoreply", "yes"),
    ("X-Autorespond", "Out of office"),
    ("X-Autoresponder", "1"),
    ("X-Autoreply-From", "help@support.example.com"),
    ("X-Mail-Autoreply", "vacation"),
    ("X-FC-MachineGenerated", "true"),
    ("X-POST-MessageClass", "9; Autoresponder"),
    ("Delivered-To", "Autoresponder"),
    ("X-Failed-Recipients", "kari@example.com"),
    ("Return-Path", "<>"),
    ("List-Id", "<help.support.example.com>"),
    ("List-Unsubscribe", "<mailto:leave@support.example.com>"),
    ("Subject", "Automatic reply: AM-7K2M9Q1"),
    ("Subject", "Automatisch antwoord: AM-7K2M9Q1"),
    ("Subject", "Automatisk svar: AM-7K2M9Q1"),
]
WRITTEN_BY_SOMEBODY = [
    ("Auto-Submitted", "no"),
    ("X-Auto-Response-Suppress", "All"),
    ("X-Auto-Response-Suppress", "DR, RN, NRN, OOF, AutoReply"),
    ("Precedence", "normal"),
    ("X-Autoreply", "no"),
    ("Return-Path", "<help@support.example.com>"),
    ("Subject", "Re: AM-7K2M9Q1: automatic renewal"),
]


@pytest.mark.parametrize(("name", "value"), AUTOMATIC)
def test_what_a_machine_sent_is_no_answer(name, value):
    assert refused(letter(**{name.replace("-", "_"): value})) == "automatic"


def test_a_report_about_a_message_is_no_answer():
    head = f"From: help@support.example.com\nTo: {TO}\nContent-Type: multipart/report; boundary=b\n\n"
    assert refused(f"{head}--b\nContent-Type: text/plain\n\nUndeliverable\n--b--\n".encode()) == "automatic"


@pytest.mark.parametrize(("name", "value"), WRITTEN_BY_SOMEBODY)
def test_headers_that_say_nothing_about_who_wrote_it(name, value):
    assert reply_parser.read(bytes(letter(**{name.replace("-", "_"): value})), RULES).text == "We refund it."


@pytest.mark.parametrize(
    ("text", "answer"),
    [
        (
            "We shall refund today.\n\nOn Wed, Aug 26, 2026 at 2:05 PM NorrNet Services <{to}>\nwrote:\n\n{older}",
            "We shall refund today.",
        ),
        (
            "Hei, vi betaler tilbake i dag.\n\n"
            "ons. 26. aug. 2026 kl. 14:05 skrev NorrNet Services <{to}\n>:\n\n{older}",
            "Hei, vi betaler tilbake i dag.",
        ),
        (
            "Wij betalen terug.\n\nOp 24 nov. 2026 om 22:48 heeft NorrNet Services <{to}> het volgende geschreven:\n\n"
            "{older}",
            "Wij betalen terug.",
        ),
    ],
)
def test_an_answer_keeps_neither_the_introduction_nor_the_address_in_it(text, answer):
    body = text.format(to=TO, older=f"> {MARKER}\n> Kunden skrev: hei")
    assert reply_parser.read(bytes(letter(text=body)), RULES).text == answer


@pytest.mark.parametrize(
    ("kind", "body", "text"),
    [
        ("format=flowed", "We refund \nit today.\n \n From there.\n-- \nMaria", "We refund it today.\n\nFrom there."),
        ("format=flowed; delsp=yes", "We re \nfund it.", "We refund it."),
        (
            "format=flowed",
            "Ja.\n\nOn Tue, 24 Nov 2026 at 10:31 NorrNet \n<a@example.com> \nwrote:\n> old \n> older",
            "Ja.",
        ),
        ("charset=utf-8", "We refund \nit today.", "We refund \nit today."),
    ],
)
def test_lines_that_were_broken_for_the_way_are_put_together(kind, body, text):
    head = f"From: help@support.example.com\nTo: {TO}\nMessage-ID: <1@x>\nContent-Type: text/plain; {kind}\n\n"
    assert reply_parser.read((head + body).encode(), RULES).text == text


def test_html_alone_is_reduced_to_its_words_and_says_so():
    html = "<style>p{}</style><p>We <b>refund</b> it.</p><script>steal()</script><blockquote>old</blockquote>"
    came = reply_parser.read(bytes(letter(text=None, html=html)), RULES)
    assert (came.text, came.remarks) == ("We refund it.", ("html_reduced",))


def test_plain_words_are_preferred_to_html():
    came = reply_parser.read(bytes(letter(text="Plain.", html="<p>Not this.</p>")), RULES)
    assert (came.text, came.remarks) == ("Plain.", ())


def test_attachments_are_left_out_and_that_is_remarked():
    message = letter()
    message.add_attachment(b"%PDF-", maintype="application", subtype="pdf", filename="a.pdf")
    came = reply_parser.read(bytes(message), RULES)
    assert (came.text, came.remarks) == ("We refund it.", ("attachments_left_out",))


@given(st.text(max_size=200))
def test_no_html_makes_the_reader_stumble(html):
    assert "<script" not in reduced(f"<script>{html}")


@given(st.binary(max_size=300))
def test_no_bytes_make_the_reader_stumble(raw):
    head = f"From: help@support.example.com\nTo: {TO}\nMessage-ID: <1@x>\n".encode()
    for message in (raw, head + raw, head + b"\n" + raw):
        with suppress(LetterRefused):  # anything else would stop the mailbox
            assert reply_parser.read(message, RULES).text


@given(st.text(numbers.ALPHABET, min_size=7, max_size=7))
def test_a_token_leads_to_its_case_and_holds_for_no_other(case):
    made = tokens.address(SECRET, RULES.answers, "norrnet", f"AM-{case}")
    assert tokens.case_of(SECRET, RULES.answers, "norrnet", made) == f"AM-{case}"
    assert len(made.partition("@")[0]) <= 64
    assert tokens.case_of(SECRET, RULES.answers, "itnet", made) is None
