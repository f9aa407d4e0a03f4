"""Staff read words, whatever is written into a case."""

from datetime import timedelta

import pytest

from amends.cases import store
from amends.cases.entries import EntryKind
from amends.desk.queries.timeline import in_words, timeline


def test_every_kind_of_entry_has_words():
    assert in_words() == frozenset(EntryKind)
    assert [kind for kind in EntryKind if not kind.label] == []


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
        (
            "record_unreadable",
            {"order": "NN-10023", "why": "$.total: is missing"},
            ("could not read the order's record:", "NN-10023: $.total: is missing"),
        ),
        (
            "remedy_bounced",
            {"remedy": 7, "kind": "refund", "reference": "RF-1", "refund": "re_1"},
            ("learned that the money came back:", "refund, RF-1"),
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
