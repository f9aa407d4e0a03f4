"""What a visit left behind, held against the right end: cases, ledger and the order backend's journal, and no words."""

from collections import Counter
from collections.abc import Collection, Sequence
from dataclasses import dataclass

from sqlalchemy import or_, select

from amends import clock
from amends.db.case_tables import CaseRow, DecisionRow
from amends.db.remedy_tables import JobRow, RemedyRow
from amends.db.session import Database
from amends.money import Money
from demo.orders.store import Store, amount_of
from simulate.scenario import RightEnd

OUTCOME_OF_STATUS = {
    "carrying_out": "approve",
    "resolved": "approve",
    "denied": "deny",
    "review": "review",
    "waiting": "wait",
    "on_hold": "on_hold",
}
"""In any other status nothing came of the case: it was left, merged, or is still being told."""
SAME_TEXT = 3
"""So many times the same words to different messages are a loop."""


@dataclass(frozen=True)
class FinalState:
    """`cases`: the outcomes of those of which something came; `rows`: which row of the policy decided each last;
    `entered`: the ledger; `moved`: the backend's journal. `settled`: nothing is being worked on any more."""

    cases: tuple[str, ...]
    rows: tuple[str, ...]
    entered: tuple[str, ...]
    moved: tuple[str, ...]
    settled: bool


@dataclass(frozen=True)
class Verdict:
    """`wrong_moves`: carried out, and not owed, or the ledger and the backend differ. `missing`: owed, and not done."""

    wrong_moves: tuple[str, ...]
    missing: tuple[str, ...]
    wrong_denial: bool
    needless_handoff: bool
    other_end: bool
    loop: str | None

    @property
    def passed(self) -> bool:
        """The final state is the right one; a loop on the way is counted apart."""
        return not (self.wrong_moves or self.missing or self.other_end)

    @property
    def kinds(self) -> tuple[str, ...]:
        """What was wrong, the worst first."""
        named = (
            ("wrong money move", self.wrong_moves),
            ("wrong denial", self.wrong_denial),
            ("needless handoff", self.needless_handoff),
            ("not carried out", self.missing),
            ("other end", self.other_end),
            ("loop", self.loop),
        )
        return tuple(name for name, holds in named if holds)


def final_state(
    database: Database, orders: Store, conversations: Collection[str], numbers: Collection[str]
) -> FinalState:
    """Of the cases of these conversations or about these orders."""
    with database.read() as session:
        about = or_(CaseRow.conversation_id.in_(conversations), CaseRow.order_number.in_(numbers))
        cases = session.scalars(select(CaseRow).where(about).order_by(CaseRow.id)).all()
        ids = [case.id for case in cases]
        decisions = session.scalars(select(DecisionRow).where(DecisionRow.case_id.in_(ids)).order_by(DecisionRow.id))
        rows = {decision.case_id: str(decision.row) for decision in decisions}
        entered = session.scalars(select(RemedyRow).where(RemedyRow.case_id.in_(ids)).order_by(RemedyRow.id)).all()
        due = session.scalars(select(JobRow).where(JobRow.state == "waiting", JobRow.due_at <= clock.now()))
        working = any(job.body.get("case_id") in ids for job in due)
        outcomes = [OUTCOME_OF_STATUS.get(case.status) for case in cases]
        return FinalState(
            cases=tuple(sorted(outcome for outcome in outcomes if outcome)),
            rows=tuple(rows[number] for number in ids if number in rows),
            entered=tuple(sorted(written(row.kind, row.amount) for row in entered)),
            moved=tuple(sorted(written(r.kind, amount_of(r)) for r in orders.remedies() if r.order_number in numbers)),
            settled=not working and not any(case.status == "carrying_out" for case in cases),
        )


def judged(right: RightEnd, found: FinalState, turns: Sequence[Sequence[str]]) -> Verdict:
    """`turns`: the bot's texts, message by message of the customer's."""
    owed, moved, entered = Counter(right.moves), Counter(found.moved), Counter(found.entered)
    excess = moved - owed
    unbooked = (moved - entered) if found.settled else Counter()
    others = Counter(found.cases) - Counter(right.cases)
    return Verdict(
        wrong_moves=tuple((excess + unbooked).elements()),
        missing=tuple((owed - moved).elements()),
        wrong_denial="deny" in others,
        needless_handoff="review" in others,
        other_end=sorted(found.cases) != sorted(right.cases),
        loop=repeated(turns),
    )


def repeated(turns: Sequence[Sequence[str]]) -> str | None:
    """A text that answered three messages or more."""
    said = Counter(text for turn in turns for text in set(turn))
    return next((text for text, times in said.most_common(1) if times >= SAME_TEXT), None)


def written(kind: str, amount: Money | None) -> str:
    """A remedy in a line: «refund 490.00 NOK»."""
    return kind if amount is None else f"{kind} {amount.as_json()['amount']} {amount.currency}"
