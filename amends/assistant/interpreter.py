"""What one message means for the claim under way: pure, from a draft and a message to the next draft.

A message is read in this order: a command (a person, stop, start over) or anger interrupts; a pressed button counts as
its choice; an order number or e-mail counts wherever it stands; then the open question is answered; what answers
nothing is a question or small talk (it interrupts), another problem (kept for later), or a failed try.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from amends.assistant import gathering, only_spoken_of, other_problem, own_cause
from amends.assistant.claim_state import AskedByDesk, Collecting, Offered
from amends.assistant.draft import Draft
from amends.assistant.proposal import NO, YES
from amends.assistant.told import Told, read_reading
from amends.errors import BackendError
from amends.messages.say import Say
from amends.reading.issues import CALLS, COMMANDS, QUESTIONS, SIBLINGS, issue_of, names_problem
from amends.reading.message import Message
from amends.reading.said import Said
from amends.reading.thresholds import NAMES_A_PROBLEM, SURE

FREE_TEXT = {"explanation": 1000, "service_name": 200, "destination": 100, "error_message": 500}
"""Questions that are answered in the customer's own words, and how much of them is kept."""

EVIDENCE = ("payment_confirmation", "error_screenshot", "invoice")
YES_NO = ("confirmation", "withdrawal")


@dataclass(frozen=True)
class Interpretation:
    """`interrupted`: the message is for somebody else first (a question, a command); the draft is as it was. `aside`:
    what is said is all there is to it, and no claim is begun. `asks`: it said who is writing, and its question is to be
    answered as well."""

    draft: Draft
    interrupted: bool = False
    says: tuple[Say, ...] = ()
    aside: bool = False
    asks: bool = False


