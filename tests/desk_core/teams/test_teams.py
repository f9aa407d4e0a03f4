"""Teams are made at the desk, and their cases are given to whoever is there, once."""

import threading
from collections import Counter
from datetime import timedelta

import pytest
from sqlalchemy import select

from amends.accounts import account, sessions
from amends.db.tables import AuditRow, DeskCaseRow, DeskSessionRow
from amends.desk.actor import Actor
from amends.desk.queries import queue
from amends.desk.queries.filters import Filters
from amends.desk.snoozing import Snoozing
from amends.desk.teams.administration import Teams, names, of_merchant
from amends.desk.teams.assigning import Assigning
from amends.desk.teams.people import HERE_FOR
from amends.errors import CannotBeDone, NotFound, NotPermitted
from tests.desk_core.scene import SUSAN

ISSUES = ("not_activated", "outage", "cancel", "duplicate_payment", "wrong_amount", "other")


@pytest.fixture
def people(desk):
    """Three agents, signed in, and one of another merchant."""
    made = {}
    with desk.database.begin() as session:
        for name, merchant in (("Anna", "norrnet"), ("Bo", "norrnet"), ("Cleo", "norrnet"), ("Dirk", "itnet")):
            found = account.add(
                session, name=name, email=f"{name}@example.com", role="agent", merchants=(merchant,),
                password="correct horse battery", now=desk.now,
            )  # fmt: skip
            made[name] = Actor(found.id, name, "agent", frozenset({merchant}))
            sessions.begin(session, found.id, desk.now)
    return made


@pytest.fixture
def teams(desk):
    return Teams(desk.context)


@pytest.fixture
def team(teams, people):
    """One with all three, which hands out and takes what is new."""
    team = teams.add(SUSAN, "norrnet", "First line")
    members = [people[name].id for name in ("Anna", "Bo", "Cleo")]
    teams.save(SUSAN, team, "First line", members, hands_out=True, takes_new=True)
    return team


def cases(desk, count):
    return [desk.case(verified=False) for _ in range(count)]


def give(desk):
    return Assigning(desk.context).look()


def holders(desk, numbers):
    return Counter(desk.holder(number) for number in numbers)


def test_what_is_new_becomes_the_teams_and_goes_to_whoever_has_the_fewest(desk, people, team):
    numbers = cases(desk, 6)
    assert give(desk) == 6
    assert holders(desk, numbers) == {people[name].id: 2 for name in ("Anna", "Bo", "Cleo")}
    assert desk.told(numbers[0])[-2:] == ["team", "assign"]
    assert desk.notices(people["Anna"], next(n for n in numbers if desk.holder(n) == people["Anna"].id)) == ["given"]
    assert give(desk) == 0


def test_each_giving_is_in_the_audit_log(desk, people, team):
    (number,) = cases(desk, 1)
    give(desk)
    with desk.database.read() as session:
        entry = session.scalars(select(AuditRow).where(AuditRow.action == "assign")).one()
        assert (entry.actor, entry.subject, entry.body["to"]) == ("worker", number, desk.holder(number))


def test_nobody_gets_more_than_they_take(desk, people, teams, team):
    for name, most in (("Anna", 1), ("Bo", 2), ("Cleo", 0)):
        teams.set_work(SUSAN, "norrnet", people[name].id, (), (), most)
    numbers = cases(desk, 5)
    assert give(desk) == 3
    assert holders(desk, numbers) == {people["Anna"].id: 1, people["Bo"].id: 2, None: 2}
    desk.case_actions.close(SUSAN, next(n for n in numbers if desk.holder(n) == people["Bo"].id))
    assert give(desk) == 1


def test_a_case_goes_to_somebody_who_writes_its_language_and_knows_its_issue(desk, people, teams, team):
    teams.set_work(SUSAN, "norrnet", people["Anna"].id, ("nb",), (), 10)
    teams.set_work(SUSAN, "norrnet", people["Bo"].id, ("en",), ("outage",), 10)
    teams.set_work(SUSAN, "norrnet", people["Cleo"].id, ("en",), ("cancel",), 10)
    norwegian, outage, cancel, other = (
        desk.case(verified=False, language="nb"),
        desk.case(verified=False, issue="outage"),
        desk.case(verified=False, issue="cancel"),
        desk.case(verified=False, issue="other"),
    )
    assert give(desk) == 3
    expected = [people["Anna"].id, people["Bo"].id, people["Cleo"].id, None]
    assert [desk.holder(each) for each in (norwegian, outage, cancel, other)] == expected


def test_whoever_is_not_there_or_away_gets_nothing(desk, people, teams, team):
    teams.set_away(people["Anna"], away=True)
    with desk.database.begin() as session:
        for row in session.scalars(select(DeskSessionRow).where(DeskSessionRow.agent_id == people["Bo"].id)):
            row.seen_at = desk.now - HERE_FOR - timedelta(seconds=1)
    numbers = cases(desk, 4)
    give(desk)
    assert holders(desk, numbers) == {people["Cleo"].id: 4}
    teams.set_away(people["Anna"], away=False)
    more = cases(desk, 2)
    give(desk)
    assert holders(desk, more) == {people["Anna"].id: 2}


def test_what_is_put_off_or_claimed_is_left_alone(desk, people, team):
    put_off, claimed = cases(desk, 2)
    Snoozing(desk.context).snooze(SUSAN, put_off, desk.now + timedelta(hours=2))
    desk.case_actions.claim(people["Bo"], claimed)
    assert give(desk) == 0
    assert (desk.holder(put_off), desk.holder(claimed)) == (None, people["Bo"].id)


