"""What the customer is told of a decision: one response per situation, with the clauses behind it."""

from dataclasses import dataclass

from amends.assistant import rights, wording
from amends.assistant.draft import Draft
from amends.db.case_tables import CaseRow
from amends.money import Money
from amends.notices import moments
from amends.notices.say import Say
from amends.notices.sentences import Sentences
from amends.orders.order import Order, Payment
from amends.policy.decision import Decision
from amends.policy.policy import Policy

_REFUNDS = {"full_refund", "partial_refund"}


@dataclass(frozen=True)
class Telling:
    """Everything the words about one decision draw on."""

    policy: Policy
    order: Order
    case_number: str
    language: str
    sentences: Sentences

    def of(self, decision: Decision, draft: Draft) -> tuple[Say, ...]:
        """The responses for an outcome that stands: carried out, denied, waiting, on hold, or with a person."""
        say = getattr(self, f"_{decision.outcome}")(decision)
        return (
            say,
            *rights.told(decision, self.policy, self.language),
            *offer_later(draft, self.sentences, self.language),
        )

    def confirmation(self, decision: Decision) -> Say:
        """What would be done, for a yes or a no."""
        kind = "refund_and_cancel" if decision.cancels_order and decision.amount else decision.remedy
        return Say(f"utter_confirm_{kind}", self._args(decision))

    def offer(self, decision: Decision) -> Say:
        """The options to pick from."""
        return Say("utter_offer", self._args(decision))

    def under_way(self, decision: Decision) -> Say:
        """The same was granted before and is being carried out: nothing is done twice."""
        return Say("utter_already_under_way", self._args(decision))

    def standing(self, case: CaseRow) -> Say:
        """Where a case stands that was decided before: under way, or with a person."""
        due = {"due": moments.moment(case.due_at, self.policy.zone, self.language)} if case.due_at else {}
        return Say(f"utter_status_{case.status}", {"case": case.number, **due})

    def _offer(self, decision: Decision) -> Say:
        return self.offer(decision)

    def _approve(self, decision: Decision) -> Say:
        kind = decision.remedy
        if kind in _REFUNDS:
            kind = "refund_and_cancel" if decision.cancels_order else "refund"
        return Say(f"utter_approved_{kind}", self._args(decision))

    def _deny(self, decision: Decision) -> Say:
        return Say("utter_denied", self._args(decision))

    def _wait(self, decision: Decision) -> Say:
        return Say("utter_wait", self._args(decision))

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
            "product": self.order.product.name,
            "clauses": wording.clauses(self.policy, decision.shown_clauses, self.language),
            "days": wording.span(self.policy.settings.payout_days),
            "support": self.policy.merchant.support_email,
        }
        money = decision.amount
        if decision.outcome == "offer":
            money = sum(
                (payment.remaining for payment in captured(self.order)), start=Money.zero(self.order.total.currency)
            )
        if money is not None:
            args["amount"] = money.text(self.language)
            args["method"] = method(self.order)
        if decision.due_at is not None:
            args["due"] = moments.moment(decision.due_at, self.policy.zone, self.language)
        return args


def captured(order: Order) -> list[Payment]:
    return [payment for payment in order.payments if payment.status == "captured"]


def method(order: Order) -> str:
    """How the money came, and so how it goes back: Visa •••• 4242. Empty where the records do not say."""
    names = [payment.method for payment in captured(order) if payment.method]
    return f"({names[-1]})" if names else ""


def offer_later(draft: Draft, sentences: Sentences, language: str) -> tuple[Say, ...]:
    """The next of the problems that were kept for afterwards, by its name."""
    if not draft.later:
        return ()
    name = sentences.text(Say(f"utter_issue_{draft.later[0]}"), language)
    return (Say("utter_next_problem", {"problem": name}),)
