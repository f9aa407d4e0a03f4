"""A help article, offered to words that nobody could answer: better than to be told that nothing was understood."""

from amends.assistant.context import Context
from amends.assistant.situation import Situation
from amends.messages.say import Say
from amends.reading.message import Message
from amends.reading.thresholds import OFFERS_AN_ARTICLE


def fitting(
    context: Context, situation: Situation, message: Message, choices: tuple[tuple[str, str], ...] = ()
) -> Say | None:
    """The article that `message` is about, of the merchant's and in the chat's language, with `choices` below it; None
    where there is none, and for a press, which says what it means."""
    if message.is_button or not context.public_url:
        return None
    found = context.library(situation.merchant).index(situation.language).find(message.text)
    if not found or found[0].score < OFFERS_AN_ARTICLE:
        return None
    article = found[0].article
    link = f"{context.public_url}/help/{situation.merchant}/{article.language}/{article.slug}"
    args = {"title": article.title, "summary": article.summary, "link": link}
    return Say("utter_help_article", args, choices=choices)
