"""A case at a glance, for the chat window: what it is about, how much, how far it is, since when, and what comes next.

It tells no more than the conversation is told anyway: only a case whose news come into it has a card there.
"""

from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import partial
from itertools import groupby

from sqlalchemy import BindParameter, Select, bindparam, func, select
from sqlalchemy.orm import Session

from amends.assistant.context import Context
from amends.assistant.identity import same_email
from amends.assistant.situation import Situation
from amends.assistant.standing import counting
from amends.cases.status import CaseStatus
from amends.db.case_tables import CaseRow, DecisionRow
from amends.db.conversation_tables import ConversationRow
from amends.db.desk_tables import RulingRow
from amends.db.remedy_tables import RemedyRow
from amends.errors import InvalidDocument
from amends.messages import moments
from amends.messages.say import Say
from amends.money import Money
from amends.orders.backend import RemedyKind
from amends.orders.order import Order
from amends.policy.decision import Decision
from amends.policy.policy import Policy
from amends.remedies import states
from amends.remedies.told import SET_OFF

MOST = 10
"""Cases of one conversation that are looked at."""
STEPS = 3
"""What the customer tells, what is decided, and what is done about it."""
_STEP = {
    CaseStatus.COLLECTING: 1,
    CaseStatus.ON_HOLD: 1,
    CaseStatus.OFFERED: 2,
    CaseStatus.WAITING: 2,
    CaseStatus.REVIEW: 2,
    CaseStatus.CARRYING_OUT: 3,
    CaseStatus.RESOLVED: 3,
}
_OWN_TITLES = frozenset({"withdraw", "other"})
"""Issues whose button does not say what a case is about."""
_LEFT = (CaseStatus.MERGED, CaseStatus.ABANDONED)


@dataclass(frozen=True)
class Card:
    """In the customer's words and language. `step` of `steps`, and `progress` in words, are None for a case that ended
    before its last step. `amount` and `next` are None where there is nothing to say."""

    number: str
    title: str
    order: str | None
    amount: str | None
    step: int | None
    steps: int
    progress: str | None
    state: str
    since: str
    next: str | None
    closed: bool


def of_conversations(context: Context, conversations: Collection[str]) -> dict[str, Card]:
    """Of the cases that these are about, by conversation; none of one that has no case, or was erased."""
    with context.database.read() as session:
        looked_at = session.scalars(_LOOKED_AT, {"conversations": list(conversations)}).all()
        if not looked_at:  # as in every chat at its beginning
            return {}
        rows = session.scalars(_TALKS, {"conversations": list(conversations)}).all()
        cases = _shown(looked_at, rows)
        records = _records(session, [case.id for case in cases.values()])
        return {
            row.id: _Telling(context, cases[row.id], records[cases[row.id].id], row).card()
            for row in rows
            if row.id in cases
        }


def _shown(looked_at: Iterable[CaseRow], rows: Iterable[ConversationRow]) -> dict[str, CaseRow]:
    """By conversation, the newest open case whose news come into it, or else the newest of those that are closed; none
    of another customer than the one who is matched in it."""
    by_id = {row.id: row for row in rows}
    found: dict[str, CaseRow] = {}
    for case in looked_at:
        talk = by_id.get(case.conversation_id or "")
        if talk is None:  # erased since: what PostgreSQL reads later is younger
            continue
        matched = talk.verified_email
        if matched is None or case.email is None or same_email(case.email, matched):
            found.setdefault(talk.id, case)
    return found


@dataclass
class _Records:
    """What is read of one case. `set_off`: the decisions by which a credit counts against what is owed."""

    decision: DecisionRow | None = None
    remedies: list[RemedyRow] = field(default_factory=list)
    set_off: set[int] = field(default_factory=set)


def _records(session: Session, cases: Collection[int]) -> dict[int, _Records]:
    """Of each of them, by id."""
    found, of = {case: _Records() for case in cases}, {"cases": list(cases)}
    for decision in session.scalars(_LATEST, of):
        found[decision.case_id].decision = decision
    for remedy in session.scalars(_COUNTING, of):
        found[remedy.case_id].remedies.append(remedy)
    for ruling in session.scalars(_SET_OFF, of):
        found[ruling.case_id].set_off.add(ruling.decision_id)
    return found


