"""`amends policy check`: what a policy file must hold beyond its shape.

Every row can be reached (none stands wholly behind an earlier one, and a worked example shows it deciding), has an
example that it leaves to another row, and every example comes out as expected; every clause is cited or information.
The rows of the statute, which all merchants share, need their examples once. What the records may not tell is warned of
where a denial hangs on it.
"""

import sys
from collections.abc import Iterable, Mapping
from pathlib import Path

from amends.policy import examples
from amends.policy.examples import Example
from amends.policy.gaps import implies, warnings
from amends.policy.loader import DEFAULT_FOLDER
from amends.policy.own_issues import FILE
from amends.policy.policy import Clause, Merchant, MerchantPolicies, Policy, Row, Statute

SHIPPED_EXAMPLES = DEFAULT_FOLDER.parent / "tests" / "policy" / "cases"
BESIDE = "examples"
"""The folder of a merchant's own examples, beside its policy."""


def run(merchants: Mapping[str, MerchantPolicies], folder: Path, worked_examples: Path | None) -> int:
    """Prints one line a finding about each merchant's policies in `folder`. 0 where there is none, else 1; a warning is
    no finding."""
    found, everything = 0, []
    for merchant, policies in merchants.items():
        worked = load_examples(policies.merchant, folder, worked_examples)
        everything += worked
        findings = [*check_examples(policies, worked)]
        for policy in _texts(policies):
            findings += check_policy(policy, worked)
        found += len(findings)
        for line in (*findings, *(f"warning: {each}" for policy in _texts(policies) for each in warnings(policy))):
            sys.stdout.write(f"{merchant}: {line}\n")
        if not findings:
            newest = policies.newest
            rows = len(newest.rows) + len(newest.statute.rows) + 1
            sys.stdout.write(
                f"{merchant}: {rows} rows, {len(newest.clauses)} clauses, {len(worked)} examples: in order\n"
            )
    binding = [policy.statute for each in merchants.values() for policy in _texts(each) if policy.statute.rows]
    statutes = {(statute.name, statute.in_force_from): statute for statute in binding}
    shared = [f"{each.name}: {finding}" for each in statutes.values() for finding in check_statute(each, everything)]
    for finding in shared:
        sys.stdout.write(f"{finding}\n")
    return 1 if found or shared else 0


def load_examples(merchant: Merchant, folder: Path, worked_examples: Path | None) -> list[Example]:
    """Those beside the merchant's policy, else those of `worked_examples` or of the project."""
    if worked_examples is None and (folder / merchant.id / BESIDE).is_dir():
        return examples.read_folder(folder / merchant.id / BESIDE, merchant.id, merchant)
    return examples.load(worked_examples or SHIPPED_EXAMPLES, merchant.id, merchant)


def check_examples(policies: MerchantPolicies, worked: Iterable[examples.Example]) -> list[str]:
    """Examples that do not come out as expected."""
    return [
        f"row {example.row}, example {example.name!r}: {difference}"
        for example in worked
        for difference in example.differences(policies)
    ]


def check_policy(policy: Policy, worked: Iterable[Example]) -> list[str]:
    """Findings about one version of a merchant's policy."""
    return [
        *(f"{FILE} has `{name}`, and no row asks for it by itself" for name in _undecided(policy)),
        *_untried([*(row.id for row in policy.rows), policy.completeness.row], worked),
        *_shadowed(policy.rows),
        *_cited(policy.clauses.values(), policy.rows, policy.completeness.cites),
    ]


def check_statute(statute: Statute, worked: Iterable[Example]) -> list[str]:
    """Findings about the statute. Without examples of any of its rows, trying it is left to the project."""
    ids = [row.id for row in statute.rows]
    tried = [example for example in worked if example.row in ids]
    return [
        *(_untried(ids, tried) if tried else ()),
        *_shadowed(statute.rows),
        *_cited(statute.clauses.values(), statute.rows, ()),
    ]


def _undecided(policy: Policy) -> list[str]:
    """The merchant's own kinds of problem that would be offered to nobody, since no row is about them."""
    decided = {issue for row in policy.rows for issue in row.issues or ()}
    return [name for name in policy.merchant.issues if name not in decided]


def _texts(policies: MerchantPolicies) -> Iterable[Policy]:
    return {policy.version.version: policy for _, policy in policies.editions}.values()


def _untried(ids: Iterable[str], worked: Iterable[Example]) -> list[str]:
    either_side = {(example.row, example.decides) for example in worked}
    wanted = {True: "has no example that it decides", False: "has no example that it leaves to another"}
    return [f"row {row} {said}" for decides, said in wanted.items() for row in ids if (row, decides) not in either_side]


def _cited(clauses: Iterable[Clause], rows: Iterable[Row], further: Iterable[str]) -> list[str]:
    cited = {cite.clause for row in rows for cite in row.cites} | {*further}
    findings = []
    for clause in clauses:
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
    return all(any(implies(asked, test) for asked in later.when) for test in earlier.when)
