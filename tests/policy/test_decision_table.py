"""docs/decision-table.md and the policy files say the same: rows in order, outcomes, remedies and clauses."""

import re
from pathlib import Path

import pytest

PAGE = (Path(__file__).parents[2] / "docs" / "decision-table.md").read_text("utf-8")
ROW = re.compile(r"^\| ([NIW]\d\d[a-z]?) \| (.+?) \| (.+?) \| (.+?) \| (.+?) \|$", re.MULTILINE)
CLAUSE = re.compile(r"\beu\.\d+[am]?\b|\b\d+[a-g]?\b")
REMEDY = re.compile(r"[a-z]+_[a-z]+|reactivation|cancellation")
ON_THE_PAGE = {"statute": "part 5", "as_cancel": "as issue cancel"}


def section(heading):
    """The table's rows under a heading: id, when, outcome, remedy, clauses."""
    return ROW.findall(PAGE.split(f"\n## {heading}\n")[1].split("\n## ")[0])


def written(row):
    """A row of a policy file as the page has it, as far as the page says it in words that can be compared."""
    outcome = ON_THE_PAGE.get(row.outcome, row.outcome)
    named = [remedy for remedy in (row.remedy, row.where_all, row.where_nothing) if remedy is not None]
    return row.id, outcome, named, row.cancels, [cite.clause for cite in row.cites], [*row.missing]


def printed(cells):
    row, _, outcome, remedy, clauses = cells
    named = [word for word in REMEDY.findall(remedy) if word not in {"used_fraction", "affected_amount"}]
    asked = outcome.partition(":")[2] if outcome.startswith("need_information") else ""
    items = [] if "`" in asked or "that item" in asked else [item for item in asked.replace(" ", "").split(",") if item]
    cited = CLAUSE.findall(clauses)
    return row, re.split(r"[:,]| until", outcome)[0], named, "cancels" in remedy, cited, items


@pytest.mark.parametrize(
    ("heading", "merchant"), [("3. NorrNet", "norrnet"), ("4. iTNet", "itnet"), ("5. The statutory withdrawal", None)]
)
def test_the_page_has_every_row_as_the_policy_does(heading, merchant, policies):
    policy = policies[merchant or "norrnet"].newest
    rows = policy.rows if merchant else policy.statute.rows
    shown = [printed(cells) for cells in section(heading)]
    if merchant:
        step = policy.completeness
        assert shown.pop() == (step.row, "need_information", [], False, [*step.cites], [])
    assert len(shown) == len(rows)
    for on_the_page, row in zip(shown, rows, strict=True):
        row_id, outcome, named, cancels, cited, items = written(row)
        assert on_the_page == (row_id, outcome, list(dict.fromkeys(named)), cancels, cited, items)
