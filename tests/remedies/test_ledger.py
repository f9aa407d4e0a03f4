"""The one way in: nobody unverified, nothing undecided, nothing twice, nothing above what was paid."""

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace

import pytest
from sqlalchemy import select, update
from sqlalchemy.exc import IntegrityError

from amends.cases import store
from amends.db.case_tables import CaseRow, DecisionRow
from amends.db.remedy_tables import JobRow, PaymentBalanceRow, RemedyRow
from amends.errors import ExceedsPaid, NotAuthorised, OrderChanged, PurposeTaken
from amends.remedies import ledger
from amends.remedies.confirmation import Act, Confirmation
from tests.remedies.scene import Scene, act_of, an_order, approval, money


@pytest.fixture
def scene(database):
    return Scene(database, an_order("490.00"))


def jobs(scene):
    with scene.database.read() as session:
        return list(session.scalars(select(JobRow).order_by(JobRow.id)))


def test_an_approval_is_entered_with_its_jobs_and_its_money(scene):
    _, ids = scene.granted(approval(cancels=True))
    assert scene.states() == [("refund", "requested"), ("cancellation", "requested")]
    assert [job.body["remedy_id"] for job in jobs(scene)] == ids
    assert scene.balances() == {"": (49000, 49000, 0), "pay_1": (49000, 49000, 0)}


def test_a_second_entry_finds_the_first(scene):
    case_id, ids = scene.granted(approval(cancels=True))
    again = scene.decide(case_id, approval(cancels=True))
    assert scene.enter(case_id, again) == ids
    assert len(jobs(scene)) == 2
    assert scene.balances()["pay_1"] == (49000, 49000, 0)


def test_another_case_about_the_same_finds_it_too(scene):
    _, ids = scene.granted(approval())
    _, others = scene.granted(approval(), issue="cancel")
    assert others == ids


def test_the_same_purpose_with_another_amount_goes_to_a_person(scene):
    scene.granted(approval(amount="100.00"))
    with pytest.raises(PurposeTaken):
        scene.granted(approval(amount="120.00"), issue="cancel")
    assert scene.balances()["pay_1"] == (49000, 10000, 0)


@pytest.mark.parametrize(
    ("first", "second"),
    [
        (approval("extension", None), replace(approval("extension", None), detail="P2M")),
        (approval("exchange", None), replace(approval("exchange", None), detail="OTHER")),
        (approval("coupon", "20.00"), replace(approval("coupon", "20.00"), detail="P2M")),
        (approval("coupon", "20.00"), replace(approval("extension", None), detail="P2M")),
        (approval("stop_at_period_end", None), approval("partial_refund", "20.00")),
    ],
)
def test_an_option_is_granted_in_the_place_of_the_others_and_as_it_was_agreed(scene, first, second):
    scene.granted(replace(first, detail="P1M" if first.remedy != "stop_at_period_end" else None))
    with pytest.raises(PurposeTaken):
        scene.granted(second, issue="cancel")
    assert [row.kind for row in scene.remedies()] == [first.remedy]


def test_the_same_sum_for_other_lines_goes_to_a_person(scene):
    lines = [{"id": name, "name": name, "amount": money("245.00").as_json()} for name in ("1", "2")]
    scene.changes(items=lines, contract_version="1.2")
    for_one, for_two = (replace(approval("partial_refund", "20.00"), items=((n, money("20.00")),)) for n in ("1", "2"))
    _, ids = scene.granted(for_one)
    assert scene.granted(for_one, issue="cancel")[1] == ids
    with pytest.raises(PurposeTaken):
        scene.granted(for_two, issue="other")


def test_two_incidents_are_two_purposes_and_one_incident_is_one(scene):
    def credit(day):
        incident = {"cause": "provider", "started_at": f"2026-11-{day}T10:00:00+01:00", "resolved_at": None}
        return approval("service_credit", "20.00", row="I19e", facts=(("incident", incident),))

    _, first = scene.granted(credit(10), issue="outage")
    _, second = scene.granted(credit(12), issue="other")
    _, again = scene.granted(credit(10), issue="cancel")
    assert first == again
    assert first != second


def test_a_reactivation_may_be_due_again_in_another_case(scene):
    first_case, first = scene.granted(approval("reactivation", None, row="I14g"))
    scene.carry_out(first[0])
    second_case, second = scene.granted(approval("reactivation", None, row="I14g"))
    assert first_case != second_case
    assert first != second


_ACT = Act("NN-10023", "full_refund", money("490.00"), False)
_OTHERWISE = {
    "confirmation": {"by": " "},
    "text": {"text": " "},
    "amount": {"act": replace(_ACT, amount=money("489.99"))},
    "remedy": {"act": replace(_ACT, remedy="service_credit")},
    "its end": {"act": replace(_ACT, cancels=True)},
    "its order": {"act": replace(_ACT, order="NN-10024")},
}


def test_the_yes_stands_with_what_was_entered(scene):
    scene.granted(approval())
    [remedy] = scene.remedies()
    assert (remedy.confirmed_by, remedy.confirmed_at, remedy.confirmed_text) == ("event:7", scene.now, "Shall I?")


