"""What went back elsewhere is never returned again: asked before a remedy is entered, and again before it is sent."""

import pytest

from amends.errors import BackendRefused, BackendUncertain, ExceedsPaid, OrderChanged
from amends.orders.backend import RemedyCall
from amends.orders.fake import FakeOrderBackend
from amends.remedies.executor import Progress
from tests.remedies.scene import NOW, Scene, SumsOnly, an_order, approval

DISPUTED = {"dispute": {"opened_at": NOW.isoformat(), "status": "open"}}
LOST = {"dispute": {"opened_at": NOW.isoformat(), "status": "lost"}}


@pytest.fixture(params=[FakeOrderBackend, SumsOnly])
def scene(database, request):
    scene = Scene(database, an_order("490.00"))
    scene.backend = request.param([scene.order], now=scene.clock)
    return scene


def part(amount="100.00", row="P"):
    return approval("partial_refund", amount, row=row)


def ours(scene):
    """What was moved under a key of ours."""
    keys = {row.key for row in scene.remedies()}
    return [str(each.amount.amount) for each in scene.backend.movements if each.key in keys]


def refused(scene, remedy_id, case_id, why):
    assert scene.carry_out(remedy_id) is Progress.SETTLED
    remedy = next(row for row in scene.remedies() if row.id == remedy_id)
    assert (remedy.state, ours(scene)) == ("failed", [])
    assert why in remedy.last_error
    assert scene.status(case_id) == "review"
    assert {committed for _, committed, _ in scene.balances().values()} == {0}


def test_what_somebody_returned_between_decision_and_yes_is_not_entered(scene):
    case_id = scene.case()
    decision_id = scene.decide(case_id, part("100.00"))
    scene.returned_by_hand("0.01")
    with pytest.raises(OrderChanged, match=r"0\.01 went back since the decision, which Amends did not return"):
        scene.enter(case_id, decision_id)
    assert scene.remedies() == []


@pytest.mark.parametrize(
    ("change", "why"),
    [
        ({"payment": DISPUTED}, "pay_1 is disputed"),
        ({"payment": LOST}, "went back since"),
        ({"cancelled_at": NOW.isoformat()}, "was cancelled"),
    ],
)
def test_what_was_disputed_or_cancelled_since_the_decision_is_not_entered(scene, change, why):
    case_id = scene.case()
    decision_id = scene.decide(case_id, part())
    scene.changes(**change)
    with pytest.raises(OrderChanged, match=why):
        scene.enter(case_id, decision_id)


def test_what_was_so_when_it_was_decided_speaks_against_nothing(scene):
    scene.returned_by_hand("50.00")
    scene.changes(payment=DISPUTED)
    case_id = scene.case()
    assert scene.enter(case_id, scene.decide(case_id, part()))


def test_an_entry_that_was_made_is_found_again_whatever_happened_since(scene):
    case_id, ids = scene.granted(part())
    scene.changes(cancelled_at=NOW.isoformat())
    assert scene.enter(case_id, scene.decide(case_id, part())) == ids


def test_what_somebody_returned_between_entry_and_call_is_not_returned_again(scene):
    case_id, [refund, _] = scene.granted(approval(amount="4.20", cancels=True))
    scene.returned_by_hand("4.20")
    refused(scene, refund, case_id, "4.20 went back since the decision")
    assert scene.states() == [("refund", "failed"), ("cancellation", "failed")]
    assert len(scene.said()) == 1


def test_a_credit_for_what_went_back_is_not_given_either(scene):
    case_id, [credit] = scene.granted(approval("service_credit", "90.00", row="C"))
    scene.returned_by_hand("90.00")
    refused(scene, credit, case_id, "90.00 went back since the decision")


def test_a_dispute_between_entry_and_call_stops_it(scene):
    case_id, [refund] = scene.granted(part())
    scene.changes(payment=DISPUTED)
    refused(scene, refund, case_id, "pay_1 is disputed")


def test_an_order_that_is_gone_is_not_paid_for(scene):
    case_id, [refund] = scene.granted(part())
    scene.backend.forget(scene.order.number)
    refused(scene, refund, case_id, "no longer in the order system")


