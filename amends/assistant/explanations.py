"""What the customer is told of a decision: one response per situation, with the clauses behind it."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from amends.assistant import records_told, rights, wording
from amends.assistant.draft import Draft
from amends.assistant.proposal import choosing
from amends.assistant.wording import method
from amends.messages import moments
from amends.messages.remedy_words import of_detail
from amends.messages.say import Say
from amends.messages.sentences import Sentences
from amends.money import Money
from amends.orders.order import Order
from amends.policy.decision import Decision, Outcome, Remedy
from amends.policy.policy import Merchant, Policy, Row
from amends.remedies.confirmation import Act

_REFUNDS = {Remedy.FULL_REFUND, Remedy.PARTIAL_REFUND}
_ENDS = {Remedy.CANCELLATION, Remedy.STOP_AT_PERIOD_END}


@dataclass(frozen=True)
class Explanation:
    """Everything the words about one decision draw on. `in_full`: with the words of each clause, for a letter; in a
    chat they are named, and told to whoever asks why."""

    policy: Policy
    order: Order
    case_number: str
    language: str
    sentences: Sentences
    in_full: bool = False

    def of(self, decision: Decision, draft: Draft) -> tuple[Say, ...]:
        """The responses for an outcome that stands: carried out, denied, waiting, on hold, or with a person."""
        say = (
            self._wait(decision, draft)
            if decision.outcome == Outcome.WAIT
            else getattr(self, f"_{decision.outcome}")(decision)
        )
        return (
            say,
            *rights.told(decision, self.policy, self.language),
            *offer_later(draft, self.policy.merchant, self.sentences, self.language),
        )

    def confirmation(self, decision: Decision, due: datetime | None = None) -> Say:
        """What would be done, for a yes or a no: now, or after `due`, where that is waited for."""
        args = {**self._args(decision), "acts": self.acts(decision)}
        if due is not None:
            return Say("utter_confirm_later", {**args, "due": moments.moment(due, self.policy.zone, self.language)})
        return Say("utter_confirm" if is_money(decision) else "utter_confirm_remedy", args)

    def withdrawal(self, decision: Decision, *, received: bool = False) -> Say:
        """The statement of a withdrawal as it would be sent, with what follows from it where that is known. `received`:
        it was declared before, so that nobody is about to."""
        order = self.order
        effect = (
            self.acts(decision) if decision.outcome == Outcome.APPROVE else self._text("utter_withdrawal_is_checked")
        )
        args = {"name": order.customer.name or order.customer.email, "email": order.customer.email, "effect": effect}
        args["intro"] = self._text(
            "utter_withdrawal_to_be_checked" if received else "utter_withdrawal_about_to_be_sent"
        )
        return Say("utter_ask_withdrawal", {**self._args(decision), **args})

    @property
    def _product(self) -> str:
        return self.policy.merchant.name_of(self.order.product, self.language)

    def acts(self, decision: Decision) -> str:
        """What `decision` has done with the order, a line each: the money, and that the order ends."""
        return self._lines(Act.of(decision, self.order.number))

    def _lines(self, act: Act) -> str:
        return "\n".join(f"• {each}" for each in self._acts(act))

    def _acts(self, act: Act) -> tuple[str, ...]:
        names = ["refund" if act.remedy in _REFUNDS else act.remedy]
        if act.remedy == Remedy.CANCELLATION:
            names = ["cancellation", "no_money"]
        elif act.cancels:
            names.append("cancellation")
        args = {"order": self.order.number, "product": self._product, "method": method(self.order)}
        args |= of_detail(act.remedy, act.detail, self.policy.merchant, self.sentences, self.language)
        if act.amount is not None:
            args["amount"] = act.amount.text(self.language)
        acts = tuple(self._text(f"utter_act_{name}", args) for name in names)
        return (*acts, self._text("utter_act_for_lines", {"lines": self._of_lines(act)})) if act.items else acts

    def offer(self, decision: Decision, acts: Mapping[str, Act] | None = None) -> Say:
        """The options to pick from, with what each of them does: `acts`, where that is known."""
        acts = acts or {}
        args = self._args(decision)
        row = next((each for each in (*self.policy.rows, *self.policy.statute.rows) if each.id == decision.row), None)
        if row is not None and row.choices:
            labels = {name: self._option(row, name) for name in decision.options}
            lines = (f"• {label}{self._behind(acts.get(name))}" for name, label in labels.items())
            choices = tuple((label, choosing(name)) for name, label in labels.items())
            return Say("utter_offer_of_choices", {**args, "options": "\n".join(lines)}, choices)
        refund = next((act.amount for act in acts.values() if act.amount is not None), None)
        return Say("utter_offer", args if refund is None else {**args, "amount": refund.text(self.language)})

    def _of_lines(self, act: Act) -> str:
        """Which lines of the order a refund is for, with how much of it is for each."""
        names = {item.id: item.name for item in self.order.items or ()}
        return ", ".join(f"{names.get(name, name)} ({share.text(self.language)})" for name, share in act.items)

    def _option(self, row: Row, name: str) -> str:
        """What stands on the button of an option."""
        own = row.choices.get(name)
        return self._text(f"utter_option_{name}") if own is None else own.label[self.language]

    def _behind(self, act: Act | None) -> str:
        """What an option does; nothing of one that a person sees to."""
        return "" if act is None else f": {'; '.join(self._acts(act))}"

    def _text(self, response: str, args: dict[str, str] | None = None) -> str:
        return self.sentences.text(Say(response, args or {}), self.language)

    def _offer(self, decision: Decision) -> Say:
        return self.offer(decision)

    def _approve(self, decision: Decision) -> Say:
        kind = decision.remedy
        if kind in _REFUNDS:
            kind = "refund_and_cancel" if decision.cancels_order else "refund"
        return Say(f"utter_approved_{kind}", self._args(decision))

    def _deny(self, decision: Decision) -> Say:
        args = self._args(decision)
        told = why_denied if self.in_full else why_denied_in_short
        args["clauses"] = told(self.policy, self.order, decision, self.language, self.sentences)
        return Say("utter_denied", args)

    def _wait(self, decision: Decision, draft: Draft) -> Say:
        """With what was agreed for then, or that the customer is asked first."""
        then = self._text("utter_wait_then_asks")
        if draft.confirmed is not None:
            then = self._text("utter_wait_as_agreed", {"acts": self._lines(draft.confirmed.act)})
        return Say("utter_wait", {**self._args(decision), "then": then})

    def _review(self, decision: Decision) -> Say:
        neutral = decision.shown_clauses != decision.clauses
        return Say("utter_review_neutral" if neutral else "utter_review", self._args(decision))

    def _need_information(self, decision: Decision) -> Say:
        items = ", ".join(self._named(item) for item in decision.missing)
        return Say("utter_on_hold", {**self._args(decision), "items": items})

    def _named(self, item: str) -> str:
        """An item in the customer's language; one of the merchant's own is in the merchant's words."""
        name = Say(f"utter_item_{item}")
        return self.sentences.text(name, self.language) if self.sentences.has(name.response) else item.replace("_", " ")

    def _args(self, decision: Decision) -> dict[str, str]:
        args = {
            "case": self.case_number,
            "order": self.order.number,
            "product": self._product,
            "merchant": self.policy.merchant.name,
            "clauses": (wording.clauses if self.in_full else wording.headings)(
                self.policy, decision.shown_clauses, self.language
            ),
            "days": wording.span(self.policy.settings.payout_days),
            "support": self.policy.merchant.support_email,
        }
        money = decision.amount
        if decision.outcome == Outcome.OFFER:
            money = sum(
                (payment.remaining for payment in self.order.captured), start=Money.zero(self.order.total.currency)
            )
        if money is not None:
            args["amount"] = money.text(self.language)
            args["method"] = method(self.order)
        if decision.due_at is not None:
            args["due"] = moments.moment(decision.due_at, self.policy.zone, self.language)
        return args


