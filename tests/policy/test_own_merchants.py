"""Shops of other trades say their rules in data alone: each example comes out, and a gap in the records denies none."""

import json
from copy import deepcopy
from itertools import combinations

import pytest

from amends.claims.claim import Claim
from amends.cli import main
from amends.clock import parse
from amends.orders.order import Order
from amends.policy.engine import trace
from amends.policy.inputs import ask
from tests.policy import own_merchants
from tests.policy_folder import change

WORKED = [example for name in own_merchants.NAMES for example in own_merchants.worked(name)]
GAPS = [
    ("order", "subscription"), ("order", "event_at"), ("order", "items"), ("order", "attributes"), ("order", "usage"),
    ("customer", "history"), ("customer", "attributes"), ("product", "attributes"),
]  # fmt: skip


@pytest.mark.parametrize("example", WORKED, ids=lambda e: f"{e.merchant} {e.row}: {e.name}")
def test_the_example_is_decided_as_it_says(example):
    assert example.differences(own_merchants.policies()[example.merchant]) == []


def test_check_finds_them_in_order_and_warns_where_a_denial_hangs_on_what_may_be_unknown(tmp_path, capsys):
    folder = own_merchants.copied(tmp_path / "policies")
    assert main(["policy", "check", "--policies", str(folder)]) == 0
    told = capsys.readouterr().out
    assert told.count("in order") == len(own_merchants.NAMES)
    assert "fjordvakt: warning: row F12 (line 78) denies, and row F08 (line 56) before it asks `first_purchase`" in told


def test_a_row_for_what_is_not_known_ends_the_warning(tmp_path, capsys):
    folder = own_merchants.copied(tmp_path / "policies")
    change(
        folder / "fjordvakt/refund/2026-01-01.yml",
        "  - {id: F12,",
        "  - {id: F12a, when: {not: {known: first_purchase}}, outcome: review, cites: \"2\"}\n  - {id: F12,",
    )  # fmt: skip
    main(["policy", "check", "--policies", str(folder)])
    told = capsys.readouterr().out
    assert "row F08 (line 56) before it asks" not in told
    assert "row F09 (line 63) before it asks `plan_term`" in told


@pytest.mark.parametrize("merchant", own_merchants.NAMES)
def test_nobody_is_denied_for_what_the_records_do_not_tell(merchant):
    """Take from a case that ends well whatever may be unknown: it may go to a person, and is not denied."""
    policies, seen = own_merchants.policies()[merchant], 0
    for example in own_merchants.worked(merchant):
        if example.order is None or example.trace(policies).decision.outcome in {"deny", "need_information"}:
            continue
        for lacking in [each for count in (1, 2) for each in combinations(GAPS, count)]:
            order = _without(example.order, lacking)
            if order is None:
                continue
            seen += 1
            asked = ask(policies, Order.from_json(order), Claim.from_json(example.claim), parse(example.now))
            decision = trace(asked.policy, asked.order, asked.claim, asked.now).decision
            assert decision.outcome != "deny", (example.name, lacking, json.dumps(decision.as_json()))
    assert seen > 20


def test_what_is_lacking_stands_in_the_reasons_for_the_person_who_decides():
    (example,) = [e for e in own_merchants.worked("fjordvakt") if "knows no history" in e.name]
    decision = example.trace(own_merchants.policies()["fjordvakt"]).decision
    assert dict(decision.reasons[0].facts)["unknown"] == ["first_purchase"]
    assert decision.recommended is None


@pytest.mark.parametrize("merchant", own_merchants.NAMES)
def test_the_book_tells_the_words_of_the_text(tmp_path, merchant):
    folder, policy = own_merchants.copied(tmp_path / "policies"), own_merchants.policies()[merchant].newest
    out = tmp_path / "out"
    language = policy.merchant.languages[0]
    given = ["policy", "book", "--merchant", merchant, "--language", language]
    assert main([*given, "--policies", str(folder), "--output", str(out)]) == 0
    book = (out / f"{merchant}.md").read_text("utf-8")
    assert policy.named
    assert policy.amounts
    for name in (*policy.named, *policy.amounts):
        assert f"- {name}: " in book


def _without(order, lacking):
    """The order without some of its parts; None where it has none of them."""
    found = deepcopy(order)
    for owner, key in lacking:
        part = found if owner == "order" else found[owner]
        if part.pop(key, None) is None:
            return None
    return found
