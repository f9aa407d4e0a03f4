"""The facts of a message, read once, as it comes in; everything after reads them there and nothing from the text."""

from dataclasses import replace

from amends.facts.facts import read_facts
from amends.languages import spoken_for
from amends.reading.asked import Asked
from amends.reading.heard import Heard


def with_facts[Message: Heard](asked: Asked, message: Message) -> Message:
    """`message` with what it says by itself, in a language of the merchant's: the one that it is surely written in or
    what stands in for it, else the chat's. A button's press says nothing: its words are ours."""
    language = spoken_for(message.language, asked.languages)
    message = replace(message, language=language, spoken=language or asked.language, languages=asked.languages)
    if message.choice:
        return replace(message, numbers=asked.numbers)
    facts = read_facts(
        message.text,
        message.spoken,
        message.at.astimezone(asked.zone).replace(microsecond=0),
        asked.numbers,
        asked.country,
        bare_number=asked.bare_number,
        asked_when=asked.question == "occurred_at",
        products=asked.products,
    )
    return replace(message, facts=facts, numbers=asked.numbers)
