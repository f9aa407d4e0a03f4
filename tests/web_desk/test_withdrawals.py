"""A case of the withdrawal page at the desk: no chat, a statement, and an address that proves nothing."""

import httpx
import pytest

from amends.accounts import sessions
from amends.db.tables import AgentRow, MailRow
from amends.orders.order import Order
from amends.withdrawals.deciding import Deciding
from amends.withdrawals.declaring import declare
from amends.withdrawals.statement import Statement
from demo.orders.scenarios import orders_at
from web.desk.guard import COOKIE


@pytest.fixture
def number(house):
    """The case of a withdrawal that matches no order."""
    statement = Statement("Nils Nygård", "my VPN, <b>bought in May</b>", "nils@example.com")
    receipt = declare(house.context, "norrnet", statement, "nb", house.context.clock(), token="a-token-of-the-form")
    Deciding(house.context).decide(1)
    return receipt.case


@pytest.fixture
def anna(house):
    with house.database.begin() as session:
        row = session.query(AgentRow).filter_by(email="anna@example.com").one()
        token = sessions.begin(session, row.id, house.context.clock())
    headers = {"Cookie": f"{COOKIE}={token}", "X-CSRF": sessions.csrf_token(token), "Origin": house.url}
    with httpx.Client(base_url=house.url, trust_env=False, timeout=60, headers=headers) as client:
        yield client


def test_it_is_in_the_queue_and_has_a_page(anna, number):
    assert number in anna.get("/desk").text
    page = anna.get(f"/desk/cases/{number}")
    assert page.status_code == 200
    assert "Nils Nygård går fra denne avtalen: my VPN, &lt;b&gt;bought in May&lt;/b&gt;" in page.text
    assert "which is not matched with an order" in page.text
    assert "no order has the number and e-mail address that the withdrawal names" in page.text
    assert "Take over" not in page.text
    assert "Match with the order" not in page.text


def test_a_person_matches_it_with_the_order_that_it_means(house, anna):
    found = (Order.from_json(document) for _, document in orders_at(house.context.clock()))
    order = next(each for each in found if each.number == "NN-10001")
    house.orders["norrnet"].put(order)
    statement = Statement("Kari Holm", "my VPN", "kari.holm@example.com")
    case = declare(house.context, "norrnet", statement, "en", house.context.clock(), token="another-token-of-it").case
    Deciding(house.context).decide(1)
    assert "Match with this order" in anna.get(f"/desk/cases/{case}/actions").text
    wrong = anna.post(f"/desk/cases/{case}/match", data={"order": "NN-99999"})
    assert wrong.status_code == 422
    assert "There is no order with this number and the e-mail address of the statement." in wrong.text
    matched = anna.post(f"/desk/cases/{case}/match", data={"order": order.number}, follow_redirects=True)
    assert matched.status_code == 200
    page = anna.get(f"/desk/cases/{case}").text
    assert order.number in page
    assert "Match with this order" not in page


def test_its_parts_are_shown_too(anna, number):
    for part in ("actions", "order", "head", "talk", "state", "past"):
        assert anna.get(f"/desk/cases/{number}/{part}").status_code == 200, part


def test_an_answer_goes_to_the_address_of_the_statement(house, anna, number):
    answer = anna.post(f"/desk/cases/{number}/reply", data={"text": "Hva er bestillingsnummeret?"})
    assert answer.status_code < 400, answer.text
    with house.database.read() as session:
        mails = session.query(MailRow).order_by(MailRow.id).all()
    assert [mail.recipient for mail in mails] == ["nils@example.com"] * 3
    assert "Hva er bestillingsnummeret?" in mails[-1].text
