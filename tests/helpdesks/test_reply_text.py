"""Exactly what a person wrote remains of a reply, whichever mail program quoted and however it broke the lines."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from amends.mail.html_text import reduced
from amends.mail.reply_text import above
from tests.helpdesks.quoting import (
    ABOVE_HEADERS,
    ADDRESS,
    HEADED,
    INTRODUCED,
    NAME,
    OLDER,
    SIGNATURES,
    WRITTEN,
    headers,
)

words = st.lists(
    st.text(st.characters(categories=("L", "N"), codec="utf-8"), min_size=1, max_size=8), min_size=1, max_size=9
)
lines = st.one_of(st.sampled_from(WRITTEN), words.map(" ".join))


@st.composite
def persons(draw):
    """Some lines of a person's, of which the first and last have words that nobody takes for a quotation."""
    middle = draw(st.lists(lines, max_size=6))
    return "\n".join([draw(st.sampled_from(WRITTEN[:3])), *middle, draw(st.sampled_from(WRITTEN[:3]))])


@st.composite
def wrapped(draw, text):
    """The text on several lines, broken at blanks and beside angle brackets."""
    places = [n for n, letter in enumerate(text) if letter in " <>" and n > 0]
    breaks = draw(st.sets(st.sampled_from(places), max_size=len(places)))
    broken = "".join("\n" + letter.strip() if n in breaks else letter for n, letter in enumerate(text))
    return re.sub("\n+", "\n", broken)


@st.composite
def introduced(draw):
    style = draw(st.sampled_from(sorted(INTRODUCED)))
    said = draw(wrapped(INTRODUCED[style].format(name=NAME, address=ADDRESS)))
    gap = draw(st.sampled_from(["\n", "\n\n"]))
    if draw(st.booleans()):  # telephones quote the introduction as well
        said = "\n".join(f"> {line}" for line in said.split("\n"))
    return said + gap + "\n".join(f"> {line}".rstrip() for line in OLDER)


@st.composite
def headed(draw):
    bold = draw(st.booleans())
    given = headers(draw(st.sampled_from(sorted(HEADED))), draw(st.sampled_from(ABOVE_HEADERS)))
    given = [re.sub(r"^(\w+:)", r"*\1*", line) if bold else line for line in given]
    wide = draw(st.sampled_from(["\n", "\n\n"]))
    return wide.join(given[:-1]) + "\n\n" + "\n".join(OLDER)


@given(persons(), st.sampled_from(SIGNATURES), st.one_of(introduced(), headed()), st.sampled_from(["\n", "\n\n"]))
def test_exactly_what_the_person_wrote_remains(said, signature, older, gap):
    written = said + ("\n\n" + signature if signature else "")
    assert above(written + gap + older) == said
    assert above((written + gap + older).replace("\n", "\r\n")) == said


@given(persons())
def test_a_letter_without_a_quotation_stays_as_it_is(said):
    assert above(said) == said


@given(persons(), introduced())
def test_an_answer_below_the_quotation_is_read(said, older):
    assert above(f"{older}\n\n{said}") == said


@given(introduced(), st.text(st.characters(codec="utf-8", exclude_characters="\n>"), min_size=1))
def test_the_rest_of_a_quoted_line_that_was_broken_is_no_answer(older, rest):
    assert above(f"{older}\n{rest}") == ""


