"""Wishes to go on with a case elsewhere, with the hashes of their codes."""

from amends.db.tables import CaseMoveRow
from amends.retention import rows
from tests.retention.test_rows import NOW, SECOND, all_of, sweep, talk


def test_a_wish_to_go_on_with_a_case_goes_once_no_limit_looks_back_at_it(database):
    old, young = NOW - rows.CASE_MOVES - SECOND, NOW - rows.CASE_MOVES
    talk_id = talk(database)
    with database.begin() as session:
        for number, asked, wanted in (
            ("AM-0000001", old, None), ("AM-0000002", old, old), ("AM-0000003", old, young), ("AM-0000004", young, None)
        ):  # fmt: skip
            session.add(
                CaseMoveRow(
                    conversation_id=talk_id, number=number, state="left", asked_at=asked, requested_at=wanted, tries=0
                )
            )
    sweep(database, "case_moves")
    assert all_of(database, CaseMoveRow.number) == ["AM-0000003", "AM-0000004"]