class _Telling:
    """One case, as its card in that conversation tells it. `proposal` is what waits there for a yes: the case is filled
    in until it comes."""

    def __init__(self, context: Context, case: CaseRow, records: _Records, talk: ConversationRow) -> None:
        draft, language = Situation.of(talk).draft, talk.language
        proposal = draft.proposal if draft.case_id == case.id else None
        self._case, self._language, self._now = case, language, context.clock()
        merchant = context.merchants[case.merchant]
        self._zone, self._name_of = merchant.merchant.zone, merchant.merchant.name_of
        self._text = partial(_text, context, language)
        self._proposal = proposal
        self._status = CaseStatus.OFFERED if proposal is not None else CaseStatus(case.status)
        self._decision, self._remedies, self._set_off = records.decision, records.remedies, records.set_off
        self._order = _order(self._decision)
        placed_at = self._order.placed_at if self._order else self._now
        self._policy: Policy = merchant.in_force(placed_at)

    def card(self) -> Card:
        case = self._case
        closed_by_hand = self._status == CaseStatus.RESOLVED and not self._remedies
        step = None if closed_by_hand else _STEP.get(self._status)
        return Card(
            number=case.number,
            title=self._title(),
            order=case.order_number,
            amount=self._amount(),
            step=step,
            steps=STEPS,
            progress=self._progress(step),
            state=self._text("closed" if closed_by_hand else f"state_{self._status}"),
            since=self._since(),
            next=self._next(),
            closed=case.closed_at is not None,
        )

    def _title(self) -> str:
        """The problem as its button reads, and the product where it is known."""
        issue = self._case.issue
        name, whole = (f"title_{issue}", False) if issue in _OWN_TITLES else (f"utter_issue_{issue}", True)
        problem = self._text(name, whole=whole)
        if self._order is None:
            return problem
        return self._text("title", issue=problem, product=self._name_of(self._order.product, self._language))

    def _amount(self) -> str | None:
        """What the ledger holds; before that, what the customer is asked to say yes to."""
        if self._remedies:
            return ", ".join(self._sums()) or None
        amount = self._asked_for()
        return None if amount is None else self._text("amount_offered", amount=amount.text(self._language))

    def _asked_for(self) -> Money | None:
        """None also where there is more than one thing to choose."""
        if self._proposal is not None:
            return self._proposal.acts[0][1].amount if len(self._proposal.acts) == 1 else None
        if self._status != CaseStatus.OFFERED or self._decision is None:
            return None
        return Decision.from_json(self._decision.decision).amount

    def _sums(self) -> Iterator[str]:
        """Money back, credit, and what counts against what is owed, each in one sum."""
        for kind, rows in groupby(sorted(self._remedies, key=self._kind), key=self._kind):
            amounts = [row.amount for row in rows if row.amount is not None]
            if amounts:
                yield self._text(f"amount_{kind}", amount=sum(amounts[1:], start=amounts[0]).text(self._language))

    def _kind(self, row: RemedyRow) -> str:
        return SET_OFF if row.decision_id in self._set_off else row.kind

    def _progress(self, step: int | None) -> str | None:
        if step is None:
            return None
        done = self._status == CaseStatus.RESOLVED
        return self._text("steps_done", steps=STEPS) if done else self._text(f"step_{step}", step=step, steps=STEPS)

    def _since(self) -> str:
        opened = moments.day(self._case.opened_at, self._zone, self._language)
        if self._case.closed_at is None:
            return self._text("since", opened=opened)
        closed = moments.day(self._case.closed_at, self._zone, self._language)
        return self._text("since_and_closed", opened=opened, closed=closed)

    def _next(self) -> str | None:
        """What happens next, and when."""
        case = self._case
        if self._status == CaseStatus.RESOLVED:
            return self._arrival()
        if case.due_at is None or self._proposal is not None:
            return self._text(f"next_{self._status}")
        due = moments.moment(case.due_at, self._zone, self._language)
        overdue = self._status == CaseStatus.REVIEW and case.due_at < self._now
        return self._text("next_overdue" if overdue else f"next_{self._status}", due=due)

    def _arrival(self) -> str | None:
        """By when money that was paid back usually arrives; None for a case without."""
        paid = [row for row in self._remedies if row.kind == RemedyKind.REFUND and row.state == states.CONFIRMED]
        if not paid:
            return None
        last = max(row.settled_at or row.created_at for row in paid)
        by = moments.working_days_later(last, self._policy.settings.payout_days[1], self._zone)
        name = "next_arrives_by" if self._now <= by else "next_should_be_there"
        return self._text(name, by=moments.day(by, self._zone, self._language))


def _text(context: Context, language: str, name: str, /, *, whole: bool = False, **args: str | int) -> str:
    """A sentence of the card; `whole`: the response's own name."""
    return context.sentences.text(Say(name if whole else f"utter_card_{name}", args), language)


def _order(decision: DecisionRow | None) -> Order | None:
    """The order as it was decided on last; None also where what was kept then does not fit the contract of now."""
    try:
        return None if decision is None or decision.order is None else Order.from_json(decision.order)
    except InvalidDocument:
        return None


def _looked_at() -> Select[CaseRow]:
    """The newest cases of each of those conversations, the open ones first."""
    newest = (CaseRow.closed_at.is_not(None), CaseRow.id.desc())
    place = func.row_number().over(partition_by=CaseRow.conversation_id, order_by=newest).label("place")
    theirs = CaseRow.conversation_id.in_(_CONVERSATIONS), CaseRow.status.not_in(_LEFT)
    placed = select(CaseRow.id, place).where(*theirs).subquery()
    return select(CaseRow).join(placed, placed.c.id == CaseRow.id).where(placed.c.place <= MOST).order_by(*newest)


# Built once: each page of events that goes out asks them.
_CONVERSATIONS: BindParameter[Sequence[str]] = bindparam("conversations", expanding=True)
_CASES: BindParameter[Sequence[int]] = bindparam("cases", expanding=True)
_LOOKED_AT = _looked_at()
_TALKS = select(ConversationRow).where(ConversationRow.id.in_(_CONVERSATIONS))
_LATEST = select(DecisionRow).where(
    DecisionRow.id.in_(
        select(func.max(DecisionRow.id)).where(DecisionRow.case_id.in_(_CASES)).group_by(DecisionRow.case_id)
    )
)
_COUNTING = counting(RemedyRow.case_id.in_(_CASES))
_SET_OFF = select(RulingRow).where(RulingRow.case_id.in_(_CASES), RulingRow.kind == SET_OFF)
