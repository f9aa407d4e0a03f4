"""The rows of the two policies and of the law, by their ids; and that each of them occurs among generated cases."""

import os

from amends.policy.engine import trace
from amends.policy.inputs import question_of
from tests.policy import oracle
from tests.policy.generate import cases

NORRNET = """
N01 N02 N03a N03b N04 N05 N07a N07b N07c N07d N08a N08b N09a N09b N09c N09d N09e N09f N10a N10b N10c N10d N10e N10f
N11a N11b N12 N13 N14
""".split()  # noqa: SIM905 (ids read better in lines)
ITNET = """
I01 I02 I03 I04a I04b I05 I06 I07a I08 I09 I10 I11a I11b I11c I12a I12b I12c I12d I13e I13a I13b I13c I13d I14a I14b
I14c I14d I14e I14f I14g I14h I14i I14j I15a I15b I16a I16b I17 I18a I18b I19a I19b I19c I19d I19e I19f I20 I21
""".split()  # noqa: SIM905
CASES = int(os.environ.get("GENERATED_CASES", "10000"))
WITHDRAWAL = ["W01", "W02", "W03", "W04", "W01b", "W05", "W06"]


def test_each_policy_has_its_rows_in_order(policies):
    for merchant, ids, completeness in (("norrnet", NORRNET, "N06"), ("itnet", ITNET, "I07b")):
        policy = policies[merchant].newest
        assert [row.id for row in policy.rows] == ids
        assert policy.completeness.row == completeness
        assert [row.id for row in policy.statute.rows] == WITHDRAWAL


def test_the_completeness_step_begins_where_it_should(policies):
    for merchant, first in (("norrnet", "N07a"), ("itnet", "I08")):
        rows = policies[merchant].newest.rows
        assert next(row.id for row in rows if row.completeness) == first


def test_generated_cases_meet_every_row_and_a_second_reading_of_the_table_decides_them_alike(policies):
    met = {"norrnet": set(), "itnet": set()}
    for line in cases(CASES, seed=7):
        asked = question_of(line, policies)
        traced = trace(asked.policy, asked.order, asked.claim, asked.now)
        met[line["merchant"]] |= {*traced.rows}
        decision = traced.decision
        row, told_first, amount = oracle.row(line)
        granted = decision.recommended or decision
        assert decision.row == row, line
        assert decision.clauses[0] == told_first or told_first is None, line
        if row not in {"N06", "I07b"}:
            assert (None if granted.amount is None else granted.amount.amount) == (amount or None), line
        told = [right.until for right in decision.rights]
        assert told == ([] if decision.outcome != "deny" else oracle.right(line)), line
    wanted = {"norrnet": {*NORRNET, *WITHDRAWAL, "N06"}, "itnet": {*ITNET, *WITHDRAWAL, "I07b"}}
    unmet = {merchant: rows - met[merchant] for merchant, rows in wanted.items() if rows - met[merchant]}
    assert unmet == {}, "tests/policy/generate.py draws no case of these rows"
    assert met == wanted
