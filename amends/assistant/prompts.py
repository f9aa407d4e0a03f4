"""How a question is put: with why it is asked, with what can be tapped, and otherwise where it was not understood."""

import json
from collections.abc import Sequence
from dataclasses import dataclass, replace

from amends.assistant.claim_state import CONFIRMATIONS
from amends.assistant.context import Context
from amends.assistant.draft import Draft
from amends.assistant.identification import not_matched
from amends.assistant.proposal import NO, YES
from amends.assistant.situation import Situation
from amends.assistant.told import write_reading
from amends.assistant.turn import ASKS_ITSELF
from amends.assistant.wording import written_out
from amends.facts.happened import choices
from amends.messages.say import Say
from amends.money import Money
from amends.orders.order import Order
from amends.policy.decision import Remedy
from amends.policy.policy import Policy
from amends.reading import yes_no
from amends.reading.haggling import haggles
from amends.reading.hesitation import hesitates
from amends.reading.issues import GONE, alternatives, likeliest, offered
from amends.reading.message import Message
from amends.reading.own_amount import with_own_amount
from amends.reading.own_choice import named_options, rather_has_money
from amends.reading.plain_language import folded, leading_answer, takes_back, words
from amends.reading.thresholds import ANSWER_WORDS, EXPLAIN_AFTER, SURE
from amends.remedies.confirmation import Act

MOST_MOMENTS = 4
"""So many moments are shown to choose from."""
NOT_UNDERSTOOD = Say("utter_not_understood")
_CHOICES = {"issue", "narrow", "accepts", "confirmation", "withdrawal", "offer"}
_REFUNDS = frozenset({Remedy.FULL_REFUND, Remedy.PARTIAL_REFUND})
_NAMED_AS = {
    **dict.fromkeys(_REFUNDS, "refund"),
    Remedy.CANCELLATION: "cancel",
    Remedy.REACTIVATION: "reactivate",
    Remedy.SERVICE_CREDIT: "credit",
}
_LIMITS = frozenset({"but", "not", "dont", "maar", "niet", "geen", "men", "ikke"})
_COURTESIES = frozenset({
    "actually", "i", "id", "would", "like", "rather", "want", "to", "have", "a", "an", "the", "my", "please", "thanks",
    "thank", "you", "then", "just", "ik", "wil", "graag", "liever", "de", "het", "een", "mijn", "dan", "maar",
    "alstublieft", "jeg", "vil", "gjerne", "heller", "ha", "en", "et", "takk",
})  # fmt: skip
"""What is said around a choice and changes nothing of it."""


