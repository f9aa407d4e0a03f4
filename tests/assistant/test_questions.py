"""Which question comes next."""

from dataclasses import replace
from datetime import UTC, datetime

from hypothesis import given
from hypothesis import strategies as st

from amends.assistant.draft import Draft
from amends.assistant.questions import ANSWERABLE, next_question
from amends.policy.decision import Decision, PolicyVersion, Reason

NOW = datetime(2026, 11, 18, 10, 0, tzinfo=UTC)
VERSION = PolicyVersion("norrnet", "2025-01-01")
DRAFT = Draft(order_number="NN-10006", email="a@example.com", issue="outage", opened_at=NOW)


def _missing(*items: str) -> Decision:
    return Decision("need_information", "N06", ("3",), (Reason("3"),), VERSION, missing=items)


@given(st.lists(st.sampled_from([*ANSWERABLE, "verification"]), unique=True, min_size=1))
def test_only_what_is_missing_is_asked_each_once_and_then_nothing(items: list[str]) -> None:
    draft, asked = DRAFT, []
    while (question := next_question(draft, True, _missing(*items))) is not None:
        asked.append(question)
        assert len(asked) <= len(items)
        answer = {question: NOW} if question in draft.as_json() else {"no_evidence": True}
        draft = replace(draft, **answer)
    assert set(asked) <= set(items) & set(ANSWERABLE)


def test_the_explanation_is_asked_before_the_name_that_it_mostly_holds() -> None:
    assert next_question(DRAFT, True, _missing("service_name", "explanation")) == "explanation"


def test_nobody_unverified_is_asked_anything_but_who_they_are() -> None:
    assert next_question(Draft(issue="outage", opened_at=NOW), False, None) == "order_number"
    assert next_question(Draft(order_number="NN-10006"), False, None) == "email"