def test_what_was_never_carried_out_is_compared_before_it_is_sent_again(scene):
    case_id, [refund] = scene.granted(part())
    scene.backend.fail(BackendUncertain("timed out"))
    with pytest.raises(BackendUncertain):
        scene.carry_out(refund)
    assert scene.states() == [("refund", "unknown")]
    scene.returned_by_hand("100.00")
    refused(scene, refund, case_id, "100.00 went back since the decision")


def test_what_is_listed_under_its_own_key_was_done_whatever_the_backend_says_of_the_key(database, monkeypatch):
    """A copy of the backend that lags behind knows nothing of a remedy that the order has already."""
    scene = Scene(database, an_order("490.00"))
    case_id, [refund] = scene.granted(part())
    scene.backend.fail(BackendUncertain("timed out"), after=True)
    with pytest.raises(BackendUncertain):
        scene.carry_out(refund)
    monkeypatch.setattr(scene.backend, "receipt", lambda _key, _call=None: None)
    assert scene.carry_out(refund) is Progress.SETTLED
    assert scene.states() == [("refund", "confirmed")]
    assert ours(scene) == ["100.00"]
    assert scene.status(case_id) == "resolved"
    assert scene.balances()["pay_1"] == (49000, 10000, 0)


def test_what_is_held_for_failed_and_was_made_is_not_returned_again(database):
    """However it came to that: the money is away."""
    scene = Scene(database, an_order("490.00"))
    case_id, [refund] = scene.granted(approval(amount="300.00"))
    scene.backend.fail(BackendRefused("no such payment", "payment_not_found"), only_remedies=True)
    scene.carry_out(refund)
    assert scene.states() == [("refund", "failed")]
    [row] = scene.remedies()
    scene.backend.carry_out(RemedyCall(row.key, "refund", scene.order.number, "pay_1", row.amount))
    with pytest.raises(ExceedsPaid):
        scene.enter(case_id, scene.decide(case_id, approval(amount="300.00")))
    assert scene.states() == [("refund", "failed")]


def test_other_refunds_and_credits_of_ours_are_not_taken_for_foreign_ones(scene):
    scene.returned_by_hand("10.00")
    decisions = {"not_activated": part("100.00", "P"), "cancel": part("70.00", "Q")}
    decisions["outage"] = approval("service_credit", "90.00", row="C")
    entered = [scene.granted(decision, issue=issue)[1][0] for issue, decision in decisions.items()]
    for remedy_id in entered:
        scene.carry_out(remedy_id)
    assert {state for _, state in scene.states()} == {"confirmed"}
    assert ours(scene) == ["100.00", "70.00", "90.00"]


def test_a_refund_of_ours_without_an_answer_is_waited_for_and_nothing_is_refused(scene):
    _, [first] = scene.granted(part("100.00", "P"))
    _, [second] = scene.granted(part("70.00", "Q"), issue="cancel")
    scene.backend.fail(BackendUncertain("timed out"), after=True)
    with pytest.raises(BackendUncertain):
        scene.carry_out(first)
    if isinstance(scene.backend, SumsOnly):
        with pytest.raises(BackendUncertain, match="not settled yet"):
            scene.carry_out(second)
        assert scene.states() == [("refund", "unknown"), ("refund", "requested")]
    scene.carry_out(first)
    scene.carry_out(second)
    assert scene.states() == [("refund", "confirmed"), ("refund", "confirmed")]
    assert ours(scene) == ["100.00", "70.00"]


def test_a_refund_of_ours_without_an_answer_hides_no_foreign_one(scene):
    _, [first] = scene.granted(part("100.00", "P"))
    case_id, [second] = scene.granted(part("70.00", "Q"), issue="cancel")
    scene.backend.fail(BackendUncertain("timed out"), after=True)
    with pytest.raises(BackendUncertain):
        scene.carry_out(first)
    scene.returned_by_hand("70.00")
    scene.carry_out(second)
    assert scene.states() == [("refund", "unknown"), ("refund", "failed")]
    assert scene.status(case_id) == "review"


def test_what_moves_no_money_is_done_without_a_look(scene):
    _, [activation] = scene.granted(approval("reactivation", None, row="A"))
    scene.returned_by_hand("70.00")
    scene.carry_out(activation)
    assert scene.states() == [("reactivation", "confirmed")]
