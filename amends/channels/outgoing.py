"""What goes out: one part of a message, already held to the channel's limits (amends/channels/limits.py)."""

from dataclasses import dataclass

from amends.evidence.enclosed import Enclosed
from amends.labels import Labelled


class Shown(Labelled):
    """How a part's choices are shown. Numbered lines stand in the text already, so they are none here."""

    NONE = "none"
    BUTTONS = "buttons"
    LIST = "list"


class Way(Labelled):
    """How the channel's window lets a part through."""

    FREE = "free", "free text"
    TEMPLATE = "template", "the approved message, which asks the customer to write, as the window has closed"
    PERSON = "person", "marked as a person's own words, as the window has closed"


@dataclass(frozen=True)
class Choice:
    """`token` is opaque and at most 64 bytes; what it stands for never leaves the server. `action`: which of the chat
    window's own buttons it repeats, if it does."""

    token: str
    title: str
    action: str = ""


@dataclass(frozen=True)
class Part:
    """One message as the provider gets it. `list_title` labels the button that opens a list, in the language of
    `language`. For threads: `answers` is the provider's id of the customer's message that this answers, `begun_by` that
    of the one with which the conversation began, and `subject` what that one was about. `files` go with the text, or
    without one where the channel sends each as a message."""

    text: str
    language: str
    choices: tuple[Choice, ...] = ()
    shown: Shown = Shown.NONE
    list_title: str = ""
    way: Way = Way.FREE
    answers: str = ""
    begun_by: str = ""
    subject: str = ""
    files: tuple[Enclosed, ...] = ()
