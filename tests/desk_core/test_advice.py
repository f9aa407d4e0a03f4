"""A case that went straight to a person gets the policy's advice as soon as it has an order and an issue."""

from dataclasses import replace

import pytest

from amends.desk.queries.case import view
from amends.errors import CannotBeDone, Conflict
from tests.desk_core.scene import ANNA, Desk
from tests.remedies.scene import an_order


def shown(desk, number):
    """The page of the case, with the order as it is now."""
    with desk.database.read() as session:
        return view(session, desk.context, ANNA, number, desk.backend.order(desk.order.number))


def seen(desk, number):
    page = shown(desk, number)
    return page.state + page.standing.mark


def test_what_the_policy_says_is_there_without_a_decision_and_can_be_approved(desk):
    number = desk.case(issue="cancel")
    page = shown(desk, number)
    assert page.decisions == ()
    assert page.standing.advised.outcome == "approve"
    assert page.recommended == page.standing.advised
    ruled = desk.rulings.approve_recommended(ANNA, number, seen=seen(desk, number))
    assert ruled.decision_id is not None
    assert desk.status(number) == "carrying_out"
    after = shown(desk, number)
    assert after.standing.advised is None
    assert after.decisions[-1].decision.row == page.standing.advised.row


def test_advice_follows_the_issue_that_a_person_sets(desk):
    number = desk.case(issue="other")
    assert shown(desk, number).recommended is None
    desk.case_actions.set_issue(ANNA, number, "cancel")
    assert desk.row(number).issue == "cancel"
    assert shown(desk, number).recommended is not None
    assert "issue" in desk.told(number)


def test_a_recommendation_on_another_issue_is_none_any_more(desk):
    number = desk.reviewed("490.00", issue="cancel")
    assert shown(desk, number).standing.advised is None, "the policy has decided on this issue"
    desk.case_actions.set_issue(ANNA, number, "other")
    page = shown(desk, number)
    assert (page.recommended, page.standing.advised.outcome) == (None, "review")


def test_what_is_approved_is_what_was_seen_on_the_order_as_it_was_then(database):
    desk = Desk(database, an_order("490.00"))
    number = desk.case(issue="cancel")
    before = seen(desk, number)
    document = desk.order.document
    payments = [{**each, "refunded": {"amount": "100.00", "currency": "NOK"}} for each in document["payments"]]
    desk.backend.put(type(desk.order).from_json({**document, "payments": payments}))
    with pytest.raises(Conflict):
        desk.rulings.approve_recommended(ANNA, number, seen=before)
    assert desk.remedies() == []


@pytest.mark.parametrize("issue", ["", "withdraw", "nonsense"])
def test_only_an_issue_that_a_person_may_set_is_taken(desk, issue):
    number = desk.case(issue="other")
    with pytest.raises(CannotBeDone):
        desk.case_actions.set_issue(ANNA, number, issue)


def test_the_issue_of_a_closed_case_stays(desk):
    number = desk.case(issue="other")
    desk.case_actions.close(ANNA, number)
    with pytest.raises(CannotBeDone, match="in review"):
        desk.case_actions.set_issue(ANNA, number, "outage")


def test_the_order_is_shown_as_it_is_now_beside_as_it_was_decided(desk):
    number = desk.reviewed("490.00")
    assert shown(desk, number).changes == ()
    desk.decides.approve_recommended(ANNA, number)
    desk.work()
    page = shown(desk, number)
    told = {
        each.name: (str(each.before.amount), str(each.now.amount)) for each in page.changes if each.name == "Returned"
    }
    assert told == {"Returned": ("0.00", "490.00")}
    assert page.order != page.now
    assert not page.refundable
    assert replace(page, now=None).order == page.order, "what was decided on stays what it rests on"
