"""What a customer's mail says: whose it is, in which thread, with which words and files."""

from email.message import EmailMessage

import pytest

from amends.channels.providers import email_ids
from amends.channels.providers.email_letters import bare_subject
from amends.channels.received import Files, Text
from tests.channels.email_harness import KIM, mail
from tests.channels.providers.bad_mails import PLAIN, raw
from tests.channels.providers.email_reading import read

PICTURE = b"\xff\xd8" + b"x" * 9000


def answer(*references: str, in_reply_to: str = "", **other: str) -> bytes:
    return bytes(mail(2, "yes", References=" ".join(references), In_Reply_To=in_reply_to, **other))


def test_a_first_mail_is_a_thread_of_its_own():
    received = read(bytes(mail(1, PLAIN, Subject="Order 10001")))
    assert received.thread == email_ids.digest("<k1@example.com>")
    assert (received.key, received.message_id) == ("<k1@example.com>", "<k1@example.com>")
    assert (received.subject, received.is_reply, received.continues) == ("Order 10001", False, ())
    assert received.name == "Kim"


ROOT = "<k1@example.com>"
ANSWER = email_ids.made("7-0", email_ids.digest(ROOT), KIM, "support@shop.example")


@pytest.mark.parametrize(
    "sent",
    [
        answer(ROOT, ANSWER, in_reply_to=ANSWER),
        answer(ROOT, in_reply_to=ROOT),
        answer(ANSWER),
        answer(in_reply_to=ANSWER),
        answer(in_reply_to=f"Your message of Tuesday {ANSWER}"),
        answer("<unknown@example.com>", ANSWER),
        answer(ROOT, "<sent-by-ses@example.com>", in_reply_to="<sent-by-ses@example.com>"),
        answer(ANSWER.upper().replace("@SHOP.EXAMPLE", "@shop.example")),
        answer(ROOT, ANSWER, Subject="Something else altogether"),
        answer(ROOT, ANSWER, Subject=""),
        answer(ROOT, ANSWER).replace(b"References: ", b"References:\r\n\t"),
    ],
    ids=["whole", "root", "ours alone", "in-reply-to", "in words", "first cut off", "ids made anew", "in capitals",
         "another subject", "no subject", "folded"],
)  # fmt: skip
def test_a_reply_is_in_the_thread_of_the_first(sent):
    assert read(sent).thread == email_ids.digest(ROOT)
    assert read(sent).is_reply


def test_a_reply_names_all_that_it_goes_on_from():
    assert read(answer("<a@b.example>", ROOT, in_reply_to=ANSWER)).continues == ("<a@b.example>", ROOT, ANSWER)


def test_our_ids_are_the_same_for_the_same_part_and_others_for_another():
    made = [email_ids.made(key, "1" * 32, to, "a@b.example") for key in ("1-0", "1-0", "1-1") for to in (KIM, "bo@x.y")]
    assert len(set(made)) == 4
    assert all(email_ids.is_ours(each) and each.endswith("@b.example>") for each in made)


@pytest.mark.parametrize(
    ("given", "bare", "had"),
    [
        ("Order 10001", "Order 10001", False),
        ("Re: Order", "Order", True),
        ("RE: re: SV: Antw: VS: Order", "Order", True),
        ("Re[2]: Order", "Order", True),
        ("Fwd: FW: Order", "Order", True),
        ("Re:", "", True),
        ("", "", False),
        ("Return: which address?", "Return: which address?", False),
        ("Sverige: moms", "Sverige: moms", False),
    ],
)
def test_a_subject_without_what_programs_put_before_it(given, bare, had):
    assert bare_subject(given) == (bare, had)


def test_an_answer_goes_where_it_is_asked_for():
    assert read(raw("Reply-To: Kim at home <kim@home.example>")).address == "kim@home.example"


@pytest.mark.parametrize("header", ["Reply-To: support@shop.example", "Reply-To: a@b.example, c@d.example"])
def test_a_reply_to_that_is_none_is_passed_over(header):
    assert read(raw(header)).address == KIM


def test_an_address_is_one_whatever_its_case_and_its_letters():
    assert read(raw("From: Kim@EXAMPLE.com")).address == KIM
    assert read(raw("Subject: kjøpt to ganger")).subject == "kjøpt to ganger"
    assert read(raw("From: kim@müller.example")).address == "kim@xn--mller-kva.example"


def test_the_language_of_the_program_is_a_hint():
    assert read(raw("Content-Language: nb-NO, en")).language == "nb-NO"


def test_a_mail_without_an_id_has_its_place_for_a_key():
    received = read(raw("Message-ID:"))
    assert (received.key, received.message_id) == ("1:7", "")
    assert read(raw("Message-ID:"), "1:8").thread != received.thread


def with_files(*names: str, text: str = "here it is") -> EmailMessage:
    message = mail(1, text)
    for name in names:
        message.add_attachment(PICTURE, "image", "jpeg", filename=name)
    return message


