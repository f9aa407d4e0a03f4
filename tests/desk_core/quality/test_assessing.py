"""Grades for finished conversations: who may give them, whose they are, and what they come to."""

from datetime import date, timedelta

import pytest

from amends.accounts import account
from amends.db.tables import AssessmentRow, AuditRow
from amends.desk.actor import Actor
from amends.desk.quality.assessing import SCORED, Assessing
from amends.desk.quality.figures import figures, monday_of
from amends.desk.quality.sampling import BOT
from amends.errors import CannotBeDone, NotFound, NotPermitted
from tests.desk_core.scene import ANNA, SUSAN

MONDAY = date(2026, 11, 23)
ALL_GOOD = {"understood": "good", "right": "good", "clear": "good", "effort": "good"}


@pytest.fixture
def anna(desk):
    """With an account, as people of a desk have."""
    with desk.database.begin() as session:
        made = account.add(
            session, name="Anna", email="anna@example.com", role="agent", merchants=["norrnet"],
            password="correct horse battery", now=desk.now,
        )  # fmt: skip
    return Actor(made.id, made.name, made.role, made.merchants)


@pytest.fixture
def assessing(desk):
    return Assessing(desk.context)


def ended(desk, by=SUSAN, issue="outage"):
    """A case that a person closes, in whose chat the customer wrote."""
    number = desk.case(issue=issue)
    desk.customer(desk.row(number).conversation_id, "It is down again")
    desk.case_actions.close(by, number, "It is up again.")
    return number


def week(desk, assessing, actor=SUSAN, monday=MONDAY):
    with desk.database.read() as session:
        return assessing.of_week(session, actor, "norrnet", monday)


def scores(desk, weeks=1):
    zone = desk.context.merchants["norrnet"].merchant.zone
    since, until = Assessing(desk.context).week("norrnet", MONDAY)
    with desk.database.read() as session:
        return figures(session, SUSAN, ["norrnet"], since - timedelta(weeks=weeks - 1), until, zone)


def test_a_conversation_is_whose_who_told_the_customer_something_last(desk, anna, assessing):
    hers = ended(desk, anna)
    nobodys = ended(desk, Actor("ag_gone", "Gone", "agent", frozenset({"norrnet"})), issue="cancel")
    looked = {each.of.number: each.of.whose for each in week(desk, assessing)}
    assert looked == {hers: anna.id, nobodys: BOT}


def test_what_is_open_or_of_another_week_is_not_drawn(desk, assessing):
    number = ended(desk)
    desk.case(issue="cancel")
    assert [each.of.number for each in week(desk, assessing)] == [number]
    assert week(desk, assessing, monday=MONDAY - timedelta(weeks=1)) == []


def test_grades_are_kept_once_a_case_and_audited(desk, anna, assessing):
    number = ended(desk, anna)
    assessing.score(SUSAN, number, {"understood": "poor", "clear": ""}, "Asked twice")
    assessing.score(SUSAN, number, {"understood": "partly", "right": "good"}, "")
    with desk.database.read() as session:
        [row] = session.query(AssessmentRow).all()
        entries = session.query(AuditRow).filter_by(action=SCORED).order_by(AuditRow.seq).all()
    assert (row.whose, row.grades, row.comment) == (anna.id, {"understood": "partly", "right": "good"}, None)
    assert [entry.body["grades"] for entry in entries] == [{"understood": "poor"}, row.grades]
    assert "Asked twice" not in str([entry.body for entry in entries])


def test_only_those_who_lead_the_merchants_desk_give_them(desk, assessing):
    number = ended(desk)
    with pytest.raises(NotPermitted):
        assessing.score(ANNA, number, ALL_GOOD, "")
    with pytest.raises(NotPermitted):
        week(desk, assessing, ANNA)
    with pytest.raises(NotFound):
        assessing.score(Actor("ag_x", "X", "supervisor", frozenset({"itnet"})), number, ALL_GOOD, "")


def test_nobody_assesses_their_own(desk, assessing):
    with desk.database.begin() as session:
        made = account.add(
            session, name="Lea", email="lea@example.com", role="supervisor", merchants=["norrnet"],
            password="correct horse battery", now=desk.now,
        )  # fmt: skip
    lea = Actor(made.id, made.name, made.role, made.merchants)
    with pytest.raises(CannotBeDone, match="yours"):
        assessing.score(lea, ended(desk, lea), ALL_GOOD, "")


def test_what_cannot_be_is_refused(desk, assessing):
    number, still_open = ended(desk), desk.case(issue="cancel")
    for grades in ({}, {"understood": ""}, {"manners": "good"}, {"clear": "splendid"}):
        with pytest.raises(CannotBeDone):
            assessing.score(SUSAN, number, grades, "")
    with pytest.raises(CannotBeDone, match="no conversation that is over"):
        assessing.score(SUSAN, still_open, ALL_GOOD, "")


def test_figures_are_shares_of_the_points_by_person_question_and_week(desk, anna, assessing):
    assessing.score(SUSAN, ended(desk, anna), ALL_GOOD, "")
    assessing.score(SUSAN, ended(desk, anna, "cancel"), {"understood": "poor", "right": "partly"}, "")
    found = scores(desk, weeks=2)
    whole = found.whole[anna.id]
    assert (whole.points, whole.most, whole.conversations) == (9, 12, 2)
    assert found.by_criterion[anna.id]["understood"].of_one == 0.5
    assert found.by_criterion[anna.id]["clear"].of_one == 1
    assert found.weeks == (MONDAY - timedelta(weeks=1), MONDAY)
    assert found.by_week[anna.id][MONDAY] == whole
    assert list(found.by_week[anna.id]) == [MONDAY]


def test_a_week_without_any_is_empty(desk):
    found = scores(desk)
    assert (found.whole, found.by_week, found.weeks) == ({}, {}, (MONDAY,))


def test_weeks_begin_on_monday():
    assert monday_of(date(2026, 11, 29)) == MONDAY
    assert monday_of(MONDAY) == MONDAY
