"""Our engine and a foreign one find the same row, on generated cases of every merchant that this repository has.

Left out are the cases that the records leave open: a table has no word for that, and a person decides them.
"""

from collections import Counter
from datetime import datetime, timedelta
from random import Random

import pytest

from amends.claims.claim import ISSUES, Claim
from amends.orders.order import Order
from amends.policy.facts import Facts
from amends.policy.finding import find
from amends.policy.inputs import ask, question_of
from amends.policy.policy import STATUTE, Policy
from amends.policy.tables.table import tables_of
from tests.policy import own_merchants
from tests.policy.foreign_engine import ForeignTable
from tests.policy.generate import SEED, case
from tests.shipped import policies

CASES = 1500


MADE: dict[tuple[str, ...], tuple[ForeignTable, ...]] = {}


def foreign(policy: Policy) -> tuple[ForeignTable, ...]:
    """Made once for each text together with its statute."""
    name = (policy.version.id, policy.version.version, str(policy.statute.in_force_from))
    return MADE.setdefault(name, tuple(map(ForeignTable, tables_of(policy))) if name not in MADE else ())


def shipped(chance: Random, merchant: str):
    return question_of(case(chance, merchant), policies())


def of_own(chance: Random, merchant: str):
    """A worked example about another issue, told some days earlier or later."""
    known = own_merchants.policies()[merchant]
    example = chance.choice([each for each in own_merchants.worked(merchant) if each.order is not None])
    shift = timedelta(days=chance.choice([-400, -60, -31, -30, -7, -1, 0, 0, 0, 1, 3, 4, 14, 30, 31, 60, 200, 400]))
    opened = datetime.fromisoformat(example.claim["opened_at"]) + shift
    claim = example.claim | {
        "issue": chance.choice([*ISSUES, *known.merchant.issues, *["cancel"] * 8]),
        "opened_at": opened.isoformat(),
    }
    now = datetime.fromisoformat(example.now) + shift
    return ask(known, Order.from_json(example.order), Claim.from_json(claim), now)


@pytest.mark.parametrize(
    ("merchant", "draw"),
    [(name, shipped) for name in policies()] + [(name, of_own) for name in own_merchants.NAMES],
)
def test_the_foreign_engine_finds_the_same_row(merchant, draw):
    chance, found = Random(f"{merchant} {SEED}"), Counter()
    for _ in range(CASES):
        asked = draw(chance, merchant)
        facts = Facts(asked.policy, asked.order, asked.claim, asked.now)
        ours = find(asked.policy.rows_for(asked.claim.issue), facts)
        if ours.open:
            found["left open"] += 1
            continue
        own, *statute = foreign(asked.policy)
        assert own.row(facts) == ours.row.id, (asked.order and asked.order.document, asked.claim.as_json())
        found[ours.row.id] += 1
        if ours.row.outcome == STATUTE and statute:
            under = find(asked.policy.statute.rows, facts)
            assert under.open or statute[0].row(facts) == under.row.id
            found[under.row.id] += 1
    assert found["left open"] < CASES / 2
    rows = {row.id for row in asked.policy.rows}
    assert len(rows & set(found)) > len(rows) * 0.7, sorted(rows - set(found))


def test_a_table_that_says_something_else_is_found():
    """Whether the comparison would notice: with two lines in each other's place it does."""
    policy = own_merchants.policies()["podium"].newest
    table = tables_of(policy)[0]
    turned = type(table)(table.name, (*table.rules[:-2], table.rules[-1], table.rules[-2]))
    wrong = ForeignTable(turned)
    example = next(each for each in own_merchants.worked("podium") if each.row == "P07" and each.decides)
    asked = ask(
        own_merchants.policies()["podium"], Order.from_json(example.order), Claim.from_json(example.claim),
        datetime.fromisoformat(example.now),
    )  # fmt: skip
    facts = Facts(asked.policy, asked.order, asked.claim, asked.now)
    assert wrong.row(facts) == "P08"
    assert foreign(policy)[0].row(facts) == "P07"