@pytest.mark.parametrize(
    ("what", "match"),
    [
        ("confirmation", "nobody confirmed"),
        ("text", "nobody confirmed"),
        ("amount", "confirmed for something else"),
        ("remedy", "confirmed for something else"),
        ("its end", "confirmed for something else"),
        ("its order", "confirmed for something else"),
        ("customer", "no verified customer"),
        ("email", "another customer"),
        ("order", "another order"),
        ("decision", "of another case"),
        ("stale", "not the latest"),
        ("denial", "approves nothing"),
    ],
)
def test_what_is_not_authorised_is_not_entered(scene, what, match):
    case_id = scene.case(email=None if what == "customer" else "kari@example.com")
    decision_id = scene.decide(case_id, approval(outcome="deny", amount=None) if what == "denial" else approval())
    order, given = scene.order, _OTHERWISE.get(what, {})
    if what == "email":
        order = an_order("490.00", email="ola@example.com")
    elif what == "order":
        order = an_order("490.00", number="NN-10024")
    elif what == "stale":
        scene.decide(case_id, approval(row="N11b"))
    elif what == "decision":
        decision_id = scene.decide(scene.case(issue="other"), approval())
    with pytest.raises(NotAuthorised, match=match):
        scene.enter(case_id, decision_id, order=order, **given)
    assert scene.remedies() == []
    assert jobs(scene) == []


def test_an_email_in_other_letters_is_the_same_customer(scene):
    case_id = scene.case(email="Kari@Example.com ")
    assert scene.enter(case_id, scene.decide(case_id, approval()))


def test_two_reasons_to_refund_do_not_add_up_beyond_what_was_paid(scene):
    scene.granted(approval(amount="300.00"))
    with pytest.raises(ExceedsPaid):
        scene.granted(approval(amount="200.00", row="N11b"), issue="cancel")
    assert len(scene.remedies()) == 1
    assert scene.balances()["pay_1"] == (49000, 30000, 0)


def test_credits_count_with_refunds_against_the_order(scene):
    scene.granted(approval("service_credit", "400.00", row="I19e"))
    with pytest.raises(ExceedsPaid):
        scene.granted(approval(amount="100.00", row="N11b"), issue="cancel")


def test_what_the_merchant_returned_meanwhile_is_seen(scene):
    case_id = scene.case()
    decision_id = scene.decide(case_id, approval())
    with pytest.raises(OrderChanged, match=r"NOK\s0\.01 went back since the decision"):
        scene.enter(case_id, decision_id, order=an_order("490.00", refunded=("0.01",)))


def test_after_a_refusal_the_same_transaction_can_hand_over(scene):
    case_id = scene.case()
    decision_id = scene.decide(case_id, approval())
    with scene.database.begin() as session:
        case = session.get_one(CaseRow, case_id)
        fresh = an_order("490.00", refunded=("490.00",))
        decision = session.get_one(DecisionRow, decision_id)
        agreed = Confirmation("event:7", scene.now, "Shall I?", act_of(decision, case))
        with pytest.raises(OrderChanged):
            ledger.enter(session, case=case, decision=decision, order=fresh, confirmation=agreed, now=scene.now)
        store.move(session, case, "review", "bot", scene.now, scene.now)
    assert scene.status(case_id) == "review"


def test_the_database_itself_refuses_more_than_was_paid(scene):
    scene.granted(approval())
    with pytest.raises(IntegrityError, match="within_paid"), scene.database.begin() as session:
        session.execute(update(PaymentBalanceRow).values(committed_minor=49001))


def test_the_database_itself_refuses_a_second_live_row_for_a_purpose(scene):
    scene.granted(approval())
    [first] = scene.remedies()
    columns = {each.name: getattr(first, each.name) for each in RemedyRow.__table__.columns}
    with pytest.raises(IntegrityError), scene.database.begin() as session:
        session.add(RemedyRow(**{**columns, "id": None, "key": "another"}))


def test_eight_at_once_enter_one_set_of_remedies(scene):
    case_id = scene.case()
    decision_id = scene.decide(case_id, approval(cancels=True))
    with ThreadPoolExecutor(8) as pool:
        entered = list(pool.map(lambda _: scene.enter(case_id, decision_id), range(8)))
    assert len({tuple(ids) for ids in entered}) == 1
    assert len(scene.remedies()) == len(jobs(scene)) == 2
    assert scene.balances()["pay_1"] == (49000, 49000, 0)


def test_eight_reasons_at_once_do_not_add_up_beyond_what_was_paid(scene):
    issues = [
        "cancel",
        "other",
        "outage",
        "withdraw",
        "wrong_purchase",
        "loss_claim",
        "billing_error",
        "dissatisfaction",
    ]
    cases = [(case, scene.decide(case, approval(amount="100.00", row=f"R{case}"))) for case in map_cases(scene, issues)]

    def enter(pair):
        try:
            return len(scene.enter(*pair))
        except ExceedsPaid:
            return 0

    with ThreadPoolExecutor(8) as pool:
        assert sum(pool.map(enter, cases)) == 4
    assert scene.balances()[""] == (49000, 40000, 0)


def map_cases(scene, issues):
    return [scene.case(issue=issue) for issue in issues]
