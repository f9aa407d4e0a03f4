"""What an operator's Prometheus reads: counted in the database, on both kinds, and readable by its own parser."""

from datetime import UTC, datetime, timedelta

import pytest
from prometheus_client.parser import text_string_to_metric_families

from amends.conversations import conversation
from amends.db.case_tables import CaseRow
from amends.db.conversation_tables import EventRow, TurnRow
from amends.db.remedy_tables import JobRow
from worker.metrics import render

NOW = datetime(2026, 11, 30, 8, 30, tzinfo=UTC)


@pytest.fixture
def told(database):
    def samples():
        families = text_string_to_metric_families(render(database, NOW).decode())
        found = (sample for family in families for sample in family.samples)
        return {(each.name, *sorted(each.labels.items())): each.value for each in found}

    return samples


def test_an_empty_database_waits_for_nothing(told):
    assert set(told().values()) == {0.0}
    assert ("amends_turns_waiting",) in told()


def test_a_message_that_waits_is_counted_with_its_age(database, told):
    with database.begin() as session:
        talk, _ = conversation.create(session, merchant="norrnet", language="en", channel="web", now=NOW)
        sent_at = NOW - timedelta(seconds=90)
        event = EventRow(conversation_id=talk.id, seq=1, kind="message", author="customer", body={}, at=sent_at)
        session.add(event)
        session.flush()
        later = NOW + timedelta(seconds=10)  # tried in vain, and due again
        session.add(TurnRow(event_id=event.id, conversation_id=talk.id, text="hello", due_at=later))
    assert told()["amends_turns_waiting",] == 1
    assert told()["amends_turns_oldest_seconds",] == 90


def test_dead_work_is_told_by_its_kind(database, told):
    with database.begin() as session:
        for state in ("dead", "dead", "waiting", "done"):
            session.add(JobRow(kind="mail", body={}, state=state, due_at=NOW - timedelta(minutes=1), created_at=NOW))
    found = told()
    assert found["amends_jobs", ("kind", "mail"), ("state", "dead")] == 2
    assert found["amends_jobs", ("kind", "mail"), ("state", "waiting")] == 1
    assert ("amends_jobs", ("kind", "mail"), ("state", "done")) not in found
    assert found["amends_jobs_overdue_seconds",] == 60


def test_what_is_due_later_is_not_overdue(database, told):
    with database.begin() as session:
        session.add(JobRow(kind="mail", body={}, due_at=NOW + timedelta(hours=1), created_at=NOW))
    assert told()["amends_jobs_overdue_seconds",] == 0


def test_what_waits_for_a_person_does_not_wait_for_the_bot(database, told):
    with database.begin() as session:
        talk, _ = conversation.create(session, merchant="norrnet", language="en", channel="web", now=NOW)
        talk.owner = "person"
        event = EventRow(conversation_id=talk.id, seq=1, kind="message", author="customer", body={}, at=NOW)
        session.add(event)
        session.flush()
        session.add(TurnRow(event_id=event.id, conversation_id=talk.id, text="hello", due_at=NOW))
    assert told()["amends_turns_waiting",] == 0


def test_work_that_is_tried_again_is_failing_and_what_died_long_ago_is_old_news(database, told):
    with database.begin() as session:
        later, long_ago = NOW + timedelta(minutes=15), NOW - timedelta(days=2)
        session.add(JobRow(kind="mail", body={}, due_at=later, created_at=NOW, last_error="refused"))
        session.add(JobRow(kind="mail", body={}, state="dead", due_at=long_ago, created_at=long_ago))
    found = told()
    assert found["amends_jobs", ("kind", "mail"), ("state", "failing")] == 1
    assert ("amends_jobs", ("kind", "mail"), ("state", "dead")) not in found


def test_a_case_past_its_promised_answer_is_overdue(database, told):
    promised = (("review", NOW - timedelta(hours=1)), ("review", NOW + timedelta(hours=1)), ("resolved", None))
    with database.begin() as session:
        for number, (status, due_at) in enumerate(promised):
            row = CaseRow(number=f"AM-{number}", merchant="norrnet", language="en", issue="other", status=status)
            row.claim, row.due_at, row.opened_at, row.created_at = {}, due_at, NOW, NOW
            session.add(row)
    assert told()["amends_cases_overdue", ("merchant", "norrnet")] == 1
