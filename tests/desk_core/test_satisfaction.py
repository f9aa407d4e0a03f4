"""After a person helped and the case is closed, the customer is asked once how it was, and heard once."""

import json

import pytest
from sqlalchemy import select

from amends.cases import satisfaction
from amends.cases.status import CaseStatus
from amends.db.conversation_tables import ButtonRow
from amends.db.desk_tables import SatisfactionRow
from tests.desk_core.scene import ANNA, SENTENCES


def kept(desk):
    with desk.database.read() as session:
        return [(row.score, row.comment) for row in session.scalars(select(SatisfactionRow))]


def asked(desk, number):
    return sum("how well did we help" in (text or "").lower() for text in desk.said(number))


@pytest.fixture
def closed(desk):
    number = desk.reviewed()
    desk.decides.deny(ANNA, number, clauses=["1"], reason_code="other")
    return number


def press(desk, number, score):
    """What the button behind that score stands for, heard."""
    with desk.database.read() as session:
        payloads = session.scalars(select(ButtonRow.payload).where(ButtonRow.title == score))
        choice = next(json.loads(p.removeprefix("/choose")) for p in payloads if "satisfaction" in p)
    return desk.hear(desk.row(number).conversation_id, score, "choose", **choice)


def test_the_question_comes_once_with_five_buttons(desk, closed):
    assert asked(desk, closed) == 1
    assert [b["title"] for b in desk.events(closed)[-1].body["buttons"]] == ["1", "2", "3", "4", "5"]
    desk.case_actions.reopen(ANNA, closed, "again")
    desk.decides.deny(ANNA, closed, clauses=["1"], reason_code="other")
    assert asked(desk, closed) == 1


def test_a_score_is_kept_and_then_a_comment(desk, closed):
    step = press(desk, closed, "4")
    assert step.asked == "comment"
    assert step.says[-1].response == "utter_ask_comment"
    step = desk.hear(desk.row(closed).conversation_id, "It took a while, but Anna was kind")
    assert step.asked is None
    assert [say.response for say in step.says] == ["utter_thank_comment"]
    assert kept(desk) == [(4, "It took a while, but Anna was kind")]


def test_a_second_press_changes_nothing(desk, closed):
    press(desk, closed, "4")
    assert press(desk, closed, "1").says[0].response == "utter_choice_is_over"
    assert kept(desk) == [(4, None)]


def test_whoever_has_nothing_to_add_is_thanked(desk, closed):
    press(desk, closed, "5")
    assert desk.hear(desk.row(closed).conversation_id, "no", "deny").says[0].response == "utter_thank_comment"
    assert kept(desk) == [(5, None)]


def test_another_problem_is_no_comment(desk, closed):
    press(desk, closed, "2")
    step = desk.hear(desk.row(closed).conversation_id, "My service is down", "outage")
    assert step.asked is not None
    assert step.asked != "comment"
    assert kept(desk) == [(2, None)]


def test_a_score_from_another_conversation_or_outside_the_scale_is_not_kept(desk, closed):
    other = desk.chat()
    with desk.database.begin() as session:
        assert not satisfaction.keep_score(session, other, closed, "5", desk.now)
        assert not satisfaction.keep_score(session, desk.row(closed).conversation_id, closed, "6", desk.now)
    assert kept(desk) == []


def test_while_a_person_has_the_chat_it_waits_until_it_is_handed_back(desk):
    number = desk.reviewed()
    desk.takeover.take_over(ANNA, number)
    desk.decides.approve_recommended(ANNA, number)
    desk.work()
    assert desk.status(number) == CaseStatus.RESOLVED
    assert asked(desk, number) == 0
    desk.takeover.hand_back(ANNA, number)
    assert asked(desk, number) == 1


def test_a_remedy_granted_beside_the_bot_is_asked_about_once_it_is_carried_out(desk):
    number = desk.reviewed()
    desk.decides.approve_recommended(ANNA, number)
    assert asked(desk, number) == 0
    desk.work()
    assert desk.status(number) == CaseStatus.RESOLVED
    assert asked(desk, number) == 1


def test_a_case_that_no_person_touched_is_not_asked_about(desk):
    number = desk.case(to=CaseStatus.DENIED)
    with desk.database.begin() as session:
        satisfaction.ask(session, desk.row(number, session), SENTENCES, desk.now)
    assert asked(desk, number) == 0
