"""Macros: several steps on a case under one name. They are looked at before, and done together or not at all."""

from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from amends.assistant.context import Context
from amends.audit import log as audit
from amends.audit.chain import digest_of
from amends.conversations.text import one_line
from amends.db.prepared_tables import MacroRow
from amends.db.tables import CaseRow, DeskCaseRow
from amends.desk.actor import Actor
from amends.desk.case_actions import CaseActions
from amends.desk.decisions.case_state import seen_state
from amends.desk.locked_case import find
from amends.desk.macro_steps import Step, StepKind, checked
from amends.desk.permissions import check
from amends.desk.prepared.answers import of_merchant as answers_of
from amends.desk.replying import Replying
from amends.desk.snoozing import Snoozing
from amends.desk.takeover import Takeover
from amends.errors import BackendError, CannotBeDone, Conflict, NotFound
from amends.merchants import desk_hours

LONGEST_NAME, MOST = 40, 50
SAVED, REMOVED = "macro_saved", "macro_removed"
ACTIONS = (SAVED, REMOVED)
"""What the audit log says was done to one. What one does to a case is logged there step by step."""


@dataclass(frozen=True)
class Macro:
    """`merchant` is the id of the one whose desk has it."""

    id: int
    merchant: str
    name: str
    steps: tuple[Step, ...]


@dataclass(frozen=True)
class Preview:
    """What a macro would do to a case as it is, step by step: what is done, and the words that go out or stand there.
    `mark` is another one as soon as that would differ, or the case is not in that `state` any more."""

    macro: Macro
    does: tuple[tuple[str, str], ...]
    state: str

    @property
    def mark(self) -> str:
        return digest_of("", [self.macro.id, self.state, *map(list, self.does)])[:16]


def of_merchant(session: Session, merchant: str) -> list[Macro]:
    """All of one desk, by name."""
    rows = select(MacroRow).where(MacroRow.merchant == merchant).order_by(MacroRow.name, MacroRow.id)
    return [_of(row) for row in session.scalars(rows)]


