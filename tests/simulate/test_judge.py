"""Verdicts on final states."""

from dataclasses import replace

from simulate.judge import FinalState, judged, repeated
from simulate.scenario import RightEnd

RIGHT = RightEnd(("approve",), ("refund 25.00 EUR", "cancellation"))
MOVED = ("cancellation", "refund 25.00 EUR")
GOOD = FinalState(cases=("approve",), rows=("I15a",), entered=MOVED, moved=MOVED, settled=True)


def test_the_right_end_passes_in_any_order():
    verdict = judged(RIGHT, GOOD, [["a"], ["b"]])
    assert verdict.passed
    assert verdict.kinds == ()


def test_another_amount_is_a_wrong_move_and_a_missing_one():
    other = ("cancellation", "refund 50.00 EUR")
    verdict = judged(RIGHT, replace(GOOD, entered=other, moved=other), [])
    assert (verdict.wrong_moves, verdict.missing, verdict.passed) == (
        ("refund 50.00 EUR",),
        ("refund 25.00 EUR",),
        False,
    )


def test_the_same_move_twice_is_wrong():
    twice = (*MOVED, "refund 25.00 EUR")
    assert judged(RIGHT, replace(GOOD, entered=twice, moved=twice), []).wrong_moves == ("refund 25.00 EUR",)


def test_what_the_backend_did_and_the_ledger_does_not_know_is_wrong():
    assert judged(RIGHT, replace(GOOD, entered=("cancellation",)), []).wrong_moves == ("refund 25.00 EUR",)


def test_what_is_owed_and_was_not_done_is_no_wrong_move():
    verdict = judged(RIGHT, replace(GOOD, cases=(), entered=(), moved=()), [])
    assert (verdict.wrong_moves, verdict.missing, verdict.other_end) == ((), RIGHT.moves, True)


def test_a_denial_and_a_handoff_that_were_not_due_are_told_apart():
    denied = judged(RIGHT, replace(GOOD, cases=("deny",), entered=(), moved=()), [])
    reviewed = judged(RIGHT, replace(GOOD, cases=("review",), entered=(), moved=()), [])
    assert (denied.wrong_denial, denied.needless_handoff) == (True, False)
    assert (reviewed.wrong_denial, reviewed.needless_handoff) == (False, True)
    assert not judged(RightEnd(("deny",)), FinalState(("deny",), ("I15b",), (), (), True), []).wrong_denial


def test_a_case_too_many_is_another_end():
    assert not judged(RIGHT, replace(GOOD, cases=("approve", "deny")), []).passed


def test_a_loop_is_the_same_words_to_three_messages():
    asked = "Which e-mail address did you order with?"
    assert repeated([[asked], ["Hello"], [asked], ["What?", asked]]) == asked
    assert repeated([[asked, asked, asked], ["Hello"], [asked]]) is None
    assert judged(RIGHT, GOOD, [[asked]] * 3).kinds == ("loop",)
