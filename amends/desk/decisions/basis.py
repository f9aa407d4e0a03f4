"""What stands in a case before a person decides: what the engine would do, and what it has done already."""

import hashlib
from dataclasses import dataclass

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from amends.audit.chain import canonical
from amends.cases import store
from amends.db.case_tables import CaseRow
from amends.db.desk_tables import RulingRow
from amends.db.remedy_tables import RemedyRow
from amends.money import Money
from amends.policy.decision import Decision, Outcome
from amends.remedies import states
from amends.remedies.plan import BY_A_PERSON

_GRANTING = frozenset({Outcome.APPROVE, Outcome.OFFER})


@dataclass(frozen=True)
class Standing:
    """`latest` is the newest decision, None before the first. `carried_out`: remedies of it were entered, and not all
    of them failed. `on_the_merits` is what the policy says of the order as it is now and the claim as it stands.
    `about_another`: the latest was taken on another issue than the case has now."""

    latest: Decision | None
    carried_out: bool
    on_the_merits: Decision | None = None
    about_another: bool = False

    @property
    def advised(self) -> Decision | None:
        """What the policy says where it has not decided yet what the case is about; None where it has."""
        nobody_did = self.latest is None or (
            self.about_another and not self.carried_out and self.latest.row != BY_A_PERSON
        )
        return self.on_the_merits if nobody_did else None

    @property
    def recommended(self) -> Decision | None:
        """What the engine would have done and nobody did yet: it can be approved as it is."""
        found = _of(self.advised) if self.advised is not None else self._of_the_engine
        return found if found is not None and found.outcome == Outcome.APPROVE else None

    @property
    def mark(self) -> str:
        """A hash of what is recommended where that was never kept: it follows the order, and whoever approves it has
        to have seen it. Empty where a kept decision recommends it."""
        found = self.recommended
        if self.advised is None or found is None:
            return ""
        # Facts that go by the clock are left out: they differ with each look.
        done = [found.row, found.remedy, found.amount.as_json() if found.amount else None, found.cancels_order]
        return "." + hashlib.sha256(canonical(done).encode()).hexdigest()

    @property
    def grants(self) -> bool:
        """Whether a denial would set the policy's own decision aside."""
        return self.measure is not None and self.measure.outcome in _GRANTING

    @property
    def denies(self) -> bool:
        """Whether a grant would."""
        return self.measure is not None and self.measure.outcome == Outcome.DENY

    @property
    def measure(self) -> Decision | None:
        """What a person's decision is measured by: what the policy says now, so that it does not matter how far the bot
        had come; where it leaves the case open now, what it said before."""
        now = _of(self.on_the_merits)
        if now is None or now.outcome not in _GRANTING | {Outcome.DENY}:
            return self._of_the_engine
        done = self.carried_out and self.latest is not None and self.latest.row == now.row
        return None if done else now

    @property
    def _of_the_engine(self) -> Decision | None:
        if self.latest is None or self.latest.row == BY_A_PERSON or self.carried_out or self.about_another:
            return None
        return _of(self.latest)


def _of(decision: Decision | None) -> Decision | None:
    return decision.recommended if decision is not None and decision.outcome == Outcome.REVIEW else decision


def standing(session: Session, case: CaseRow, on_the_merits: Decision | None = None) -> Standing:
    """As it is in this transaction."""
    row = store.latest_decision(session, case)
    if row is None:
        return Standing(None, False, on_the_merits)
    done = select(RemedyRow.id).where(RemedyRow.decision_id == row.id, RemedyRow.state.not_in(states.UNDONE))
    return Standing(
        latest=Decision.from_json(row.decision),
        carried_out=session.scalar(done.limit(1)) is not None,
        on_the_merits=on_the_merits,
        about_another=row.claim.get("issue", case.issue) != case.issue,
    )


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
            RemedyRow.state.not_in(states.UNDONE),
        )
    )
    return Money.from_minor(int(total or 0), currency)
