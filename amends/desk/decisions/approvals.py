"""The second person: approves what is above a colleague's limit, or refuses it."""

from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from amends.cases import notices, numbers
from amends.cases.entries import EntryKind
from amends.cases.notice_kinds import NoticeKind
from amends.db.case_tables import CaseRow
from amends.db.desk_tables import ApprovalRow
from amends.desk.actor import Actor
from amends.desk.decisions.basis import Standing
from amends.desk.decisions.case_state import state_of
from amends.desk.decisions.manual_decision import ManualDecision
from amends.desk.decisions.service import ManualDecisions
from amends.desk.locked_case import LockedCase, find, lock_case
from amends.errors import CannotBeDone, Conflict, NotFound

APPROVED, REFUSED, EXPIRED = "approved", "refused", "expired"
TOLD = {APPROVED: NoticeKind.APPROVED, REFUSED: NoticeKind.REFUSED, EXPIRED: NoticeKind.ENDED}


@dataclass(frozen=True)
class Settled:
    """`state` is approved, refused or expired; `decision_id` where it was approved."""

    state: str
    decision_id: int | None = None


@dataclass(frozen=True)
class Approvals:
    """Nobody approves what they asked for themselves, whatever their role."""

    rulings: ManualDecisions

    def approve(self, actor: Actor, approval_id: int) -> Settled:
        """Carry out what waits. It has expired where the case is not as it was: then nothing is done but that noted."""
        number = self._number(approval_id)
        order = self.rulings.order_of(actor, number, "settle_approval")
        with self.rulings.context.database.begin() as session:
            held, approval = self._held(session, actor, number, approval_id)
            if actor.id == approval.asked_by:
                raise CannotBeDone("A second person has to approve this.")
            if approval.case_state != state_of(session, held.case):
                _settle(held, approval, EXPIRED)
                return Settled(EXPIRED)
            ruling = ManualDecision.from_json(approval.ruling)
            stands = self.rulings.stands(held, order)
            if ruling.kind == "recommended" and ruling.remedy is not None and not _is_still(ruling, stands):
                _settle(held, approval, EXPIRED)
                return Settled(EXPIRED)
            decision = self.rulings.decision(held, ruling, order, stands)
            _settle(held, approval, APPROVED)
            decided = self.rulings.apply(held, ruling, decision, order, stands, asked_by=approval.asked_by)
            return Settled(APPROVED, decided)

    def refuse(self, actor: Actor, approval_id: int, why: str = "") -> Settled:
        """It is not done, and whoever asked is told. They may take it back the same way."""
        number = self._number(approval_id)
        with self.rulings.context.database.read() as session:
            own = session.get_one(ApprovalRow, approval_id).asked_by == actor.id
            find(session, actor, "grant" if own else "settle_approval", number)
        with self.rulings.context.database.begin() as session:
            action = "grant" if own else "settle_approval"
            held, approval = self._held(session, actor, number, approval_id, action)
            _settle(held, approval, REFUSED, why)
            return Settled(REFUSED)

    def _number(self, approval_id: int) -> str:
        with self.rulings.context.database.read() as session:
            number = session.scalar(
                select(CaseRow.number)
                .join(ApprovalRow, ApprovalRow.case_id == CaseRow.id)
                .where(ApprovalRow.id == approval_id)
            )
        if number is None:
            raise NotFound("There is no such case.")
        return numbers.read(number)

    def _held(
        self, session: Session, actor: Actor, number: str, approval_id: int, action: str = "settle_approval"
    ) -> tuple[LockedCase, ApprovalRow]:
        held = lock_case(session, actor, action, number, self.rulings.context.clock())
        approval = session.get_one(ApprovalRow, approval_id, with_for_update=True, populate_existing=True)
        if approval.state != "pending":
            raise Conflict(f"This has already been {approval.state}.")
        return held, approval


def _is_still(ruling: ManualDecision, stands: Standing) -> bool:
    """Whether what is recommended is what was asked for: it may follow the order's records."""
    now = stands.recommended
    return now is not None and (now.remedy, now.amount) == (ruling.remedy, ruling.amount)


def _settle(held: LockedCase, approval: ApprovalRow, state: str, why: str = "") -> None:
    approval.state = state
    approval.settled_by = held.actor.id
    approval.settled_at = held.now
    held.session.flush()
    held.write_down(EntryKind.APPROVAL_SETTLED, {"approval": approval.id, "state": state}, {"why": why})
    if held.actor.id != approval.asked_by:
        notices.tell(held.session, held.case, approval.asked_by, TOLD[state], held.actor.name, held.now)
