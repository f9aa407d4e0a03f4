"""A draft beside the policy in force: what differs, and what it would have made of past cases."""

from dataclasses import replace
from datetime import UTC, date, datetime
from decimal import Decimal

import pytest

from amends.errors import PolicyError
from amends.policy import beside
from amends.policy.loader import DEFAULT_FOLDER, load_merchant
from tests.policy import own_merchants
from tests.policy_folder import change, folder

__all__ = ["folder"]

NOW = datetime(2026, 11, 30, 12, 0, tzinfo=UTC)
TEXT = "norrnet/refund/2025-01-01.yml"


def present():
    return load_merchant(DEFAULT_FOLDER, "norrnet")


def draft_of(folder):
    return beside.draft_of(present(), folder, NOW)


def compared(found):
    return {each.name: str(each.compared) for each in found if each.compared != "same"}


def test_without_a_folder_and_a_text_to_come_there_is_no_draft(tmp_path):
    assert beside.draft_of(present(), None, NOW) is None
    assert beside.draft_of(present(), tmp_path, NOW) is None


def test_a_text_on_file_whose_day_is_to_come_is_the_draft(folder):
    (folder / TEXT).with_name("2027-01-01.yml").write_text((folder / TEXT).read_text("utf-8"), "utf-8")
    policies = load_merchant(folder, "norrnet")
    found = beside.draft_of(policies, None, NOW)
    assert found is not None
    assert found.in_force_from == date(2027, 1, 1)
    assert beside.draft_of(policies, None, datetime(2027, 6, 1, tzinfo=UTC)) is None


def test_what_a_draft_says_otherwise_is_found_and_nothing_else(folder):
    change(folder / TEXT, "timely_fix: 24 hours", "timely_fix: 25 hours")
    change(folder / TEXT, "  - {id: N12, when: {issue: dissatisfaction}, outcome: deny, cites: \"2f\"}\n",
           "  - {id: N12b, when: {issue: dissatisfaction}, outcome: review, cites: \"2f\"}\n")  # fmt: skip
    policy, draft = present().newest, draft_of(folder)
    assert compared(beside.settings(policy, draft)) == {"timely_fix": "changed"}
    assert compared(beside.rows(policy, draft)) == {"N12": "gone", "N12b": "new"}
    assert compared(beside.clauses(policy, draft, "en")) == {}
    assert not beside.moved(policy, draft)
    names = [each.name for each in beside.rows(policy, draft)]
    assert names.index("N12") == names.index("N11b") + 1  # what is gone stands where it was


def test_rows_in_another_order_are_told(folder):
    text = (folder / TEXT).read_text("utf-8").splitlines(keepends=True)
    at = next(n for n, line in enumerate(text) if line.lstrip().startswith("- {id: N12,"))
    text[at], text[at + 1] = text[at + 1], text[at]
    (folder / TEXT).write_text("".join(text), "utf-8")
    policy, draft = present().newest, draft_of(folder)
    assert compared(beside.rows(policy, draft)) == {}
    assert beside.moved(policy, draft)


def test_a_changed_amount_is_told_though_its_rows_look_the_same(tmp_path):
    draft = own_merchants.changed(tmp_path, "takt", ("percent: 5, of: price", "percent: 6, of: price"))
    policy = own_merchants.policies()["takt"].newest
    assert compared(beside.rows(policy, draft)) == {}
    assert compared(beside.definitions(policy, draft)) == {"annual_refund": "changed"}


def test_a_draft_that_cannot_be_read_says_why(folder):
    change(folder / TEXT, "timely_fix: 24 hours", "timely_fix: soon")
    with pytest.raises(PolicyError, match="soon"):
        draft_of(folder)


def test_past_cases_are_decided_again_by_the_draft_whenever_their_orders_were_placed(tmp_path):
    policies = own_merchants.policies()["takt"]
    draft = own_merchants.changed(tmp_path, "takt", ("percent: 5, of: price", "percent: 6, of: price"))
    worked = [each for each in own_merchants.worked("takt") if each.order is not None]
    cases = [
        (f"AM-{n}", {"merchant": "takt", "order": each.order, "claim": each.claim, "now": each.now})
        for n, each in enumerate(worked)
    ]
    found = beside.would_have(cases, policies, draft)
    assert found.cases == len(cases)
    assert {change.before.row for change in found.changes} == {"T09"}
    assert found.money()["EUR"] < Decimal(0)
    assert [case for case, _ in beside.at_most(cases, 3)] == ["AM-0", "AM-1", "AM-2"]


def test_a_case_about_what_the_draft_does_not_know_is_told_apart():
    policies = own_merchants.policies()["podium"]
    worked = next(each for each in own_merchants.worked("podium") if each.row == "P09")
    line = {"merchant": "podium", "order": worked.order, "claim": worked.claim, "now": worked.now}
    draft = replace(policies.newest, merchant=replace(policies.merchant, issues={}))
    found = beside.would_have([("AM-1", line)], policies, draft)
    assert (found.cases, found.changes) == (1, [])
    assert "AM-1" in found.unread[0]
