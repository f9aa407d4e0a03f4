"""The address that proves an answer to be the helpdesk's reaches no customer, even where the parsing fails."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from amends.cases.status import CaseStatus
from amends.helpdesks import inbound, reply_parser, tokens
from tests.desk_core.scene import ANNA
from tests.helpdesks.house import ANSWERS, HELPDESK, LETTER_SECRET
from tests.helpdesks.test_mailbox import answering, sent

SECRET, NUMBER = "letter-secret-of-norrnet-01234567890", "AM-7K2M9Q1"
ADDRESS = tokens.address(SECRET, "cases@answers.example.com", "norrnet", NUMBER)
TOKEN = ADDRESS.partition("+")[2].partition("@")[0]


@pytest.fixture
def house(open_house):
    return open_house("mail")


@pytest.fixture
def broken_parsing(monkeypatch):
    """The whole letter counts as newly written."""
    monkeypatch.setattr(reply_parser, "above", lambda text: text.strip())


def arrive(house, raw):
    came = reply_parser.read(raw, house.helpdesks.mailboxes["norrnet"].rules)
    with house.desk.database.begin() as session:
        inbound.keep(session, "norrnet", "mail", came, house.desk.now)
    house.work()


def quoting(message, introduction="On Tue, NorrNet <{address}> wrote:"):
    text = f"We refund it.\n\n{introduction.format(address=message['Reply-To'])}\n"
    return answering(message, text)


def reached(house, number):
    """Everything that the customer was shown or sent."""
    return "\n".join(filter(None, [*house.desk.said(number), *(mail.text for mail in house.desk.mails())]))


def test_a_letter_that_was_not_cut_is_held_back_and_a_person_has_it(house, broken_parsing, caplog):
    number, message = sent(house)
    before = reached(house, number)
    arrive(house, quoting(message))
    assert reached(house, number) == before
    [line] = house.timeline(number, "helpdesk_held_back")
    assert line.body["text"].startswith("We refund it.")
    assert house.timeline(number, "helpdesk_answer") == []
    assert [entry.actor for entry in house.audited("helpdesk_held_back")] == ["helpdesk:mail"]
    assert house.desk.status(number) == CaseStatus.REVIEW
    assert house.desk.row(number).due_at is not None
    assert number in caplog.text
    assert message["Reply-To"].partition("@")[0] not in caplog.text


def test_a_case_that_was_over_goes_to_a_person_again(house, broken_parsing):
    number, message = sent(house)
    house.desk.case_actions.close(ANNA, number, "Done.")
    assert house.desk.status(number) == CaseStatus.RESOLVED
    arrive(house, quoting(message))
    assert house.desk.status(number) == CaseStatus.REVIEW
    assert house.desk.row(number).due_at > house.desk.now


def test_the_same_letter_cut_as_it_should_be_is_told(house):
    number, message = sent(house)
    arrive(house, quoting(message))
    assert house.desk.said(number, "agent") == ["We refund it."]
    assert house.timeline(number, "helpdesk_held_back") == []


def test_a_token_broken_over_lines_or_given_by_hand_is_held_back_without_any_breakage(house):
    number, message = sent(house)
    local, _, domain = message["Reply-To"].partition("@")
    cut = f"{local[:20]}\n{local[20:]} at {domain}"
    arrive(house, answering(message, f"Just write to us at {cut}, please.\nThanks"))
    assert house.desk.said(number, "agent") == []
    assert len(house.timeline(number, "helpdesk_held_back")) == 1


@given(
    st.sets(st.integers(1, len(TOKEN) - 1)),
    st.sampled_from(["\n", "\n> ", " ", "\r\n>> ", "\u200b", "\xad", "<wbr>", "=\n"]),
)
def test_a_token_is_found_however_it_is_broken(places, breaking):
    broken = "".join((breaking if n in places else "") + letter for n, letter in enumerate(TOKEN))
    assert tokens.stands_in(SECRET, "norrnet", NUMBER, f"Write to <cases+{broken}@answers.example.com> then.")
    assert tokens.stands_in(SECRET, "norrnet", NUMBER, f"cases%2B{broken.upper()}%40answers")


@pytest.mark.parametrize(
    "text", [TOKEN.replace("-", "&#45;"), TOKEN.replace("-", "%2D"), TOKEN.replace("-", "=2D"), TOKEN[8:]]
)
def test_an_escaped_token_or_its_secret_part_alone_is_found(text):
    assert tokens.stands_in(SECRET, "norrnet", NUMBER, f"see {text}!")


def test_the_token_of_another_case_of_the_merchant_is_found():
    other = tokens.address(SECRET, "cases@answers.example.com", "norrnet", "AM-0000001")
    assert tokens.stands_in(SECRET, "norrnet", NUMBER, f"mail {other}")


@given(st.text(max_size=300))
def test_words_are_no_token(text):
    assert not tokens.stands_in(SECRET, "norrnet", NUMBER, text)
    assert not tokens.stands_in(SECRET, "norrnet", NUMBER, f"7k2m9q1-{text}")


def test_a_token_that_nobody_signed_is_none():
    forged = re.sub(r"-[a-z2-7]{26}", "-" + "a" * 26, ADDRESS)
    assert not tokens.stands_in(SECRET, "norrnet", NUMBER, f"{forged} {HELPDESK} {ANSWERS} {LETTER_SECRET}")
