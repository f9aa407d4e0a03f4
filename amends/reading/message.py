"""One message of a customer, as the dialogue hears it: with everything that its words say, found once each."""

from dataclasses import dataclass
from functools import cached_property

from amends.reading import (
    about_decision,
    after_all,
    buttons,
    languages,
    person_requests,
    taken_back,
    told_problem,
    yes_no,
)
from amends.reading.about_decision import About
from amends.reading.acts import NOTHING
from amends.reading.buttons import Buttons, Proposed
from amends.reading.heard import Heard
from amends.reading.issues import SMALL_TALK
from amends.reading.questions import Question
from amends.reading.said import Said
from amends.reading.thresholds import SURE
from amends.reading.unwished import Unwished, unwished

WITHDRAWAL_BUTTON = "/withdraw"
"""The payload of the button for the statutory withdrawal; nothing that a customer types begins like that."""

_HANDS_OVER = frozenset({"give_order_number", "give_email", NOTHING})
_UNDER_A_FILE = _HANDS_OVER | SMALL_TALK
"""A greeting or thanks, too, is answered by what the file gets; a single word, as «bonnetje», may look like one."""
_HOW_IT_GOES = frozenset({"ask_case_status", "ask_refund_timing", "ask_order_status"})


@dataclass(frozen=True)
class Message(Heard):
    """What a message is by its act and its words together. `said` has what its words say alone."""

    @cached_property
    def declares_withdrawal(self) -> bool:
        """Whether it declares the statutory withdrawal in the customer's own words; a button's press does not."""
        return self.by_law and not self.choice and self.said.declares_withdrawal

    @property
    def presses_withdrawal(self) -> bool:
        """Whether it is the button for the statutory withdrawal."""
        return self.by_law and self.text == WITHDRAWAL_BUTTON

    @property
    def withdraws(self) -> bool:
        """Whether it is a statutory withdrawal, pressed or declared."""
        return self.presses_withdrawal or self.declares_withdrawal

    @property
    def says_none(self) -> bool:
        """Whether it is the button «I have none» under a question for evidence, which stands for no choice."""
        return self.intent == "no_evidence" and self.text == "/no_evidence"

    @property
    def is_button(self) -> bool:
        """Whether a button was pressed, or its payload was."""
        return bool(self.choice) or self.said.is_payload

    @property
    def hands_over(self) -> bool:
        """Whether it gives an order number or an address, and is taken for no more than that."""
        gives = self.facts.order_number is not None or self.facts.email is not None
        return gives and self.intent in _HANDS_OVER

    @property
    def is_foreign(self) -> bool:
        """Whether it is typed in a language that the merchant does not speak."""
        return not self.is_button and languages.is_foreign(self.text, self.languages)

    @property
    def only_shows(self) -> bool:
        """Whether, under a file, it says no more than what the file is: the model finds nothing else in it but a
        courtesy, and it tells no fact of an order."""
        tells = (self.facts.order_number, self.facts.email, self.facts.amounts, self.facts.moment, self.case_number)
        if self.intent not in _UNDER_A_FILE or self.is_button or self.declares_withdrawal or any(tells):
            return False
        if self.said.has_question or self.said.is_long or yes_no.NEGATIONS & set(self.said.words):
            return False  # «this is not my receipt» says more
        return self.said.answer is None

    @property
    def is_small_talk(self) -> bool:
        """Whether it is taken for a courtesy, and tells of no time: «vanmorgen» greets nobody."""
        return self.intent in SMALL_TALK and not self.facts.moments

    @property
    def asks_for_a_language(self) -> bool:
        """Whether it asks, by its name, for a language that we speak."""
        return not self.choice and self.typed.asks_for_a_language

    @property
    def says_not_it(self) -> bool:
        """Whether it says that something else was meant than what was understood."""
        return not self.choice and self.said.says_not_it

    @cached_property
    def about(self) -> About | None:
        """What of a decision it is about; None where it may be about anything."""
        return None if self.choice else about_decision.about(self)

    @property
    def is_impatient(self) -> bool:
        """Whether it asks how it goes and has us hurry: «come on, how much longer?» asks for no exception."""
        return self.intent in _HOW_IT_GOES and self.confidence >= SURE and self.said.only_urges

    @cached_property
    def asks(self) -> Question | None:
        """What it asks of a decision."""
        return Question.WHEN if self.is_impatient else self.said.asks

    @cached_property
    def pleads(self) -> bool:
        """Whether it asks for more than was decided, out of goodwill."""
        return self.said.pleads and not self.is_impatient

    @cached_property
    def unwished(self) -> Unwished | None:
        """What it speaks of and does not ask for."""
        return None if self.choice or self.declares_withdrawal else unwished(self)

    @cached_property
    def asks_or_agrees(self) -> bool:
        """Whether it is nothing but a question, or a consent."""
        return told_problem.asks_or_agrees(self)

    @cached_property
    def is_only_annoyed(self) -> bool:
        """Whether it is taken for anger, and says no more than that this is a nuisance."""
        return person_requests.is_only_annoyed(self)

    def calls_a_person(self, *, in_free_text: bool = False) -> bool:
        """Whether the case is to be handed over on it. `in_free_text`: any text answers the open question."""
        return person_requests.calls_a_person(self, in_free_text=in_free_text)

    def states(self, issue: str, product: str | None) -> bool:
        """Whether it states the problem `issue`, in words of its own and not by the name of what was ordered."""
        return told_problem.states(issue, self, product)

    def explains(self, issue: str | None, said: Said, product: str | None) -> bool:
        """Whether `said`, its words when an explanation was asked for, tells what happened."""
        return told_problem.explains(issue, self, said, product)

    def takes_back(self, *, ends_the_order: bool) -> bool:
        """Whether it would have what was done undone. `ends_the_order`: what was done ended an order."""
        return taken_back.takes_back(self, ends_the_order=ends_the_order)

    @cached_property
    def says_no(self) -> bool:
        """Whether it is a no to the whole of what it is asked the reason of."""
        return taken_back.says_no(self)

    @cached_property
    def answer_to_offer(self) -> bool | None:
        """A yes or no to what a person offered; None where it is neither."""
        return taken_back.answer_to_offer(self)

    @cached_property
    def wants_after_all(self) -> bool:
        """Whether it says that what was declined is wanted after all."""
        return after_all.wants_after_all(self)

    def gives_in(self, issue: str | None) -> bool:
        """Whether, said right after a no, it takes what was put for the problem `issue`."""
        return after_all.gives_in(self, issue)

    def choice_of(self, shown: Buttons) -> dict[str, str]:
        """What the one of the buttons that it spells out stands for; empty where that is not plain."""
        told = [(self.in_known_words(title), behind) for title, behind in shown]
        return buttons.typed_choice(self.typed, shown) or buttons.typed_choice(self.said, told)

    def answer_of(self, proposed: Proposed, shown: Buttons) -> dict[str, str]:
        """The same of the buttons of a yes and a no to what is proposed, in words of its own."""
        return buttons.typed_answer(self, proposed, shown)
