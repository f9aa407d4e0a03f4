"""A choice may be typed with courtesies around it; whatever says more is not taken for one, since money follows."""

import pytest

from amends.reading.buttons import typed_choice
from amends.reading.said import Said

OFFER = [("Full refund", '/choose{"accepts": "full_refund"}'), ("Wait", '/choose{"accepts": "wait"}'),
         ("Service credit", '/choose{"accepts": "service_credit"}')]  # fmt: skip
READ = [
    ("Yes, that is right", '/choose{"evidence_read": "e:yes"}'),
    ("No, set it aside", '/choose{"evidence_read": "e:no"}'),
]


@pytest.mark.parametrize(
    ("text", "chosen"),
    [
        ("the refund please", "full_refund"),
        ("no, I would rather have a refund", "full_refund"),
        ("actually I'd rather wait", "wait"),
        ("no thanks I want money instead of credit", None),
        ("I do not want a refund", None),
        ("no refund", None),
        ("how long would I wait then?", None),
    ],
)
def test_a_choice_among_remedies_is_taken_only_where_nothing_else_is_said(text: str, chosen: str | None) -> None:
    assert typed_choice(Said(text), OFFER).get("accepts") == chosen


@pytest.mark.parametrize(
    ("text", "chosen"),
    [("yes thats right", "e:yes"), ("nei", "e:no"), ("ja", "e:yes"), ("yes but not the amount", None), ("yes?", None)],
)
def test_a_leading_yes_or_no_answers_what_was_read(text: str, chosen: str | None) -> None:
    assert typed_choice(Said(text), READ).get("evidence_read") == chosen
