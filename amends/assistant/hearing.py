"""What one message means for the claim under way: pure, from a draft and a message to the next draft.

A message is read in this order: a command (a person, stop, start over) or anger interrupts; a pressed button counts as
its choice; an order number or e-mail counts wherever it stands; then the open question is answered; what answers
nothing is a question or small talk (it interrupts), another problem (kept for later), or a failed try.
"""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime

from amends.assistant import plainly
from amends.assistant.calls import CALLS, calls_a_person
from amends.assistant.draft import ANSWERS, Draft
from amends.assistant.issues import COMMANDS, ISSUE_OF_INTENT, QUESTIONS, SIBLINGS, SMALL_TALK
from amends.assistant.message import SURE, Message
from amends.claims.extract import OrderNumbers, answers_product, find_email, without_ids
from amends.notices.say import Say

FREE_TEXT = {"explanation": 1000, "service_name": 200, "destination": 100, "error_message": 500}
"""Questions that are answered in the customer's own words, and how much of them is kept."""

EVIDENCE = ("payment_confirmation", "error_screenshot", "invoice")
YES_NO = ("confirmation", "withdrawal")
WITHDRAWAL_BUTTON = "/withdraw"
"""The payload of the button for the statutory withdrawal; nothing that a customer types begins like that."""
ISSUE_SURE = 0.4
"""Below this confidence a typed sentence names no problem and asks nothing: the problem decides which rules apply."""
ENOUGH_WORDS = 5
"""A first message of so many words, order number and e-mail not counted, is an explanation already."""
STORY_WORDS = 8
"""From so many words on a text tells what happened, although the model finds another problem in it."""
LONG_STORY_WORDS = 12
"""The same, although the model takes it for a question, a command or small talk."""
ANOTHER_PROBLEM = 0.6
"""From this confidence on a short text is about another problem; neighbours are mistaken for each other below."""
_TOLD_LETTERS = 10
"""A shorter text explains nothing."""


_ELSEWHERE = QUESTIONS | SMALL_TALK | COMMANDS | {"out_of_scope", "appeal", "give_email", "give_order_number"}
"""What a text is surely about that tells nothing of what happened."""


@dataclass(frozen=True)
class Heard:
    """`interrupted`: the message is for somebody else first (a question, a command); the draft is as it was."""

    draft: Draft
    interrupted: bool = False
    says: tuple[Say, ...] = ()


