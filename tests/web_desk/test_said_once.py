"""What was done is said once, to whoever did it, on the page that follows; colleagues are told of it on theirs."""

import re

import pytest

from tests.web_desk.reader import Reader
from web.desk import flash

CLAIMED = "The case is yours."


@pytest.fixture
def at_case(house):
    number, _ = house.review()
    return Reader(house, "anna"), f"/desk/cases/{number}"


def test_it_is_on_the_next_page_and_on_no_further_one(at_case):
    anna, case = at_case
    answer = anna.post(f"{case}/claim")
    assert (answer.status_code, answer.headers["location"]) == (303, case)
    assert CLAIMED not in anna.reads(f"{case}/head"), "a part of a page says nothing of it"
    assert CLAIMED in anna.reads(case)
    assert CLAIMED not in anna.reads(case)


def test_it_is_said_at_the_page_that_follows_and_at_no_other(at_case):
    anna, case = at_case
    anna.post(f"{case}/claim")
    assert CLAIMED not in anna.reads("/desk")
    assert CLAIMED in anna.reads(case)


def test_no_address_and_nobody_elses_cookie_says_it(house, at_case):
    anna, case = at_case
    siri = Reader(house, "siri")
    assert CLAIMED not in siri.reads(f"{case}?said=claimed")
    anna.post(f"{case}/claim")
    siri.cookies[flash.COOKIE] = anna.cookies[flash.COOKIE]
    assert CLAIMED not in siri.reads(case)


def test_a_denial_promises_no_money(house, at_case):
    anna, case = at_case
    seen = anna.get(case).split('name="seen"')[1].split('value="')[1].split('"')[0]
    anna.post(f"{case}/deny", seen=seen, clause="1", reason="abuse")
    words = anna.reads(case)
    assert "Denied, and the customer has been told." in words
    assert "goes through the ledger" not in words


def test_whoever_is_handed_a_case_is_told_once_and_in_the_title(house, at_case):
    anna, case = at_case
    anna.post(f"{case}/claim")
    people = {name: value for value, name in _options(anna.get(case))}
    anna.post(f"{case}/transfer", to=people["Siri Dahl, supervisor"])
    siri = Reader(house, "siri")
    assert "<title>(1) Queue" in siri.get("/desk")
    assert "Siri Dahl" in siri.reads(case)
    assert "<title>Queue" in siri.get("/desk")
    told = Reader(house, "siri").reads(case)
    assert "gave you this case" not in told


def _options(page):
    return [(value, " ".join(name.split())) for value, name in re.findall(r'<option value="([^"]*)">([^<]*)', page)]


def test_a_reason_that_says_nothing_by_itself_takes_a_note(house, at_case):
    anna, case = at_case
    seen = anna.get(case).split('name="seen"')[1].split('value="')[1].split('"')[0]
    refused = anna.post(f"{case}/deny", seen=seen, clause="1", reason="other")
    assert (refused.status_code, "Write down which reason it is" in refused.text) == (422, True)
    anna.post(f"{case}/deny", seen=seen, clause="1", reason="other", because="He asked us to.")
    assert "He asked us to." in anna.reads(case)
