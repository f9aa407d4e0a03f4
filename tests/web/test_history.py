"""A customer finds their earlier conversations again, and nobody finds another's."""

from datetime import timedelta

import httpx
import pytest

from amends.assistant.case_card import Card
from amends.db.tables import CaseRow, ConversationRow
from tests.web.server import Customer, Web
from tests.web.test_signed_identity import KEYS, altered, signed
from web.deps import Vouching

CARD = Card("AM-7K2M9QX", "Charged twice", "NN-10006", None, 2, 3, "Step 2 of 3", "With a person", "Since", None, False)


@pytest.fixture
def vouching(database, rasa):
    """A running web process with a key for NorrNet."""
    web = Web(
        database, rasa, vouching={"norrnet": Vouching(KEYS)}, case_cards=lambda asked: dict.fromkeys(asked, CARD)
    ).start()
    yield web
    web.stop()


def begun(web, words="Where is my money?", **opening):
    customer = Customer(web.url, **opening)
    assert customer.send(words).status_code == 202
    return customer


def known(*customers):
    return [{"id": each.opened["id"], "secret": each.opened["secret"]} for each in customers]


def asked(web, merchant="norrnet", **body):
    return httpx.post(f"{web.url}/v1/merchants/{merchant}/history", json=body, timeout=60)


def found(web, merchant="norrnet", **body):
    answer = asked(web, merchant, **body)
    assert answer.status_code == 200, answer.text
    return answer.json()["conversations"]


def test_a_browser_finds_what_it_knows_and_nothing_else(vouching):
    one, other = begun(vouching, "the first"), begun(vouching, "the second")
    begun(vouching, "somebody else's")
    listed = found(vouching, known=known(one, other))
    assert [each["words"] for each in listed] == ["the second", "the first"]
    assert all(each["secret"] is None for each in listed)
    assert listed[0]["case"]["state"] == "With a person"
    assert found(vouching) == []


def test_a_wrong_secret_finds_nothing(vouching):
    (proof,) = known(begun(vouching))
    assert found(vouching, known=[{**proof, "secret": "x" * 43}]) == []
    assert found(vouching, "itnet", known=[proof]) == []


def test_one_in_which_nothing_was_said_is_none(vouching):
    assert found(vouching, known=known(Customer(vouching.url))) == []


def test_who_is_vouched_for_finds_theirs_in_any_browser_and_goes_on(vouching):
    begun(vouching, "mine", identity=signed())
    begun(vouching, "another's", identity=signed(sub="customer-78"))
    begun(vouching, "nobody's")
    (listed,) = found(vouching, identity=signed(email="new@example.com"))
    assert listed["words"] == "mine"
    path = f"{vouching.url}/v1/conversations/{listed['id']}"
    shown = {"Authorization": f"Bearer {listed['secret']}"}
    assert httpx.get(f"{path}/events", headers=shown, timeout=60).json()["events"]
    sent = httpx.post(f"{path}/messages", headers=shown, json={"text": "and?", "client_id": "n1"}, timeout=60)
    assert sent.status_code == 202


def test_a_pass_opens_one_conversation_until_the_websites_word_runs_out(vouching):
    begun(vouching, "mine", identity=signed())
    other = begun(vouching, "another's")
    (listed,) = found(vouching, identity=signed(ahead=timedelta(hours=1)))
    shown = {"Authorization": f"Bearer {listed['secret']}"}
    mine = f"{vouching.url}/v1/conversations/{listed['id']}"
    assert httpx.get(f"{vouching.url}{other.path}", headers=shown, timeout=60).status_code == 401
    assert httpx.get(mine, headers=shown, timeout=60).status_code == 200
    late = str(int(listed["secret"].split(".")[0]) + 3600)
    forged = {"Authorization": f"Bearer {late}.{listed['secret'].split('.')[1]}"}
    assert httpx.get(mine, headers=forged, timeout=60).status_code == 401
    vouching.watch.forward(hours=2)
    assert httpx.get(mine, headers=shown, timeout=60).status_code == 401


@pytest.mark.parametrize("identity", [altered(signed(), sub="customer-78"), signed(ahead=timedelta(seconds=-1)), "x"])
def test_what_the_website_did_not_sign_is_refused(vouching, identity):
    assert asked(vouching, identity=identity).status_code == 401


def test_one_whose_cases_are_all_closed_is_there_to_read_after_a_day(vouching):
    customer = begun(vouching)
    assert case_of(vouching, customer) is not None
    assert not found(vouching, known=known(customer))[0]["closed"]
    vouching.watch.forward(days=2)
    assert found(vouching, known=known(customer))[0]["closed"]
    case_of(vouching, customer, closed=False)
    assert not found(vouching, known=known(customer))[0]["closed"]


def test_one_that_a_person_has_is_gone_on_with(vouching):
    customer = begun(vouching)
    case_of(vouching, customer)
    with vouching.deps.database.begin() as session:
        session.get_one(ConversationRow, customer.opened["id"]).owner = "person"
    vouching.watch.forward(days=2)
    assert not found(vouching, known=known(customer))[0]["closed"]


def test_one_without_a_case_is_gone_on_with(vouching):
    customer = begun(vouching)
    vouching.watch.forward(days=30)
    assert not found(vouching, known=known(customer))[0]["closed"]


def case_of(web, customer, *, closed=True):
    """A case of that conversation, put into the database."""
    now = web.watch()
    with web.deps.database.begin() as session:
        row = CaseRow(
            number=f"AM-000000{'1' if closed else '2'}", merchant="norrnet", conversation_id=customer.opened["id"],
            language="en", issue="other", status="resolved" if closed else "review", claim={}, opened_at=now,
            created_at=now, closed_at=now if closed else None, due_at=None if closed else now,
        )  # fmt: skip
        session.add(row)
    return row
