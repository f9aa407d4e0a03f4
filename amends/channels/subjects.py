"""What a message begins with on channels whose messages have a subject."""

from dataclasses import replace

from amends.channels.received import Files, Received, Text
from amends.conversations.text import MAX_CHARACTERS


def headed[W](what: W, received: Received) -> W:
    """What a conversation begins with, its subject above the words; without it where the whole would be too long."""
    match what:
        case Text(text):
            return replace(what, text=_headed(text, received))
        case Files(_, caption):
            return replace(what, caption=_headed(caption, received))
    return what


def _headed(text: str, received: Received) -> str:
    subject = received.subject.strip()
    if not subject or (received.is_reply and text.strip()) or subject.casefold() in text.casefold():
        return text
    whole = f"{subject}\n\n{text}".strip()
    return whole if len(whole) <= MAX_CHARACTERS or len(text) > MAX_CHARACTERS else text
