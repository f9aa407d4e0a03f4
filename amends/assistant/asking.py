"""How a question is put: with why it is asked, with what can be tapped, and otherwise where it was not understood."""

import json
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass

from amends.assistant.context import Context
from amends.assistant.issues import SIBLINGS, offered
from amends.assistant.outcomes import Telling
from amends.assistant.plainly import leading_answer, takes_back, words
from amends.assistant.situation import Situation
from amends.notices.say import Say
from amends.orders.order import Order
from amends.policy.decision import Decision
from amends.policy.policy import Policy

_CHOICES = {"issue", "narrow", "accepts", "confirmation", "withdrawal", "offer"}
_SHORT_ANSWER = 4
_LIMITS = frozenset({"but", "not", "dont", "maar", "niet", "geen", "men", "ikke"})
_COURTESIES = frozenset({
    "actually", "i", "id", "would", "like", "rather", "want", "to", "have", "a", "an", "the", "my", "please", "thanks",
    "thank", "you", "then", "just", "ik", "wil", "graag", "liever", "de", "het", "een", "mijn", "dan", "maar",
    "alstublieft", "jeg", "vil", "gjerne", "heller", "ha", "en", "et", "takk",
})  # fmt: skip
"""What is said around a choice and changes nothing of it."""
EXPLAIN_AFTER = 2
HAND_OVER_AFTER = 3
"""So many failed tries at one question: a person goes on, without another question."""


def payload(**choice: str) -> str:
    """What a button of ours stands for, as the domain's own buttons have it."""
    return f"/choose{json.dumps(choice, ensure_ascii=False)}"


@dataclass(frozen=True)
class Asking:
    """The open question of one conversation. `order` is None while nobody is verified."""

    context: Context
    situation: Situation
    order: Order | None

    def put(self, decision: Decision | None) -> tuple[Say, ...]:
        """The question; said otherwise after two failed tries, with a person offered: the third hands over."""
        asked, tries = self.situation.draft.asked, self.situation.draft.tries
        if asked is None:
            return ()
        question = self._question(asked, decision)
        if tries >= EXPLAIN_AFTER:
            return (*self._explained(asked, question), Say("utter_offer_person"))
        return (Say("utter_not_understood"), question) if tries > 0 else (question,)

    def problems(self) -> tuple[tuple[str, str], ...]:
        """The buttons of all problems that the merchant's policy decides."""
        return self._issues(offered(self._decided_issues()))

    def _explained(self, asked: str, question: Say) -> tuple[Say, ...]:
        if asked in _CHOICES:
            return (Say("utter_explain_choice"), question)
        return (Say(f"utter_explain_{asked}", question.args, question.choices),)

    def _question(self, asked: str, decision: Decision | None) -> Say:
        if self.situation.draft.offered:
            return self.situation.draft.offered[0]
        if asked in {"order_number", "email"}:
            return Say(f"utter_ask_{asked}", {"example": self.context.numbers[self.situation.merchant].example})
        if asked == "issue":
            return Say("utter_ask_issue", choices=self.problems())
        if asked == "narrow":
            issues = SIBLINGS[self.situation.draft.issue or ""]
            return Say(f"utter_ask_{issues[0]}_or_{issues[1]}", choices=self._issues(issues))
        if self.order is None:
            return Say(f"utter_ask_{asked}")
        if asked == "service_name":
            product = self.order.product.name
            return Say("utter_ask_service_name", choices=((product, payload(service_name=product)),))
        if asked == "withdrawal":
            return Say("utter_ask_withdrawal", self._contract(self.order))
        if decision is not None and asked in {"accepts", "confirmation"}:
            telling = Telling(self._policy, self.order, "", self.situation.language, self.context.sentences)
            return telling.offer(decision) if asked == "accepts" else telling.confirmation(decision)
        return Say(f"utter_ask_{asked}", {"order": self.order.number})

    @property
    def _policy(self) -> Policy:
        return self.context.policy_of(self.situation, self.order)

    def _decided_issues(self) -> set[object]:
        return {issue for row in self._policy.rows for issue in row.issues or ()}

    def _issues(self, issues: Sequence[str]) -> tuple[tuple[str, str], ...]:
        def title(issue: str) -> str:
            return self.context.sentences.text(Say(f"utter_issue_{issue}"), self.situation.language)

        return tuple((title(issue), payload(issue=issue)) for issue in issues)

    @staticmethod
    def _contract(order: Order) -> dict[str, str]:
        return {
            "name": order.customer.name or order.customer.email,
            "order": order.number,
            "product": order.product.name,
            "email": order.customer.email,
        }


def typed_choice(text: str, buttons: Sequence[tuple[str, str]]) -> dict[str, str]:
    """What a customer means who types a button's words instead of tapping it; empty where that is not plain."""
    said = _words(text)
    if not said:
        return {}
    exact = [behind for title, behind in buttons if _words(title) == said]
    found = exact or [behind for title, behind in buttons if said <= _words(title)] or _meant(text, buttons)
    if not exact and text.rstrip().endswith("?"):
        return {}
    if len(found) != 1 or not found[0].startswith("/choose{"):
        return {}
    choice: dict[str, str] = json.loads(found[0].removeprefix("/choose"))
    return choice


def _meant(text: str, buttons: Sequence[tuple[str, str]]) -> list[str]:
    """The buttons that begin with the yes or no of a short `text`, or hold all that it says besides courtesies: a
    choice can move money, so anything more is not plain."""
    said = words(text)
    answer = leading_answer(text)
    if (
        answer is not None
        and len(said) <= _SHORT_ANSWER
        and not _LIMITS & set(said)
        and not text.rstrip().endswith("?")
    ):
        alike = [behind for title, behind in buttons if leading_answer(title) is answer]
        if alike:
            return alike
    rest = words(text.partition(",")[2]) if takes_back(text) else said
    telling = frozenset(rest) - _COURTESIES
    return [behind for title, behind in buttons if telling and telling <= _words(title)]


def _words(text: str) -> frozenset[str]:
    plain = unicodedata.normalize("NFKC", text).casefold()
    return frozenset("".join(c if c.isalnum() else " " for c in plain).split())
