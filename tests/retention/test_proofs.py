"""A proof of work is remembered for as long as it could be given a second time."""

from datetime import timedelta

from amends.db.tables import ProofRow
from tests.retention.test_rows import NOW, all_of, sweep


def test_answered_challenges_go_when_they_have_expired(database):
    expiries = {"old": NOW - timedelta(seconds=1), "young": NOW}
    with database.begin() as session:
        session.add_all(ProofRow(challenge=name, expires_at=at) for name, at in expiries.items())
    sweep(database, "proofs_of_work")
    assert all_of(database, ProofRow.challenge) == ["young"]
