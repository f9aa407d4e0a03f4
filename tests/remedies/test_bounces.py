"""A refund that fails days after it was made: free again, told, with a person, and once, whoever sees it."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest
from sqlalchemy import select, update
from sqlalchemy.exc import IntegrityError

from amends.cases import store
from amends.db.audit_tables import AuditRow
from amends.db.case_tables import CaseEntryRow, CaseRow
from amends.db.desk_tables import DeskCaseRow
from amends.db.job_kinds import JobKind
from amends.db.remedy_tables import JobRow, RemedyRow
from amends.errors import InvalidTransition
from amends.remedies import bounces, states
from tests.remedies.scene import Scene, an_order, approval

FREE = {"": (49000, 0, 0), "pay_1": (49000, 0, 0)}
DAY = timedelta(days=1)


@pytest.fixture
def scene(database):
    return Scene(database, an_order("490.00"))


def refunded(scene, **case):
    case_id, [refund] = scene.granted(approval(), **case)
    scene.carry_out(refund)
    return case_id, refund


def fails(scene, refund):
    key = next(row.key for row in scene.remedies() if row.id == refund)
    scene.now += 3 * DAY
    scene.backend.fail_refund(key)


def test_the_money_is_free_again_and_a_person_has_the_case_with_all_of_it(scene):
    case_id, refund = refunded(scene)
    assert scene.status(case_id) == "resolved"
    fails(scene, refund)
    assert scene.look(refund) is None
    assert scene.states() == [("refund", "bounced")]
    assert scene.balances() == FREE
    assert scene.status(case_id) == "review"
    [remedy] = scene.remedies()
    assert remedy.reference
    assert "re_pay_1_1 failed" in remedy.last_error
    with scene.database.read() as session:
        lines = select(CaseEntryRow).where(CaseEntryRow.case_id == case_id, CaseEntryRow.kind == "remedy_bounced")
        [line] = session.scalars(lines)
        [entry] = session.scalars(select(AuditRow).where(AuditRow.action == "remedy_bounced"))
        case = session.get_one(CaseRow, case_id)
    assert line.body == {"remedy": refund, "kind": "refund", "reference": remedy.reference, "refund": "re_pay_1_1"}
    assert (entry.actor, entry.subject, entry.body) == ("worker", case.number, line.body)
    assert case.due_at is not None
    assert case.closed_at is None


@pytest.mark.parametrize(
    ("language", "amount", "words"),
    [
        ("en", "NOK\xa0490.00", "did not arrive"),
        ("nl", "NOK\xa0490,00", "niet aangekomen"),
        ("nb", "490,00\xa0kr", "ikke fram"),
    ],
)
def test_the_customer_hears_it_in_the_chat_and_by_mail(scene, language, amount, words):
    _, refund = refunded(scene, language=language)
    fails(scene, refund)
    scene.look(refund)
    _, told = scene.said()
    assert words in told
    assert amount in told
    assert "Visa •••• 4242" in told
    assert "30" in told  # three business days after Wednesday the 25th
    _, mail = scene.mails()
    assert told in mail.text
    assert mail.recipient == "kari@example.com"


def test_a_second_look_finds_nothing_to_do(scene):
    _, refund = refunded(scene)
    fails(scene, refund)
    scene.look(refund)
    assert scene.look(refund) is None
    assert (len(scene.said()), len(scene.mails())) == (2, 2)
    assert scene.balances() == FREE


def test_eight_who_see_it_at_once_free_the_money_once(scene):
    _, refund = refunded(scene)
    fails(scene, refund)
    with ThreadPoolExecutor(8) as pool:
        assert set(pool.map(lambda _: scene.look(refund), range(8))) == {None}
    assert scene.balances() == FREE
    assert (len(scene.said()), len(scene.mails())) == (2, 2)


def test_the_same_may_be_entered_and_made_again_under_a_new_key(scene):
    case_id, refund = refunded(scene)
    fails(scene, refund)
    scene.look(refund)
    [again] = scene.enter(case_id, scene.decide(case_id, approval()), confirmed_by="agent:3")
    assert again != refund
    scene.carry_out(again)
    assert scene.states() == [("refund", "bounced"), ("refund", "confirmed")]
    first, second = scene.remedies()
    assert first.purpose == second.purpose
    assert first.key != second.key
    assert scene.balances() == {"": (49000, 49000, 0), "pay_1": (49000, 49000, 0)}
    refunds = scene.backend.order("NN-10023").payments[0].refunds
    assert [(each.status, each.key) for each in refunds] == [("failed", first.key), ("succeeded", second.key)]


def test_what_bounced_and_went_back_elsewhere_then_is_not_free(scene):
    case_id, refund = refunded(scene)
    fails(scene, refund)
    scene.look(refund)
    decision_id = scene.decide(case_id, approval("partial_refund", "200.00", row="P"))
    scene.enter(case_id, decision_id)
    scene.returned_by_hand("490.00")
    [again] = [row.id for row in scene.remedies() if row.state == "requested"]
    scene.carry_out(again)
    assert scene.states() == [("refund", "bounced"), ("refund", "failed")]


def test_an_earlier_promise_of_the_person_who_has_the_case_is_kept(scene):
    case_id, refund = refunded(scene)
    promised = scene.now + 4 * DAY
    with scene.database.begin() as session:
        store.move(session, session.get_one(CaseRow, case_id), "review", "ag_anna", scene.now, promised)
    fails(scene, refund)
    scene.look(refund)
    with scene.database.read() as session:
        assert session.get_one(CaseRow, case_id).due_at == promised


def test_a_case_that_goes_on_in_another_one_is_told_there(scene):
    case_id, refund = refunded(scene)
    other = scene.case(issue="cancel")
    with scene.database.begin() as session:
        case = session.get_one(CaseRow, case_id)
        store.move(session, case, "review", "ag_anna", scene.now, scene.now)
        store.move(session, case, "merged", "ag_anna", scene.now)
        session.add(DeskCaseRow(case_id=case_id, merged_into=other))
    fails(scene, refund)
    scene.look(refund)
    assert (scene.status(case_id), scene.status(other)) == ("merged", "review")
    assert "remedy_bounced" in scene.told(other)


def test_a_refund_is_looked_at_for_thirteen_months_and_no_longer(scene):
    _, refund = refunded(scene)
    made = scene.now
    with scene.database.read() as session:
        [job] = session.scalars(select(JobRow).where(JobRow.kind == JobKind.LOOK_AGAIN))
    assert (job.body["remedy_id"], job.due_at) == (refund, made + timedelta(hours=1))
    looks, due = 0, job.due_at
    while due is not None:
        scene.now, looks = due, looks + 1
        due = scene.look(refund)
    assert scene.now == made + 390 * DAY
    assert looks == len(bounces.HOURS) == 23
    assert scene.states() == [("refund", "confirmed")]


def test_a_refund_that_fails_after_a_hundred_days_is_seen_at_the_next_slow_look(scene):
    _, refund = refunded(scene)
    made = scene.now
    scene.now = made + 100 * DAY
    scene.backend.fail_refund(scene.remedies()[0].key)
    assert bounces.next_look(made, scene.now) == made + 120 * DAY
    scene.now = made + 120 * DAY
    assert scene.look(refund) is None
    assert scene.states() == [("refund", "bounced")]
    assert scene.balances() == FREE


def test_an_order_backend_that_lists_no_refunds_is_asked_for_a_day_only(scene):
    _, refund = refunded(scene)
    made, order = scene.now, an_order("490.00", refunded=("490.00",))

    def look():
        return bounces.look(scene.database, refund, order, scene.clock, None)

    scene.now = made + timedelta(hours=1)
    assert look() == made + timedelta(hours=6)
    scene.now = made + DAY
    assert look() is None


def test_an_order_that_is_not_found_for_once_is_looked_at_again(scene):
    _, refund = refunded(scene)
    made = scene.now
    scene.now = made + timedelta(hours=1)
    assert bounces.look(scene.database, refund, None, scene.clock, None) == made + timedelta(hours=6)


def test_only_a_refund_is_watched(scene):
    for issue, decision in {"cancel": approval("cancellation", None), "outage": approval("reactivation", None)}.items():
        _, [only] = scene.granted(decision, issue=issue)
        scene.carry_out(only)
    with scene.database.read() as session:
        assert session.scalars(select(JobRow).where(JobRow.kind == JobKind.LOOK_AGAIN)).all() == []


def test_a_refund_of_somebody_else_that_failed_is_none_of_ours(scene):
    scene.returned_by_hand("20.00")
    _, [refund] = scene.granted(approval("partial_refund", "100.00", row="P"))
    scene.carry_out(refund)
    scene.backend.fail_refund("by-hand-0")
    scene.now += DAY
    assert scene.look(refund) is not None
    assert scene.states() == [("refund", "confirmed")]


@pytest.mark.parametrize("present", sorted(set(states.TRANSITIONS) - {states.CONFIRMED}))
def test_only_what_was_confirmed_can_come_back(present):
    with pytest.raises(InvalidTransition):
        states.check(present, states.BOUNCED)


def test_the_database_knows_the_states_and_no_other(scene):
    _, refund = refunded(scene)
    with pytest.raises(IntegrityError, match="state"), scene.database.begin() as session:
        session.execute(update(RemedyRow).where(RemedyRow.id == refund).values(state="returned"))
