"""What a statement may hold: three short plain lines, and nothing worth sending to strangers."""

import pytest

from amends.withdrawals.statement import Statement, read

GOOD = ("Kari Holm", "NN-10001", "kari.holm@example.com")


def test_a_statement_is_kept_as_it_was_written() -> None:
    assert read(*GOOD) == (Statement(*GOOD), {})


@pytest.mark.parametrize(
    "contract",
    ["10001", "VPN, 12 months, bought on 3 November", "bestelling nr. IT-20063", "Kjøpt 3.nov. kl. 12.30",
     "O’Brien & Søn", "2x Traffic analytics (49,00)", "my mail there is kari.holm@example.com", "IT-20063.", "契約 12"],
)  # fmt: skip
def test_words_that_identify_a_contract_are_taken(contract: str) -> None:
    assert read("Kari", contract, GOOD[2])[1] == {}


@pytest.mark.parametrize(
    "text",
    ["http://evil.example", "see https://a.b/c", "WWW.evil.test", "win at evil.com", "bit.ly/3xyz", "evil.shop now!",
     "javascript:/alert", "cheap-pills.online"],
)  # fmt: skip
def test_a_web_address_is_refused_in_name_and_contract(text: str) -> None:
    assert read(text, text, GOOD[2])[1] == {"name": "link", "contract": "link"}


@pytest.mark.parametrize("blank", ["", "   ", "\u200b\u2060", "...", "\u202e"])
def test_what_says_nothing_is_missing(blank: str) -> None:
    assert read(blank, blank, "")[1] == {"name": "missing", "contract": "missing", "email": "missing"}


def test_length_is_limited() -> None:
    assert read("a" * 100, "b" * 200, GOOD[2])[1] == {}
    assert read("a" * 101, "b" * 201, GOOD[2])[1] == {"name": "long", "contract": "long"}


@pytest.mark.parametrize(
    "email", ["kari", "kari@", "a@b@example.com", "a@example.com, b@example.com", "a@example.com\nBcc: b@example.com"]
)
def test_one_address_is_an_address(email: str) -> None:
    assert read("Kari", "10001", email)[1] == {"email": "address"}


@pytest.mark.parametrize("email", ["Kari.Holm@Example.com", "kari.holm@EXAMPLE.COM", "KARI@BLÅBÆR.example"])
def test_capitals_make_no_address_wrong(email: str) -> None:
    assert read("Kari", "10001", email) == (Statement("Kari", "10001", email), {})


def test_lines_and_marks_that_nobody_sees_are_spaces() -> None:
    statement, wrong = read(" Kari\r\n\u202eHolm ", "NN-10001\n\nand more", " kari.holm@example.com\u200b")
    assert wrong == {}
    assert statement == Statement("Kari Holm", "NN-10001 and more", "kari.holm@example.com")
