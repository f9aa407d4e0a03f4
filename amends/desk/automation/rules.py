"""The automation rules of a desk: written by whoever leads it, tried in their order, each change in the audit log."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from amends.accounts import account
from amends.assistant.context import Context
from amends.audit import log as audit
from amends.audit.chain import digest_of
from amends.conversations.text import one_line
from amends.db.tables import AutomationRuleRow
from amends.desk.actor import Actor
from amends.desk.automation.actions import LEADING, Action, ActionKind
from amends.desk.automation.facts import Event, Facts
from amends.desk.automation.terms import TERMS, Condition
from amends.desk.permissions import check
from amends.desk.prepared.answers import of_merchant as answers_of
from amends.desk.teams import administration
from amends.errors import CannotBeDone, NotFound

LONGEST_NAME, MOST_RULES, MOST_CONDITIONS, MOST_ACTIONS = 60, 40, 5, 5
SAVED, REMOVED, ON, OFF, MOVED = "rule_saved", "rule_removed", "rule_on", "rule_off", "rule_moved"
ACTIONS = (SAVED, REMOVED, ON, OFF, MOVED)
"""What the audit log says was done to one. What one does to a case is logged there, step by step."""


@dataclass(frozen=True)
class Rule:
    """`id` is 0 while it is not kept. All conditions have to hold; without any it always does."""

    name: str
    event: Event
    conditions: tuple[Condition, ...]
    actions: tuple[Action, ...]
    id: int = 0
    is_on: bool = True

    def fits(self, facts: Facts) -> bool:
        """Whether every condition is known to hold."""
        return all(condition.holds(facts) is True for condition in self.conditions)


def of_merchant(session: Session, merchant: str, event: Event | None = None) -> list[Rule]:
    """In their order; those of one event that are on, or all."""
    rows = select(AutomationRuleRow).where(AutomationRuleRow.merchant == merchant)
    if event is not None:
        rows = rows.where(AutomationRuleRow.event == event, AutomationRuleRow.is_on)
    return [_of(row) for row in session.scalars(rows.order_by(AutomationRuleRow.place, AutomationRuleRow.id))]


def find(session: Session, actor: Actor, rule: int) -> tuple[Rule, str]:
    """One, and its merchant. NotFound where there is none at a desk of theirs."""
    row = session.get(AutomationRuleRow, rule)
    if row is None or row.merchant not in actor.merchants:
        raise NotFound("There is no such rule.")
    check(actor, "edit_rules", row.merchant)
    return _of(row), row.merchant


def own_words(session: Session, context: Context, merchant: str) -> dict[str, Mapping[str, str]]:
    """What a desk has of its own, by term and action: values by what staff type for them."""
    teams = {name: str(team) for team, name in administration.names(session, [merchant]).items()}
    people = {each.name: each.id for each in account.at_desk(session, merchant)}
    answers = {
        each.name.replace("_", " "): each.name
        for each in answers_of(session, merchant, context.desk(merchant))
        if each.texts
    }
    return {
        "team": teams,
        ActionKind.ASSIGN: people,
        ActionKind.NOTIFY: {"those who lead": LEADING, **people},
        ActionKind.DRAFT: answers,
    }


@dataclass(frozen=True)
class Rules:
    """CannotBeDone says what cannot be."""

    context: Context

    def save(self, actor: Actor, merchant: str, rule: Rule) -> int:
        """A new one at the end of the others, or another text for one that there is; its id."""
        check(actor, "edit_rules", merchant)
        name = one_line(rule.name)
        if len(name) > LONGEST_NAME:
            raise CannotBeDone(f"The name of a rule has {LONGEST_NAME} characters at most.")
        if not rule.actions:
            raise CannotBeDone("A rule does one thing at least.")
        if len(rule.actions) > MOST_ACTIONS or len(rule.conditions) > MOST_CONDITIONS:
            raise CannotBeDone(f"A rule has {MOST_CONDITIONS} conditions and {MOST_ACTIONS} actions at most.")
        with self.context.database.begin() as session:
            others = [each for each in of_merchant(session, merchant) if each.id != rule.id]
            if name.casefold() in {each.name.casefold() for each in others}:
                raise CannotBeDone(f"There is a rule {name} already.")
            if not rule.id and len(others) >= MOST_RULES:
                raise CannotBeDone(f"{MOST_RULES} rules are enough. Take one away first.")
            row = self._row(session, actor, rule.id) if rule.id else self._new(session, merchant)
            if row.merchant != merchant:
                raise NotFound("There is no such rule.")
            row.name, row.event = name, rule.event
            row.conditions = [
                {"term": each.term, "values": list(each.values), "negated": each.negated} for each in rule.conditions
            ]
            row.actions = [{"kind": str(each.kind), "value": each.value} for each in rule.actions]
            row.changed_by, row.changed_at = actor.id, self.context.clock()
            session.add(row)
            session.flush()
            digest = digest_of("", [row.event, row.conditions, row.actions])
            self._note(session, actor, row, SAVED, {"event": row.event, "sha256": digest})
            return row.id

    def remove(self, actor: Actor, rule: int) -> None:
        with self.context.database.begin() as session:
            row = self._row(session, actor, rule)
            self._note(session, actor, row, REMOVED, {})
            session.delete(row)

    def turn(self, actor: Actor, rule: int, *, on: bool) -> None:
        """One that is off is not tried."""
        with self.context.database.begin() as session:
            row = self._row(session, actor, rule)
            if row.is_on != on:
                row.is_on = on
                self._note(session, actor, row, ON if on else OFF, {})

    def move(self, actor: Actor, rule: int, *, up: bool) -> None:
        """Before or behind its neighbour. Nothing happens at the end of the list."""
        with self.context.database.begin() as session:
            row = self._row(session, actor, rule)
            mine = AutomationRuleRow.merchant == row.merchant
            rows: Sequence[AutomationRuleRow] = session.scalars(
                select(AutomationRuleRow).where(mine).order_by(AutomationRuleRow.place, AutomationRuleRow.id)
            ).all()
            order = list(rows)
            at = order.index(row)
            to = at - 1 if up else at + 1
            if 0 <= to < len(order):
                order[at], order[to] = order[to], order[at]
                for place, each in enumerate(order, 1):
                    each.place = place
                self._note(session, actor, row, MOVED, {"place": to + 1})

    def _new(self, session: Session, merchant: str) -> AutomationRuleRow:
        last = session.scalar(select(func.max(AutomationRuleRow.place)).where(AutomationRuleRow.merchant == merchant))
        return AutomationRuleRow(merchant=merchant, place=(last or 0) + 1, is_on=True)

    def _row(self, session: Session, actor: Actor, rule: int) -> AutomationRuleRow:
        find(session, actor, rule)
        return session.get_one(AutomationRuleRow, rule, with_for_update=True)

    def _note(
        self, session: Session, actor: Actor, row: AutomationRuleRow, action: str, body: dict[str, object]
    ) -> None:
        audit.append(
            session, merchant=row.merchant, actor=actor.id, action=action, subject=f"rule {row.id}",
            body={"name": row.name, **body}, now=self.context.clock(),
        )  # fmt: skip


def _of(row: AutomationRuleRow) -> Rule:
    """What another release knew and this one does not is left out, and the rule with it: it is never on."""
    conditions = tuple(_condition(each) for each in row.conditions if each["term"] in TERMS)
    actions = tuple(
        Action(ActionKind(each["kind"]), str(each["value"])) for each in row.actions if each["kind"] in ActionKind
    )
    whole = len(conditions) == len(row.conditions) and len(actions) == len(row.actions)
    return Rule(row.name, Event(row.event), conditions, actions, row.id, row.is_on and whole)


def _condition(document: Mapping[str, Any]) -> Condition:
    return Condition(str(document["term"]), tuple(map(str, document["values"])), bool(document["negated"]))
