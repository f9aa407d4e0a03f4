"""Which row decides where a word has a reading of its own (`reported_late` where nobody said when): in a row by itself
it keeps that reading, inside of anything else what is unknown denies nobody."""

import pytest

from amends.claims.claim import Claim
from amends.clock import parse
from amends.orders.order import Order
from amends.policy.engine import trace
from amends.policy.gaps import warnings
from tests.policy import own_merchants

OPENED = "2026-11-23T11:50:00+01:00"
INSIDE = [
    "not: {reported_late: true}",
    "any_of: [{reported_late: false}, {price: {above: 5000.00 EUR}}]",
    "all_of: [{reported_late: false}]",
    "lateish: false",
    "any_item: {not: {reported_late: true}}",
]


def text_with(tmp_path, condition):
    """fjordvakt's with a row before its last denial that approves where the report came in time."""
    row = (
        f"  - {{id: F10b, when: {{issue: outage, incident_cause: provider, {condition}}}, outcome: approve, "
        'remedy: service_credit, amount: outage_credit, cites: "6"}\n'
    )
    return own_merchants.changed(
        tmp_path,
        "fjordvakt",
        ("settings:\n", "settings:\n  late_report: 14 days\n"),
        ("conditions:\n", "conditions:\n  lateish: {reported_late: true}\n"),
        ("  - {id: F11,", f"{row}  - {{id: F11,"),
    )


def decided(policy, occurred_at):
    """Two outages of an hour each, one of them long ago, told with or without its date."""
    (example,) = [e for e in own_merchants.worked("fjordvakt") if e.row == "F10" and e.decides][:1]
    incidents = [
        {
            "kind": "outage",
            "cause": "provider",
            "started_at": f"{day}T09:00:00+01:00",
            "resolved_at": f"{day}T10:00:00+01:00",
        }
        for day in ("2026-11-02", "2026-11-20")
    ]
    items = [{"id": "1", "name": "Plan", "amount": example.order["total"]}]
    order = Order.from_json(example.order | {"incidents": incidents, "items": items})
    asked = Claim.from_json(example.claim | {"issue": "outage", "occurred_at": occurred_at, "opened_at": OPENED})
    return trace(policy, order, asked, parse(OPENED))


@pytest.mark.parametrize("condition", INSIDE)
def test_nobody_is_denied_because_the_date_of_the_problem_is_not_known(tmp_path, condition):
    policy = text_with(tmp_path, condition)
    untold = decided(policy, None)
    assert untold.decision.outcome == "review"
    assert untold.rows[0] == "F10b"
    assert "reported_late" in dict(untold.decision.reasons[0].facts)["unknown"]
    assert decided(policy, "2026-11-20T09:00:00+01:00").rows == ("F10b",)
    late = decided(policy, "2026-11-02T09:00:00+01:00")
    assert (late.decision.outcome, late.rows) == ("deny", ("F12",))


@pytest.mark.parametrize("condition", INSIDE)
def test_such_a_row_before_a_denial_is_warned_of(tmp_path, condition):
    told = [each for each in warnings(text_with(tmp_path, condition)) if "row F10b" in each]
    assert any("`reported_late`" in each for each in told), told


def test_by_itself_in_a_row_the_word_keeps_its_reading_and_needs_no_warning(tmp_path):
    policy = text_with(tmp_path, "reported_late: false")
    assert decided(policy, None).rows == ("F12",)
    assert not any("reported_late" in each for each in warnings(policy))
