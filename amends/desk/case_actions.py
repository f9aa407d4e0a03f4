"""Looking after cases: whose they are, notes and labels, closing, reopening."""

from dataclasses import dataclass, replace

from sqlalchemy import delete, select

from amends.accounts import account
from amends.assistant.context import Context
from amends.cases import notices, satisfaction, status, store
from amends.cases.entries import EntryKind
from amends.cases.handoff import hand_off, promise
from amends.cases.notice_kinds import NoticeKind
from amends.cases.status import CaseStatus
from amends.claims.claim import ISSUES, Claim
from amends.conversations.text import clean, one_line
from amends.db.case_tables import CaseRow
from amends.db.desk_tables import LabelRow
from amends.db.team_tables import TeamMemberRow, TeamRow
from amends.db.upsert import insert
from amends.desk import notify, question
from amends.desk.actor import Actor
from amends.desk.locked_case import LockedCase, lock_case
from amends.desk.mentions import mentioned
from amends.desk.merging import promised_before, take_apart
from amends.desk.permissions import may
from amends.desk.prepared.answers import of_merchant as answers_of
from amends.desk.takeover import assign
from amends.errors import CannotBeDone, NotPermitted
from amends.merchants.desk_targets import Priority
from amends.messages.say import Say
from amends.policy.engine import review_due
from amends.policy.policy import Merchant

MAX_LABEL = 40


def settable(merchant: Merchant) -> tuple[str, ...]:
    """What a person may say that a case is about: the merchant's own kinds first. A withdrawal is the customer's own to
    declare."""
    return (*merchant.issues, *(issue for issue in ISSUES if issue != "withdraw"))


