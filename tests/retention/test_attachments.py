"""Files that were put to an answer which nobody sent."""

from datetime import timedelta

from amends.cases import store
from amends.claims.claim import Claim
from amends.db.tables import AttachmentRow
from amends.retention import rows
from tests.retention.test_rows import NOW, SECOND, all_of, sweep


def test_files_that_nobody_sent_go_after_a_week_and_those_that_went_stay(database):
    old, young = NOW - rows.UNSENT - SECOND, NOW - rows.UNSENT
    with database.begin() as session:
        claim = Claim("other", NOW)
        case = store.open_case(
            session, merchant="norrnet", conversation_id=None, language="en", order_number=None, email=None,
            claim=claim, now=NOW,
        )  # fmt: skip
        for name, made, sent in (("a", old, None), ("b", young, None), ("c", old, old + timedelta(minutes=1))):
            session.add(
                AttachmentRow(
                    id=f"at_{name}", case_id=case.id, agent_id="ag_1", name=name, kind="text",
                    media_type="text/plain", size=1, sha256="0", key=name, pages=[], created_at=made, sent_at=sent,
                )
            )  # fmt: skip
    sweep(database, "unsent_attachments")
    assert all_of(database, AttachmentRow.id) == ["at_b", "at_c"]
