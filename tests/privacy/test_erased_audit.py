"""The audit log after an erasure: whole, without words, and with a line about it."""

import pytest
from sqlalchemy import select, update
from sqlalchemy.exc import DBAPIError

from amends.audit import log as audit
from amends.audit.verify import entries, verify
from amends.audit.verify import heads as heads_of
from amends.db.tables import (
    AuditRow,
    CaseEntryRow,
)
from tests.privacy.scene import all_of, erase


def test_the_audit_log_is_whole_and_says_who_did_it_and_not_to_whom(desk, story):
    done = erase(desk)
    with desk.database.read() as session:
        assert verify(session) == []
        last = list(entries(session, "norrnet"))[-1]
    assert (last.action, last.actor, last.subject) == ("person_erased", "operator", done.pseudonym)
    assert last.body == {"by": "operator-7", "cases": [story[0]], "conversations": 1, "files": 1}


def test_a_digest_in_the_audit_log_cannot_be_found_out_by_trying(desk, story):
    """Its salt went with the words."""
    with desk.database.read() as session:
        salts = [row.body["salt"] for row in session.scalars(select(CaseEntryRow)) if "salt" in row.body]
    assert len(salts) > 2
    erase(desk)
    assert not [
        salt
        for salt in salts
        if salt.encode() in b"".join(repr(row.body).encode() for row in all_of(desk, CaseEntryRow))
    ]


def test_words_that_stood_in_the_audit_log_before_go_and_it_is_still_whole(desk, story):
    number = story[0]
    with desk.database.begin() as session:  # as a label was noted before
        body = {"label": "canaryold", "on": True}
        audit.append(
            session, merchant="norrnet", actor="ag_1", action="label", subject=number, body=body, now=desk.now
        )  # fmt: skip
    with desk.database.read() as session:
        seq = list(entries(session, "norrnet"))[-1].seq
        heads = {head.merchant: head for head in heads_of(session)}
    erase(desk)
    assert b"canaryold" not in repr([row.body for row in all_of(desk, AuditRow)]).encode()
    with desk.database.read() as session:
        assert verify(session, heads) == []
        assert list(entries(session, "norrnet"))[-1].body["emptied"] == [seq]


def test_an_entry_that_was_emptied_without_a_word_about_it_is_found(desk, story):
    with desk.database.begin() as session:
        first = session.get_one(AuditRow, ("norrnet", 1))
        first.body = {"emptied": True}
    with desk.database.read() as session:
        (broken,) = verify(session)
    assert str(broken) == "norrnet, entry 1: was emptied, and no later entry says so"


@pytest.mark.parametrize("change", [{"body": {"a": 1}}, {"body": {"emptied": True}, "actor": "x"}, {"action": "x"}])
def test_nothing_else_of_an_entry_can_be_changed(desk, story, change):
    with pytest.raises(DBAPIError, match="append-only"), desk.database.begin() as session:
        session.execute(update(AuditRow).where(AuditRow.seq == 1).values(**change))
