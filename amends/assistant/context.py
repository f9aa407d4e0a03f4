"""What every part of the dialogue needs at hand: policies, order backends, sentences, the database, the time."""

import secrets
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import timedelta

from amends.articles.library import Library
from amends.assistant.draft import Draft
from amends.assistant.identity import matching_order
from amends.assistant.identity_tries import IdentityTries
from amends.assistant.interpreter import FREE_TEXT
from amends.assistant.next_question import next_question
from amends.assistant.situation import Situation, heard_until
from amends.claims.extract import OrderNumbers
from amends.clock import Clock
from amends.db.session import Database, OneTransaction
from amends.merchants.desk_rules import DeskRules
from amends.messages.sentences import Sentences
from amends.orders.backend import OrderBackend
from amends.orders.once import ReadOnce
from amends.orders.order import Order
from amends.policy.decision import Decision, Outcome
from amends.policy.engine import decide
from amends.policy.policy import MerchantPolicies, Policy
from amends.reading.issues import EITHER, OWN_CAUSE, alternatives
from amends.remedies.confirmation import Act


@dataclass(frozen=True)
class Limits:
    """How often a customer may fail to say who they are, and how long they may be silent and count as the same."""

    identity_tries: int = 5
    identity_ttl: timedelta = timedelta(minutes=30)


