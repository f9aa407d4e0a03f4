"""What the queue counts, of plain cases and of all others: what it lists, in one order, however it is narrowed."""

from datetime import timedelta
from itertools import pairwise

import pytest

from amends import clock
from amends.cases import store
from amends.cases.status import CaseStatus
from amends.db.conversation_tables import ConversationRow
from amends.desk import change_marks
from amends.desk.queries import counting
from amends.desk.queries.filters import SORTS, Filters
from amends.desk.queries.kept_counts import HOLDS, KeptCounts
from amends.desk.queries.queue import queue
from amends.desk.snoozing import Snoozing
from tests.db.watching import plan_of, statements_of
from tests.desk_core.scene import ANNA, BO, SUSAN

TABS = ("todo", "mine", "free", "late", "second", "snoozed", "open", "closed")


@pytest.fixture
def full(desk):
    """Cases of every kind: with the bot and with a person, put off, back, closed, closed and still talked about."""
    snoozing = Snoozing(desk.context)
    numbers = [desk.case(issue=issue) for issue in ("outage", "cancel", "billing_error", "not_activated", "other")]
    numbers += [desk.case(issue="outage", verified=False) for _ in range(5)]
    desk.case_actions.claim(ANNA, numbers[0])
    desk.takeover.take_over(ANNA, numbers[1])
    desk.takeover.take_over(BO, numbers[2])
    desk.case_actions.close(BO, numbers[2], "Bye")
    desk.case_actions.close(SUSAN, numbers[3], "Bye")
    snoozing.snooze(ANNA, numbers[4], desk.now + timedelta(days=1))
    snoozing.snooze(ANNA, numbers[5], desk.now + timedelta(minutes=5))
    desk.case_actions.prioritize(ANNA, numbers[6], "urgent")
    with desk.database.begin() as session:
        case = desk.row(numbers[7], session)
        store.move(session, case, CaseStatus.REVIEW, "worker", desk.now, desk.now - timedelta(hours=2))
        session.get_one(ConversationRow, desk.row(numbers[8], session).conversation_id).channel = "telegram"
        desk.row(numbers[9], session).conversation_id = None
    desk.later(minutes=10)
    return desk


def look(desk, offset=0, limit=50, **filters):
    with desk.database.read() as session:
        return queue(session, ANNA, Filters(**filters), desk.now, offset, limit)


@pytest.mark.parametrize("tab", TABS)
def test_a_tab_lists_as_many_as_are_counted(full, tab):
    lines, total = look(full, view=tab)
    assert total == len(lines) == len({line.number for line in lines})
    with full.database.read() as session:
        counted = counting.counts(session, ANNA, full.now)
        listed = counting.listed(session, ANNA, Filters(view=tab), full.now)
    assert listed.total("") == total
    assert counted.get(tab, total) == total
    assert tab == "second" or total > 0


def test_the_tabs_have_what_belongs_there(full):
    with full.database.read() as session:
        found = counting.counts(session, ANNA, full.now)
    assert found == {"todo": 8, "mine": 2, "free": 5, "late": 1, "second": 0, "snoozed": 1, "open": 9}


@pytest.mark.parametrize("sort", ["", *SORTS])
def test_pages_have_every_case_once_and_in_one_order(full, sort):
    whole, total = look(full, view="open", sort=sort)
    pages = [look(full, offset, 2, view="open", sort=sort)[0] for offset in range(0, total, 2)]
    assert [line.number for page in pages for line in page] == [line.number for line in whole]


def test_the_soonest_come_first_whoever_has_the_chat(full):
    lines, _ = look(full, view="open")
    talking, others = lines[:1], lines[1:]
    assert [line.status for line in talking] == ["resolved"]
    assert {line.taken for line in others} == {True, False}
    assert all(before.due_at <= after.due_at for before, after in pairwise(others))


@pytest.mark.parametrize(
    "narrowed", [{"issue": "outage"}, {"status": "review"}, {"priority": "urgent"}, {"channel": "telegram"}]
)
def test_what_is_narrowed_is_counted_as_it_is_listed(full, narrowed):
    lines, total = look(full, view="open", **narrowed)
    assert 0 < total == len(lines) < 9
    with full.database.read() as session:
        on_list = counting.listed(session, ANNA, Filters(view="open", **narrowed), full.now)
    assert on_list.total(narrowed.get("channel", "")) == total


def test_channels_are_counted_whichever_the_list_is_narrowed_to(full):
    with full.database.read() as session:
        found = counting.listed(session, ANNA, Filters(view="open", channel="telegram"), full.now)
    assert found.channels == {"telegram": 1, "web": 7}
    assert found.total("telegram") == 1


def test_kept_counts_are_counted_anew_once_something_happens_and_after_a_while(full):
    kept, asked = KeptCounts(), []

    def count():
        with full.database.read() as session:
            mark = change_marks.of_queue(session)
            return kept.of("todo", mark, full.now, lambda: asked.append(1) or look(full)[1])

    assert (count(), count(), len(asked)) == (8, 8, 1)
    full.case_actions.close(SUSAN, look(full)[0][-1].number, "Bye")
    assert (count(), len(asked)) == (7, 2)
    full.now += HOLDS
    assert (count(), len(asked)) == (7, 3)


def test_kept_counts_are_each_ones_own():
    kept = KeptCounts()
    assert kept.of("norrnet", "1", now := clock.now(), lambda: 1) == 1
    assert kept.of("itnet", "1", now, lambda: 2) == 2
    assert kept.of("norrnet", "1", now, lambda: 3) == 1


def test_what_is_put_off_is_found_by_its_index(full):
    if full.database.engine.dialect.name != "sqlite":
        pytest.skip("the plan is SQLite's")
    with statements_of(full.database) as seen, full.database.read() as session:
        counting.shared(session, ANNA.merchants, full.now)
    plans = [plan_of(full.database, *each) for each in seen if each[0].startswith("SELECT")]
    assert any("ix_desk_cases_put_off" in plan and "ix_conversations_with_person" in plan for plan in plans)
