"""E-mail addresses in what customers type: read whole, compared as one, written as mail servers take them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from amends.addresses import to_send
from amends.assistant.identity import same_email
from amends.claims.extract import OrderNumbers, find_email, without_ids

PUNYCODE = "kari@xn--blbr-roah.example.com"


@pytest.mark.parametrize(
    ("text", "address"),
    [
        ("My e-mail is sean.o'brien@example.com", "sean.o'brien@example.com"),
        ("it is sean.o’brien@example.com.", "sean.o'brien@example.com"),
        ("'kari@example.com'", "kari@example.com"),
        ("‘kari@example.com’", "kari@example.com"),
        ("kari@blåbær.example.com", "kari@blåbær.example.com"),
        (PUNYCODE, "kari@blåbær.example.com"),
        ("NN-10001 / kari@BLÅBÆR.example.com, takk", "kari@blåbær.example.com"),
        ("øyvind@example.com", "øyvind@example.com"),
        ("IT-20028,milan.peters@example.com", "milan.peters@example.com"),
        ("IT-20028/milan.peters@example.com", "milan.peters@example.com"),
        ("<mailto:kari.holm+norrnet@example.com>", "kari.holm+norrnet@example.com"),
        ("email=kari@example.com", "kari@example.com"),
        ("**kari_holm@example.com**", "kari_holm@example.com"),
        ("kari@example.com?", "kari@example.com"),
        ("ＫＡＲＩ@ｅｘａｍｐｌｅ.com", "KARI@example.com"),
        ("tom&jerry@example.co.uk", "tom&jerry@example.co.uk"),
        ("a@b.example.test", "a@b.example.test"),
        ("info@shop.local", "info@shop.local"),
        ("lotte dot janssen at example dot com", "lotte.janssen@example.com"),
        ("It is lotte dot janssen at example dot com, thanks", "lotte.janssen@example.com"),
        ("lotte punt janssen apenstaartje example punt com", "lotte.janssen@example.com"),
        ("kari krøllalfa example punktum com", "kari@example.com"),
        ("my email is kari at example dot com", "kari@example.com"),
    ],
)
def test_an_address_is_read_whole(text, address):
    assert find_email(text) == address


@pytest.mark.parametrize(
    "text",
    [
        "I ordered at example dot com",
        "look at norrnet dot example for it",
        "meet me at 10.30",
        "a@b",
        "@kari",
        "kari@",
        "kari@localhost",
        "kari@example.c",
        "kari@@example.com",
        "kari@-example.com",
        "kari..holm@example.com",
        "x@127.0.0.1",
        "kari@example.com-takk",
    ],
)
def test_what_is_no_address_is_not_read_in_part(text):
    assert find_email(text) is None


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("kari@blåbær.example.com", PUNYCODE, True),
        ("KARI@Blåbær.Example.com ", PUNYCODE, True),
        ("kari@blåbær.example.com", "kari@blabaer.example.com", False),
        ("Øyvind@example.com", "øyvind@EXAMPLE.com", True),
        ("kari@example.com", "Kari@example.com", True),
        ("kari@example.com", "ola@example.com", False),
        ("kari@example.com", None, False),
        (None, None, False),
        ("no address ø", "no address å", False),
    ],
)
def test_an_address_is_the_same_in_letters_and_in_ascii(one, other, same):
    assert same_email(one, other) is same
    assert same_email(other, one) is same


def test_it_is_written_to_mail_servers_in_ascii_where_that_is_possible():
    assert to_send("kari@blåbær.example.com") == PUNYCODE
    assert to_send("øyvind@blåbær.example.com") == "øyvind@xn--blbr-roah.example.com"
    with pytest.raises(ValueError, match="@"):
        to_send("nobody")


def test_words_without_their_ids_have_no_piece_of_an_address():
    numbers = OrderNumbers("NN", 5)
    assert without_ids("NN-10001, sean.o'brien@blåbær.example.com it never came", numbers) == "it never came"


@given(st.text(max_size=200))
def test_no_text_makes_the_reader_stumble_and_what_it_reads_can_be_sent(text):
    for said in (text, f"{text}@{text}", f"x@{text}.example.com"):
        found = find_email(said)
        assert found is None or "@" in to_send(found)