@pytest.mark.parametrize(
    ("text", "answer"),
    [
        ("Ja.\n\nAm 24.11.2026 um 22:48 schrieb NorrNet Services:\n> ##- ~~~~~~~~~~ -##", "Ja."),
        ("Ja.\n\n2026-11-24 22:48 GMT+01:00 NorrNet\n<a@example.com>:\n\n> ##- ~~~~~~~~~~ -##\n> old", "Ja."),
        ("Ja.\n---------- Forwarded message ---------\nFrom: a", "Ja."),
        ("Ja.\n\nBegin doorgestuurd bericht:\n\n> Van: a", "Ja."),
        ("Ja.\n\n**Van:** NorrNet Services\n<a@example.com>\n**Verzonden:** di\n**Aan:** x\n\nold", "Ja."),
        ("Ja.\n##-\xa0~~~~~~~~~~\xa0-##\nold", "Ja."),
        ("On 24 Nov 2026 at 10:31 you wrote:\nI want it back.\nHere it is.", None),
        ("On 24 Nov 2026 kari@example.com wrote:\nit never came.\nSorry.", None),
        ("Op 24 november 2026 schreef u:\nhet werkt niet.\nHet werkt.", None),
        ("From: Oslo\nTo: Bergen\nArrives tomorrow.", None),
        ("Sent from my friend's phone number yesterday", None),
        ("Sent from my phone number", None),
        ("Yes.\n\nSent from my Samsung Galaxy\nsmartphone.", "Yes."),
        ("Ja.\n\nNorrNet <a@example.com> schrieb am Di., 24. Nov. 2026, 22:48:\n\n> old", "Ja."),
        ("Ja.\n\nNorrNet Services <a@example.com>\nschrieb am Di., 24. Nov. 2026,\n22:48:\n\n> old", "Ja."),
        ("Ja.\n\nNorrNet <a@example.com> hat am 24.11.2026 22:48 CET geschrieben:\n> old", "Ja."),
        ("Ja.\n\nGesendet: Dienstag, 24. November 2026 um 22:48 Uhr\nVon: NorrNet\nAn: x\nBetreff: y\nold", "Ja."),
        ("Sent: on Monday\nTo: my brother\nIt never came.", None),
        ("Mein Bruder <kim@example.com> schrieb am Dienstag, dass es geht:\nes geht nicht.", None),
        ("Von meinem iPhone habe ich gesendet", None),
        ("Yes.\n\nGet Outlook for Android\n<https://aka.ms/AAb9ysg>", "Yes."),
    ],
)
def test_of_other_introductions_and_of_what_is_none(text, answer):
    assert above(text) == (text if answer is None else answer)


@pytest.mark.parametrize("style", sorted(INTRODUCED))
def test_html_loses_the_quotation_of_each_program(style):
    said = INTRODUCED[style].format(name=NAME, address=f"<a href='mailto:{ADDRESS}'>{ADDRESS}</a>")
    quoted = "<br>".join(OLDER)
    for html in (
        f"<div dir=ltr>Ja hoor.<br><b>Groet</b></div><br><div class='gmail_quote gmail_quote_container'>"
        f"<div dir=ltr class=gmail_attr>{said}<br></div><blockquote class=gmail_quote>{quoted}</blockquote></div>",
        f"Ja hoor.<div>Groet</div><div><br><blockquote type=cite><div>{said}</div>{quoted}</blockquote></div>",
        f"<p>Ja hoor.<br>Groet</p><div class=moz-cite-prefix>{said}</div><blockquote type=cite>{quoted}</blockquote>",
        f"<p>Ja hoor.<br>Groet</p><p>{said}</p><blockquote>{quoted}</blockquote>",
    ):
        assert above(reduced(html)) == "Ja hoor.\nGroet"


@pytest.mark.parametrize("style", sorted(HEADED))
def test_html_loses_what_outlook_puts_below(style):
    lines = [line.replace("<", "&lt;") for line in headers(style, "")]
    body = "".join(f"<p>{line}</p>" for line in OLDER)
    for html in (
        f"<div>Ja hoor.</div><hr tabindex=-1><div id=divRplyFwdMsg>{'<br>'.join(lines)}</div><div>{body}</div>",
        f"<p class=MsoNormal>Ja hoor.</p><div style='border-top:solid #E1E1E1 1pt'><p>{'<br>'.join(lines)}</p></div>"
        f"{body}",
        f"<div>Ja hoor.</div><div id=ms-outlook-mobile-signature>Sendt fra Outlook</div><div id=appendonsend></div>"
        f"<div>{'<br>'.join(lines)}</div>{body}",
    ):
        assert above(reduced(html)) == "Ja hoor."


@pytest.mark.parametrize(
    ("html", "text"),
    [
        ("Ja hoor.", "Ja hoor."),
        ("<p>Ja <b>hoor</b>.", "Ja hoor."),
        ("<html><head><meta charset=utf-8><body>Ja hoor.", "Ja hoor."),
        ("<head><title>no</title>Ja hoor.", "Ja hoor."),
        ("<html><style>p {}</style><div>Ja</div><div>hoor.</div>", "Ja\nhoor."),
        ("<blockquote style='margin:0 0 0 40px;border:none;padding:0px'>Ja hoor.</blockquote>", "Ja hoor."),
        ("Blåbær &amp; rømme", "Blåbær & rømme"),
        ("<!-- nothing -->", ""),
        ("\x00\x01", ""),
    ],
)
def test_html_with_or_without_a_head_is_read(html, text):
    assert reduced(html) == text
