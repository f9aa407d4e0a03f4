"""What no row may say, since no decision could come of it."""

import pytest

from amends.errors import PolicyError
from tests.policy import own_merchants

CREDIT = "    amount: outage_credit\n    cites: \"6\""  # fmt: skip
FAULTS = [
    (CREDIT, CREDIT + "\n    where_nothing: service_credit", "F10: service_credit of nothing"),
    (CREDIT, CREDIT + "\n    where_nothing: full_refund", "F10: full_refund of nothing"),
    (CREDIT, CREDIT.replace('"6"', "[]"), "F10 may cite no clause at all"),
    (CREDIT, CREDIT.replace('"6"', '[{clause: "6", when: {used: true}}]'), "F10 may cite no clause at all"),
    (CREDIT, CREDIT.replace('"6"', '[{clause: "6", when: {used: true}}, {clause: "7", when: {used: false}}]'),
     "F10 may cite no clause at all"),
    ('  cites: "1"\n  needs', "  cites: []\n  needs", "the completeness step cites no clause"),
    ("missing: error_screenshot", "missing: []", "F11 asks for nothing"),
]  # fmt: skip


@pytest.mark.parametrize(("right", "wrong", "message"), FAULTS)
def test_what_no_decision_could_come_of_is_refused(tmp_path, right, wrong, message):
    with pytest.raises(PolicyError, match=message):
        own_merchants.changed(tmp_path, "fjordvakt", (right, wrong))


@pytest.mark.parametrize("cites", ['["7", {clause: "6", when: {used: true}}]', '[{clause: "6"}]'])
def test_one_clause_that_is_cited_whatever_the_case_is_enough(tmp_path, cites):
    policy = own_merchants.changed(tmp_path, "fjordvakt", (CREDIT, CREDIT.replace('"6"', cites)))
    assert [row.id for row in policy.rows if row.id == "F10"] == ["F10"]


def test_a_remedy_without_money_may_stand_for_nothing(tmp_path):
    policy = own_merchants.changed(tmp_path, "fjordvakt", (CREDIT, CREDIT + "\n    where_nothing: reactivation"))
    assert {row.where_nothing for row in policy.rows if row.id == "F10"} == {"reactivation"}
