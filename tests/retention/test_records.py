"""Records go when their time by merchant.yml is over, and not before; what money needs stays."""

from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import select

from amends.audit.verify import entries, verify
from amends.cases import store
from amends.cases.status import CaseStatus
from amends.claims.claim import Claim
from amends.conversations import conversation
from amends.db.session import Database
from amends.db.tables import CaseRow, ConversationRow, MailRow, RemedyRow
from amends.policy.policy import KeptFor
from amends.pseudonyms import Pseudonyms
from amends.retention import records as kept_records
from amends.retention.records import copies, earlier, records
from tests.desk_core.scene import ANNA, EMAIL, Desk

NOW = datetime(2026, 11, 24, 10, 31, tzinfo=UTC)
SECOND = timedelta(seconds=1)
YEAR, TWO_YEARS = earlier(NOW, 12), earlier(NOW, 24)


@pytest.fixture
def desk(database_url):
    """One on which cases can go."""
    database = Database(database_url, Pseudonyms(lambda: "a secret of the tests, 32 letters long"))
    yield Desk(database)
    database.close()


def sweep(desk, what, kept=None):
    return records(desk.database, kept or {"norrnet": KeptFor(cases=24)})[what](NOW)


def talk(desk, last, merchant="norrnet", **values):
    with desk.database.begin() as session:
        row, _ = conversation.create(session, merchant=merchant, language="en", channel="web", now=last)
        for name, value in values.items():
            setattr(row, name, value)
        return row.id


def talks(desk):
    with desk.database.read() as session:
        return {row for row in session.scalars(select(ConversationRow.id)) if row != "cv_erased"}


def closed(desk, at, status=CaseStatus.DENIED):
    """A case that was closed then, and nothing said since; its number."""
    now, desk.now = desk.now, at
    number = desk.case(to=status)
    desk.now = now
    return number


def test_a_conversation_without_a_case_goes_after_its_months_and_its_words_with_it(desk):
    old, young = talk(desk, YEAR - SECOND), talk(desk, YEAR)
    with_case = desk.talk(closed(desk, YEAR - SECOND)).id
    with_person = talk(desk, YEAR - SECOND, owner="person")
    assert not sweep(desk, "conversations")
    assert talks(desk) == {young, with_case, with_person}
    assert old not in talks(desk)


def test_each_merchant_has_its_own_time_and_may_keep_for_ever(desk):
    ours, theirs = talk(desk, TWO_YEARS - SECOND), talk(desk, TWO_YEARS - SECOND, merchant="itnet")
    sweep(desk, "conversations", {"norrnet": KeptFor(conversations=None), "itnet": KeptFor(conversations=24)})
    assert talks(desk) == {ours}
    assert theirs not in talks(desk)


def test_a_case_that_was_closed_long_ago_loses_who_it_was_and_its_conversation(desk):
    old, young = closed(desk, TWO_YEARS - SECOND), closed(desk, TWO_YEARS)
    assert not sweep(desk, "cases")
    with desk.database.read() as session:
        told = {case.number: case.email for case in session.scalars(select(CaseRow))}
    assert told[young] == EMAIL
    assert told[old].startswith("erased:")
    assert talks(desk) == {desk.talk(young).id}
    assert desk.told(old)[-1] == "erased"


def test_without_a_time_cases_stay_for_ever(desk):
    number = closed(desk, earlier(NOW, 400))
    assert not sweep(desk, "cases", {"norrnet": KeptFor()})
    assert desk.row(number).email == EMAIL


def test_each_goes_once_and_the_audit_log_says_so(desk):
    number = closed(desk, TWO_YEARS - SECOND)
    sweep(desk, "cases")
    sweep(desk, "cases")
    with desk.database.read() as session:
        last = [entry for entry in entries(session, "norrnet") if entry.action == "records_erased"]
        assert verify(session) == []
    assert [entry.body for entry in last] == [{"cases": [number], "conversations": 1, "files": 0, "months": 24}]


def test_a_case_whose_chat_goes_on_waits(desk):
    number = closed(desk, TWO_YEARS - SECOND)
    desk.customer(desk.talk(number).id, "thanks again")
    sweep(desk, "cases")
    assert desk.row(number).email == EMAIL


def test_a_case_waits_for_a_younger_one_in_its_chat(desk):
    number = closed(desk, TWO_YEARS - SECOND)
    with desk.database.begin() as session:
        younger = store.open_case(
            session, merchant="norrnet", conversation_id=desk.row(number).conversation_id, language="en",
            order_number="NN-10099", email=EMAIL, claim=Claim("outage", NOW, None, EMAIL), now=NOW,
        )  # fmt: skip
        assert younger.number != number
    sweep(desk, "cases")
    assert desk.row(number).email == EMAIL


def test_a_case_with_money_under_way_waits(desk):
    number = desk.reviewed()
    desk.decides.approve_recommended(ANNA, number)
    with desk.database.begin() as session:
        case = desk.row(number, session)
        case.status, case.closed_at = "resolved", TWO_YEARS - SECOND
        for row in session.scalars(select(ConversationRow)):
            row.last_event_at = TWO_YEARS - SECOND
    sweep(desk, "cases")
    assert desk.row(number).email == EMAIL
    with desk.database.begin() as session:
        session.scalars(select(RemedyRow)).one().state = "confirmed"
    sweep(desk, "cases")
    assert desk.row(number).email.startswith("erased:")
    assert [row.amount_minor for row in desk.remedies()] == [49000]


def test_without_a_key_cases_stay_and_the_log_says_why(desk, caplog):
    number = closed(desk, TWO_YEARS - SECOND)
    desk.database.pseudonyms = Pseudonyms(lambda: None)
    assert not sweep(desk, "cases")
    assert desk.row(number).email == EMAIL
    assert "AMENDS_PSEUDONYM_SECRET" in caplog.text


def test_one_go_is_bounded_and_says_that_there_is_more(desk, monkeypatch):
    monkeypatch.setattr(kept_records, "AT_ONCE", 2)
    monkeypatch.setattr(kept_records, "BATCHES", 2)
    for _ in range(5):
        talk(desk, YEAR - SECOND)
    assert sweep(desk, "conversations")
    assert len(talks(desk)) == 1
    assert not sweep(desk, "conversations")
    assert talks(desk) == set()


def letter(desk, at, case_id=None):
    with desk.database.begin() as session:
        kept = {
            "subject": "",
            "text": "all that was said",
            "created_at": at,
            "message_id": f"<{at.timestamp()}{case_id}>",
        }
        session.add(MailRow(case_id=case_id, recipient=EMAIL, **kept))


@pytest.mark.parametrize(("kept", "left"), [([12], 1), ([12, 24], 2), ([12, None], 2), ([], 2)])
def test_copies_of_conversations_go_when_no_merchant_keeps_conversations_that_long(desk, kept, left):
    letter(desk, YEAR)
    letter(desk, YEAR - SECOND)
    with desk.database.begin() as session:
        copies(session, [KeptFor(conversations=months) for months in kept], NOW, 99)
    assert len(desk.mails()) == left


def test_the_last_day_of_a_month_is_counted_back_to_the_last_day_of_a_shorter_one():
    assert earlier(datetime(2027, 3, 31, 9, tzinfo=UTC), 1) == datetime(2027, 2, 28, 9, tzinfo=UTC)
    assert earlier(datetime(2027, 1, 15, 9, tzinfo=UTC), 12) == datetime(2026, 1, 15, 9, tzinfo=UTC)
