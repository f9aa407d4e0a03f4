"""A customer as a state machine: knows a goal and some facts, reads what the bot says, and answers in own words.

It sees replies and buttons, as people do, and says one thing at a time. It knows nothing of the right end.
"""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from random import Random

from simulate.mistakes import careless, slips, spaced
from simulate.phrasing import ONLY_WORDS, another, lowered, sentences, spoken_of
from simulate.questions import ENDS, LEFT_OPEN, STILL_ASKED, Need, needed
from simulate.recognise import Heard, Recogniser
from simulate.scenario import Scenario
from simulate.wordings import Wordings

PATIENCE = 4
"""How often the same thing is answered before the customer gives up."""
PATIENCE_UNKNOWN = 2
"""How often somebody says who they are who is told that nobody is found."""
MOST = 18
"""Messages after which anybody would have left."""
CARRIES_ON = frozenset({"two_things", "changes_back", "corrects_problem"})
"""Habits with something left to say after an outcome; the others leave where nothing more is asked."""
FOR_A_YES = frozenset({Need.PROPOSAL, Need.REMEDY, Need.WITHDRAWAL})
"""What is answered with a yes or a no."""
PRESSES = 0.5
"""How often a customer without such a habit presses a button that says what they mean."""


@dataclass(frozen=True)
class Said:
    """Words, or the title of a button that is pressed."""

    text: str = ""
    press: str = ""
    later: bool = False
    """Whether a day passes first."""


