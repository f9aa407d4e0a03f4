"""Two customers who are played on every channel, in every language: one gets money back, one goes to a person."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Any

from sqlalchemy import select

from amends.assistant.context import Context
from amends.conversations import log
from amends.db.case_tables import CaseRow
from amends.db.conversation_tables import EventRow
from amends.desk.actor import Actor
from amends.desk.replying import Replying
from amends.desk.takeover import Takeover
from tests.conversations.carriers import PhonePlay, on
from tests.conversations.channel_words import WORDS
from tests.conversations.customer import Line
from tests.conversations.playing import Play
from tests.conversations.whole_case import Record, whole_case
from tests.evidence import pictures
from tests.stack import Stack

WEB = "web"
ANNA = Actor("ag_anna", "Anna", "agent", frozenset({"norrnet"}))


@dataclass(frozen=True)
class Story:
    """`what` is REFUND or PERSON, `kind` a channel's, or WEB for the chat window."""

    what: str
    kind: str
    language: str

    @property
    def apart(self) -> int:
        """Its customer's own number among those of the channel."""
        return 100 + 100 * sorted(WORDS).index(self.language) + 1000 * sorted(STORIES).index(self.what)

    def on(self, kind: str) -> "Story":
        return replace(self, kind=kind)

    def __str__(self) -> str:
        return f"{self.what}-{self.kind}-{self.language}"


@dataclass(frozen=True)
class Told:
    """How a story ended: `left` is what the order backend and the mailbox have, `record` what the database has."""

    left: dict[str, Any]
    record: Record
    lines: list[Line]
    said: list[str]
    marks: dict[str, str]


def refund(play: Play, _context: Context, language: str) -> dict[str, str]:
    """Charged twice, with a photo of the receipt, until the refund is confirmed. Nothing can be read off the photo:
    when a reading is asked about depends on how busy the machine is."""
    words = WORDS[language]
    play.scenario = replace(play.scenario, steps=[words.charged_twice, {"press": words.pay_back}])
    customer = play.customer
    customer.say(play._filled(words.charged_twice))
    customer.photo(pictures.encoded("JPEG"), words.receipt)
    customer.press(words.pay_back)
    return {}


def person(play: Play, context: Context, language: str) -> dict[str, str]:
    """Asks for a person in the middle of a claim, who takes the chat, answers, and hands it back."""
    words, customer = WORDS[language], play.customer
    customer.say(play._filled(words.down))
    asked = said(play.stack, customer.id)[-1]
    customer.say(words.person)
    number = case_number(play.stack, play.names["order"])
    Takeover(context).take_over(ANNA, number)
    Replying(context).reply(ANNA, number, words.asks)
    asks = shown(customer.reply())
    answered = shown(customer.say(words.answer))
    Takeover(context).hand_back(ANNA, number)
    return {"asked": asked, "asks": asks, "answered": answered, "back": shown(customer.reply())}


STORIES: dict[str, Callable[[Play, Context, str], dict[str, str]]] = {"person": person, "refund": refund}
LIKE = {"person": "handoff/asked_for", "refund": "happy_path/duplicate_payment"}


def tell(stack: Stack, context: Context, story: Story, carrier: Any) -> Told:
    """`carrier` is None for the chat window."""
    scenario = on(story.kind, LIKE[story.what], story.apart)
    scenario = replace(scenario, name=f"{scenario.name}_{story.language}", language=story.language)
    play = Play(stack, scenario) if carrier is None else PhonePlay(stack, scenario, carrier.of(story.apart))
    try:
        marks = STORIES[story.what](play, context, story.language)
        left = play._settled() if story.what == "refund" else {}
    finally:
        play._write()
    talk = play.customer.id
    return Told(left, whole_case(stack, play.names), play.customer.lines, said(stack, talk), marks)


def shown(lines: list[Line]) -> str:
    return "\n".join(line.text for line in lines if line.author in {"bot", "agent", "system"})


def case_number(stack: Stack, order: str) -> str:
    with stack.database.read() as session:
        return session.scalars(select(CaseRow.number).where(CaseRow.order_number == order)).one()


def said(stack: Stack, conversation_id: str) -> list[str]:
    """What the log has for the customer, in its order."""
    with stack.database.read() as session:
        rows = session.scalars(
            select(EventRow)
            .where(EventRow.conversation_id == conversation_id, EventRow.kind.in_(tuple(log.SAID)))
            .order_by(EventRow.seq)
        )
        return [row.body["text"] for row in rows]
