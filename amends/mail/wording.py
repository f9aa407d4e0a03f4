"""The words of an e-mail: its text part, or its HTML as somebody who reads it sees it; older messages still in it."""

from dataclasses import dataclass
from email.message import EmailMessage, Message

from amends.errors import LetterRefused
from amends.mail.flowed import unbroken
from amends.mail.html_text import reduced

HTML = "text/html"


@dataclass(frozen=True)
class Wording:
    """`was_html`: there was no text part."""

    text: str
    was_html: bool = False


def wording(message: EmailMessage) -> Wording:
    """LetterRefused("no_text") where it has neither part."""
    part = message.get_body(("plain", "html"))
    if part is None:
        raise LetterRefused("no_text")
    return of_part(part, part.get_content())


def of_part(part: Message, content: object) -> Wording:
    """The same for `content` of one part."""
    if not isinstance(content, str):
        raise LetterRefused("no_text")
    if part.get_content_type() == HTML:
        return Wording(reduced(content), was_html=True)
    return Wording(unbroken(part, content))
