"""Keeps each case's reply target as things happen, in the transaction in which they do, whoever makes them happen.

A customer writes, a person answers, a case moves, is put off or pressed in many places (amends/db/watching.py).
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, cast

from sqlalchemy import Row, Table, select, update
from sqlalchemy.orm import Session

from amends import clock as instants
from amends.cases import status
from amends.cases.entries import EntryKind
from amends.cases.merged import goes_on_in
from amends.cases.status import CaseStatus, waits_for_a_person
from amends.conversations.event_kinds import EventKind
from amends.db.case_tables import CaseEntryRow, CaseRow
from amends.db.conversation_tables import ConversationRow, EventRow
from amends.db.desk_tables import DeskCaseRow, LabelRow
from amends.db.session import Database
from amends.db.target_tables import ReplyTargetRow
from amends.db.upsert import insert
from amends.db.watching import Watch
from amends.desk.targets.clock import ReplyClock, Waits, begun
from amends.merchants.desk_rules import DeskRules
from amends.merchants.desk_targets import Priority, Targets
from amends.policy.policy import Merchant, MerchantPolicies

_TARGETS = cast("Table", ReplyTargetRow.__table__)
ANSWERED, CLOSED = "answered", "closed"
_ANSWERS = frozenset({EntryKind.REPLY, EntryKind.HELPDESK_ANSWER})
"""Lines of answers that may have gone by e-mail alone; all others are events of a person's too."""
_PRESSES = frozenset({EntryKind.LABEL, EntryKind.PRIORITY})


@dataclass(frozen=True)
class _Desk:
    """One merchant whose replies are measured."""

    merchant: Merchant
    targets: Targets


def watch(database: Database, merchants: Mapping[str, MerchantPolicies], desks: Mapping[str, DeskRules]) -> None:
    """From now on, keep the targets of these merchants' cases, of those that have any. Again for the same database:
    only these."""
    measured = {
        name: _Desk(merchants[name].merchant, rules.targets)
        for name, rules in desks.items()
        if rules.targets is not None and name in merchants
    }
    _WATCH.begin(database, measured)


def _line(session: Session, line: CaseEntryRow, desks: Mapping[str, _Desk]) -> None:
    case = session.get(CaseRow, line.case_id)
    if case is not None and case.merchant in desks:
        _Kept(session, desks[case.merchant], case, line.at).line(EntryKind(line.kind), line.body)


def _said(session: Session, said: EventRow, desks: Mapping[str, _Desk]) -> None:
    if said.author not in {"customer", "agent"}:
        return
    talk = session.get_one(ConversationRow, said.conversation_id)
    case = None if talk.case_id is None else session.get(CaseRow, talk.case_id)
    if case is None or case.merchant not in desks:
        return
    case = goes_on_in(session, case)
    kept = _Kept(session, desks[case.merchant], case, said.at)
    if said.author == "agent" and said.kind == EventKind.REPLY:
        kept.end(ANSWERED)
        return
    waits = waits_for_a_person(case.status, talk.owner) and case.status not in status.CLOSED
    if waits and said.author == "customer" and said.kind in {EventKind.MESSAGE, EventKind.FILE}:
        kept.run()


@dataclass(frozen=True)
class _Kept:
    """The target of one case, at one instant."""

    session: Session
    desk: _Desk
    case: CaseRow
    at: datetime

    def line(self, kind: EntryKind, body: Mapping[str, Any]) -> None:
        """What a line of the timeline does to it."""
        if kind == EntryKind.STATUS:
            to = str(body.get("to"))
            if to == CaseStatus.REVIEW:
                self.run()
            elif to in status.CLOSED:
                self.end(CLOSED)
            else:
                self._change(lambda running: running.stopped(self.desk.merchant, self.at))
        elif kind in _ANSWERS:
            self.end(ANSWERED)
        elif kind == EntryKind.SNOOZED:
            until = instants.parse(str(body["until"]))
            self._change(lambda running: running.put_off(self.desk.merchant, self.at, until))
        elif kind == EntryKind.WOKEN:
            self._change(lambda running: running if running.since is None else running.running(self.at))
        elif kind in _PRESSES:
            self._change(lambda running: running.within(self._minutes(running.waits)))

    def run(self) -> None:
        """The customer waits for a person from now on, if they did not before."""
        if self._change(lambda running: running.running(self.at)):
            return
        desk = self.session.get(DeskCaseRow, self.case.id)
        waits = Waits.FIRST if desk is None or desk.first_answer_at is None else Waits.NEXT
        running = begun(waits, self.at, self._minutes(waits))
        values = {"case_id": self.case.id, "merchant": self.case.merchant, "missed": False, **self._columns(running)}
        # Another transaction may begin the same one at this very moment.
        self.session.execute(insert(self.session, ReplyTargetRow).values(**values).on_conflict_do_nothing())

    def end(self, how: str) -> None:
        """It is over; nothing happens where none is open."""
        found = self._open()
        if found is None:
            return
        target, running = found
        over = {"used": running.used_by(self.desk.merchant, self.at), "since": None, "due_at": None}
        self._write(target, {**over, "missed": self._is_late(*found), "ended_at": self.at, "end": how})

    def _change(self, change: Callable[[ReplyClock], ReplyClock]) -> bool:
        """Whether there was one to change. What somebody was told of it is told again where there is time again."""
        found = self._open()
        if found is None:
            return False
        target, running = found
        changed = self._columns(change(running))
        if changed != self._columns(running):
            has_time = changed["due_at"] is None or changed["due_at"] > self.at
            again = {"warned_at": None, "told_at": None} if has_time else {}
            self._write(target, {**changed, **again, "missed": self._is_late(*found)})
        return True

    def _is_late(self, target: Row[Any], running: ReplyClock) -> bool:
        """By now, or once before."""
        return bool(target.missed) or running.is_missed(self.desk.merchant, self.at)

    def _open(self) -> tuple[Row[Any], ReplyClock] | None:
        """The one that has not ended, locked. Read and written past the session's objects: what is changed on those in
        the middle of a flush is written with the next one only."""
        mine = select(_TARGETS).where(_TARGETS.c.case_id == self.case.id, _TARGETS.c.ended_at.is_(None))
        row = self.session.execute(mine.with_for_update()).one_or_none()
        if row is None:
            return None
        return row, ReplyClock(Waits(row.waits), row.begun_at, row.minutes, row.used, row.since)

    def _write(self, target: Row[Any], values: Mapping[str, Any]) -> None:
        self.session.execute(update(_TARGETS).where(_TARGETS.c.id == target.id).values(**values))

    def _columns(self, running: ReplyClock) -> dict[str, Any]:
        return {
            "waits": running.waits,
            "begun_at": running.begun_at,
            "minutes": running.minutes,
            "used": running.used,
            "since": running.since,
            "due_at": running.due(self.desk.merchant),
        }

    def _minutes(self, waits: Waits) -> int:
        desk = self.session.get(DeskCaseRow, self.case.id)
        talk = (
            None if self.case.conversation_id is None else self.session.get(ConversationRow, self.case.conversation_id)
        )
        labels = self.session.scalars(select(LabelRow.label).where(LabelRow.case_id == self.case.id))
        priority = Priority.NORMAL if desk is None else desk.priority
        reply = self.desk.targets.of(priority, None if talk is None else talk.channel, labels)
        return reply.first if waits == Waits.FIRST else reply.next


_WATCH = Watch(_line, _said)