class SimulatedCustomer:
    """One visit. `slots` are those of `Copy.slots`; `other` the slots of a second order."""

    def __init__(
        self,
        scenario: Scenario,
        words: Wordings,
        recogniser: Recogniser,
        slots: dict[str, str],
        chance: Random,
        other: dict[str, str] | None = None,
    ) -> None:
        self._scenario, self._words, self._recogniser = scenario, words, recogniser
        self._slots, self._other, self._chance = slots, {**slots, **(other or {})}, chance
        self._goal, self._story = scenario.goal, scenario.story
        self._habit = scenario.habit
        self._past: set[str] = set()
        self._answered: Counter[Need] = Counter()
        self._open = Need.PROBLEM
        self._done: set[str] = set()
        self.sent = 0
        self.at_outcome: int | None = None
        """How many messages had been sent when the last outcome that was waited for was read."""
        self.gave_up = False

    def begin(self) -> Said:
        """The first message."""
        return self._spoken(self._opening())

    def next(self, replies: Sequence[Heard]) -> Said | None:
        """What is said to the replies, or None: the customer leaves."""
        if any(heard.name in ENDS for heard in replies):
            self.at_outcome = self.sent
            if not (said := self._after_the_end(replies)):
                return None
            return said
        asked = next((need for heard in reversed(replies) if (need := needed(heard.name))), None)
        if asked is None and any(heard.name in STILL_ASKED for heard in replies):
            asked = self._open if self._open in FOR_A_YES else Need.PROPOSAL
        self._open = asked or self._open
        if asked is None and any(heard.name in LEFT_OPEN for heard in replies):
            return self._closing() if self.at_outcome is None or self._habit in CARRIES_ON else None
        self._answered[self._open] += 1
        most = PATIENCE_UNKNOWN if self._open is Need.IDENTITY else PATIENCE
        if self._answered[self._open] > most or self.sent >= MOST:
            self.gave_up = True
            return None
        return self._besides() or self._answer(self._open, replies)

    # What is said first, and after an outcome

    def _opening(self) -> str:
        match self._habit:
            case "all_at_once":
                return f"{self._problem()} {self._say('give.both')}"
            case "corrects_problem":
                return self._say(f"open.{another(self._story)}")
            case "two_things":
                of_which = [self._say("give.order")] if self._second_order else []
                return sentences(self._problem(), *of_which, self._second())
            case "chatty":
                return f"{self._say('greet')} {self._problem()} {self._say('chatter')}"
            case "angry":
                return f"{self._say('anger')} {self._problem()}"
            case _:
                return self._problem() if self._chance.random() < 0.7 else f"{self._say('greet')} {self._problem()}"

    def _after_the_end(self, replies: Sequence[Heard]) -> Said | None:
        names = {heard.name for heard in replies}
        if self._habit == "two_things" and self._once("second"):
            return self._turn_to_the_second("utter_next_problem" in names)
        if self._habit == "corrects_problem" and "utter_next_problem" in names and self._once("right problem"):
            return self._spoken(self._say("yes.next"))
        if self._habit == "haggles" and "utter_denied" in names and self._once("haggle"):
            return self._spoken(self._say("haggle.denial"))
        if self._habit == "disagrees" and "utter_denied" in names and self._once("disagree"):
            return self._spoken(self._say("disagree"))
        if self._habit == "changes_back" and "utter_nothing_done" in names and self._once("after all"):
            return self._spoken(self._say("after_all"))
        return None

    def _closing(self) -> Said | None:
        """The bot has nothing to ask: what the customer came for is said again, unless it was only a question."""
        if self._story in ONLY_WORDS:
            return None
        self._answered[Need.PROBLEM] += 1
        if self._answered[Need.PROBLEM] > PATIENCE:
            self.gave_up = True
            return None
        return self._answer(Need.PROBLEM, ())

    # Habits that put something in the place of an answer

    def _besides(self) -> Said | None:
        after_two = self.sent >= 2
        match self._habit:
            case "interrupts" if after_two and self._once("interrupt"):
                return self._spoken(self._say(self._chance.choice(("ask.timing", "ask.policy", "ask.bot"))))
            case "staff" if self._open in {Need.EMAIL, Need.PROPOSAL, Need.EVIDENCE} and self._once("staff"):
                return self._spoken(self._say("staff"))
            case "injects" if after_two and self._once("inject"):
                return self._spoken(self._say("injection"))
            case "haggles" if self._open is Need.PROPOSAL and self._once("haggle"):
                return self._spoken(self._say("haggle.proposal"))
            case "away" if after_two and self._once("away"):
                return self._spoken(self._say("back"), later=True)
            case "wants_person" if after_two and self._once("person"):
                return self._spoken(self._say("person"))
            case "corrects_order" if "mistaken" in self._done and self._once("corrected"):
                return self._spoken(self._say("correct.order"))
            case "corrects_problem" if self.sent == 1:
                return self._spoken(self._say("correct.problem", problem=lowered(self._problem())))
            case _:
                return None

    # Answers

    def _answer(self, need: Need, replies: Sequence[Heard]) -> Said | None:
        titles = [title for heard in replies if self._puts(heard, need) for title in heard.titles]
        match need:
            case Need.ORDER | Need.EMAIL | Need.IDENTITY:
                return self._identify(need)
            case Need.PROBLEM | Need.ISSUE:
                return self._state(titles)
            case Need.NARROW:
                return self._press(titles, self._issue_title()) or self._spoken(self._problem())
            case Need.SERVICE | Need.WHEN | Need.DESTINATION:
                return self._fact(need, titles)
            case Need.EXPLANATION:
                return self._spoken(self._say(spoken_of(self._story)[-1]))
            case Need.ERROR:
                return self._spoken(self._say("give.error" if self._slots["error"] else "give.no_error"))
            case Need.EVIDENCE:
                return self._choose(titles, -1, "give.no_evidence", first=titles[:1])
            case Need.PROPOSAL | Need.REMEDY | Need.WITHDRAWAL | Need.CHOICE:
                return self._decide(need, titles)
            case Need.NEXT:
                if self._habit == "two_things" and self._once("second"):
                    return self._turn_to_the_second(offered=True)
                return self._spoken(self._say("yes.next"))
            case Need.LOCKED:
                self.gave_up = True
                return None
        return None

    def _puts(self, heard: Heard, need: Need) -> bool:
        """Whether a reply's buttons answer the question: those under another reply are for something else."""
        if need in {Need.PROBLEM, Need.ISSUE}:
            return True
        return needed(heard.name) is need or (need in FOR_A_YES and heard.name in STILL_ASKED)

    def _identify(self, need: Need) -> Said:
        if self._habit == "corrects_order" and self._once("mistaken"):
            return self._spoken(self._say("give.order", order=self._slots["wrong_order"]))
        if self._habit == "out_of_order" and self._once("crossed"):
            return self._spoken(self._say("give.email" if need is Need.ORDER else "give.order"))
        if need is Need.IDENTITY:
            return self._spoken(self._say("give.both"))
        if need is Need.ORDER and self._answered[Need.EMAIL] == 0 and self._chance.random() < 0.5:
            return self._spoken(self._say("give.both"))
        return self._spoken(self._say("give.order" if need is Need.ORDER else "give.email"))

    def _state(self, titles: list[str]) -> Said:
        tries = self._answered[Need.PROBLEM] + self._answered[Need.ISSUE]
        presses = self._habit == "buttons" or tries > 2 or self._chance.random() < PRESSES
        button = self._press(titles, self._issue_title()) if presses else None
        return button or self._spoken(self._problem())

    def _fact(self, need: Need, titles: list[str]) -> Said:
        if need is Need.SERVICE:
            return self._choose(titles, 0, "give.service", first=titles[:1])
        return self._spoken(self._say("give.when" if need is Need.WHEN else "give.destination"))

    def _decide(self, need: Need, titles: list[str]) -> Said | None:
        facts = self._scenario.facts
        if self._habit == "silent":
            return None
        if need is Need.CHOICE:
            wait = facts.accepts == "wait"
            return self._choose(titles, 1 if wait else 0, "choose.wait" if wait else "choose.refund")
        no = self._habit == "changes_mind" or (self._habit == "changes_back" and self._once("no"))
        kind = "withdrawal" if need is Need.WITHDRAWAL else "proposal"
        if need is Need.REMEDY and (facts.refuses or no):
            return self._choose(titles, 1, "no.remedy")
        return self._choose(titles, 1 if no else 0, f"no.{kind}" if no else f"yes.{kind}")

    # Words

    def _choose(self, titles: list[str], at: int, key: str, first: list[str] | None = None) -> Said:
        """One of the buttons, or words that mean it."""
        shown = titles if first is None else first
        if shown and (self._habit == "buttons" or self._chance.random() < PRESSES):
            return self._pressed(shown[at if first is None else 0])
        return self._spoken(self._say(key))

    def _press(self, titles: list[str], title: str) -> Said | None:
        return self._pressed(title) if title in titles else None

    def _pressed(self, title: str) -> Said:
        self.sent += 1
        return Said(press=title)

    def _issue_title(self) -> str:
        return self._recogniser.title(f"utter_issue_{self._goal}", self._scenario.language)

    def _problem(self) -> str:
        return self._say(f"open.{self._story}")

    @property
    def _second_order(self) -> bool:
        return bool(self._scenario.second and self._scenario.second.order)

    def _second(self) -> str:
        """The second problem, with the number of its order where that is another one."""
        second = self._scenario.second
        assert second is not None
        problem = self._words.say(f"open.{second.story}", self._chance, self._other)
        said = self._words.say("also", self._chance, {**self._other, "problem": lowered(problem)})
        return sentences(said, self._words.say("give.order", self._chance, self._other)) if self._second_order else said

    def _turn_to_the_second(self, offered: bool) -> Said:
        """From here on that is what is talked of; the bot has offered to go on with it, or is told once more."""
        said = self._spoken(self._say("yes.next") if offered else self._second())
        second = self._scenario.second
        assert second is not None
        self._goal, self._story, self._slots = second.goal, second.story, self._other
        self._answered.clear()
        self._open = Need.PROBLEM
        return said

    def _say(self, key: str, **more: str) -> str:
        return self._words.say(key, self._chance, {**self._slots, **more}, self._past)

    def _spoken(self, text: str, later: bool = False) -> Said:
        self.sent += 1
        if self._habit == "angry" and self.sent in {3, 5}:
            text = f"{self._say('anger')} {text}"
        if self._habit == "chatty" and self.sent > 1 and self._chance.random() < 0.5:
            text = f"{text}. {self._say('chatter')}"
        if self._habit == "typos":
            text = slips(text, self._chance)
        if self._habit == "careless":
            text = careless(spaced(text, self._chance))
        return Said(text, later=later)

    def _once(self, what: str) -> bool:
        first = what not in self._done
        self._done.add(what)
        return first
