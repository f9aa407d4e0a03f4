"""The facts of a message, read once, as it comes in; everything after reads them there and nothing from the text."""

from dataclasses import replace

from amends.facts.facts import read_facts
from amends.reading.asked import Asked
from amends.reading.heard import Heard


def with_facts[Message: Heard](asked: Asked, message: Message) -> Message:
    """`message` with what it says by itself. A button's press says nothing: its words are ours."""
    if message.choice:
        return replace(message, numbers=asked.numbers)
    facts = read_facts(
        message.text,
        message.language or asked.language,
        message.at.astimezone(asked.zone).replace(microsecond=0),
        asked.numbers,
        asked.country,
        bare_number=asked.bare_number,
        asked_when=asked.question == "occurred_at",
        products=asked.products,
    )
    return replace(message, facts=facts, numbers=asked.numbers)