def test_attachments_are_files_with_their_names_and_the_words_with_them():
    received = read(bytes(with_files("kvittering æøå.jpg", "領収書.jpg")))
    assert isinstance(received.what, Files)
    assert [file.name for file in received.what.files] == ["kvittering æøå.jpg", "領収書.jpg"]
    assert [file.size for file in received.what.files] == [len(PICTURE)] * 2
    assert received.what.caption == "here it is"


def test_a_name_in_the_ways_of_old_programs_is_read():
    for given in ('filename="=?utf-8?Q?kvittering_=C3=A6.jpg?="', "filename*=iso-8859-1''kvittering%20%E6.jpg"):
        sent = raw("Content-Type: image/jpeg", f"Content-Disposition: attachment; {given}", body=PICTURE)
        assert read(sent).what.files[0].name == "kvittering æ.jpg"


def test_an_empty_mail_with_a_picture_is_the_picture():
    received = read(bytes(with_files("photo.jpg", text="")))
    assert (len(received.what.files), received.what.caption) == (1, "")


def with_html(html: str, *pictures: tuple[str, bytes], text: str = "here it is") -> bytes:
    message = mail(1, text)
    message.add_alternative(html, "html")
    for name, content in pictures:
        message.get_payload()[1].add_related(content, "image", "png", cid=f"<{name}>", disposition="inline")
    return bytes(message)


def test_a_picture_within_the_words_is_a_file():
    received = read(with_html('<p>here it is</p><img src="cid:a@b">', ("a@b", PICTURE)))
    assert [file.size for file in received.what.files] == [len(PICTURE)]


@pytest.mark.parametrize(
    ("html", "content"),
    [
        ('<p>hello</p><img src="cid:a@b">', b"a logo"),
        ('<p>hello</p><div class="gmail_quote">old <img src="cid:a@b"></div>', PICTURE),
        ('<p>hello</p><div class="gmail_signature"><img src="cid:a@b"></div>', PICTURE),
    ],
    ids=["a logo", "of an older message", "in a signature"],
)
def test_what_programs_put_under_the_words_is_none(html, content):
    assert read(with_html(html, ("a@b", content))).what == Text("here it is")


def test_words_around_a_picture_are_all_read():
    sent = raw(
        "MIME-Version: 1.0",
        "Content-Type: multipart/mixed; boundary=b",
        body=b"--b\r\nContent-Type: text/plain\r\n\r\nthis is the box\r\n"
        b'--b\r\nContent-Type: image/jpeg; name=IMG_1.jpg\r\nContent-Disposition: inline\r\n\r\n' + PICTURE + b"\r\n"
        b"--b\r\nContent-Type: text/plain\r\n\r\nand it is broken\r\n--b--\r\n",
    )  # fmt: skip
    received = read(sent)
    assert received.what.caption.split("\n")[0].strip() == "this is the box"
    assert received.what.caption.endswith("and it is broken")
    assert [file.name for file in received.what.files] == ["IMG_1.jpg"]


@pytest.mark.parametrize("kind", ["application/pgp-signature", "text/calendar", "application/pkcs7-signature"])
def test_what_programs_add_is_no_file(kind):
    message = mail(1, "here it is")
    message.add_attachment(b"x", *kind.split("/"), filename="added")
    assert read(bytes(message)).what == Text("here it is")


def test_a_mail_within_the_mail_is_a_file():
    message = mail(1, "see below")
    message.add_attachment(mail(3, "the older one"))
    received = read(bytes(message))
    assert [file.media_type for file in received.what.files] == ["message/rfc822"]
    assert received.what.caption == "see below"


@pytest.mark.parametrize(
    "below",
    [
        "Am Di., 1. Dez. 2026 um 10:00 Uhr schrieb The Shop <support@shop.example>:\n> Hallo",
        "Le mar. 1 déc. 2026 à 10:00, The Shop <support@shop.example> a écrit :\n> Bonjour",
        "Den tis 1 dec. 2026 kl 10:00 skrev The Shop <support@shop.example>:\n> Hej",
        "Von: The Shop <support@shop.example>\nGesendet: Dienstag, 1. Dezember 2026\nAn: Kim\nBetreff: Re: x\n\nHallo",
        "De : The Shop <support@shop.example>\nEnvoyé : mardi 1 décembre 2026\nÀ : Kim\nObjet : Re: x\n\nBonjour",
        "Från: The Shop <support@shop.example>\nSkickat: den 1 december 2026\nTill: Kim\nÄmne: Re: x\n\nHej",
        "-----Ursprüngliche Nachricht-----\nHallo",
    ],
)
def test_what_programs_of_other_languages_quote_is_cut(below):
    assert read(bytes(mail(2, f"{PLAIN}\n\n{below}\n"))).what == Text(PLAIN)
