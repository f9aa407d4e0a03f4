"""How a question is put: with why it is asked, with what can be tapped, and otherwise where it was not understood."""

import json
from collections.abc import Sequence
from dataclasses import dataclass, replace

from amends.assistant.claim_records import settled_before
from amends.assistant.claim_state import CONFIRMATIONS
from amends.assistant.context import Context
from amends.assistant.identification import not_matched
from amends.assistant.situation import Situation
from amends.assistant.told import write_reading
from amends.assistant.turn import ASKS_ITSELF
from amends.assistant.wording import titled, written_out
from amends.facts.happened import choices
from amends.messages.say import Say
from amends.orders.order import Order
from amends.policy.policy import Policy
from amends.reading.issues import GONE, alternatives, likeliest, offered
from amends.reading.thresholds import EXPLAIN_AFTER

MOST_MOMENTS = 4
"""So many moments are shown to choose from."""
NOT_UNDERSTOOD = Say("utter_not_understood")
BEYOND_SETTLED = "utter_ask_payment_beyond_settled"
"""Asks for the proof of a payment beyond those that were paid back before."""
_CHOICES = {"issue", "narrow", "accepts", "confirmation", "withdrawal", "offer"}


def payload(**choice: str) -> str:
    """What a button of ours stands for, as the domain's own buttons have it."""
    return f"/choose{json.dumps(choice, ensure_ascii=False)}"


def every_problem(context: Context, situation: Situation) -> Say:
    """All problems to choose from, for whoever wants to see more than the likeliest."""
    return Say("utter_ask_issue", choices=Prompts(context, situation, None).problems())


@dataclass(frozen=True)
class Prompts:
    """The open question of one conversation. `order` is None while nobody is verified."""

    context: Context
    situation: Situation
    order: Order | None

    def put(self) -> tuple[Say, ...]:
        """The question; said otherwise after two failed tries, with a person offered: the third hands over."""
        asked, tries = self.situation.draft.asked, self.situation.draft.tries
        if asked is None:
            return ()
        question = self._question(asked)
        if tries > 0 and self.situation.draft.issue == "withdraw" and asked in {"order_number", "email"}:
            page = f"{self.context.public_url}/withdraw/{self.situation.merchant}"
            return (question, Say("utter_withdraw_on_page", {"page": page}))
        if tries >= EXPLAIN_AFTER:
            if asked in CONFIRMATIONS:  # a yes answers what stands last, so that a person is offered by a button alone
                question = replace(question, choices=(*question.choices, *self._way_to_a_person()))
                return self._explained(asked, question) if tries == EXPLAIN_AFTER else (question,)
            return (*self._explained(asked, question), Say("utter_offer_person"))
        return (NOT_UNDERSTOOD, question) if tries > 0 else (question,)

    def problems(self) -> tuple[tuple[str, str], ...]:
        """The buttons of all problems that the merchant's policy decides."""
        return self._issues(offered(self._decided_issues(), self._own))

    def likeliest(self, acts: Sequence[str] = ()) -> tuple[tuple[str, str], ...]:
        """The few problems that are likeliest for somebody whose words may do `acts`, and the way to all of them."""
        return (
            *self._issues(likeliest(self._decided_issues(), acts, self._own)),
            (self._title("other"), payload(more="problems")),
        )

    def _explained(self, asked: str, question: Say) -> tuple[Say, ...]:
        if asked in _CHOICES:
            return (Say("utter_explain_choice"), question)
        if question.response in ASKS_ITSELF:
            return (question,)
        return (Say(f"utter_explain_{asked}", question.args, question.choices),)

    def _question(self, asked: str) -> Say:
        if self.situation.draft.offered is not None:
            return self.situation.draft.offered
        if asked == "email" and self.situation.draft.unmatched is not None:
            return not_matched(self.situation.draft, self._policy.merchant.support_email)
        if asked == "order_number" and self.situation.draft.which:
            orders = tuple((number, payload(order=number)) for number in self.situation.draft.which)
            return Say("utter_ask_which_order", choices=orders)
        if asked in {"order_number", "email"}:
            return self._who(asked)
        if asked == "issue":
            return Say("utter_ask_issue", choices=(*self.likeliest(self.situation.draft.likely), *self._person()))
        if asked == "narrow":
            issues = alternatives(self.situation.draft.issue, self.situation.draft.either)
            if issues == GONE:
                return Say("utter_ask_where_credit_went", choices=self._issues(issues))
            return Say(f"utter_ask_{issues[0]}_or_{issues[1]}", choices=self._issues(issues))
        if asked in CONFIRMATIONS and self.situation.draft.proposal is not None:
            return self.situation.draft.proposal.say
        if asked == "occurred_at" and (moments := self._moments()):
            return Say("utter_ask_which_moment", choices=moments)
        return Say(f"utter_ask_{asked}") if self.order is None else self._about(asked, self.order)

    def _about(self, asked: str, order: Order) -> Say:
        """The question about that order."""
        if asked == "payment_confirmation" and (settled := settled_before(self.context, self.situation)):
            return Say(BEYOND_SETTLED, {"case": settled.number})
        if asked == "service_name":
            product = order.product
            title = self._policy.merchant.name_of(product, self.situation.language)
            return Say("utter_ask_service_name", choices=((title, payload(service_name=product.name)),))
        own = self._policy.merchant.issues.get(self.situation.draft.issue or "")
        if asked == "explanation" and own is not None and own.question is not None:
            args = {"order": order.number, "question": own.question[self.situation.language]}
            return Say("utter_ask_as_merchant_does", args)
        return Say(f"utter_ask_{asked}", {"order": order.number})

    def _who(self, asked: str) -> Say:
        """The question for one half of who is writing: its reasons are not given again right after it was put."""
        full, short = f"utter_ask_{asked}", f"utter_ask_{asked}_again"
        turn = self.situation.draft.turn
        was_put = turn is not None and any(say.response in {full, short} for say in turn.says)
        args = {"example": self.context.numbers[self.situation.merchant].example}
        return Say(short if was_put else full, args)

    @property
    def _policy(self) -> Policy:
        return self.context.policy_of(self.situation, self.order)

    def _decided_issues(self) -> set[object]:
        return {issue for row in self._policy.rows for issue in row.issues or ()}

    def _issues(self, issues: Sequence[str]) -> tuple[tuple[str, str], ...]:
        return tuple((self._title(issue), payload(issue=issue)) for issue in issues)

    def _title(self, issue: str) -> str:
        return titled(self._policy.merchant, issue, self.context.sentences, self.situation.language)

    @property
    def _own(self) -> tuple[str, ...]:
        return tuple(self._policy.merchant.issues)

    def _person(self) -> tuple[tuple[str, str], ...]:
        """The button for a person, after a try that failed; with a second one it stands under a sentence of its own."""
        return self._way_to_a_person() if self.situation.draft.tries == 1 else ()

    def _way_to_a_person(self) -> tuple[tuple[str, str], ...]:
        return tuple(self.context.sentences.buttons(Say("utter_not_understood_at_all"), self.situation.language))

    def _moments(self) -> tuple[tuple[str, str], ...]:
        """The ways to understand when it was, each written out; none where nothing was said of it, or too little."""
        when = self.situation.draft.told.when
        if when is None:
            return ()
        zone = self.context.merchants[self.situation.merchant].merchant.zone
        now, placed_at = self.context.clock().astimezone(zone), self.order.placed_at if self.order else None
        readings = choices(when, now, placed_at, MOST_MOMENTS)
        return tuple(
            (written_out(reading, now, self.situation.language), payload(occurred_at=write_reading(reading)))
            for reading in readings
        )
