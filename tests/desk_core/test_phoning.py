"""A case for a customer who telephoned: matched by the same pair as in the chat, or with nobody."""

import time
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import timedelta

import pytest

from amends.conversations.conversation import lock_conversations
from amends.db.tables import CaseRow
from amends.desk.phoning import Phoning, Told
from amends.desk.queries.filters import Filters
from amends.desk.queries.queue import queue
from amends.desk.snoozing import Snoozing
from amends.errors import CannotBeDone, InvalidMessage, NotFound
from amends.remedies.ledger import hold_order
from tests.desk_core.scene import ANNA, BO
from tests.remedies.scene import EMAIL

TOLD = Told("norrnet", "nb", "not_activated", "It never came, she says.", "NN-10023", EMAIL)


@pytest.fixture
def phoning(desk):
    return Phoning(desk.context)


def test_it_is_the_customers_in_review_promised_an_answer_and_its_writers(desk, phoning):
    number = phoning.open(ANNA, TOLD)
    case = desk.row(number)
    assert (case.status, case.email, case.order_number, case.language) == ("review", EMAIL, "NN-10023", "nb")
    assert case.due_at > desk.now
    assert case.claim["explanation"] == TOLD.text
    assert desk.holder(number) == ANNA.id
    assert "telephoned" in desk.told(number)


def test_an_answer_goes_out_by_mail(desk, phoning):
    desk.replying.reply(ANNA, phoning.open(ANNA, TOLD), "We are on it.")
    assert (desk.mails()[-1].recipient, "We are on it." in desk.mails()[-1].text) == (EMAIL, True)


def test_the_same_matter_of_the_same_order_is_the_case_that_there_is(desk, phoning):
    first = desk.case()
    assert phoning.open(BO, replace(TOLD, text="And again.")) == first
    assert desk.told(first)[-1] == "telephoned"
    assert phoning.open(BO, replace(TOLD, issue="outage")) != first


@pytest.mark.parametrize(
    "change",
    [{"email": "else@example.com"}, {"order_number": "NN-99999"}, {"email": ""}, {"order_number": ""},
     {"order_number": "hello"}, {"issue": "withdraw"}, {"issue": "x"}, {"language": "fr"}],
)  # fmt: skip
def test_what_does_not_fit_opens_nothing(desk, phoning, change):
    with pytest.raises(CannotBeDone):
        phoning.open(ANNA, replace(TOLD, **change))
    with desk.database.read() as session:
        assert session.query(CaseRow).count() == 0


def test_without_order_and_address_it_is_matched_with_nobody(desk, phoning):
    number = phoning.open(ANNA, replace(TOLD, order_number="", email=""))
    assert (desk.row(number).email, desk.row(number).order_number) == (None, None)
    desk.replying.reply(ANNA, number, "hello")
    assert desk.mails() == []


def test_it_says_something_and_is_of_ones_own_merchant(desk, phoning):
    with pytest.raises(InvalidMessage):
        phoning.open(ANNA, replace(TOLD, text=" "))
    with pytest.raises(NotFound):
        phoning.open(ANNA, replace(TOLD, merchant="itnet"))


def test_what_was_put_off_is_taken_up_when_the_customer_telephones(desk, phoning):
    number = desk.case()
    Snoozing(desk.context).snooze(ANNA, number, desk.now + timedelta(days=2))
    assert phoning.open(BO, TOLD) == number
    with desk.database.read() as session:
        assert [each.number for each in queue(session, BO, Filters(view="mine"), desk.now, 0, 50)[0]] == [number]


def test_it_waits_for_a_customer_who_is_writing_and_not_crosswise(desk, phoning):
    number = desk.case()
    talk = desk.talk(number).id
    with ThreadPoolExecutor(1) as pool:
        with desk.database.begin() as session:
            lock_conversations(session, [talk])
            opening = pool.submit(phoning.open, BO, TOLD)
            time.sleep(0.3)
            hold_order(session, "norrnet", "NN-10023")
        assert opening.result(timeout=5) == number