@dataclass(frozen=True)
class Context:
    """One for a process. `merchants`, `backends` and `numbers` are by merchant id."""

    database: Database
    merchants: Mapping[str, MerchantPolicies]
    backends: Mapping[str, OrderBackend]
    numbers: Mapping[str, OrderNumbers]
    sentences: Sentences
    clock: Clock
    limits: Limits = Limits()
    desks: Mapping[str, DeskRules] = field(default_factory=dict)
    articles: Mapping[str, Library] = field(default_factory=dict)
    public_url: str = ""
    """Under which customers reach the web process, for links in e-mails; no slash at the end."""
    code_keys: tuple[bytes, ...] = field(default_factory=lambda: (secrets.token_bytes(32),), repr=False)
    """What codes that are mailed to customers are hashed under: the same in all processes of an installation. New codes
    under the first; the others are those of former secrets."""
    identity_key: bytes = field(default_factory=lambda: secrets.token_bytes(32), repr=False)
    """What wrong pairs of order and address are hashed under: likewise."""

    def desk(self, merchant: str) -> DeskRules:
        """How that merchant's desk works; by the defaults where it has no file."""
        return self.desks.get(merchant, DeskRules())

    def library(self, merchant: str) -> Library:
        """That merchant's help articles; none where it has none."""
        return self.articles.get(merchant, Library())

    def for_one_turn(self) -> tuple["Context", OneTransaction]:
        """The same, with order backends that are asked for an order once, and the transaction in which all that is
        written through it is one: `OneTransaction` has how."""
        transaction = OneTransaction(self.database)
        once = {name: ReadOnce(backend) for name, backend in self.backends.items()}
        return replace(self, backends=once, database=transaction), transaction

    def order_of(self, situation: Situation) -> Order | None:
        """The order whose number and e-mail the customer gave, read again; None without such a match.

        BackendError where the backend cannot say.
        """
        if self.is_locked(situation):
            return None
        return matching_order(self.backends[situation.merchant], situation.merchant, situation.draft)

    def is_locked(self, situation: Situation) -> bool:
        """Whether this conversation has failed so often to say who it is that it is not asked again."""
        failures, usual = situation.draft.identity_failures, self.limits.identity_tries
        return failures >= usual or failures >= self.identity_tries.allowed(situation, usual, self.clock())

    @property
    def identity_tries(self) -> IdentityTries:
        """The wrong pairs of all conversations."""
        return IdentityTries(self.database, self.identity_key)

    def is_stale(self, situation: Situation) -> bool:
        """Whether the customer of a matched identity was away for so long that it may be somebody else by now."""
        if situation.verified is None:
            return False
        ttl = self.limits.identity_ttl
        with self.database.read() as session:
            heard = heard_until(session, situation.conversation_id, situation.verified.at, ttl)
        return self.clock() - heard > ttl

    def policy_of(self, situation: Situation, order: Order | None) -> Policy:
        """The policy in force when the order was placed; the present one where none is known."""
        return self.merchants[situation.merchant].in_force(order.placed_at if order else self.clock())

    def decide(self, situation: Situation, order: Order) -> Decision | None:
        """What the policy says on what is known so far; None while the issue is not."""
        if situation.draft.issue is None:
            return None
        claim = situation.draft.claim(order.number, order.customer.email)
        return decide(self.policy_of(situation, order), order, claim, self.clock())

    def ahead(self, situation: Situation, order: Order, decision: Decision) -> Act | None:
        """What would be done with the order: now, or when the wait is over and the records are as they are now."""
        if decision.outcome == Outcome.WAIT:
            decision = self.after_wait(situation, order, decision)
        return Act.of(decision, order.number) if decision.outcome == Outcome.APPROVE else None

    def after_wait(self, situation: Situation, order: Order, decision: Decision) -> Decision:
        """What would be decided just after the time that is waited for, if the records stayed as they are."""
        assert decision.due_at is not None
        claim = situation.draft.claim(order.number, order.customer.email)
        return decide(self.policy_of(situation, order), order, claim, decision.due_at + timedelta(seconds=1))

    def next_question(self, situation: Situation, order: Order | None, decision: Decision | None) -> str | None:
        """What to ask next; None where the claim can be concluded."""
        ahead = None if order is None or decision is None else self.ahead(situation, order, decision)
        asked = next_question(situation.draft, order is not None, decision, ahead)
        if order is not None and asked not in {"issue", "withdrawal"} and self._is_ambiguous(situation, order):
            return "narrow"
        return asked

    def by_the_records(self, situation: Situation, order: Order) -> Situation:
        """The situation with the one of two kindred issues that the records bear out, where they bear out the other
        alone: whoever ordered twice has paid twice as well, and is not asked what the records tell."""
        draft = situation.draft
        siblings = self._kindred(situation, order)
        if not siblings or draft.either in EITHER or draft.issue == OWN_CAUSE or draft.evidence or draft.declined:
            return situation
        if self._merits(situation, order) == Outcome.APPROVE:
            return situation
        others = (replace(situation, draft=replace(draft, issue=issue)) for issue in siblings if issue != draft.issue)
        borne_out = [other.draft.issue for other in others if self._merits(other, order) == Outcome.APPROVE]
        if len(borne_out) != 1:
            return situation
        return replace(situation, draft=replace(draft.with_answer("issue", borne_out[0]), narrowed=True))

    def decides(self, situation: Situation, order: Order | None, issue: str) -> bool:
        """Whether the merchant's policy has rows for `issue`."""
        return any(issue in (row.issues or ()) for row in self.policy_of(situation, order).rows)

    def _is_ambiguous(self, situation: Situation, order: Order) -> bool:
        """Whether one word meant two issues that would come out differently, and the customer has not said which."""
        draft, siblings = situation.draft, self._kindred(situation, order)
        if draft.issue == OWN_CAUSE:
            return self._hangs_on_the_cause(situation, order)
        if draft.narrowed or not siblings or self._merits(situation, order) == Outcome.APPROVE:
            return False  # the records bear out the word as it stands
        told = _told_later(draft)
        decisions = [self.decide(replace(situation, draft=replace(told, issue=issue)), order) for issue in siblings]
        return len({(d.outcome, d.remedy, d.missing) for d in decisions if d is not None}) > 1

    def _hangs_on_the_cause(self, situation: Situation, order: Order) -> bool:
        """Whether the claim would be denied as the customer's own fault, and not for a fault of the service, while they
        have not said in so many words which it is."""
        draft = _told_later(situation.draft)
        if draft.narrowed:
            return False
        own, *faults = (
            self.decide(replace(situation, draft=replace(draft, issue=issue)), order) for issue in (OWN_CAUSE, *EITHER)
        )
        denied = own is not None and own.outcome == Outcome.DENY
        return denied and any(fault is None or own is None or fault.row != own.row for fault in faults)

    def _kindred(self, situation: Situation, order: Order) -> tuple[str, ...]:
        """The issues that the claim's word may mean; empty where the merchant's policy does not know all of them."""
        siblings = alternatives(situation.draft.issue, situation.draft.either)
        return siblings if all(self.decides(situation, order, each) for each in siblings) else ()

    def _merits(self, situation: Situation, order: Order) -> Outcome | None:
        """What would come of the claim once the customer has told all of it."""
        decision = self.decide(replace(situation, draft=_told_later(situation.draft)), order)
        return None if decision is None else decision.outcome


def _told_later(draft: Draft) -> Draft:
    """The draft as if every question about what happened was answered."""
    for question in FREE_TEXT:
        draft = draft if getattr(draft, question) else draft.with_answer(question, "said later")
    return draft
