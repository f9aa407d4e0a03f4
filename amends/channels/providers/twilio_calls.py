"""What a call of Twilio's says: one message of a customer's, or news of one of ours."""

import logging
import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from amends.channels.providers import twilio_errors
from amends.channels.providers.reading import an_id, hashed
from amends.channels.providers.twilio_proof import Fields
from amends.channels.received import (
    Delivery,
    DeliveryState,
    Files,
    OptOut,
    Received,
    RemoteFile,
    Text,
    Unreadable,
    Unsupported,
)

_NUMBER = re.compile(r"\+[1-9][0-9]{6,14}", re.ASCII)
_HIDDEN = re.compile(r"[A-Z]{2}\.[A-Za-z0-9.]{1,128}", re.ASCII)
"""On WhatsApp: the id of a customer who has a user name and keeps the number to themselves."""
MOST_FILES = 10
_MEDIA = re.compile(r"/Messages/((?:MM|SM)[0-9a-fA-F]{32})/Media/(ME[0-9a-fA-F]{32})$", re.ASCII)
FILE = re.compile(r"((?:MM|SM)[0-9a-fA-F]{32})/(ME[0-9a-fA-F]{32})", re.ASCII)
"""How a file is named here: its message's SID and its own. No address of a call is ever fetched from."""

_STATES = {
    "delivered": DeliveryState.DELIVERED,
    "read": DeliveryState.READ,
    "failed": DeliveryState.FAILED,
    "undelivered": DeliveryState.FAILED,
}
_READABLE_BY_NOBODY = {"audio": Unsupported.VOICE, "video": Unsupported.VIDEO}
_CONTACTS = frozenset({"text/vcard", "text/x-vcard", "text/directory"})
_LAYOUT = "application/smil"
"""How a picture message is laid out on a phone: a part of it, and nothing that the customer sent."""
_STOP = frozenset({"stop", "stopall", "unsubscribe"})
"""Of the words that Twilio takes for an opt-out by itself, those that can mean nothing else in a chat with a shop."""

log = logging.getLogger(__name__)


@dataclass(frozen=True)
class Line:
    """The merchant's end: `sender` is a number or the SID of a messaging service, `prefix` the channel's address form
    (`whatsapp:`; empty for text messages)."""

    sender: str
    prefix: str = ""

    @property
    def is_service(self) -> bool:
        return self.sender.startswith("MG")

    def is_ours(self, fields: Fields, end: str) -> bool:
        """Whether the call is about this line, whose address stands in the field `end`."""
        if self.is_service:
            return fields.one("MessagingServiceSid") == self.sender and fields.one(end).startswith(self.prefix)
        return fields.one(end) == self.prefix + self.sender

    def customer(self, given: str) -> str:
        """Where answers go; empty where it is no address of this channel."""
        bare = given.removeprefix(self.prefix)
        return bare if given.startswith(self.prefix) and self.takes(bare) else ""

    def takes(self, address: str) -> bool:
        """Whether an answer could go there."""
        return _NUMBER.fullmatch(address) is not None or (bool(self.prefix) and _HIDDEN.fullmatch(address) is not None)


def read(fields: Fields, line: Line, at: datetime) -> Iterator[Received]:
    """What the call tells of `line`; nothing for another line of the same account."""
    status = fields.one("MessageStatus")
    is_news = bool(status) and status != "received"
    customer, ours = ("To", "From") if is_news else ("From", "To")
    address = line.customer(fields.one(customer))
    if not line.is_ours(fields, ours) or not address:
        log.info("a call for another line, or of nobody who can be answered, is left out")
        return
    if is_news:
        yield from _news(fields, status, address, at)
        return
    own = an_id(fields.one("MessageSid"))
    key = own or hashed(fields)
    for index, what in enumerate(_contents(fields, line)):
        yield Received(key if index == 0 else f"{key}:{index}", address, what, at, own, fields.one("ProfileName"))


def _news(fields: Fields, status: str, address: str, at: datetime) -> Iterator[Received]:
    of, state = an_id(fields.one("MessageSid")), _STATES.get(status)
    if not of or state is None:
        return
    given = fields.one("ErrorCode")
    code = int(given) if given.isascii() and given.isdigit() and len(given) < 10 else None
    why = ""
    if state is DeliveryState.FAILED:
        why = twilio_errors.why(code, fields.one("ErrorMessage") or fields.one("ChannelStatusMessage"))
    yield Received(f"{of}:{state}", address, Delivery(of, state, "" if code is None else str(code), why), at)


def _contents(fields: Fields, line: Line) -> Iterator[Text | Files | OptOut | Unreadable]:
    """One thing for the words and files of a message, and one for each kind of thing in it that nobody can read."""
    text = fields.one("Body")
    if (opting := _opting(fields, line, text)) is not None:
        yield opting
        return
    media = list(_media(fields))
    if files := tuple(each for each in media if isinstance(each, RemoteFile)):
        yield Files(files, text)
    elif text:
        yield Text(text)
    unread = list(dict.fromkeys(each for each in media if isinstance(each, Unsupported)))
    if fields.one("Latitude") and fields.one("Longitude"):
        unread.append(Unsupported.LOCATION)
    yield from (Unreadable(each) for each in unread)
    if not files and not text and not unread:
        yield Unreadable(Unsupported.OTHER)


def _opting(fields: Fields, line: Line, text: str) -> OptOut | None:
    """HELP is answered by Twilio, and by us as any other words."""
    kind = fields.one("OptOutType")
    if kind == "START":
        return OptOut(over=True)
    if kind == "STOP" or (not kind and not line.prefix and text.strip().casefold() in _STOP):
        return OptOut()
    return None


def _media(fields: Fields) -> Iterator[RemoteFile | Unsupported]:
    given = fields.one("NumMedia")
    count = int(given) if given.isascii() and given.isdigit() and len(given) < 4 else 0
    is_sticker = fields.one("MessageType") == "sticker"
    for number in range(min(count, MOST_FILES)):
        kind = fields.one(f"MediaContentType{number}").partition(";")[0].strip().lower()
        where = _MEDIA.search(fields.one(f"MediaUrl{number}"))
        if kind == _LAYOUT:
            continue
        if is_sticker:
            yield Unsupported.STICKER
        elif kind in _CONTACTS:
            yield Unsupported.CONTACT
        elif (unread := _READABLE_BY_NOBODY.get(kind.partition("/")[0])) is not None:
            yield unread
        elif where is None:
            yield Unsupported.OTHER
        else:
            yield RemoteFile(f"{where[1]}/{where[2]}", media_type=kind)
