"""Two cases that are one: the customer's chats stay where they are, and belong to one case from then on."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select, update

from amends import clock
from amends.assistant.context import Context
from amends.assistant.identity import same_email
from amends.cases import numbers, status, store
from amends.cases.entries import EntryKind
from amends.cases.status import CaseStatus
from amends.conversations.conversation import lock_conversations
from amends.db.case_tables import CaseEntryRow, CaseRow
from amends.db.desk_tables import DeskCaseRow
from amends.desk import notify
from amends.desk.actor import Actor
from amends.desk.locked_case import LockedCase, lock_case
from amends.desk.question import withdraw
from amends.errors import CannotBeDone
from amends.messages.say import Say

_ACROSS = "Say that they belong together all the same, or leave them apart; the customer is told at once."


@dataclass(frozen=True)
class Merging:
    """Only of one merchant's cases and, where both know one, one customer's."""

    context: Context

    def merge(self, actor: Actor, number: str, into: str, *, across_orders: bool = False) -> None:
        """The case goes on in `into`: it is closed as merged, and its messages are seen there. The customer is told.

        The earlier of the two promised instants holds. What the customer says to the bot in its chat is about `into`
        from then on, where both know the customer. Cases of two orders are merged only `across_orders`, by somebody who
        knows it: the decisions of one order say nothing of the other.
        """
        first, second = sorted((numbers.read(number), numbers.read(into)))
        if first == second:
            raise CannotBeDone("A case cannot be merged with itself.")
        with self.context.database.begin() as session:
            both = select(CaseRow.conversation_id).where(CaseRow.number.in_((first, second)))
            lock_conversations(session, session.scalars(both).all())
            by_number = {
                each: lock_case(session, actor, "merge", each, self.context.clock()) for each in (first, second)
            }
            held, target = by_number[numbers.read(number)], by_number[numbers.read(into)]
            _check(held.case, target.case)
            orders = {held.case.order_number, target.case.order_number} - {None}
            if len(orders) > 1 and not across_orders:
                raise CannotBeDone(f"They are about two orders, {' and '.join(sorted(map(str, orders)))}. {_ACROSS}")
            promised = held.case.due_at
            store.move(session, held.case, CaseStatus.MERGED, actor.id, held.now)
            if promised is not None and target.case.due_at is not None and promised < target.case.due_at:
                store.move(session, target.case, CaseStatus.REVIEW, actor.id, held.now, promised)
            held.desk.merged_into = target.case.id
            # What went on in the case before goes on where it goes on now.
            earlier = update(DeskCaseRow).where(DeskCaseRow.merged_into == held.case.id)
            session.execute(earlier.values(merged_into=target.case.id))
            held.write_down(
                EntryKind.MERGE, {"into": target.case.number, "promised": promised and promised.isoformat()}
            )
            target.write_down(EntryKind.MERGED_HERE, {"from": held.case.number})
            if held.conversation is not None:
                self._tell(held, target)

    def _tell(self, held: LockedCase, target: LockedCase) -> None:
        args = {"case": held.case.number, "agent": held.actor.name}
        if not same_email(held.case.email, target.case.email):
            notify.tell(held, self.context, Say("utter_desk_merged_unmatched", args), mail=False)
            return
        notify.tell(held, self.context, Say("utter_desk_merged", {**args, "into": target.case.number}), mail=False)
        withdraw(held.conversation, held.case.id, then=target.case.id)


def promised_before(held: LockedCase) -> datetime | None:
    """When the merged case was to be answered; None for one that was not merged, or had no such instant."""
    if held.desk.merged_into is None:
        return None
    merges = select(CaseEntryRow.body).where(CaseEntryRow.case_id == held.case.id, CaseEntryRow.kind == EntryKind.MERGE)
    body = held.session.scalars(merges.order_by(CaseEntryRow.id.desc()).limit(1)).first() or {}
    return clock.parse(body["promised"]) if body.get("promised") else None


def take_apart(held: LockedCase) -> None:
    """The merged case is one of its own again, and its chat is about it."""
    if held.desk.merged_into is not None:
        withdraw(held.conversation, held.desk.merged_into, then=held.case.id)
    held.desk.merged_into = None


def _check(case: CaseRow, target: CaseRow) -> None:
    if case.merchant != target.merchant:
        raise CannotBeDone("The two cases belong to different merchants.")
    if case.email and target.email and not same_email(case.email, target.email):
        raise CannotBeDone("The two cases belong to different customers.")
    if case.email and not target.email:
        raise CannotBeDone(f"{target.number} has no matched customer: merge that case into this one.")
    if target.status in status.CLOSED:
        raise CannotBeDone(f"{target.number} is {target.status}; reopen it first.")
    if case.status == CaseStatus.REVIEW != target.status:
        said = f"A person has {case.number}, and {target.number} is {target.status}"
        raise CannotBeDone(f"{said}: merge that case into this one.")
    if CaseStatus.MERGED not in status.TRANSITIONS[case.status]:
        raise CannotBeDone(f"A case that is {case.status} cannot be merged.")
