"""Which question comes next."""

from dataclasses import replace
from datetime import UTC, datetime
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from amends.assistant.draft import Draft
from amends.assistant.next_question import ANSWERABLE, next_question
from amends.money import Money
from amends.policy.decision import Decision, PolicyVersion, Reason
from amends.remedies.confirmation import Act, Confirmation

NOW = datetime(2026, 11, 18, 10, 0, tzinfo=UTC)
VERSION = PolicyVersion("norrnet", "2025-01-01")
APPROVED = Decision(
    "approve", "N11b", ("2d",), (Reason("2d"),), VERSION, "full_refund", Money(Decimal(490), "NOK"), cancels_order=True
)
WAITS = Decision("wait", "N09e", ("2a",), (Reason("2a"),), VERSION, due_at=NOW)
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


ACT = Act("NN-10006", "full_refund", Money(Decimal("490.00"), "NOK"), True)


def _agreed(act: Act) -> Draft:
    return replace(DRAFT, confirmed=Confirmation("7", NOW, "Shall I?", act))


@pytest.mark.parametrize("outcome", [APPROVED, WAITS])
def test_what_would_be_done_is_asked_about_until_there_is_a_yes_to_just_that(outcome: Decision) -> None:
    assert next_question(DRAFT, True, outcome, ACT) == "confirmation"
    assert next_question(_agreed(ACT), True, outcome, ACT) is None
    for other in (replace(ACT, cancels=False), replace(ACT, amount=Money(Decimal("489.99"), "NOK"))):
        assert next_question(_agreed(other), True, outcome, ACT) == "confirmation"
    assert next_question(replace(DRAFT, declined=True), True, outcome, ACT) is None


def test_nobody_unverified_is_asked_anything_but_who_they_are() -> None:
    assert next_question(Draft(issue="outage", opened_at=NOW), False, None) == "order_number"
    assert next_question(Draft(order_number="NN-10006"), False, None) == "email"
