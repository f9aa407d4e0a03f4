"""`amends policy replay` over the cases of a database: whose outcome a draft would change, and by how much money."""

import json

import pytest
from sqlalchemy import select

from amends.cases import store
from amends.claims.claim import Claim
from amends.cli import main
from amends.db import migrate
from amends.db.case_tables import CaseRow
from amends.db.session import Database
from amends.orders.order import Order
from amends.policy import examples
from amends.policy.engine import decide
from amends.policy.inputs import instant
from amends.policy.loader import DEFAULT_FOLDER, load_merchant
from tests.policy.conftest import CASES
from tests.policy_folder import change, folder

__all__ = ["folder"]

GRANTED, NEAR = "N10d", "N11b"


@pytest.fixture
def database(tmp_path, monkeypatch):
    url = f"sqlite:///{tmp_path / 'amends.db'}"
    migrate.upgrade(url)
    monkeypatch.setenv("AMENDS_DATABASE_URL", url)
    with_cases = Database(url)
    yield with_cases
    with_cases.close()


def decided(database, row):
    """A case for each example of the row; their numbers."""
    policies = load_merchant(DEFAULT_FOLDER, "norrnet")
    numbers = []
    for example in examples.load(CASES, "norrnet"):
        if example.row != row or example.order is None:
            continue
        order, claim, now = Order.from_json(example.order), Claim.from_json(example.claim), instant(example.now)
        with database.begin() as session:
            case = store.open_case(
                session, merchant="norrnet", language="en", conversation_id=None,
                order_number=None, email=None, claim=claim, now=now,
            )  # fmt: skip
            for _ in range(2):  # decided once more: the last one counts
                decision = decide(policies.in_force(order.placed_at), order, claim, now)
                store.save_decision(session, case, order, claim, decision, now)
            numbers.append(case.number)
    return numbers


def test_the_cases_of_the_database_are_decided_again(database, folder, capsys):
    numbers = decided(database, GRANTED) + decided(database, NEAR)
    assert main(["policy", "replay", "--draft", str(folder)]) == 0
    assert f"0 of {len(numbers)} cases change" in capsys.readouterr().err
    change(folder / "norrnet/refund/2025-01-01.yml", "timely_fix: 24 hours", "timely_fix: 25 hours")
    assert main(["policy", "replay", "--draft", str(folder)]) == 1
    printed = capsys.readouterr()
    (changed,) = (json.loads(line) for line in printed.out.splitlines())
    assert changed["case"] in numbers
    assert (changed["before"]["outcome"], changed["after"]["outcome"]) == ("approve", "deny")
    money = changed["before"]["amount"]
    assert f"{money['currency']} {money['amount']} less granted at once" in printed.err


def test_only_those_from_an_instant_on_are_asked_for(database, folder, capsys):
    decided(database, GRANTED)
    assert main(["policy", "replay", "--draft", str(folder), "--since", "2099-01-01T00:00:00+01:00"]) == 0
    assert "0 of 0 cases change" in capsys.readouterr().err
    with pytest.raises(SystemExit):
        main(["policy", "replay", "--draft", str(folder), "--since", "tomorrow"])
    assert "give an instant" in capsys.readouterr().err


def test_a_case_whose_records_no_longer_do_is_told_and_the_rest_goes_on(database, folder, capsys):
    numbers = decided(database, GRANTED)
    with database.begin() as session:
        broken = session.scalars(select(CaseRow).where(CaseRow.number == numbers[0])).one()
        store.latest_decision(session, broken).claim = {"issue": "nonsense"}
    assert main(["policy", "replay", "--draft", str(folder)]) == 0
    printed = capsys.readouterr().err
    assert f"not decided again: {numbers[0]}" in printed
    assert f"0 of {len(numbers)} cases change" in printed
