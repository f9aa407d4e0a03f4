"""A policy that is on file before its day binds nobody at the desk before that day."""

from dataclasses import replace

import pytest

from amends.cases.status import CaseStatus
from amends.desk.case_actions import CaseActions
from amends.desk.decisions.service import ManualDecisions
from amends.desk.queries.case import view
from amends.policy.engine import review_due
from tests.desk_core.decisions.test_offers import offered
from tests.desk_core.scene import ANNA, MERCHANTS
from tests.desk_core.test_reminders import pass_days
from tests.future_edition import DAY, announced


@pytest.fixture
def desk(desk):
    desk.context = replace(desk.context, merchants=announced(MERCHANTS))
    desk.case_actions, desk.rulings = CaseActions(desk.context), ManualDecisions(desk.context)
    return desk


def present_review(desk):
    """Until when a review of now is promised by the policy that is in force now."""
    return review_due(MERCHANTS["norrnet"].in_force(desk.now), desk.now)


def test_a_reopened_case_is_promised_by_the_policy_of_the_day(desk):
    number = desk.case()
    desk.case_actions.close(ANNA, number)
    desk.case_actions.reopen(ANNA, number, "the customer called")
    assert desk.row(number).due_at == present_review(desk)


def test_a_case_without_its_order_is_shown_beside_the_policy_of_the_day(desk):
    number = desk.case(verified=False)
    with desk.database.read() as session:
        assert view(session, desk.context, ANNA, number).policy.in_force_from < desk.now.date()
    desk.later(days=(DAY - desk.now.date()).days + 1)
    with desk.database.read() as session:
        assert view(session, desk.context, ANNA, number).policy.in_force_from == DAY


def test_an_offer_that_nobody_answers_comes_back_by_the_policy_of_its_order(desk):
    number = offered(desk)
    pass_days(desk, 14)
    assert desk.status(number) == CaseStatus.REVIEW
    assert desk.row(number).due_at == present_review(desk)