def payload(**choice: str) -> str:
    """What a button of ours stands for, as the domain's own buttons have it."""
    return f"/choose{json.dumps(choice, ensure_ascii=False)}"


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
        return self._issues(offered(self._decided_issues()))

    def likeliest(self, acts: Sequence[str] = ()) -> tuple[tuple[str, str], ...]:
        """The few problems that are likeliest for somebody whose words may do `acts`, and the way to all of them."""
        return (
            *self._issues(likeliest(self._decided_issues(), acts)),
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
            return Say(f"utter_ask_{asked}", {"example": self.context.numbers[self.situation.merchant].example})
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
        if self.order is None:
            return Say(f"utter_ask_{asked}")
        if asked == "service_name":
            product = self.order.product.name
            return Say("utter_ask_service_name", choices=((product, payload(service_name=product)),))
        return Say(f"utter_ask_{asked}", {"order": self.order.number})

    @property
    def _policy(self) -> Policy:
        return self.context.policy_of(self.situation, self.order)

    def _decided_issues(self) -> set[object]:
        return {issue for row in self._policy.rows for issue in row.issues or ()}

    def _issues(self, issues: Sequence[str]) -> tuple[tuple[str, str], ...]:
        return tuple((self._title(issue), payload(issue=issue)) for issue in issues)

    def _title(self, issue: str) -> str:
        return self.context.sentences.text(Say(f"utter_issue_{issue}"), self.situation.language)

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


def typed_choice(text: str, buttons: Sequence[tuple[str, str]]) -> dict[str, str]:
    """What a customer means who types a button's words instead of tapping it; empty where that is not plain."""
    said = _words(text)
    if not said:
        return {}
    exact = [behind for title, behind in buttons if _words(title) == said]
    found = exact or [behind for title, behind in buttons if said <= _words(title)] or _meant(text, buttons)
    found = found or named_options(text, buttons)
    if "?" in text:
        return {}
    if len(found) != 1 or not found[0].startswith("/choose{"):
        return {}
    return choice_of(found[0])


def typed_answer(message: Message, draft: Draft, buttons: Sequence[tuple[str, str]]) -> dict[str, str]:
    """The button of a yes or a no that the customer says in words of their own; empty where that is not plain."""
    said = _words(message.text)
    asks = "?" in message.text
    exact = [behind for title, behind in buttons if words(title) == words(message.text)] if said and not asks else []
    means = yes_no.answer(with_own_amount(message.text, _amounts(draft)), _named(draft))
    if means is None and (yes_no.declines(message.text) or _lets_it_be(message, draft)):
        means = False
    meant = [behind for _, behind in buttons if means is not None and f'"{YES if means else NO}:' in behind]
    found = exact or meant
    return choice_of(found[0]) if len(found) == 1 else {}


def _lets_it_be(message: Message, draft: Draft) -> bool:
    """Whether a message that is no plain answer wants nothing of what is proposed. Nothing comes of a no, so
    the model's word counts for one; who takes leave does not take a withdrawal back."""
    text = message.text
    if yes_no.plain_yes(text) or hesitates(text) or "?" in text:
        return False
    if yes_no.leaves(text):
        return draft.asked == "confirmation"
    if draft.asked == "confirmation" and not _is_money(draft) and rather_has_money(text):
        return True
    if haggles(text) and leading_answer(text) is not False:
        return False
    return message.intent == "deny" and message.confidence >= SURE and len(_words(text)) <= ANSWER_WORDS


def _is_money(draft: Draft) -> bool:
    return any(act.remedy in _REFUNDS for act in _acts(draft))


def _amounts(draft: Draft) -> list[Money]:
    return [act.amount for act in _acts(draft) if act.amount is not None]


def _acts(draft: Draft) -> list[Act]:
    return [act for _, act in draft.proposal.acts] if draft.proposal else []


def _named(draft: Draft) -> set[str]:
    """What the open question is about, as `yes_no_phrases.ACTS` names it: to name just that is a yes as well."""
    if draft.asked == "withdrawal":
        return {"withdraw"}
    named = {name for act in _acts(draft) for remedy, name in _NAMED_AS.items() if act.remedy == remedy}
    return named | ({"cancel"} if any(act.cancels for act in _acts(draft)) else set())


def choice_of(pressed: str) -> dict[str, str]:
    """What the payload of a button of ours stands for."""
    choice: dict[str, str] = json.loads(pressed.removeprefix("/choose"))
    return choice


def _meant(text: str, buttons: Sequence[tuple[str, str]]) -> list[str]:
    """The buttons that begin with the yes or no of a short `text`, or hold all that it says besides courtesies: a
    choice can move money, so anything more is not plain."""
    said = words(text)
    answer = leading_answer(text)
    if answer is not None and len(said) <= ANSWER_WORDS and not _LIMITS & set(said) and not text.rstrip().endswith("?"):
        alike = [behind for title, behind in buttons if leading_answer(title) is answer]
        if alike:
            return alike
    rest = words(text.partition(",")[2]) if takes_back(text) else said
    telling = frozenset(rest) - _COURTESIES
    return [behind for title, behind in buttons if telling and telling <= _words(title)]


def _words(text: str) -> frozenset[str]:
    plain = folded(text)
    return frozenset("".join(c if c.isalnum() else " " for c in plain).split())
