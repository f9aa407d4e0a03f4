"""An order system that is slow or away holds up nothing of the desk but the panel that shows its records."""

import threading

import httpx
import pytest

from amends.accounts import sessions
from amends.db.tables import AgentRow, CaseRow, DecisionRow
from amends.errors import BackendUnavailable
from tests.web.server import until
from tests.web_desk.house import review_scenarios
from web.desk.guard import COOKIE
from web.desk.orders import AT_ONCE

FRAGMENTS = ("", "/head", "/talk", "/state", "/actions", "/care", "/past", "/typing")
ENDS_A_FAILED_TEST_S = 120


class Hanging:
    """Answers nothing until it is let go. `asked` counts."""

    def __init__(self, backend):
        self.backend, self.asked, self.released = backend, 0, threading.Event()

    def order(self, number):
        self.asked += 1
        self.released.wait(2 * ENDS_A_FAILED_TEST_S)
        return self.backend.order(number)

    def put(self, order):
        self.backend.put(order)


@pytest.fixture
def hanging(house):
    backend = Hanging(house.orders["norrnet"])
    house.orders["norrnet"] = backend
    yield backend
    backend.released.set()
    house.orders["norrnet"] = backend.backend


@pytest.fixture
def http(house):
    """Anna's requests."""
    with house.database.begin() as session:
        agent = session.query(AgentRow).filter_by(email="anna@example.com").one()
        token = sessions.begin(session, agent.id, house.context.clock())
    with httpx.Client(
        base_url=house.url, trust_env=False, timeout=ENDS_A_FAILED_TEST_S, headers={"Cookie": f"{COOKIE}={token}"}
    ) as http:
        yield http


def undecided(house):
    """A case in which nothing was decided, whose order holds money and no dispute."""
    grantable = next(each for each in review_scenarios() if each.decides not in {"N01", "N02"})
    return house.review(grantable, decided=False)[0]


@pytest.mark.parametrize("part", FRAGMENTS)
def test_no_part_of_the_page_asks_the_order_system(house, hanging, http, part):
    number = undecided(house)
    assert http.get(f"/desk/cases/{number}{part}").status_code == 200
    assert hanging.asked == 0


def test_the_order_panel_gives_up_on_an_order_system_that_hangs(house, hanging, http):
    number = undecided(house)
    house.desk.orders.budget_s = 0.2
    assert "could not be read just now" in http.get(f"/desk/cases/{number}/order").text
    until(lambda: hanging.asked == 1)


def test_reads_that_hang_take_no_more_threads_than_are_set_apart_for_them(house, hanging, http):
    number = undecided(house)
    house.desk.orders.budget_s = 0.2
    for _ in range(AT_ONCE + 2):
        assert "could not be read just now" in http.get(f"/desk/cases/{number}/order").text
    until(lambda: hanging.asked >= AT_ONCE)
    assert hanging.asked == AT_ONCE


def test_an_order_that_was_decided_on_is_shown_while_it_is_read_again(house, hanging, http):
    number, _ = house.review()
    house.desk.orders.budget_s = 0.2
    for part in FRAGMENTS:
        assert http.get(f"/desk/cases/{number}{part}").status_code == 200
    assert "How it is now is being read" in http.get(f"/desk/cases/{number}").text
    assert hanging.asked == 0
    without = http.get(f"/desk/cases/{number}/order").text
    assert "How it is now could not be read" in without
    assert ">Total<" in without


def test_the_order_comes_by_itself_and_with_it_what_can_be_decided(house, window):
    number = undecided(house)
    page = window("anna").page
    page.goto(f"/desk/cases/{number}")
    page.locator("#order-body dt", has_text="Total").wait_for()
    page.locator("#customer dt", has_text="Country").wait_for()
    page.locator("summary", has_text="Goodwill credit").click()
    page.fill("#w-amount", "5")
    page.select_option("#w-reason", index=1)
    page.get_by_role("button", name="Offer the credit").click()
    page.locator(".said", has_text="Offered to the customer").wait_for()
    with house.database.read() as session:
        assert session.query(CaseRow).filter_by(number=number).one().status == "offered"
        assert session.query(DecisionRow).one().decision["amount"]["amount"] == "5.00"


def test_an_order_that_could_not_be_read_is_read_when_asked_for_again(house, window):
    number = undecided(house)
    house.orders["norrnet"].fail(BackendUnavailable("away"))
    page = window("anna").page
    page.goto(f"/desk/cases/{number}")
    page.locator("#order-body", has_text="could not be read just now").wait_for()
    page.locator("#actions", has_text="Nothing can be decided until").wait_for()
    page.get_by_role("button", name="Try again").click()
    page.locator("#order-body dt", has_text="Total").wait_for()
    page.locator("summary", has_text="Grant another remedy").wait_for()


def test_what_is_typed_stays_when_the_order_comes(house, hanging, window):
    house.desk.orders.budget_s = ENDS_A_FAILED_TEST_S
    number = undecided(house)
    page = window("anna").page
    page.goto(f"/desk/cases/{number}")
    page.fill("#note", "half a thought")
    page.locator("summary", has_text="Close without a remedy").click()
    page.fill("#c-text", "half a farewell")
    hanging.released.set()
    page.locator("summary", has_text="Grant another remedy").wait_for()
    assert (page.input_value("#note"), page.input_value("#c-text")) == ("half a thought", "half a farewell")
    assert page.evaluate("document.activeElement.id") == "c-text"
    assert page.locator("#stale").is_hidden()
