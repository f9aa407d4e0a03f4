"""A case's reply target follows what happens to it, wherever that is done."""

from datetime import timedelta

import pytest
from sqlalchemy import func, select

from amends.cases import store
from amends.conversations import log
from amends.db.conversation_tables import ConversationRow
from amends.db.tables import ReplyTargetRow
from amends.desk.snoozing import Snoozing
from amends.desk.targets import keeping
from amends.errors import CannotBeDone
from amends.merchants import desk_hours
from tests.desk_core.scene import ANNA, BO, MERCHANTS, RULES, SUSAN

NORRNET = MERCHANTS["norrnet"].merchant
TARGETS = RULES["norrnet"].targets


@pytest.fixture
def desk(desk):
    keeping.watch(desk.database, MERCHANTS, RULES)
    return desk


def targets(desk, number):
    with desk.database.read() as session:
        mine = ReplyTargetRow.case_id == desk.row(number, session).id
        return list(session.scalars(select(ReplyTargetRow).where(mine).order_by(ReplyTargetRow.id)))


def says(desk, number, text="Hello?"):
    """The customer writes in the chat of the case."""
    with desk.database.begin() as session:
        talk = session.get_one(ConversationRow, desk.row(number).conversation_id)
        log.append(session, talk, kind="message", author="customer", body={"text": text}, now=desk.now)


def test_the_first_reply_is_awaited_from_when_the_case_came_to_a_person(desk):
    number = desk.case()
    (target,) = targets(desk, number)
    assert (target.waits, target.minutes, target.begun_at) == ("first", TARGETS.usual.first, desk.now)
    assert target.due_at == desk_hours.due(NORRNET, desk.now, TARGETS.usual.first)


def test_words_of_the_customer_before_the_reply_begin_no_other(desk):
    number = desk.case()
    before = targets(desk, number)[0].due_at
    desk.later(minutes=10)
    says(desk, number)
    assert [each.due_at for each in targets(desk, number)] == [before]


def test_the_reply_ends_it_in_time_or_late(desk):
    soon, late = desk.case(), desk.case(issue="outage")
    desk.later(minutes=TARGETS.usual.first)
    desk.replying.reply(ANNA, soon, "Here I am.")
    desk.later(minutes=1)
    desk.replying.reply(ANNA, late, "Here I am.")
    ended = [targets(desk, each)[0] for each in (soon, late)]
    assert [(each.end, each.missed, each.due_at) for each in ended] == [
        ("answered", False, None), ("answered", True, None)
    ]  # fmt: skip


def test_what_the_customer_says_after_a_reply_awaits_the_next(desk):
    number = desk.case()
    desk.replying.reply(ANNA, number, "Here I am.")
    desk.later(minutes=5)
    says(desk, number)
    first, following = targets(desk, number)
    assert (first.end, following.waits, following.minutes) == ("answered", "next", TARGETS.usual.next)
    assert following.begun_at == desk.now


def test_nothing_is_awaited_while_the_customer_is_waited_for(desk):
    number = desk.case()
    desk.later(minutes=20)
    desk.information.ask_for_information(ANNA, number, ["explanation"])
    assert [each.end for each in targets(desk, number)] == ["answered"]
    says(desk, number, "I told the bot")
    assert [each.end for each in targets(desk, number)] == ["answered"]


def test_it_stands_still_while_the_case_is_not_a_persons(desk):
    number = desk.case()
    desk.later(minutes=20)
    with desk.database.begin() as session:
        store.move(session, desk.row(number, session), "on_hold", "bot", desk.now)
    (target,) = targets(desk, number)
    assert (target.since, target.due_at, target.used) == (None, None, 20)
    desk.later(days=1)
    with desk.database.begin() as session:
        store.move(session, desk.row(number, session), "review", "customer", desk.now, desk.now + timedelta(days=3))
    (target,) = targets(desk, number)
    assert target.due_at == desk_hours.due(NORRNET, desk.now, TARGETS.usual.first - 20)


def test_what_is_put_off_is_due_later_and_at_once_where_the_customer_writes(desk):
    number = desk.case()
    desk.later(minutes=20)
    until = desk.now + timedelta(days=1)
    Snoozing(desk.context).snooze(ANNA, number, until)
    (target,) = targets(desk, number)
    assert (target.since, target.due_at) == (until, desk_hours.due(NORRNET, until, TARGETS.usual.first - 20))
    desk.later(minutes=30)
    says(desk, number)
    (target,) = targets(desk, number)
    assert target.due_at == desk_hours.due(NORRNET, desk.now, TARGETS.usual.first - 20)


def test_taking_it_up_again_makes_it_run(desk):
    number = desk.case()
    snoozing = Snoozing(desk.context)
    snoozing.snooze(ANNA, number, desk.now + timedelta(days=1))
    desk.later(minutes=30)
    snoozing.wake(ANNA, number)
    (target,) = targets(desk, number)
    assert target.due_at == desk_hours.due(NORRNET, desk.now, TARGETS.usual.first)


def test_closing_the_case_ends_it_and_reopening_begins_one(desk):
    number = desk.case()
    desk.replying.reply(ANNA, number, "Here I am.")
    says(desk, number)
    desk.case_actions.close(ANNA, number, "Done.")
    assert [each.end for each in targets(desk, number)] == ["answered", "answered"], "the closing words are a reply"
    desk.case_actions.reopen(SUSAN, number, "Too soon.")
    assert targets(desk, number)[-1].waits == "next"


def test_a_priority_shortens_what_is_left(desk):
    number = desk.case()
    desk.later(minutes=10)
    desk.case_actions.prioritize(BO, number, "urgent")
    (target,) = targets(desk, number)
    assert target.due_at == desk_hours.due(NORRNET, target.begun_at, TARGETS.priority["urgent"].first)
    assert desk.told(number)[-1] == "priority"


def test_an_unknown_priority_is_refused(desk):
    number = desk.case()
    with pytest.raises(CannotBeDone, match="low, normal, high, urgent"):
        desk.case_actions.prioritize(BO, number, "now!")


def test_a_desk_without_targets_measures_nothing(desk):
    keeping.watch(desk.database, MERCHANTS, {})
    number = desk.case()
    assert targets(desk, number) == []


def test_one_alone_is_open_however_often_things_happen(desk):
    number = desk.case()
    for _ in range(3):
        desk.later(minutes=1)
        says(desk, number)
        desk.replying.reply(ANNA, number, "And?")
        says(desk, number)
    with desk.database.read() as session:
        still = select(func.count()).select_from(ReplyTargetRow).where(ReplyTargetRow.ended_at.is_(None))
        assert session.scalar(still) == 1
