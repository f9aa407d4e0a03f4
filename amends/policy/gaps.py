"""What a text leaves open: denials that cases may come to because the records do not tell something. Read off its form.

Such a case goes to a person (`amends.policy.finding`); the warning says so, and which row would decide it instead.
"""

from amends.policy.decision import Outcome
from amends.policy.finding import ends_alike
from amends.policy.logic import AllOf, Known, Not, Test
from amends.policy.policy import Policy, Row
from amends.policy.quantities import QUANTITIES
from amends.policy.terms import Condition, Silence


def warnings(policy: Policy) -> list[str]:
    """One for each row that asks what the records may not tell, with the first denial behind it."""
    found = []
    for place, row in enumerate(policy.rows):
        asked_by = [test for test in row.when if not (isinstance(test, Condition) and test.is_read)]
        names = sorted({name for test in asked_by for name in test.may_be_unknown if not _surely_known(name, row)})
        behind = {name: denial for name in names if (denial := _denial_behind(policy.rows, place, name)) is not None}
        for denial in {each.id: each for each in behind.values()}.values():
            asked = [name for name, each in behind.items() if each.id == denial.id]
            found.append(
                f"row {denial.id} (line {denial.line}) denies, and row {row.id} (line {row.line}) before it asks "
                f"{', '.join(f'`{name}`' for name in asked)}, which may not be known: such a case goes to a person. To "
                f"decide it otherwise, put a row with `not: {{known: {asked[0]}}}` between the two"
            )
    return found


def implies(one: Test, other: Test) -> bool:
    """Whether `other` holds wherever `one` does, as far as their form tells."""
    if isinstance(one, Condition) and isinstance(other, Condition) and one.term.name == other.term.name:
        return one.allowed <= other.allowed
    return one == other


def _surely_known(name: str, row: Row) -> bool:
    """Whether the row also asks a plain word by whose answer the value is there."""
    by = QUANTITIES[name].known_where if name in QUANTITIES else ()
    return any(
        isinstance(test, Condition)
        and test.term.name in by
        and (test.term.silence is Silence.NOTHING or test.allowed == {True})
        for test in row.when
    )


def _denial_behind(rows: tuple[Row, ...], place: int, name: str) -> Row | None:
    row = rows[place]
    if row.outcome == Outcome.DENY:
        return None
    for later in range(place + 1, len(rows)):
        denial = rows[later]
        if denial.outcome != Outcome.DENY or ends_alike(row, denial) or not _may_both_apply(row, denial):
            continue
        if not any(_catches(each, name, denial) for each in rows[:later]):
            return denial
    return None


def _catches(row: Row, name: str, denial: Row) -> bool:
    """Whether the row takes every case of the denial in which `name` is not known, and sends it to no denial."""
    if row.outcome == Outcome.DENY:
        return False
    return all(
        _is_unknown(test, name) or any(implies(asked, test) for asked in denial.when) for test in row.when
    ) and any(_is_unknown(test, name) for test in row.when)


def _is_unknown(test: Test, name: str) -> bool:
    """Whether the test is `not: {known: name}`."""
    return isinstance(test, Not) and name in test.names and all(_is_known(each) for each in test.tests)


def _is_known(test: Test) -> bool:
    return isinstance(test, Known) or (isinstance(test, AllOf) and all(_is_known(each) for each in test.tests))


def _may_both_apply(one: Row, other: Row) -> bool:
    """Unless a plain word with different answers keeps the two apart."""
    return all(not _contradict(test, against) for test in one.when for against in other.when)


def _contradict(one: Test, other: Test) -> bool:
    if not (isinstance(one, Condition) and isinstance(other, Condition) and one.term.name == other.term.name):
        return False
    return not one.allowed & other.allowed