def test_two_workers_at_once_give_each_case_once_and_nobody_too_many(desk, people, teams, team):
    for name in ("Anna", "Bo", "Cleo"):
        teams.set_work(SUSAN, "norrnet", people[name].id, (), (), 3)
    numbers = cases(desk, 12)
    begin = threading.Barrier(4)
    given = []

    def work():
        begin.wait()
        given.append(give(desk))

    workers = [threading.Thread(target=work) for _ in range(4)]
    for each in workers:
        each.start()
    for each in workers:
        each.join()
    assert sum(given) == 9
    assert holders(desk, numbers) == {**{people[name].id: 3 for name in ("Anna", "Bo", "Cleo")}, None: 3}
    lines = Counter(kind for number in numbers for kind in desk.told(number))
    assert lines["assign"] == 9


def test_a_team_that_does_not_hand_out_keeps_its_cases(desk, people, teams, team):
    teams.save(SUSAN, team, "First line", [people["Anna"].id], hands_out=False, takes_new=True)
    (number,) = cases(desk, 1)
    assert give(desk) == 0
    assert desk.holder(number) is None


def test_a_case_is_given_to_another_team_and_taken_from_whoever_is_not_in_it(desk, people, teams, team):
    (number,) = cases(desk, 1)
    desk.case_actions.claim(people["Anna"], number)
    second = teams.add(SUSAN, "norrnet", "Second line")
    teams.save(SUSAN, second, "Second line", [people["Bo"].id], hands_out=True, takes_new=False)
    desk.case_actions.set_team(SUSAN, number, second)
    assert desk.holder(number) is None
    assert desk.notices(people["Anna"], number) == ["lost"]
    give(desk)
    assert desk.holder(number) == people["Bo"].id
    with desk.database.read() as session:
        lines, total = queue.queue(session, SUSAN, Filters(view="open", team=str(second)), desk.now, 0, 10)
        assert (total, lines[0].number, lines[0].team) == (1, number, "Second line")
        assert queue.queue(session, SUSAN, Filters(view="open", team=str(team)), desk.now, 0, 10)[1] == 0


def test_one_team_alone_takes_what_is_new(desk, teams, team):
    other = teams.add(SUSAN, "norrnet", "Other")
    teams.save(SUSAN, other, "Other", [], hands_out=False, takes_new=True)
    with desk.database.read() as session:
        assert {each.name: each.takes_new for each in of_merchant(session, "norrnet", desk.now)} == {
            "First line": False, "Other": True
        }  # fmt: skip


def test_a_team_that_is_removed_leaves_its_cases_whose_they_are(desk, people, teams, team):
    (number,) = cases(desk, 1)
    give(desk)
    holder = desk.holder(number)
    teams.remove(SUSAN, team)
    with desk.database.read() as session:
        assert names(session, ["norrnet"]) == {}
        row = session.get(DeskCaseRow, desk.row(number, session).id)
        assert (row.team_id, row.assigned_to) == (None, holder)


def test_what_cannot_be_is_said(desk, people, teams, team):
    with pytest.raises(CannotBeDone, match="a team first LINE already"):
        teams.add(SUSAN, "norrnet", " first  LINE ")
    with pytest.raises(CannotBeDone, match="work for this merchant"):
        teams.save(SUSAN, team, "First line", [people["Dirk"].id], hands_out=True, takes_new=True)
    with pytest.raises(CannotBeDone, match="0 to 200"):
        teams.set_work(SUSAN, "norrnet", people["Anna"].id, (), (), 201)
    with pytest.raises(CannotBeDone, match="no such issue"):
        teams.set_work(SUSAN, "norrnet", people["Anna"].id, (), ("love",), 2)
    with pytest.raises(NotPermitted):
        teams.add(people["Anna"], "norrnet", "Mine")
    with pytest.raises(NotFound):
        teams.remove(people["Dirk"], team)
    (number,) = cases(desk, 1)
    with pytest.raises(CannotBeDone, match="no such team"):
        desk.case_actions.set_team(SUSAN, number, 9999)


def test_whoever_works_for_the_merchant_no_longer_gets_none_of_its_cases(desk, people, teams):
    team = teams.add(SUSAN, "norrnet", "First line")
    teams.save(SUSAN, team, "First line", [people["Anna"].id], hands_out=True, takes_new=True)
    with desk.database.begin() as session:
        account.change(session, "anna@example.com", None, ["itnet"], desk.now)
        sessions.begin(session, people["Anna"].id, desk.now)
    (number,) = cases(desk, 1)
    assert give(desk) == 0
    assert desk.holder(number) is None
    with desk.database.read() as session:
        assert of_merchant(session, "norrnet", desk.now)[0].people == ()


def test_what_a_person_takes_on_is_in_the_log_of_each_of_their_merchants(desk, people, teams):
    with desk.database.begin() as session:
        account.change(session, "anna@example.com", None, ["itnet", "norrnet"], desk.now)
    teams.set_work(SUSAN, "norrnet", people["Anna"].id, (), (), 0)
    with desk.database.read() as session:
        entries = session.scalars(select(AuditRow).where(AuditRow.action == "work_changed")).all()
    assert {(each.merchant, each.actor) for each in entries} == {("itnet", SUSAN.id), ("norrnet", SUSAN.id)}
