"""Staff read words, whatever is written into a case."""

from datetime import timedelta

import pytest

from amends.cases import store
from amends.desk.views.timeline import in_words, timeline
from tests.desk_core.written import kinds


def test_the_source_writes_the_kinds_that_are_known_to_be_written():
    assert {"opened", "status", "claim", "transfer", "approval_expired", "given_up", "helpdesk_gave_up"} <= kinds()
    assert len(kinds()) > 30


@pytest.mark.parametrize("kind", sorted(kinds()))
def test_every_kind_that_is_written_has_words(kind):
    assert kind in in_words()


@pytest.mark.parametrize(
    ("kind", "body", "said"),
    [
        (
            "given_up",
            {"job": 7, "kind": "remedy.carry_out", "why": "no answer"},
            ("gave up after every try, so a person has to go on:", "carrying out the remedy: no answer"),
        ),
        (
            "helpdesk_gave_up",
            {"why": "no answer"},
            ("could not reach the helpdesk after every try, so the case stays here:", "no answer"),
        ),
    ],
)
def test_what_the_worker_gave_up_is_told_in_words(desk, kind, body, said):
    number = desk.reviewed()
    with desk.database.begin() as session:
        case = desk.row(number, session)
        store.record(session, case, "worker", kind, body, desk.now + timedelta(seconds=1))
        session.flush()
        last = timeline(session, case, {})[-1]
    assert (last.kind, last.text) == said