@dataclass(frozen=True)
class Interpreter:
    """What reading a message needs beside its facts. `product`: the name of what was ordered, or None where nobody is
    verified; its BackendError passes through. `decides`: the merchant's policy knows that issue."""

    product: Callable[[], str | None] = lambda: None
    decides: Callable[[str], bool] = lambda issue: True

    def hear(self, draft: Draft, message: Message) -> Interpretation:
        """The draft after `message`."""
        if message.declares_withdrawal:
            return Interpretation(self._declared(draft, message))
        answers = "yes_no" in message.choice  # «leave it» is a no to what is proposed, whatever it is taken for
        if not answers and message.intent in COMMANDS | CALLS and self._interrupts(draft, message):
            return Interpretation(draft, interrupted=True)
        if message.choice:
            return self._choice(draft, message)
        if message.presses_withdrawal:
            return Interpretation(self._withdrawn(draft, message))
        if message.says_none and (draft.settled or draft.asked not in EVIDENCE):
            return Interpretation(draft, says=(Say("utter_choice_is_over"),))
        said_who = self._identity(draft, message)
        named = gathering.gathered(said_who, message)
        answered = self._answer(named, draft, message)
        if answered is not None:
            return answered
        if draft.issue is None and (says := only_spoken_of.told(message)):
            return Interpretation(replace(named, tries=0), says=says, aside=True)
        if draft.issue is None and said_who == draft and message.said.only_asks:
            return Interpretation(draft, interrupted=True)
        asks = message.intent in QUESTIONS and (message.confidence >= NAMES_A_PROBLEM or draft.asked is None)
        if said_who != draft and asks:
            begins = draft.issue is None and draft.asked is None
            return Interpretation(replace(said_who, tries=0), aside=begins, asks=True)
        aside = asks or (message.is_small_talk and message.confidence >= NAMES_A_PROBLEM)
        elsewhere = message.intent == "out_of_scope" and message.confidence >= SURE
        aside = aside or (elsewhere and draft.asked not in FREE_TEXT)
        if said_who == draft and aside and draft.asked is not None:
            return Interpretation(draft, interrupted=True)
        if said_who != draft or (named != draft and not self._corrects(draft, message)):
            same = draft.order_number in {None, named.order_number}
            noted = self._noted(named, message) if same else Interpretation(named)
            return replace(noted, draft=replace(self._issue(noted.draft, message), tries=0))
        return self._no_answer(draft, message)

    def _interrupts(self, draft: Draft, message: Message) -> bool:
        if message.intent in CALLS:
            called = message.calls_a_person(in_free_text=draft.asked in FREE_TEXT)
            return called or message.is_only_annoyed
        return draft.asked not in FREE_TEXT or message.confidence >= SURE

    def _declared(self, draft: Draft, message: Message) -> Draft:
        """A withdrawal in the customer's own words is a statement already; when it was first made holds."""
        draft = self._withdrawn(self._identity(draft, message), message)
        return replace(draft, declared=draft.declared or message.at)

    def _withdrawn(self, draft: Draft, message: Message) -> Draft:
        """At any time, as the law wants it: a claim under way is kept for later, what a person asked is put aside."""
        if isinstance(draft.state, AskedByDesk | Offered):
            draft = replace(draft, state=Collecting())
        if draft.issue == "withdraw":
            return replace(draft, declined=False, confirmed=None, sent=False, tries=0)
        if draft.issue is not None and draft.issue not in draft.later:
            draft = draft.keep_for_later(draft.issue, replace(draft.told, explanation=draft.explanation))
        return self._opened(replace(draft, told=Told()), "withdraw", message)

    def _choice(self, draft: Draft, message: Message) -> Interpretation:
        choice = dict(message.choice)
        if draft.settled and "issue" not in choice and "problem" not in choice:
            return Interpretation(draft, says=(Say("utter_choice_is_over"),))
        if "field" in choice:
            return Interpretation(draft.reopened(choice["field"]))
        if "problem" in choice and draft.later:
            return Interpretation(self._opened(draft.next_problem(), draft.later[0], message))
        if "occurred_at" in choice:
            return self._chosen_when(draft, message, choice["occurred_at"])
        if "issue" in choice and draft.issue == "withdraw" and draft.declared and choice["issue"] != "withdraw":
            issue = choice["issue"]
            kept = draft if issue in draft.later else draft.keep_for_later(issue, Told())
            return Interpretation(kept, says=(Say("utter_kept_for_later", {"problem": issue}),))
        if "issue" in choice:
            return Interpretation(own_cause.chosen(draft, self._opened(draft, choice["issue"], message)))
        if "yes_no" in choice:
            return self._proposed(draft, message, choice["yes_no"], YES_NO)
        if "accepts" in choice:
            return self._proposed(draft, message, choice["accepts"], ("accepts",))
        if "order" in choice and choice["order"] in draft.which:
            return Interpretation(draft.about_one(choice["order"]))
        if "service_name" in choice:
            return Interpretation(replace(draft.with_answer("service_name", choice["service_name"]), tries=0))
        return Interpretation(draft, says=(Say("utter_choice_is_over"),))

    def _chosen_when(self, draft: Draft, message: Message, pressed: str) -> Interpretation:
        """The moment that was tapped, while it is asked, or in place of the one that was tapped before."""
        try:
            reading = read_reading(pressed)
        except ValueError:
            return Interpretation(draft, says=(Say("utter_choice_is_over"),))
        if draft.asked != "occurred_at" and (draft.occurred_at is None or draft.issue not in gathering.HAS_A_TIME):
            return Interpretation(draft, says=(Say("utter_choice_is_over"),))
        return Interpretation(gathering.chosen(draft, reading, message.at))

    def _identity(self, draft: Draft, message: Message) -> Draft:
        """Order number and e-mail count in any message; a new one replaces the old one."""
        number, email = message.facts.order_number, message.facts.email
        if number in draft.which:
            return draft.about_one(number).identified_by(None, email)
        was, draft = draft.order_number, draft.identified_by(number, email)
        if number and number != was:
            draft = replace(draft.with_answer("order_number", number), service_name=None)
            if was is not None:  # what was declared, or picked, was so for that order
                draft = replace(draft, declared=None, sent=False, narrowed=False)
        return draft

    def _answer(self, draft: Draft, before: Draft, message: Message) -> Interpretation | None:
        """The open question answered, or None. `before` is the draft without what the message tells."""
        asked = draft.asked
        if self._corrects(draft, message):
            return None
        if asked in {None, "issue", "order_number", "email"}:
            opened = self._issue(draft, message)
            return None if opened == draft else Interpretation(replace(opened, tries=0))
        picked = own_cause.answered(draft, message) if asked == "narrow" else None
        if asked == "narrow" and (named := picked or self._named(draft.issue, message.said)):
            return Interpretation(own_cause.chosen(draft, self._opened(draft, named, message)))
        if asked in EVIDENCE and message.intent in {"no_evidence", "deny"}:
            return Interpretation(replace(draft, no_evidence=True, tries=0))
        if asked == "occurred_at":
            answered = gathering.answered_when(draft, before, message.at)
            return None if answered is None else Interpretation(answered)
        return self._in_own_words(draft, message, asked) if asked in FREE_TEXT else None

    def _in_own_words(self, draft: Draft, message: Message, asked: str) -> Interpretation | None:
        """A text that answers `asked`. Another problem that stands beside the answer is kept for later."""
        said = message.story.up_to(FREE_TEXT[asked])
        told = asked != "explanation" or message.explains(draft.issue, said, self._product())
        if said.is_payload or not told:
            return None
        if asked == "service_name" and not self._names_service(message, said):
            return None
        asks = message.intent in QUESTIONS and message.confidence >= SURE and message.said.ends_in_question
        if said.letters < 2 or asks:
            return None
        noted = self._noted(draft, message)
        whole = message.whole.up_to(FREE_TEXT[asked]) if asked == "explanation" else said
        return replace(noted, draft=replace(noted.draft.with_answer(asked, whole.text), tries=0))

    def _names_service(self, message: Message, said: Said) -> bool:
        product = self.product()
        if product is None:
            return message.intent not in {"affirm", "deny"} and not said.ends_in_question
        if said.leading_answer is False or not message.facts.products:
            return False
        return not said.ends_in_question or said.only_names(product)

    def _corrects(self, draft: Draft, message: Message) -> bool:
        """Whether the message takes back an earlier answer instead of giving the one that was asked for."""
        if message.intent == "correct":
            return message.confidence >= NAMES_A_PROBLEM and self._interrupts(draft, message)
        own = message.confidence >= NAMES_A_PROBLEM and names_problem(message.intent)
        short = message.said.is_short
        return draft.asked == "explanation" and short and not own and message.said.takes_back

    def _noted(self, draft: Draft, message: Message) -> Interpretation:
        """The draft with another problem that the message surely names kept for later."""
        if (other := other_problem.to_note(draft, message)) is None:
            return Interpretation(draft)
        kept = gathering.kept_for_later(draft, other, message, self.explanation_in(message))
        return Interpretation(kept, says=(Say("utter_kept_for_later", {"problem": other}),))

    def _proposed(self, draft: Draft, message: Message, pressed: str, questions: Sequence[str]) -> Interpretation:
        """The answer to what is proposed: a yes counts for just that."""
        proposal = draft.proposal if draft.asked in questions else None
        answer = None if proposal is None else proposal.answer(pressed)
        if proposal is None or answer is None:
            return Interpretation(draft, says=(Say("utter_choice_is_over"),))
        if draft.asked == "accepts":
            draft = draft.with_answer("accepts", answer)
        if draft.asked == "withdrawal" and answer == YES:
            draft = replace(draft, sent=True, declared=draft.declared or message.at)
        agreed = proposal.agreed(answer, message.turn, message.at)
        return Interpretation(replace(draft, confirmed=agreed, declined=answer == NO, tries=0))

    def _issue(self, draft: Draft, message: Message) -> Draft:
        """The problem that the message names, where none is named yet or it is what was asked for."""
        issue = issue_of(message.intent) if message.confidence >= NAMES_A_PROBLEM else None
        if message.unwished is not None or message.said.only_asks:
            return draft
        if issue and message.confidence >= NAMES_A_PROBLEM and draft.issue in SIBLINGS.get(issue, (issue,)):
            return self._with_its_words(draft, message)
        if issue is None or (draft.issue is not None and draft.asked != "issue"):
            return draft
        return self._opened(draft, issue, message)

    def _opened(self, draft: Draft, issue: str, message: Message) -> Draft:
        """The claim is about `issue` from here on; a message long enough explains it as well."""
        if issue in draft.later:  # it was kept for afterwards, and is told of now
            kept = dict(draft.told_later).get(issue, Told())
            draft = replace(draft.kept_no_longer(issue), told=kept.with_facts(message.facts, message.at))
        begun = draft if draft.opened_at else replace(draft, opened_at=message.at, opened_by=message.turn)
        named = None if message.choice else self._named(issue, message.story)
        begun = begun.with_answer("issue", named or issue)
        begun = self._with_its_words(begun, message)
        by_word = issue_of(message.intent) == issue and not message.choice
        either = issue_of(message.either or "") if by_word else None
        narrowed = named is not None or own_cause.is_plain(issue, message)
        return gathering.filled(replace(begun, narrowed=narrowed, either=either, tries=0), message.at)

    def _with_its_words(self, draft: Draft, message: Message) -> Draft:
        """The draft with a message that states its problem as the explanation, where there is none."""
        if draft.explanation or draft.issue is None:
            return draft
        return replace(draft, explanation=self.explanation_in(message, draft.issue))

    def _named(self, issue: str | None, said: Said) -> str | None:
        """Which of the issues that `issue` may stand for `said` tells of, in so many words."""
        siblings = SIBLINGS.get(issue or "", ())
        return said.which_of(siblings) if all(map(self.decides, siblings)) else None

    def explanation_in(self, message: Message, issue: str | None = None) -> str | None:
        """What a message tells of `issue`, or the problem it names, as it was written; None if it only names it."""
        issue = issue or issue_of(message.intent) or "other"
        states = message.states(issue, self._product())
        return message.whole.up_to(FREE_TEXT["explanation"]).text if states else None

    def _product(self) -> str | None:
        try:
            return self.product()
        except BackendError:  # what was told is heard all the same
            return None

    def _no_answer(self, draft: Draft, message: Message) -> Interpretation:
        """A correction without its value, another problem, or a try that failed."""
        if message.intent == "chargeback" and message.confidence >= NAMES_A_PROBLEM:
            return Interpretation(draft, says=(Say("utter_about_chargeback"),))
        if self._corrects(draft, message):
            if other_draft := gathering.corrected(draft, message):
                return Interpretation(other_draft)
            nothing = draft.issue is None and draft.asked is None and message.said.says_wait
            return Interpretation(draft, says=() if nothing else (Say("utter_what_to_correct"),))
        if other_problem.says_again(draft, message):
            return Interpretation(draft, says=(Say("utter_said_already"),))
        if (noted := self._noted(draft, message)).says:
            return noted
        if other_problem.is_kept(draft, message):
            return Interpretation(self._turned_to(draft, message))
        if draft.asked is None:
            return Interpretation(draft)
        return Interpretation(replace(draft, tries=draft.tries + 1))

    def _turned_to(self, draft: Draft, message: Message) -> Draft:
        """The draft of the problem that was kept, in the place of the one under way, which is kept: whoever tells of it
        once more, and not which of two the other is, wants it to be first. At any other question the draft as it is."""
        issue = issue_of(message.intent)
        if draft.asked != "narrow" or draft.issue is None or issue is None or issue not in draft.later:
            return draft
        kept = gathering.kept_for_later(draft, draft.issue, message, draft.explanation)
        return self._opened(replace(kept.fresh(), case_id=draft.case_id), issue, message)
