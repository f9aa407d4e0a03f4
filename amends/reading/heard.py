"""One message of a customer as it comes in: its words, and what the model makes of them."""

import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from functools import cached_property
from typing import Self

from amends.claims.extract import OrderNumbers, find_case_number, without_ids
from amends.facts.facts import Facts
from amends.known_words import in_known_words
from amends.languages import FIRST
from amends.reading.acts import Meant, Part, Reading
from amends.reading.issues import names_problem
from amends.reading.said import Said


@dataclass(frozen=True)
class OfOrder:
    """What a message tells of one of several orders: its problem, None where it names none, and that part's facts."""

    number: str
    issue: str | None = None
    facts: Facts = field(default_factory=Facts)


@dataclass(frozen=True)
class Heard:
    """`turn` is the id of the event that holds it; `intent` what it does above all, as the model reads it, `confidence`
    from 0 to 1; `besides` what it does as well; `meant` how the first is meant; `likely` the problems that it may be
    about, the likeliest first; `either` the other problem that the words may mean. `language` is the one that it is
    surely written in.

    `parts` are its clauses, each read alone, where the whole may hide a problem. `elsewhere` is what it tells of more
    orders; `which` are the orders that its problem may be about where the words tie it to none (`orders_in_one`).

    `facts` are read once, where the message comes in (`door`): what it says by itself, whatever it is for. `numbers` is
    how the merchant's order numbers look; None before it comes in.

    `spoken` is the language that its words are read in, and `languages` those of the merchant: both come at the door.

    `choice` holds what a button stands for, such as {"issue": "outage"}. Buttons are ours: their payload never
    comes from the customer's side.
    """

    turn: str
    text: str
    at: datetime
    intent: str
    confidence: float = 1.0
    choice: Mapping[str, str] = field(default_factory=dict)
    besides: tuple[str, ...] = ()
    meant: Meant = Meant.STATED
    likely: tuple[str, ...] = ()
    either: str | None = None
    language: str | None = None
    facts: Facts = field(default_factory=Facts)
    parts: tuple[Part, ...] = ()
    elsewhere: tuple["OfOrder", ...] = ()
    which: tuple[str, ...] = ()
    numbers: OrderNumbers | None = None
    spoken: str = FIRST[0]
    languages: tuple[str, ...] = FIRST
    by_law: bool = True
    """Whether a customer of this merchant has a statutory right to withdraw, so that it can be declared."""

    @cached_property
    def said(self) -> Said:
        """What its words say, whatever the model makes of them."""
        return Said(self.in_known_words(self.text))

    @cached_property
    def typed(self) -> Said:
        """The same of its words as they stand, such as a button's title has them."""
        return Said(self.text)

    @cached_property
    def story(self) -> Said:
        """The same of its words without order numbers and addresses."""
        return Said(self.in_known_words(without_ids(self.text, self.numbers)))

    @cached_property
    def whole(self) -> Said:
        """All of its words on one line, as a person reads them: without its numbers no sentence would be whole."""
        return Said(" ".join(unicodedata.normalize("NFKC", self.text).split()))

    @cached_property
    def orders_named(self) -> tuple[str, ...]:
        """Every order number that it writes out, the one that counts first."""
        return () if self.numbers is None else self.numbers.find_all(self.text)

    @cached_property
    def case_number(self) -> str | None:
        """The number of a case, in its proper form."""
        return find_case_number(self.text)

    def in_known_words(self, text: str) -> str:
        """`text`, which is of this message, in words that the lists of words know. A payload is ours."""
        return text if text.startswith("/") else in_known_words(text, self.spoken)

    def as_read(self, reading: Reading, beside: tuple[str, ...] = ()) -> Self:
        """The message as it reads in one clause of it, with the problems `beside` that one. What it does besides stays,
        but for the problems that the whole seemed to name."""
        kept = tuple(act for act in self.besides if not names_problem(act))
        return replace(
            self,
            intent=reading.act,
            confidence=reading.sure,
            meant=reading.meant,
            likely=reading.likely,
            either=reading.either,
            besides=(*beside, *kept),
        )
