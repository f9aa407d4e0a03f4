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


OWN = [
    ("Coupon, no refund", '/choose{"accepts": "coupon:1"}'),
    ("Keine Kündigung, Gutschein", '/choose{"accepts": "month:1"}'),
    ("Yes, the other product", '/choose{"accepts": "lite:1"}'),
]


@pytest.mark.parametrize(
    ("text", "chosen"),
    [
        ("no", None),
        ("no thanks", None),
        ("no coupon", None),
        ("I want no coupon", None),
        ("no refund", None),
        ("refund", None),
        ("nicht", None),
        ("nein", None),
        ("keine", None),
        ("kein Gutschein", None),
        ("Gutschein", None),
        ("yes", None),
        ("yes no", None),
        ("coupon", "coupon:1"),
        ("the coupon please", "coupon:1"),
        ("Coupon, no refund", "coupon:1"),
        ("keine Kündigung, Gutschein", "month:1"),
        ("the other product please", "lite:1"),
    ],
)
def test_an_option_whose_title_denies_something_is_not_taken_by_a_no(text: str, chosen: str | None) -> None:
    assert typed_choice(Said(text), OWN).get("accepts") == chosen


@pytest.mark.parametrize(
    "text",
    ["ja nicht", "ja, aber nicht", "ja, nein", "ja, kein", "ja keinesfalls nie", "ja inte", "ja, nej",
     "ja men inte det", "ja utan det", "ja aldrig", "ja, ej", "yes no", "ja nee"],
)  # fmt: skip
def test_a_yes_beside_a_denial_in_any_language_is_none(text: str) -> None:
    assert typed_choice(Said(text), READ) == {}
