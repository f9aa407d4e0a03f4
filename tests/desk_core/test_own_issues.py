"""What a person may say that a case is about: the kinds of its merchant's own first, and never a withdrawal."""

from dataclasses import replace

import pytest

from amends.claims.claim import ISSUES
from amends.desk.case_actions import settable
from amends.errors import CannotBeDone
from tests.desk_core.scene import ANNA
from tests.policy import own_merchants


def test_a_merchants_own_kinds_come_first():
    podium = own_merchants.policies()["podium"].merchant
    assert settable(podium)[:3] == ("event_moved", "seat_changed", ISSUES[0])
    assert "withdraw" not in settable(podium)


def test_a_case_is_set_to_a_kind_that_its_merchant_has_and_to_no_other(desk):
    number = desk.case(issue="other")
    with pytest.raises(CannotBeDone, match="Choose what the case is about"):
        desk.case_actions.set_issue(ANNA, number, "event_moved")
    known = desk.context.merchants["norrnet"]
    issues = own_merchants.policies()["podium"].merchant.issues
    own = replace(known, merchant=replace(known.merchant, issues=issues))
    context = replace(desk.context, merchants={**desk.context.merchants, "norrnet": own})
    replace(desk.case_actions, context=context).set_issue(ANNA, number, "event_moved")
    assert desk.row(number).issue == "event_moved"
