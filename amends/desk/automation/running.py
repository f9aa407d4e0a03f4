"""Tries a desk's rules on a case to which something happened, in their order, and does what those say that fit.

All that one rule does is one transaction, with a line in the case's timeline that names it. A rule that cannot be
carried out says why there, and the next one is tried.
"""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from amends.accounts import account
from amends.assistant.context import Context
from amends.cases import notices
from amends.cases.entries import EntryKind
from amends.cases.notice_kinds import NoticeKind
from amends.db.case_tables import CaseEntryRow, CaseRow
from amends.desk.actor import Actor
from amends.desk.automation import facts as facts_of
from amends.desk.automation.actions import LEADING, Action, ActionKind
from amends.desk.automation.facts import Event
from amends.desk.automation.rules import Rule, of_merchant
from amends.desk.automation.trigger import BY_RULE
from amends.desk.case_actions import CaseActions
from amends.desk.colleagues import colleague
from amends.desk.locked_case import lock_case
from amends.desk.snoozing import Snoozing
from amends.desk.teams.administration import names
from amends.errors import CannotBeDone, Conflict, NotFound, NotPermitted
from amends.merchants import desk_hours
from amends.merchants.roles import Role

_LEADING = frozenset({Role.SUPERVISOR, Role.ADMIN})


@dataclass(frozen=True)
class Automation:
    """The worker's part."""

    context: Context

    def run(self, case_id: int, event: Event, key: str, at: datetime, message: int | None = None) -> int:
        """Try all rules of that event; how many fitted. `key` names what happened: a rule does its part of it once."""
        with self.context.database.read() as session:
            rules = of_merchant(session, session.get_one(CaseRow, case_id).merchant, event)
        return sum(self._one(rule, case_id, key, at, message) for rule in rules)

    def _one(self, rule: Rule, case_id: int, key: str, at: datetime, message: int | None) -> bool:
        """Facts are read anew for each rule: what the one before did counts."""
        with self.context.database.read() as session:
            case = session.get_one(CaseRow, case_id)
            number, merchant = case.number, case.merchant
            if _was_done(session, case_id, rule, key):
                return False
            if not rule.fits(facts_of.of_case(session, self.context, case, at, message)):
                return False
            did = in_words(session, merchant, rule)
        actor = Actor(f"{BY_RULE}{rule.id}", f"Rule “{rule.name}”", Role.SUPERVISOR, frozenset({merchant}))
        context, transaction = self.context.for_one_turn()
        try:
            with transaction.whole() as session:
                held = lock_case(session, actor, "see", number, context.clock())
                if _was_done(session, case_id, rule, key):
                    return False
                held.write_down(EntryKind.RULE, {"rule": rule.id, "of": key}, {"did": did})
                for action in rule.actions:
                    _do(context, actor, number, action)
        except (CannotBeDone, Conflict, NotFound, NotPermitted) as fault:
            self._failed(actor, number, rule, key, str(fault))
        return True

    def _failed(self, actor: Actor, number: str, rule: Rule, key: str, why: str) -> None:
        with self.context.database.begin() as session:
            held = lock_case(session, actor, "see", number, self.context.clock())
            held.write_down(EntryKind.RULE_FAILED, {"rule": rule.id, "of": key}, {"why": why})


def in_words(session: Session, merchant: str, rule: Rule) -> list[str]:
    """What it does, as the timeline has it."""
    return [f"{action.kind.label} {_value(session, merchant, action)}" for action in rule.actions]


def _value(session: Session, merchant: str, action: Action) -> str:
    match action.kind:
        case ActionKind.TEAM:
            return names(session, [merchant]).get(int(action.value), "that is gone")
        case ActionKind.ASSIGN | ActionKind.NOTIFY:
            if action.value == LEADING:
                return "those who lead"
            return account.names(session).get(action.value, "somebody gone")
        case ActionKind.DRAFT:
            return action.value.replace("_", " ")
        case _:
            return action.value


def _was_done(session: Session, case_id: int, rule: Rule, key: str) -> bool:
    """A job may be run twice."""
    body = CaseEntryRow.body
    line = select(CaseEntryRow.id).where(
        CaseEntryRow.case_id == case_id,
        CaseEntryRow.kind.in_((EntryKind.RULE, EntryKind.RULE_FAILED)),
        body["of"].as_string() == key,
        body["rule"].as_integer() == rule.id,
    )
    return session.scalar(line.limit(1)) is not None


def _do(context: Context, actor: Actor, number: str, action: Action) -> None:
    cases, value = CaseActions(context), action.value
    match action.kind:
        case ActionKind.LABEL:
            cases.label(actor, number, value)
        case ActionKind.UNLABEL:
            cases.label(actor, number, value, on=False)
        case ActionKind.PRIORITY:
            cases.prioritize(actor, number, value)
        case ActionKind.TEAM:
            cases.set_team(actor, number, int(value))
        case ActionKind.ASSIGN:
            cases.assign(actor, number, colleague(context, value))
        case ActionKind.SNOOZE:
            _snooze(context, actor, number, int(value))
        case ActionKind.DRAFT:
            cases.suggest(actor, number, value)
        case ActionKind.NOTIFY:
            _notify(context, actor, number, value)


def _snooze(context: Context, actor: Actor, number: str, days: int) -> None:
    (merchant,) = actor.merchants
    until = desk_hours.next_morning(context.merchants[merchant].merchant, context.clock(), days)
    Snoozing(context).snooze(actor, number, until)


def _notify(context: Context, actor: Actor, number: str, whom: str) -> None:
    with context.database.begin() as session:
        held = lock_case(session, actor, "see", number, context.clock())
        people = account.at_desk(session, held.case.merchant)
        told = [each.id for each in people if (each.role in _LEADING if whom == LEADING else each.id == whom)]
        if not told:
            raise CannotBeDone("Nobody is there to be told.")
        for each in told:
            notices.tell(session, held.case, each, NoticeKind.RULE, actor.name, held.now)
