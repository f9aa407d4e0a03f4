"""`amends policy check`: what a policy file must hold beyond its shape.

Every row can be reached (none stands wholly behind an earlier one, and a worked example shows it deciding), has an
example that it leaves to another row, and every example comes out as expected; every clause is cited or information.
"""

import sys
from collections.abc import Iterable, Mapping
from pathlib import Path

from amends.policy import examples
from amends.policy.loader import DEFAULT_FOLDER
from amends.policy.policy import MerchantPolicies, Policy, Row

DEFAULT_EXAMPLES = DEFAULT_FOLDER.parent / "tests" / "policy" / "cases"


def run(merchants: Mapping[str, MerchantPolicies], worked_examples: Path | None) -> int:
    """Prints one line a finding about each merchant's policies. 0 where there is none, else 1."""
    found = 0
    for merchant, policies in merchants.items():
        worked = examples.load(worked_examples or DEFAULT_EXAMPLES, merchant)
        findings = [*check_examples(policies, worked)]
        for policy in {policy.version.version: policy for _, policy in policies.editions}.values():
            findings += check_policy(policy, worked)
        found += len(findings)
        for finding in findings:
            sys.stdout.write(f"{merchant}: {finding}\n")
        if not findings:
            newest = policies.newest
            rows = len(newest.rows) + len(newest.statute.rows) + 1
            sys.stdout.write(
                f"{merchant}: {rows} rows, {len(newest.clauses)} clauses, {len(worked)} examples: in order\n"
            )
    return 1 if found else 0


def check_examples(policies: MerchantPolicies, worked: Iterable[examples.Example]) -> list[str]:
    """Examples that do not come out as expected."""
    return [
        f"row {example.row}, example {example.name!r}: {difference}"
        for example in worked
        for difference in example.differences(policies)
    ]


def check_policy(policy: Policy, worked: Iterable[examples.Example]) -> list[str]:
    """Findings about one version of a policy and the statute over it."""
    rows = [*policy.rows, *policy.statute.rows]
    ids = [*(row.id for row in rows), policy.completeness.row]
    either_side = {(example.row, example.decides) for example in worked}
    findings = [f"row {row} has no example that it decides" for row in ids if (row, True) not in either_side]
    findings += [
        f"row {row} has no example that it leaves to another" for row in ids if (row, False) not in either_side
    ]
    findings += [*_shadowed(policy.rows), *_shadowed(policy.statute.rows)]
    cited = {cite.clause for row in rows for cite in row.cites} | {*policy.completeness.cites}
    for clause in [*policy.clauses.values(), *policy.statute.clauses.values()]:
        if clause.id not in cited and not clause.information:
            findings.append(f"clause {clause.id} is cited by no row; mark it `information: true` or cite it")
        if clause.id in cited and clause.information:
            findings.append(f"clause {clause.id} is marked as information, and a row cites it")
    return findings


def _shadowed(rows: tuple[Row, ...]) -> list[str]:
    """Rows that no case can reach, since an earlier row takes every case that they would."""
    return [
        f"row {later.id} (line {later.line}) can never be reached: row {earlier.id} takes all of its cases"
        for place, later in enumerate(rows)
        for earlier in rows[:place]
        if _takes_all(earlier, later)
    ]


def _takes_all(earlier: Row, later: Row) -> bool:
    asked = {condition.term.name: condition.allowed for condition in later.when}
    return all(
        condition.term.name in asked and asked[condition.term.name] <= condition.allowed for condition in earlier.when
    )
