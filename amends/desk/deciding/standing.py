"""What stands in a case before a person decides: what the engine would do, and what it has done already."""

from dataclasses import dataclass

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from amends.cases import store
from amends.db.case_tables import CaseRow
from amends.db.desk_tables import RulingRow
from amends.db.remedy_tables import RemedyRow
from amends.money import Money
from amends.policy.decision import Decision
from amends.remedies import states
from amends.remedies.plan import BY_A_PERSON

_GRANTING = frozenset({"approve", "offer"})


@dataclass(frozen=True)
class Standing:
    """`latest` is the newest decision, None before the first. `carried_out`: remedies of it were entered, and not all
    of them failed."""

    latest: Decision | None
    carried_out: bool

    @property
    def recommended(self) -> Decision | None:
        """What the engine would have done and nobody did yet: it can be approved as it is."""
        found = self._of_the_engine
        return found if found is not None and found.outcome == "approve" else None

    @property
    def grants(self) -> bool:
        """Whether a denial would set the policy's own decision aside."""
        return self._of_the_engine is not None and self._of_the_engine.outcome in _GRANTING

    @property
    def denies(self) -> bool:
        """Whether a grant would."""
        return self._of_the_engine is not None and self._of_the_engine.outcome == "deny"

    @property
    def _of_the_engine(self) -> Decision | None:
        if self.latest is None or self.latest.row == BY_A_PERSON or self.carried_out:
            return None
        return self.latest.recommended if self.latest.outcome == "review" else self.latest


def standing(session: Session, case: CaseRow) -> Standing:
    """As it is in this transaction."""
    row = store.latest_decision(session, case)
    if row is None:
        return Standing(None, False)
    done = select(RemedyRow.id).where(RemedyRow.decision_id == row.id, RemedyRow.state != states.FAILED)
    return Standing(Decision.from_json(row.decision), session.scalar(done.limit(1)) is not None)


def granted_alone(session: Session, case: CaseRow, currency: str) -> Money:
    """What people granted on the case's order so far without a second person, in all its cases."""
    total = session.scalar(
        select(func.sum(RemedyRow.amount_minor))
        .join(RulingRow, RulingRow.decision_id == RemedyRow.decision_id)
        .where(
            RulingRow.second_by.is_(None),
            RemedyRow.merchant == case.merchant,
            RemedyRow.order_number == case.order_number,
            RemedyRow.currency == currency,
            RemedyRow.state != states.FAILED,
        )
    )
    return Money.from_minor(int(total or 0), currency)