@dataclass(frozen=True)
class Hearing:
    """What reading a message needs to know. `when` turns words into a past instant, or None. `product` gives the name
    of what was ordered, or None where nobody is verified; its BackendError passes through."""

    numbers: OrderNumbers
    when: Callable[[str], datetime | None]
    product: Callable[[], str | None] = lambda: None

    def hear(self, draft: Draft, message: Message) -> Heard:
        """The draft after `message`."""
        if message.intent in COMMANDS | CALLS and self._interrupts(draft, message):
            return Heard(draft, interrupted=True)
        if message.choice:
            return self._choice(draft, message)
        if message.text == WITHDRAWAL_BUTTON:
            return Heard(self._withdrawn(draft, message))
        if message.says_none and (draft.settled or draft.asked not in EVIDENCE):
            return Heard(draft, says=(Say("utter_choice_is_over"),))
        named = self._identity(draft, message)
        answered = self._answer(named, message)
        if answered is not None:
            return answered
        if named != draft:
            return Heard(replace(self._issue(named, message), tries=0))
        aside = message.intent in QUESTIONS | SMALL_TALK and message.confidence >= ISSUE_SURE
        if aside and draft.asked is not None:
            return Heard(draft, interrupted=True)
        return self._no_answer(draft, message)

    def _interrupts(self, draft: Draft, message: Message) -> bool:
        if message.intent in CALLS:
            return calls_a_person(message, in_free_text=draft.asked in FREE_TEXT)
        return draft.asked not in FREE_TEXT or message.confidence >= SURE

    def _withdrawn(self, draft: Draft, message: Message) -> Draft:
        """At any time, as the law wants it; a claim under way is kept for afterwards."""
        if draft.issue == "withdraw":
            return replace(draft, declined=False, confirmed_by=None, tries=0)
        later = (draft.issue,) if draft.issue is not None and draft.issue not in draft.later else ()
        return self._opened(replace(draft, later=(*draft.later, *later)), "withdraw", message)

    def _choice(self, draft: Draft, message: Message) -> Heard:
        choice = dict(message.choice)
        if draft.settled and "issue" not in choice and "problem" not in choice:
            return Heard(draft, says=(Say("utter_choice_is_over"),))
        if "field" in choice:
            return Heard(self._reopened(draft, choice["field"]))
        if "problem" in choice and draft.later:
            issue, *rest = draft.later
            return Heard(self._opened(replace(draft.fresh(), later=tuple(rest)), issue, message))
        if "issue" in choice:
            narrowed = draft.asked == "narrow"
            return Heard(replace(self._opened(draft, choice["issue"], message), narrowed=narrowed))
        if "yes_no" in choice:
            if draft.asked not in YES_NO:
                return Heard(draft, says=(Say("utter_choice_is_over"),))
            return self._yes_no(draft, message, choice["yes_no"] == "yes")
        for question in ("accepts", "service_name"):
            if question in choice:
                return Heard(replace(draft.with_answer(question, choice[question]), tries=0))
        return Heard(draft, says=(Say("utter_choice_is_over"),))

    def _identity(self, draft: Draft, message: Message) -> Draft:
        """Order number and e-mail count in any message; a new one replaces the old one."""
        number = self.numbers.find(message.text, bare=draft.asked == "order_number")
        email = find_email(message.text)
        if number and number != draft.order_number:
            draft = replace(draft.with_answer("order_number", number), service_name=None, narrowed=False)
        if email and email.lower() != (draft.email or "").lower():
            draft = replace(draft, email=email)
        return draft

    def _answer(self, draft: Draft, message: Message) -> Heard | None:
        """The open question answered, or None."""
        asked = draft.asked
        if self._corrects(draft, message):
            return None
        if asked in YES_NO and message.intent in {"affirm", "deny"}:
            return self._yes_no(draft, message, message.intent == "affirm")
        if asked in {None, "issue", "order_number", "email"}:
            return None if (opened := self._issue(draft, message)) == draft else Heard(replace(opened, tries=0))
        if asked in EVIDENCE and message.intent in {"no_evidence", "deny"}:
            return Heard(replace(draft, no_evidence=True, tries=0))
        if asked == "occurred_at":
            moment = self.when(message.text)
            return None if moment is None else Heard(replace(draft.with_answer(asked, moment), tries=0))
        return self._in_own_words(draft, message, asked) if asked in FREE_TEXT else None

    def _in_own_words(self, draft: Draft, message: Message, asked: str) -> Heard | None:
        """A text that answers `asked`. Another problem that stands beside the answer is kept for later."""
        text = without_ids(message.text, self.numbers)[: FREE_TEXT[asked]]
        if asked == "explanation" and not self._explains(draft, message, text):
            return None
        if asked == "service_name" and not self._names_service(message, text):
            return None
        if len(text) < 2 or (message.intent in QUESTIONS and self._is_question(message)):
            return None
        noted = self._noted(draft, message)
        says = () if noted == draft else (Say("utter_kept_for_later", {"problem": noted.later[-1]}),)
        return Heard(replace(noted.with_answer(asked, text), tries=0), says=says)

    def _explains(self, draft: Draft, message: Message, text: str) -> bool:
        """Whether `text` tells what happened: the claim's own problem, a story, or words that the model finds nothing
        else in. A question or a short text about something else does not."""
        if len(text) < _TOLD_LETTERS or message.intent in {"affirm", "deny"}:
            return False
        issue = ISSUE_OF_INTENT.get(message.intent)
        if message.confidence >= ISSUE_SURE and issue and draft.issue in SIBLINGS.get(issue, (issue,)):
            return True
        told = plainly.told(text)
        length = len(plainly.words(told))
        if len(told) < _TOLD_LETTERS or (told != text and length < 3):
            return False
        if issue:
            return message.confidence < ANOTHER_PROBLEM or length >= STORY_WORDS
        return message.intent not in _ELSEWHERE or message.confidence < SURE or length >= LONG_STORY_WORDS

    def _names_service(self, message: Message, text: str) -> bool:
        product = self.product()
        if product is None:
            return message.intent not in {"affirm", "deny"} and not text.endswith("?")
        if plainly.leading_answer(text) is False or not answers_product(text, product):
            return False
        return not text.endswith("?") or set(plainly.words(text)) <= set(plainly.words(product))

    def _corrects(self, draft: Draft, message: Message) -> bool:
        """Whether the message takes back an earlier answer instead of giving the one that was asked for."""
        if message.intent == "correct":
            return message.confidence >= ISSUE_SURE and self._interrupts(draft, message)
        own = message.confidence >= ISSUE_SURE and message.intent in ISSUE_OF_INTENT
        short = len(plainly.words(message.text)) < STORY_WORDS
        return draft.asked == "explanation" and short and not own and plainly.takes_back(message.text)

    def _is_question(self, message: Message) -> bool:
        return message.confidence >= SURE and message.text.rstrip().endswith("?")

    def _noted(self, draft: Draft, message: Message) -> Draft:
        """The draft with another problem that the message surely names kept for later."""
        other = ISSUE_OF_INTENT.get(message.intent)
        if not other or not draft.issue or message.confidence < ANOTHER_PROBLEM or other in {draft.issue, *draft.later}:
            return draft
        return replace(draft, later=(*draft.later, other))

    def _yes_no(self, draft: Draft, message: Message, yes: bool) -> Heard:
        return Heard(replace(draft, confirmed_by=message.turn if yes else None, declined=not yes, tries=0))

    def _issue(self, draft: Draft, message: Message) -> Draft:
        """The problem that the message names, where none is named yet or it is what was asked for."""
        issue = ISSUE_OF_INTENT.get(message.intent) if message.confidence >= ISSUE_SURE else None
        if issue is None or issue == draft.issue or (draft.issue is not None and draft.asked != "issue"):
            return draft
        return self._opened(draft, issue, message)

    def _opened(self, draft: Draft, issue: str, message: Message) -> Draft:
        """The claim is about `issue` from here on; a message long enough explains it as well."""
        begun = draft if draft.opened_at else replace(draft, opened_at=message.at, opened_by=message.turn)
        begun = begun.with_answer("issue", issue)
        said = "" if message.choice else without_ids(message.text, self.numbers)
        if begun.explanation is None and len(said.split()) >= ENOUGH_WORDS:
            begun = replace(begun, explanation=said[: FREE_TEXT["explanation"]])
        return replace(begun, narrowed=False, tries=0)

    def _no_answer(self, draft: Draft, message: Message) -> Heard:
        """A correction without its value, another problem, or a try that failed."""
        other = ISSUE_OF_INTENT.get(message.intent)
        if message.intent == "chargeback" and message.confidence >= ISSUE_SURE:
            return Heard(draft, says=(Say("utter_about_chargeback"),))
        if self._corrects(draft, message):
            if other_draft := self._corrected(draft, message):
                return Heard(other_draft)
            return Heard(draft, says=(Say("utter_what_to_correct"),))
        if other and draft.issue and other != draft.issue and message.confidence >= ANOTHER_PROBLEM:
            kept = self._noted(draft, message)
            return Heard(kept, says=() if kept == draft else (Say("utter_kept_for_later", {"problem": other}),))
        return Heard(draft if draft.asked is None else replace(draft, tries=draft.tries + 1))

    def _corrected(self, draft: Draft, message: Message) -> Draft | None:
        if draft.occurred_at is None:
            return None
        moved = plainly.day_moved(message.text)
        moment = draft.occurred_at + moved if moved is not None else self.when(message.text)
        if moment is None or moment > message.at or moment == draft.occurred_at:
            return None
        return draft.with_answer("occurred_at", moment)

    def _reopened(self, draft: Draft, field: str) -> Draft:
        """The draft with one answer taken back, to be asked for again."""
        if field == "order_number":
            return replace(draft, order_number=None, tries=0)
        if field == "email":
            return replace(draft, email=None, tries=0)
        return replace(draft.with_answer(field, None), tries=0, narrowed=False) if field in ANSWERS else draft
