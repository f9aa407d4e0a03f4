"""What words say by themselves, whatever a model makes of them and whatever was asked: each answer is found once."""

from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass
from functools import cached_property

from amends.reading import (
    going_on,
    haggling,
    half_yes,
    hesitation,
    insults,
    lacks,
    languages,
    mentions,
    not_it,
    order_questions,
    ordinals,
    own_cause,
    own_choice,
    plain_language,
    questions,
    reasons,
    rights,
    second_thoughts,
    wishes,
    yes_no,
)
from amends.reading.declarations import declares_withdrawal
from amends.reading.thresholds import LONG_STORY_WORDS, STORY_WORDS


def _once[Answer](read: Callable[[str], Answer]) -> cached_property[Answer]:
    """What `read` finds in the text, looked for when it is wanted first."""
    return cached_property(lambda said: read(said.text))


@dataclass(frozen=True)
class Said:
    """`text` as it was typed, or the payload of a button. A member means what the function that it names says."""

    text: str

    # how it is built
    words = _once(plain_language.words)
    is_empty = _once(lambda text: not text)
    is_payload = _once(lambda text: text.startswith("/"))  # nothing that a customer types begins like that
    has_question = _once(lambda text: "?" in text)
    ends_in_question = _once(lambda text: text.rstrip().endswith("?"))
    told = _once(plain_language.told)
    is_only_words = _once(lambda text: not any(each.isdigit() or each == "@" for each in text))

    # a yes, a no, neither
    answer = _once(yes_no.answer)
    leading_answer = _once(plain_language.leading_answer)
    declines = _once(yes_no.declines)
    leaves = _once(yes_no.leaves)
    begins_with_yes = _once(yes_no.plain_yes)
    is_weak_yes = _once(half_yes.is_weak)
    begins_okay = _once(half_yes.begins_okay)
    holds_a_yes = _once(half_yes.holds_a_yes)
    has_limits = _once(half_yes.has_limits)
    goes_elsewhere = _once(half_yes.goes_elsewhere)
    waits = _once(hesitation.waits)
    hesitates = _once(hesitation.hesitates)
    says_wait = _once(plain_language.says_wait)
    wants_to_go_on = _once(going_on.wants_to_go_on)

    # what it asks
    asks = _once(questions.asked_about)
    asks_of_proposal = _once(questions.asked_of_proposal)
    only_asks = _once(plain_language.only_asks)
    asks_for_help = _once(plain_language.asks_for_help)
    only_announces = _once(plain_language.only_announces)
    asks_when_it_starts = _once(plain_language.asks_when_it_starts)
    asks_about_the_end = _once(wishes.asks_about_the_end)
    names_the_right = _once(rights.names_the_right)
    asks_whether_ended = _once(order_questions.asks_whether_ended)
    asks_how_long_valid = _once(order_questions.asks_how_long_valid)
    asks_how_it_goes = _once(order_questions.asks_how_it_goes)
    asks_of_its_own = _once(order_questions.asks_of_its_own)
    place = _once(ordinals.place)
    asks_for_advice = _once(own_choice.asks_for_advice)
    asks_what_was_mailed = _once(mentions.asks_what_was_mailed)
    asks_for_a_language = _once(languages.asks_for_one)

    # what it wants
    pleads = _once(questions.pleads)
    only_urges = _once(questions.only_urges)
    bargains = _once(questions.bargains)
    haggles = _once(haggling.haggles)
    disagrees = _once(plain_language.disagrees)
    keeps_it = _once(wishes.keeps_it)
    keeps_the_order = _once(wishes.keeps_the_order)
    denies_the_end = _once(wishes.denies_the_end)
    wants_it_back_on = _once(second_thoughts.wants_it_back_on)
    drops_the_wish = _once(second_thoughts.drops_the_wish)
    takes_yes_back = _once(second_thoughts.takes_yes_back)
    rather_has_money = _once(own_choice.rather_has_money)
    declares_withdrawal = _once(declares_withdrawal)

    # what it tells
    is_insult = _once(insults.is_insult)
    is_mild = _once(insults.is_mild)
    describes_a_lack = _once(lacks.describes_a_lack)
    gives_no_reason = _once(reasons.gives_no_reason)
    names_own_cause = _once(own_cause.names_own_cause)
    is_own_thing = _once(own_cause.is_own_thing)
    does_not_know = _once(mentions.does_not_know)
    says_not_it = _once(not_it.says_not_it)
    takes_back = _once(plain_language.takes_back)
    puts_right = _once(mentions.puts_right)
    sets_beside = _once(mentions.sets_beside)
    joins = _once(mentions.joins)
    speaks_of_another = _once(mentions.speaks_of_another)
    tells_of_taking = _once(mentions.tells_of_taking)
    sums = _once(mentions.sums)
    clause = _once(mentions.clause)
    day_moved = _once(plain_language.day_moved)

    @property
    def is_short(self) -> bool:
        """Whether it has fewer words than a story."""
        return len(self.words) < STORY_WORDS

    @property
    def is_long(self) -> bool:
        return len(self.words) > LONG_STORY_WORDS

    @property
    def letters(self) -> int:
        return len(self.text)

    @property
    def tokens(self) -> int:
        """How many words it has, as they are spaced."""
        return len(self.text.split())

    def up_to(self, letters: int) -> "Said":
        """Its beginning."""
        return self if len(self.text) <= letters else Said(self.text[:letters])

    def gives(self, item: str) -> bool:
        """Whether it holds the number that stands for the missing `item`."""
        return mentions.gives(item, self.text)

    def chosen_of(self, orders: Sequence[str]) -> tuple[str, ...]:
        """Which of `orders` «the first one», «the last» or «both» stands for."""
        return ordinals.chosen_of(self.text, orders)

    def which_of(self, issues: Collection[str]) -> str | None:
        """Which of `issues` it speaks of, in so many words."""
        return own_choice.which_of(self.text, issues)

    def only_names(self, product: str) -> bool:
        """Whether it has no word that is none of the name `product`."""
        return set(self.words) <= set(plain_language.words(product))