@dataclass(frozen=True)
class CaseActions:
    """Everything here is seen by staff only, unless it says that the customer is told."""

    context: Context

    def claim(self, actor: Actor, number: str) -> None:
        """Make it one's own. CannotBeDone where somebody else has it: a transfer needs one of the two."""
        with self.context.database.begin() as session:
            held = lock_case(session, actor, "claim", number, self.context.clock())
            if held.desk.assigned_to not in {None, actor.id}:
                raise CannotBeDone(f"{held.desk.assigned_name} has this case.")
            self._assign(held, EntryKind.CLAIM, actor.id, actor.name)

    def assign(self, actor: Actor, number: str, to: Actor | None) -> None:
        """Give it to anybody who works for its merchant, or to nobody."""
        with self.context.database.begin() as session:
            held = lock_case(session, actor, "assign", number, self.context.clock())
            self._to(held, EntryKind.ASSIGN, to)

    def transfer(self, actor: Actor, number: str, to: Actor | None) -> None:
        """Give one's own case to somebody else, or back to the queue."""
        with self.context.database.begin() as session:
            held = lock_case(session, actor, "transfer", number, self.context.clock())
            if held.desk.assigned_to != actor.id and not may(actor, "assign", held.case.merchant):
                raise NotPermitted("You can only transfer a case of your own.")
            self._to(held, EntryKind.TRANSFER, to)

    def set_team(self, actor: Actor, number: str, team: int | None) -> None:
        """It is that team's, or none's. Whoever has it and is not in that team has it no longer."""
        with self.context.database.begin() as session:
            held = lock_case(session, actor, "set_team", number, self.context.clock())
            row = None if team is None else session.get(TeamRow, team)
            if team is not None and (row is None or row.merchant != held.case.merchant):
                raise CannotBeDone("There is no such team at this desk.")
            before = held.desk.team_id
            if before == team:
                return
            held.desk.team_id = team
            held.write_down(EntryKind.TEAM, {"from": before, "to": team, "to_name": None if row is None else row.name})
            has_it = held.desk.assigned_to
            if row is not None and has_it is not None and session.get(TeamMemberRow, (row.id, has_it)) is None:
                self._assign(held, EntryKind.ASSIGN, None, None)

    def note(self, actor: Actor, number: str, text: str) -> None:
        """A note for colleagues. Those whom it names with @ are told (amends/desk/mentions.py)."""
        said = clean(text)
        with self.context.database.begin() as session:
            held = lock_case(session, actor, "note", number, self.context.clock())
            people = account.at_desk(session, held.case.merchant)
            named = [each.id for each in mentioned(said, people) if each.id != actor.id]
            held.write_down(EntryKind.NOTE, {"mentioned": named} if named else None, words={"text": said})
            for each in named:
                notices.tell(session, held.case, each, NoticeKind.MENTIONED, actor.name, held.now)

    def label(self, actor: Actor, number: str, label: str, *, on: bool = True) -> None:
        """Put a label on, or take it off. It is spelt as it was at first, whatever letters are large in it now."""
        word = one_line(label)
        if len(word) > MAX_LABEL:
            raise CannotBeDone(f"A label has {MAX_LABEL} characters at most.")
        with self.context.database.begin() as session:
            held = lock_case(session, actor, "label", number, self.context.clock())
            word = _as_known(held, word)
            row = {"case_id": held.case.id, "label": word}
            if on:
                session.execute(insert(session, LabelRow).values(**row).on_conflict_do_nothing())
            else:
                session.execute(delete(LabelRow).filter_by(**row))
            held.write_down(EntryKind.LABEL, {"on": on}, {"label": word})

    def prioritize(self, actor: Actor, number: str, priority: str) -> None:
        """How much it presses. Nothing happens where it is that already."""
        if priority not in Priority:
            raise CannotBeDone(f"A priority is one of: {', '.join(Priority)}.")
        with self.context.database.begin() as session:
            held = lock_case(session, actor, "prioritize", number, self.context.clock())
            before = held.desk.priority
            if before != priority:
                held.desk.priority = priority
                held.write_down(EntryKind.PRIORITY, {"from": before, "to": priority})

    def suggest(self, actor: Actor, number: str, answer: str) -> None:
        """Lay a prepared answer out as a draft for whoever answers next. The customer hears nothing of it."""
        with self.context.database.begin() as session:
            held = lock_case(session, actor, "note", number, self.context.clock())
            known = {
                each.name for each in answers_of(session, held.case.merchant, self.context.desk(held.case.merchant))
            }
            if answer not in known:
                raise CannotBeDone(f"There is no prepared answer {answer}.")
            held.desk.suggested = answer
            held.write_down(EntryKind.SUGGESTED, {"answer": answer})

    def set_issue(self, actor: Actor, number: str, issue: str) -> None:
        """What it is about, as the person understands it: the policy's advice is on that from here on."""
        with self.context.database.begin() as session:
            held = lock_case(session, actor, "set_issue", number, self.context.clock())
            if issue not in settable(self.context.merchants[held.case.merchant].merchant):
                raise CannotBeDone("Choose what the case is about.")
            if held.case.status != CaseStatus.REVIEW:
                raise CannotBeDone(f"Only while a case is in review; this one is {held.case.status}.")
            before = held.case.issue
            if before == issue:
                return
            claim = replace(Claim.from_json(held.case.claim), issue=issue)
            store.update_claim(session, held.case, claim, held.now, by=actor.id)
            held.write_down(EntryKind.ISSUE, {"from": before, "to": issue})

    def close(self, actor: Actor, number: str, text: str = "") -> None:
        """It is settled without a remedy. The customer is told so: in `text`, or in a standard sentence without it."""
        said = clean(text) if text.strip() else None
        with self.context.database.begin() as session:
            held = lock_case(session, actor, "close", number, self.context.clock())
            if held.case.status != CaseStatus.REVIEW:
                raise CannotBeDone(f"Only a case in review can be closed; this one is {held.case.status}.")
            self._tell_closed(held, said)
            store.move(session, held.case, CaseStatus.RESOLVED, actor.id, held.now)
            question.withdraw(held.conversation, held.case.id)
            held.write_down(EntryKind.CLOSE, words={"text": said})
            satisfaction.ask(session, held.case, self.context.sentences, held.now)

    def reopen(self, actor: Actor, number: str, why: str) -> None:
        """A closed case is looked at again, within the policy's time for a review. The customer is told."""
        reason = clean(why)
        with self.context.database.begin() as session:
            held = lock_case(session, actor, "reopen", number, self.context.clock())
            if held.case.status not in status.CLOSED:
                raise CannotBeDone(f"Only a closed case can be reopened; this one is {held.case.status}.")
            policy = self.context.merchants[held.case.merchant].in_force(held.now)
            due, promised = review_due(policy, held.now), promised_before(held)
            if promised is not None and promised > held.now:
                due = min(due, promised)  # taking a merge back makes no promise later
            hand_off(session, held.case, due, actor.id, held.now)
            held.desk.reopened += 1
            take_apart(held)
            held.write_down(EntryKind.REOPEN, words={"why": reason})
            told = {"agent": actor.name, **promise(held.case, policy.merchant, held.case.language)}
            notify.tell(held, self.context, Say("utter_desk_reopened", told))

    def _tell_closed(self, held: LockedCase, said: str | None) -> None:
        if said is not None:
            notify.words(held, self.context, said, mail=True)
            return
        merchant = self.context.merchants[held.case.merchant].merchant
        args = {"agent": held.actor.name, "case": held.case.number, "support": merchant.support_email}
        notify.tell(held, self.context, Say("utter_desk_closed", args))

    def _to(self, held: LockedCase, action: EntryKind, to: Actor | None) -> None:
        if to is not None and not may(to, "claim", held.case.merchant):
            raise CannotBeDone(f"{to.name} does not work for this merchant.")
        self._assign(held, action, None if to is None else to.id, None if to is None else to.name)

    def _assign(self, held: LockedCase, action: EntryKind, agent_id: str | None, name: str | None) -> None:
        before = held.desk.assigned_to
        if before != agent_id:
            assign(held, agent_id, name)
            held.write_down(action, {"from": before, "to": agent_id, "to_name": name})
            if action != EntryKind.CLAIM and agent_id != held.actor.id:
                notices.tell(held.session, held.case, agent_id, NoticeKind.GIVEN, held.actor.name, held.now)
            if before != held.actor.id:
                notices.tell(held.session, held.case, before, NoticeKind.LOST, held.actor.name, held.now)


def _as_known(held: LockedCase, word: str) -> str:
    """The spelling of this label in the merchant's cases; as it was written where it is new."""
    used = select(LabelRow.label).join(CaseRow, CaseRow.id == LabelRow.case_id).distinct()
    known = held.session.scalars(used.where(CaseRow.merchant == held.case.merchant))
    return next((each for each in known if each.casefold() == word.casefold()), word)
