"""After an erasure none of a person's words is anywhere: in no table, no file of the database, no index."""

import pytest
from sqlalchemy import text

from amends.db import words as search
from amends.db.tables import CaseEntryRow, EventRow
from amends.evidence.fakes import MemoryStore
from amends.privacy import erasing
from amends.privacy.fates import Fate
from amends.privacy.index import BY_NAME
from amends.privacy.leftovers import Leftovers
from amends.privacy.person import Person
from tests.privacy.canaries import NOW, Canaries, column_of, dump, word

SIRI, OLE = "siri.canary@example.com", "ole.canary@example.com"
OF_LINES = (
    "approval_settled state", "ask_for_information items", "decision outcome", "decision row",
    "file_read contradictions", "handoff why", "helpdesk_sent helpdesk", "label on", "merge into", "merged_here from",
    "note name", "opened issue", "remedy_failed kind", "remedy_failed reference", "ruling asked_by", "ruling kind",
    "ruling reason_code", "ruling remedy", "status from", "status to", "transfer to_name", "withdrawal_acknowledged at",
)  # fmt: skip
OF_CLAIMS = ("accepts", "issue", "occurred_at", "opened_at", "order_number")
OF_DECISIONS = (
    "clauses", "detail", "items.id", "missing", "options", "policy.id", "policy.version", "reasons.clause", "row",
    "shown_clauses",
)  # fmt: skip
OF_ORDERS = (
    "customer.language", "duplicate_of", "merchant", "payments.id", "payments.refunds.id", "payments.refunds.key",
    "product.name", "product.sku", "verification_requested",
)  # fmt: skip
NO_WORDS = {
    *(f"case_entries.body.{name}" for name in OF_LINES),
    *(f"{table}.claim.{name}" for table in ("cases", "decisions") for name in OF_CLAIMS),
    *(f"decisions.decision.{name}" for name in OF_DECISIONS),
    *(f"decisions.decision.recommended.{name}" for name in OF_DECISIONS),
    *(f"decisions.order.{name}" for name in OF_ORDERS),
    *(f"audit_entries.body.{name}" for name in ("name", "value", "listed")),
    *(f"approvals.ruling.{name}" for name in ("kind", "reason_code", "remedy")),
}
"""What stays of columns from which words are taken out. Each of these is a number, a date, a name of ours or one that
the policy or the order system has for a thing; none is a person's word."""


@pytest.fixture
def leftovers(database):
    return Leftovers(database, MemoryStore())


@pytest.fixture
def siri(database):
    return Canaries(0, SIRI).keep(database)


def is_kept(name):
    table, column = column_of(name).split(".")
    return BY_NAME[table].fates[column] is Fate.KEPT


def test_a_word_in_any_field_is_gone_unless_the_index_keeps_the_field(database, siri, leftovers):
    leftovers.overwrite()
    assert len(siri.found_in(dump(database))) > 200
    erasing.erase(database, Person(SIRI), by="anna", now=NOW)
    leftovers.remove_all(NOW)
    leftovers.remove_all(NOW)
    assert leftovers.overwrite() is None
    left = siri.found_in(dump(database))
    assert {name for name in left if not is_kept(name)} == NO_WORDS
    assert SIRI.encode() not in dump(database)


def test_what_is_somebody_elses_stays_as_it_is(database, leftovers):
    ole = Canaries(40, OLE).keep(database)
    leftovers.overwrite()
    before = ole.found_in(dump(database))
    Canaries(0, SIRI).keep(database)
    erasing.erase(database, Person(SIRI), by="anna", now=NOW)
    leftovers.overwrite()
    assert ole.found_in(dump(database)) == before


def test_the_search_of_the_desk_finds_nothing_of_them_any_more(database, siri, leftovers):
    said, noted = word("0 events.body.text"), word("0 case_entries.body.note text")

    def found():
        with database.read() as session:
            return [
                session.query(EventRow).where(search.in_messages(session, said)).count(),
                session.query(CaseEntryRow).where(search.in_notes(session, noted)).count(),
            ]

    assert found() == [1, 1]
    erasing.erase(database, Person(SIRI), by="anna", now=NOW)
    leftovers.overwrite()
    assert found() == [0, 0]
    if database.engine.dialect.name == "sqlite":  # nor do the pieces of which its index is made
        with database.begin() as session:
            for table in ("events", "case_entries"):
                session.execute(
                    text(f"CREATE VIRTUAL TABLE temp.t_{table} USING fts5vocab(main, words_of_{table}, row)")
                )
                assert session.execute(text(f"SELECT count(*) FROM temp.t_{table}")).scalar_one() == 0
