"""The figures of the report, and where its transcripts lie."""

from dataclasses import replace

import pytest

from simulate import report
from simulate.judge import FinalState, judged
from simulate.scenario import scenarios
from simulate.visit import Visit

SCENARIOS = [each for each in scenarios() if each.habit == "plain"]


def visit(scenario, seed, good=True, wrong=()):
    right = scenario.right
    moved = tuple(right.moves if good else ()) + tuple(wrong)
    found = FinalState(tuple(right.cases if good else ("review",)), (), moved, moved, settled=True)
    return Visit(scenario, seed, found, judged(right, found, []), 4, False, (), 0, "ME : hello\n", 1.0)


def test_chances_are_by_combinations_and_a_mean_over_the_scenarios():
    one, other = SCENARIOS[:2]
    played = [visit(one, seed, good=seed < 3) for seed in range(4)] + [visit(other, seed) for seed in range(4)]
    assert report.passed_together(played, 1) == pytest.approx((3 / 4 + 1) / 2)
    assert report.passed_together(played, 2) == pytest.approx((3 / 6 + 1) / 2)
    assert report.passed_together(played, 8) is None


def test_the_page_names_what_was_wrong_and_shows_the_worst_first(tmp_path):
    fine, late, wrong = SCENARIOS[:3]
    file = report.write(
        [visit(fine, 0), visit(late, 0, good=False), visit(wrong, 0, wrong=["refund 1.00 EUR"])], tmp_path
    )
    page = file.read_text("utf-8")
    assert page.index(f"### {wrong.id}") < page.index(f"### {late.id}") < page.index(f"### {fine.id}")
    assert "What was wrong (2)" in page
    assert (tmp_path / "transcripts" / wrong.id / "0.txt").read_text("utf-8").startswith("wrong money move")


def test_a_page_of_one_language_has_no_row_of_another():
    english = next(each for each in SCENARIOS if each.language == "en")
    page = report.text([visit(english, 0)])
    assert "| en | 1 | 100.0 % | – | 0 |" in page
    assert "| nb |" not in page


def test_a_longer_talk_is_worse_than_a_short_one():
    short = visit(SCENARIOS[0], 0)
    assert report.badness(replace(short, messages=9)) > report.badness(short)
