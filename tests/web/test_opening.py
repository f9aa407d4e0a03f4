"""The limit of conversations from one network shuts out no office: who is known is counted by themselves, and others
open more for a little work."""

import hashlib

import httpx
import pytest

from amends.conversations import proof_of_work
from amends.db.tables import ProofRow
from tests.web.server import Customer, Web, until
from tests.web.test_signed_identity import KEYS, signed
from web.deps import Limits, Vouching
from web.opening import BY_A_BROWSER, WITH_PROOFS

LIMIT = 2


@pytest.fixture
def office(database, rasa, monkeypatch):
    """A web process that lets two conversations an hour in from one network, and asks for little work."""
    monkeypatch.setattr(proof_of_work, "MOST", 50)
    limits = Limits(messages_per_minute=1000, conversations_per_hour=LIMIT)
    web = Web(database, rasa, limits=limits, vouching={"norrnet": Vouching(KEYS)}).start()
    yield web
    web.stop()


def opened(web, **body):
    return httpx.post(f"{web.url}/v1/conversations", json={"merchant": "norrnet", **body}, timeout=60)


def filled(web):
    """The limit is reached; what is answered now."""
    for _ in range(LIMIT):
        assert opened(web).status_code == 201
    answer = opened(web)
    assert answer.status_code == 429
    return answer


def solved(challenge, **changes):
    for number in range(challenge["most"] + 1):
        if hashlib.sha256(f"{challenge['salt']}{number}".encode()).hexdigest() == challenge["challenge"]:
            return {"salt": challenge["salt"], "number": number, "signature": challenge["signature"], **changes}
    raise AssertionError("it has no answer")


def proper(web, **opening):
    """A conversation that a customer had: answered, and written in again."""
    customer = Customer(web.url, **opening)
    customer.send("Where is my money?")
    until(customer.replies)
    customer.send("And when?")
    return {"id": customer.opened["id"], "secret": customer.opened["secret"]}


def test_beyond_the_limit_a_little_work_opens_one_more(office):
    refused = filled(office)
    assert int(refused.headers["retry-after"]) > 0
    proof = solved(refused.json()["challenge"])
    assert opened(office, proof=proof).status_code == 201
    again = opened(office, proof=proof)
    assert again.status_code == 429, "an answer opens one conversation"
    assert opened(office, proof=solved(again.json()["challenge"])).status_code == 201


def test_what_is_not_the_answer_opens_nothing(office):
    challenge = filled(office).json()["challenge"]
    right = solved(challenge)
    late = f"{challenge['salt'].split('.')[0]}.9999999999."
    for wrong in (
        {**right, "number": right["number"] + 1},
        {**right, "signature": "0" * 64},
        {**right, "signature": "é"},
        {**right, "salt": late},
        {**right, "salt": "x"},
        solved({**challenge, "salt": "mine", "challenge": hashlib.sha256(b"mine7").hexdigest()}),
    ):
        assert opened(office, proof=wrong).status_code == 429, wrong
    assert opened(office, proof=right).status_code == 201


def test_no_figure_of_the_answer_can_be_moved_into_the_salt(office):
    """Or an answer that was given, or has expired, would be another one."""
    proof = solved(filled(office).json()["challenge"])
    moved = f"{proof['salt']}{proof['number']}"
    for cut in range(1, len(str(proof["number"])) + 1):
        other = {**proof, "salt": moved[:-cut], "number": int(moved[-cut:])}
        if other != proof:
            assert opened(office, proof=other).status_code == 429
    assert opened(office, proof={**proof, "salt": proof["salt"][:-1]}).status_code == 429
    assert opened(office, proof=proof).status_code == 201


def test_an_answer_that_comes_too_late_opens_nothing(office):
    proof = solved(filled(office).json()["challenge"])
    office.watch.forward(minutes=11)
    assert opened(office, proof=proof).status_code == 429
    with office.deps.database.read() as session:
        assert session.query(ProofRow).count() == 0


def test_an_answer_is_good_for_the_network_that_it_was_asked_of(office):
    proof = solved(filled(office).json()["challenge"])
    now = office.watch()
    answer = proof_of_work.Answer(proof["salt"], proof["number"], proof["signature"])
    with office.deps.database.begin() as session:
        assert not proof_of_work.take(session, office.deps.address_key, "another network", answer, now)


def test_work_is_no_way_round_every_limit(office):
    answer = filled(office)
    for _ in range(LIMIT * (WITH_PROOFS - 1)):
        assert opened(office, proof=solved(answer.json()["challenge"])).status_code == 201
        answer = opened(office)
    assert answer.status_code == 429
    assert "challenge" not in answer.json()
    office.watch.forward(hours=1, seconds=1)
    assert opened(office).status_code == 201


def test_a_browser_that_had_a_proper_conversation_is_not_counted_with_its_network(office):
    known = proper(office)
    opened(office)
    assert opened(office).status_code == 429
    answers = [opened(office, known=[known]).status_code for _ in range(BY_A_BROWSER + 1)]
    assert answers == [201] * BY_A_BROWSER + [429], "and has a limit of its own"


def test_a_browser_beyond_its_own_limit_is_counted_as_anybody(office):
    known = proper(office)
    for _ in range(BY_A_BROWSER):
        assert opened(office, known=[known]).status_code == 201
    assert opened(office, known=[known]).status_code == 201
    assert opened(office, known=[known]).status_code == 429


def test_what_a_known_browser_opened_makes_no_further_browser_of_it(office):
    known = proper(office)
    opened(office)
    child = proper(office, known=[known])
    grandchild = proper(office, known=[child])
    answers = [opened(office, known=[grandchild]).status_code for _ in range(BY_A_BROWSER - 1)]
    assert answers == [201] * (BY_A_BROWSER - 2) + [429]


def test_known_browsers_are_no_way_round_every_limit(office, monkeypatch):
    monkeypatch.setattr("web.opening.BY_A_BROWSER", 1000)
    known = proper(office)
    opened(office)
    answers = [opened(office, known=[known]).status_code for _ in range(LIMIT * WITH_PROOFS + 1)]
    assert answers == [201] * LIMIT * WITH_PROOFS + [429]


def test_a_conversation_in_which_nothing_was_said_makes_no_browser_known(office):
    customer = Customer(office.url)
    silent = {"id": customer.opened["id"], "secret": customer.opened["secret"]}
    opened(office)
    assert opened(office, known=[silent]).status_code == 429
    customer.send("hello")
    assert opened(office, known=[silent]).status_code == 429


def test_somebody_elses_conversation_makes_no_browser_known(office):
    known = proper(office)
    opened(office)
    assert opened(office, known=[{**known, "secret": "x" * 43}]).status_code == 429
    assert opened(office, merchant="itnet", known=[known]).status_code == 429


def test_who_is_vouched_for_is_counted_by_themselves(office):
    filled(office)
    answers = [opened(office, identity=signed()).status_code for _ in range(LIMIT + 1)]
    assert answers == [201] * LIMIT + [429]
    assert opened(office, identity=signed(sub="customer-78")).status_code == 201


def test_a_customer_who_comes_by_themselves_is_not_counted_for_the_network(office):
    for user in range(LIMIT + 2):
        assert opened(office, identity=signed(sub=f"customer-{user}")).status_code == 201
    assert opened(office).status_code == 201
