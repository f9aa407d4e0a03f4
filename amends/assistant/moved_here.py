"""A case is taken to this conversation: its claim goes on where it stood, and the conversation it leaves is told.

What was open there is put anew here. A yes counts only for a question as it was put where it was put, so that none of
what was asked there can be answered there any more, nor is a yes to it carried over.
"""

from dataclasses import dataclass, replace
from datetime import datetime

from sqlalchemy.orm import Session

from amends.assistant import money_back
from amends.assistant.claim_dialogue import ClaimDialogue
from amends.assistant.claim_records import leave_behind
from amends.assistant.claim_state import Collecting, Commenting, Confirming, Parked
from amends.assistant.context import Context
from amends.assistant.draft import Draft
from amends.assistant.identity import Verified
from amends.assistant.other_order import as_kept
from amends.assistant.situation import Situation, keep
from amends.audit import log as audit
from amends.cases import moved, store
from amends.cases.entries import EntryKind
from amends.cases.status import CaseStatus
from amends.claims.claim import Claim
from amends.conversations import ownership
from amends.conversations.conversation import lock_conversations
from amends.db.case_tables import CaseRow
from amends.db.conversation_tables import ConversationRow
from amends.errors import Conflict
from amends.messages.say import Say
from amends.remedies import ledger

_GOES_ON = frozenset({CaseStatus.COLLECTING, CaseStatus.ABANDONED})
"""Here the customer is asked what lacks, where the conversation that the case leaves has nothing of it any more."""


@dataclass(frozen=True)
class MovedHere:
    """Inside the transaction of a turn, in which the customer proved that the case is theirs."""

    context: Context
    claims: ClaimDialogue

    def take(self, conversation_id: str, case_id: int, turn: str) -> tuple[Say, ...]:
        """Link the case with this conversation and say how it stands, the open question last. Conflict where it was
        taken somewhere else meanwhile."""
        now = self.context.clock()
        with self.context.database.begin() as session:
            case = session.get_one(CaseRow, case_id)
            other = case.conversation_id
            rows = {row.id: row for row in lock_conversations(session, {conversation_id, other})}
            ledger.hold_order(session, case.merchant, case.order_number or "")
            session.refresh(case, with_for_update=True)
            if case.conversation_id != other:
                raise Conflict(f"case {case.number} was taken elsewhere at the same time")
            here, there = rows[conversation_id], rows.get(other or "")
            if there is not here:
                self._link(session, case, here, there, now)
            number, with_person = case.number, here.owner == "person"
        if with_person:
            return (Say("utter_moved_here_to_person", {"case": number}),)
        return (Say("utter_moved_here", {"case": number}), *self._how_it_stands(conversation_id, number, turn))

    def _link(
        self, session: Session, case: CaseRow, here: ConversationRow, there: ConversationRow | None, now: datetime
    ) -> None:
        mine = Situation.of(here)
        draft = _in_place_of(session, _claim_of(case, there), mine.draft, case, now)
        verified = Verified(case.order_number or "", case.email or "", now)
        keep(here, replace(mine, draft=draft, verified=verified))
        case.conversation_id, case.language = here.id, here.language
        if case.status == CaseStatus.ABANDONED:
            store.move(session, case, CaseStatus.COLLECTING, "customer", now)
        if there is not None:
            self._leave(session, case, here, there, now)
        channels = (None if there is None else there.channel, here.channel)
        line = moved.line(None if there is None else there.id, here.id, channels)
        store.record(session, case, "customer", EntryKind.MOVED, line, now)
        body = {"from": channels[0], "to": channels[1], "conversation": here.id}
        audit.append(
            session, merchant=case.merchant, actor="customer", action=EntryKind.MOVED, subject=case.number,
            body=body, now=now,
        )  # fmt: skip

    def _leave(
        self, session: Session, case: CaseRow, here: ConversationRow, there: ConversationRow, now: datetime
    ) -> None:
        """Nothing of it is open there any more, nor kept for later. A person who has the chat there has it here, unless
        it is about another case."""
        left = Situation.of(there)
        about, others = left.draft.case_id or there.case_id, _without(left.draft.others, case)
        if left.draft.case_id == case.id:
            empty = replace(left.draft.fresh(), turn=left.draft.turn, later=(), told_later=(), others=())
            keep(there, replace(left, draft=empty))
        elif others != left.draft.others:
            keep(there, replace(left, draft=replace(left.draft, others=others)))
        there.case_id = there.case_id or case.id
        says = [Say("utter_goes_on_elsewhere", {"case": case.number})]
        if there.owner == "person" and about in {None, case.id}:
            ownership.hand_to_person(session, here, by="bot", now=now)
            ownership.hand_to_bot(session, there, by="system", now=now)
        ownership.say(session, there, says, self.context.sentences, now)

    def _how_it_stands(self, conversation_id: str, case: str, turn: str) -> tuple[Say, ...]:
        situation = replace(self.claims.situation(conversation_id), message=turn)
        state = situation.draft.state
        if isinstance(state, Parked):
            return (Say("utter_parked", {"case": case}),)
        if situation.draft.settled:
            return money_back.told(self.context, situation)
        says: tuple[Say, ...] = ()
        if isinstance(state, Collecting):
            step = self.claims.advance(situation)
            says = step.says
            if step.asked is None:
                return (*says, *self.claims.conclude(self.claims.situation(conversation_id), turn, said=True).says)
        return (*says, *self.claims.put(self.claims.situation(conversation_id)))


def _claim_of(case: CaseRow, there: ConversationRow | None) -> Draft:
    """The case's claim as it stands in the conversation that it leaves, ready to be asked anew: as it was kept there,
    where the customer went on with another order, and from the case alone where it is not there."""
    draft = Draft() if there is None else Draft.from_json(there.draft)
    if draft.case_id != case.id:
        kept = next((each for each in draft.others if each.case_id == case.id), None)
        draft = kept or Draft.of_case(Claim.from_json(case.claim), case.id)
        complete = kept is not None or draft.issue != "withdraw"  # when it was declared is known from the draft alone
        draft = draft if case.status in _GOES_ON and complete else draft.settle()
    if isinstance(draft.state, Commenting):
        draft = draft.settle()
    if isinstance(draft.state, Confirming):
        draft = replace(draft, state=Collecting(), confirmed=None)
    return replace(
        draft, order_number=case.order_number, email=case.email, unmatched=None, identity_failures=0, tries=0
    )


def _without(others: tuple[Draft, ...], case: CaseRow) -> tuple[Draft, ...]:
    return tuple(each for each in others if each.case_id != case.id)


def _in_place_of(session: Session, draft: Draft, mine: Draft, case: CaseRow, now: datetime) -> Draft:
    """`draft` as the one under way where `mine` was. An unfinished claim of mine is kept: as another order's, or as
    another problem of this one's."""
    others, later = (*draft.others, *mine.others), tuple(each for each in mine.later if each not in draft.later)
    told = tuple(each for each in mine.told_later if each[0] in later)
    draft = replace(draft, others=others, later=(*draft.later, *later), told_later=(*draft.told_later, *told))
    draft = replace(draft, language_chosen=mine.language_chosen, turn=mine.turn, revision=mine.revision)
    if mine.issue is None or mine.settled or mine.case_id == case.id:
        return draft
    if mine.order_number not in {None, case.order_number}:
        return replace(draft, others=(as_kept(mine), *draft.others))
    leave_behind(session, mine.case_id, case.id, now)
    if mine.issue in {draft.issue, *draft.later}:
        return draft
    return draft.keep_for_later(mine.issue, replace(mine.told, explanation=mine.explanation))