def is_money(decision: Decision) -> bool:
    """Whether it is money, or nothing but the end of the order or plan; what else there is may be declined for it
    (docs/decision-table.md, customer's choice)."""
    return decision.remedy in {*_REFUNDS, *_ENDS}


def why_denied(policy: Policy, order: Order, decision: Decision, language: str, sentences: Sentences) -> str:
    """What a denial rests on, a line each: what the records show, and the clauses."""
    recorded = records_told.lines(policy, order, decision, language, sentences)
    return "\n".join((*recorded, wording.clauses(policy, decision.shown_clauses, language)))


def why_denied_in_short(policy: Policy, order: Order, decision: Decision, language: str, sentences: Sentences) -> str:
    """The same for a chat: the deciding clause in its words, the others by their names."""
    deciding = wording.deciding_clause(policy, decision)
    recorded = records_told.lines(policy, order, decision, language, sentences)
    lines = [*recorded, wording.clauses(policy, (deciding,), language)]
    if others := tuple(clause for clause in decision.shown_clauses if clause != deciding):
        named = ", ".join(f"{policy.clause(each).heading[language]} (§ {each})" for each in others)
        lines.append(sentences.text(Say("utter_clauses_besides", {"clauses": named}), language))
    return "\n".join(lines)


def offer_later(draft: Draft, merchant: Merchant, sentences: Sentences, language: str) -> tuple[Say, ...]:
    """The next of the problems that were kept for afterwards, by its name."""
    if not draft.later:
        return ()
    name = wording.titled(merchant, draft.later[0], sentences, language)
    return (Say("utter_next_problem", {"problem": name}),)
