"""What a channel can show, as data. One splitter and one chooser hold every message to it."""

from dataclasses import dataclass
from datetime import timedelta

from amends.labels import Labelled

TOKEN_BYTES = 64
"""Telegram's callback data holds no more, so no choice's token is longer on any channel."""


class Units(Labelled):
    """In what a provider counts a text."""

    CHARACTERS = "characters"
    UTF16 = "utf16", "UTF-16 code units"
    BYTES = "bytes", "bytes of UTF-8"


class Outside(Labelled):
    """What is left once a channel's window has closed."""

    NOTHING = "nothing", "only the customer can begin again"
    TEMPLATE = "template", "a message that the provider approved beforehand"
    PERSON = "person", "a person's own words, for some days more"


@dataclass(frozen=True)
class Choices:
    """One way to show choices: at most `most` of them, titles of at most `title` characters."""

    most: int
    title: int


@dataclass(frozen=True)
class Files:
    """Which files of ours go out, of at most `size` bytes each. `together`: all of an answer in one message with its
    text, of `size` bytes in all."""

    types: frozenset[str]
    size: int
    together: bool = False


@dataclass(frozen=True)
class Limits:
    """`text` and `caption` are lengths in `units`. `buttons` and `list` are None where the channel has none: choices
    are numbered lines then. `text_with_choices` is the length of a text that buttons or a list stand under.

    `window` is how long after the customer's last message free text may go out, None for ever; `person_window` is the
    same for a person's own words, where `outside` is PERSON. `file` is the size in bytes of what is taken, `files` what
    goes out; None: a link does, in the text.

    `gathers`: what a turn says is one message, sent once the turn is over. `per_hour`: so many messages of one
    address are taken within an hour; more are neither taken nor answered, for two machines may be talking."""

    text: int
    units: Units = Units.CHARACTERS
    text_with_choices: int | None = None
    buttons: Choices | None = None
    list: Choices | None = None
    links: bool = True
    typing: bool = False
    pictures: bool = False
    window: timedelta | None = None
    outside: Outside = Outside.NOTHING
    person_window: timedelta | None = None
    file: int = 10 * 1024 * 1024
    files: Files | None = None
    gathers: bool = False
    per_hour: int | None = None
