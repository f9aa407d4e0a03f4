"""Options of an offer that a merchant writes itself, and what its remedies need beside an amount."""

import pytest

from amends.errors import PolicyError
from amends.policy.decision import Decision
from amends.policy.loader import load_merchant
from tests.policy import own_merchants
from tests.policy_folder import change

TEXT = "takt/refund/2026-01-01.yml"


@pytest.fixture
def folder(tmp_path):
    return own_merchants.copied(tmp_path / "policies")


@pytest.mark.parametrize(
    ("right", "wrong", "told"),
    [
        ("{id: month,", "{id: Month!,", "`Month!` is not a name for an option"),
        ("{id: month,", "{id: wait,", "`wait` is not a name for an option"),
        ("{id: coupon,", "{id: month,", "row T15 offers month twice"),
        ("label: {en: A month more}", "label: {nl: Een maand erbij}", "`en` is missing"),
        ("label: {en: A month more}", "label: {en: " + "m" * 41 + "}", "41 characters"),
        ("remedy: extension, extend_by: 1 month", "remedy: extension", "extension needs `extend_by`"),
        ("extend_by: 1 month", "extend_by: 12 hours", "is too short for it"),
        ("extend_by: 1 month", "extend_by: 9000 years", "is too long for it"),
        ("extend_by: 1 month", "extend_by: soon", "`soon` is not a length of time"),
        ("extend_by: 1 month", "valid_for: 1 month", "`valid_for` says nothing of extension"),
        ("remedy: coupon, amount: sorry, limit: {EUR: 20.00, NOK: 200.00}", "remedy: coupon", "coupon needs `amount`"),
        ("remedy: exchange,", "remedy: exchange, limit: 5.00 EUR,", "limits no amount"),
        ("limit: {EUR: 20.00,", "limit: {euro: 20.00,", "`euro` is not a currency"),
        ("exchange_for: TAKT-LITE", "exchange_for: TAKT-MINI", "nobody knows what TAKT-MINI is called"),
        ("exchange_for: TAKT-LITE", "exchange_for: Takt Mini", "`Takt Mini` is not a sku"),
        ("amount: sorry, limit", "amount: much, limit", "`much` is not a known rule for an amount"),
        ("      - wait\n", "      - later\n", "`later` is not a known option"),
        ("  - {id: T16, when: {issue: outage, accepts: wait}, outcome: review, cites: \"8\"}\n", "",
         "row T15 offers wait, and no row before it is for who picked that"),
        ("remedy: stop_at_period_end\n", "remedy: stop_at_period_end\n    extend_by: 1 month\n",
         "`extend_by` says nothing of stop_at_period_end"),
    ],
)  # fmt: skip
def test_what_an_option_may_not_say_is_told_with_file_and_line(folder, right, wrong, told):
    change(folder / TEXT, right, wrong)
    with pytest.raises(PolicyError) as fault:
        load_merchant(folder, "takt")
    assert told in str(fault.value)
    assert f"{TEXT}:" in str(fault.value)


def test_an_amount_of_an_option_needs_the_row_before_for_what_is_not_there(folder):
    change(folder / TEXT, '  - {id: T03, when: {anything_refundable: false}, outcome: deny, cites: "3"}\n', "")
    with pytest.raises(PolicyError, match="refund of nothing"):
        load_merchant(folder, "takt")


def test_a_decision_keeps_its_detail_and_others_have_no_such_key():
    found = {}
    for example in own_merchants.worked("takt"):
        if example.row == "T15":
            decision = example.trace(own_merchants.policies()["takt"]).decision
            assert Decision.from_json(decision.as_json()) == decision
            found[decision.remedy] = decision.as_json().get("detail", "no key")
    assert found["coupon"] == "P6M"
    assert found["extension"] == "P1M"
    assert found["exchange"] == "TAKT-LITE"
    assert found[None] == "no key"


@pytest.mark.parametrize(("limit", "outcome"), [("15.00", "approve"), ("14.99", "review")])
def test_above_the_limit_of_an_option_a_person_decides(folder, limit, outcome):
    change(folder / TEXT, "limit: {EUR: 20.00", f"limit: {{EUR: {limit}")
    policies = load_merchant(folder, "takt")
    example = next(each for each in own_merchants.worked("takt") if each.claim.get("accepts") == "coupon")
    decision = example.trace(policies).decision
    assert decision.outcome == outcome
    assert (decision.recommended or decision).remedy == "coupon"


def test_a_limit_in_other_currencies_alone_leaves_it_to_a_person(folder):
    change(folder / TEXT, "limit: {EUR: 20.00, NOK: 200.00}", "limit: 200.00 NOK")
    example = next(each for each in own_merchants.worked("takt") if each.claim.get("accepts") == "coupon")
    assert example.trace(load_merchant(folder, "takt")).decision.outcome == "review"


@pytest.mark.parametrize(("limit", "outcome"), [("15.00", "approve"), ("14.99", "review")])
def test_an_option_without_a_limit_of_its_own_is_held_to_that_of_its_row(folder, limit, outcome):
    change(folder / TEXT, "amount: sorry, limit: {EUR: 20.00, NOK: 200.00}", "amount: sorry")
    change(
        folder / TEXT,
        "when: {issue: outage}\n    outcome: offer\n",
        f"when: {{issue: outage}}\n    outcome: offer\n    amount: sorry\n    limit: {{EUR: {limit}, NOK: 200.00}}\n",
    )
    policies = load_merchant(folder, "takt")
    example = next(each for each in own_merchants.worked("takt") if each.claim.get("accepts") == "coupon")
    assert example.trace(policies).decision.outcome == outcome