@dataclass(frozen=True)
class Macros:
    """Written by whoever leads a desk, run by everybody who may do each of the steps."""

    context: Context

    def add(self, actor: Actor, merchant: str, name: str, steps: Sequence[Step]) -> int:
        """A new one; its id. CannotBeDone for a name that is taken, and for steps that make no sense."""
        check(actor, "edit_macros", merchant)
        word = one_line(name)
        if len(word) > LONGEST_NAME:
            raise CannotBeDone(f"The name of a macro has {LONGEST_NAME} characters at most.")
        now = self.context.clock()
        with self.context.database.begin() as session:
            known = of_merchant(session, merchant)
            if word.casefold() in {each.name.casefold() for each in known}:
                raise CannotBeDone(f"There is a macro {word} already.")
            if len(known) >= MOST:
                raise CannotBeDone(f"{MOST} macros are enough. Take one away first.")
            answers = answers_of(session, merchant, self.context.desk(merchant))
            kept = [step.as_json() for step in checked(steps, (each.name for each in answers if each.texts))]
            row = MacroRow(merchant=merchant, name=word, steps=kept, changed_by=actor.id, changed_at=now)
            session.add(row)
            session.flush()
            body: dict[str, object] = {
                "name": word,
                "steps": [each["kind"] for each in kept],
                "sha256": digest_of("", kept),
            }
            self._note(session, actor, row, SAVED, body)
            return row.id

    def remove(self, actor: Actor, macro: int) -> None:
        """Gone. NotFound where there is none."""
        with self.context.database.begin() as session:
            row = session.get(MacroRow, macro, with_for_update=True)
            if row is None:
                raise NotFound("There is no such macro.")
            check(actor, "edit_macros", row.merchant)
            self._note(session, actor, row, REMOVED, {"name": row.name})
            session.delete(row)

    def preview(self, actor: Actor, number: str, macro: int) -> Preview:
        """What it would do. CannotBeDone where an answer of it cannot be filled in for this case."""
        with self.context.database.read() as session:
            case = find(session, actor, "reply", number)
            row = session.get(MacroRow, macro)
            if row is None or row.merchant != case.merchant:
                raise NotFound("There is no such macro.")
            found, state, theirs = _of(row), seen_state(session, case), _colleague(session, case, actor)
        does = tuple(self._in_words(actor, number, step, theirs) for step in found.steps)
        return Preview(found, does, state)

    def run(self, actor: Actor, number: str, macro: int, *, seen: str) -> None:
        """Do all of it, or nothing: what is refused of one step undoes those before it. Conflict where it would do
        something else than what was `seen`."""
        context, transaction = self.context.for_one_turn()
        looked_at = Macros(context).preview(actor, number, macro)
        if looked_at.mark != seen:
            raise Conflict("what the macro would do has changed")
        self._read_order(context, actor, number)
        with transaction.whole():
            for step, (_, words) in zip(looked_at.macro.steps, looked_at.does, strict=True):
                _doing(context, actor, number, step, words)()

    def _in_words(self, actor: Actor, number: str, step: Step, theirs: str) -> tuple[str, str]:
        if step.kind in {StepKind.HAND_BACK, StepKind.RELEASE} and theirs:
            return step.kind.label, f"{theirs} has it"
        if step.kind != StepKind.REPLY:
            return step.kind.label, step.value
        try:
            return step.kind.label, Replying(self.context).canned_text(actor, number, step.value)
        except NotFound:
            raise CannotBeDone(
                f"The prepared answer {step.value} cannot be filled in for this case, or is not there in its language."
            ) from None

    def _read_order(self, context: Context, actor: Actor, number: str) -> None:
        """Before anything is locked: handing back may put a question about it, and is then answered from memory."""
        with context.database.read() as session:
            case = find(session, actor, "reply", number)
            merchant, order = case.merchant, case.order_number
        if order is not None:
            with suppress(BackendError):
                context.backends[merchant].order(order)

    def _note(self, session: Session, actor: Actor, row: MacroRow, action: str, body: dict[str, object]) -> None:
        audit.append(
            session, merchant=row.merchant, actor=actor.id, action=action, subject=f"macro {row.id}", body=body,
            now=self.context.clock(),
        )  # fmt: skip


def _doing(context: Context, actor: Actor, number: str, step: Step, words: str) -> Callable[[], None]:
    actions = CaseActions(context)
    match step.kind:
        case StepKind.REPLY:
            return lambda: Replying(context).reply(actor, number, words)
        case StepKind.NOTE:
            return lambda: actions.note(actor, number, words)
        case StepKind.LABEL:
            return lambda: actions.label(actor, number, words)
        case StepKind.UNLABEL:
            return lambda: actions.label(actor, number, words, on=False)
        case StepKind.CLAIM:
            return lambda: actions.claim(actor, number)
        case StepKind.RELEASE:
            return lambda: actions.transfer(actor, number, None)
        case StepKind.SNOOZE:
            return lambda: _snooze(context, actor, number, int(step.value))
        case StepKind.HAND_BACK:
            return lambda: Takeover(context).hand_back(actor, number)


def _snooze(context: Context, actor: Actor, number: str, days: int) -> None:
    with context.database.read() as session:
        merchant = context.merchants[find(session, actor, "snooze", number).merchant].merchant
    Snoozing(context).snooze(actor, number, desk_hours.next_morning(merchant, context.clock(), days))


def _colleague(session: Session, case: CaseRow, actor: Actor) -> str:
    """The name of somebody else who has the case."""
    desk = session.get(DeskCaseRow, case.id)
    return "" if desk is None or desk.assigned_to in {None, actor.id} else desk.assigned_name or "A colleague"


def _of(row: MacroRow) -> Macro:
    return Macro(row.id, row.merchant, row.name, tuple(Step.from_json(each) for each in row.steps))
