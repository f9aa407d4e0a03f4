"""A channel without a provider: signed JSON comes in, what goes out stays in a list."""

import hashlib
import hmac
import json
from collections import deque
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

from pydantic import Field, SecretStr

from amends.channels.channel import Arrived, Checked
from amends.channels.credentials import Credentials
from amends.channels.errors import ChannelRefused, ChannelUnavailable, NotGenuine, WindowClosed
from amends.channels.limits import Choices, Limits, Outside
from amends.channels.outgoing import Part
from amends.channels.received import (
    Answer,
    Call,
    Deletion,
    Delivery,
    DeliveryState,
    Edit,
    Files,
    Press,
    Received,
    RemoteFile,
    Text,
    Unreadable,
    Unsupported,
)
from amends.channels.registry import Provider
from amends.errors import Fault, InvalidDocument
from tests.channels.harness import AT, Post, Sent

LIMITS = Limits(
    text=400,
    text_with_choices=300,
    buttons=Choices(3, 20),
    list=Choices(10, 24),
    typing=True,
    window=timedelta(hours=24),
    outside=Outside.PERSON,
    person_window=timedelta(days=7),
)
SECRET = "the fake provider's"


class FakeCredentials(Credentials):
    token: SecretStr = Field(description="Anything at all.")
    room: str = Field("main", description="Where it is.")

    @property
    def account(self) -> str:
        return self.room


class FakeChannel:
    """`sent` are (address, part, key, thread)."""

    kind = "fake"
    limits = LIMITS

    def __init__(self, token: str = SECRET) -> None:
        self.token = token
        self.sent: list[tuple[str, Part, str, str]] = []
        self.typed: list[str] = []
        self.acknowledged: list[str] = []
        self.files: dict[str, bytes] = {}
        self.faults: deque[Exception] = deque()
        self.connected_to = ""

    def take(self, call: Call) -> Arrived:
        if call.method == "GET":
            return Arrived(answer=Answer(body="the challenge"))
        if not hmac.compare_digest(call.headers.get("x-fake-signature", ""), sign(call.body, self.token)):
            raise NotGenuine("the signature is another")
        try:
            entries = json.loads(call.body)["entries"]
            return Arrived(tuple(_read(entry) for entry in entries), Answer(body="ok"))
        except (ValueError, KeyError, TypeError) as fault:
            raise InvalidDocument("call", [Fault("$", "cannot be read")]) from fault

    def fetch(self, file: RemoteFile) -> bytes:
        self._fault()
        return self.files[file.reference]

    def send(self, address: str, part: Part, key: str, thread: str = "") -> str:
        self._fault()
        self.sent.append((address, part, key, thread))
        return f"out-{len(self.sent)}"

    def show_typing(self, address: str, thread: str = "") -> None:
        self.typed.append(address)

    def acknowledge_press(self, received: Received) -> None:
        self.acknowledged.append(received.key)

    def check(self) -> Checked:
        self._fault()
        return Checked("Fake account", ("Click on Publish.",))

    def connect(self, url: str) -> list[str]:
        self._fault()
        self.connected_to = url
        return []

    def disconnect(self) -> None:
        self._fault()
        self.connected_to = ""

    def _fault(self) -> None:
        if self.faults:
            raise self.faults.popleft()


def sign(body: bytes, token: str = SECRET) -> str:
    return hmac.new(token.encode(), body, hashlib.sha256).hexdigest()


def _read(entry: dict[str, Any]) -> Received:
    what: Any
    match entry["what"]:
        case "text":
            what = Text(entry["text"])
        case "press":
            what = Press(entry["token"], entry.get("title", ""))
        case "files":
            what = Files(tuple(RemoteFile(each, "photo.jpg") for each in entry["files"]), entry["caption"])
        case "edit":
            what = Edit(entry["of"], entry["text"])
        case "deletion":
            what = Deletion(entry["of"])
        case "state":
            what = Delivery(entry["of"], DeliveryState(entry["state"]), entry.get("code", ""), entry.get("why", ""))
        case sort:
            what = Unreadable(Unsupported(sort))
    return Received(
        key=entry["key"],
        address=entry.get("address", "+31600000001"),
        what=what,
        sent_at=datetime.fromisoformat(entry["at"]) if "at" in entry else AT,
        message_id=entry.get("id", entry["key"]),
        name="Kim",
        language=entry.get("language", ""),
        thread=entry.get("thread", ""),
    )


def post(*entries: dict[str, Any], token: str = SECRET) -> Post:
    body = json.dumps({"entries": entries}).encode()
    return Post(body, {"X-Fake-Signature": sign(body, token)})


class FakeHarness:
    """The contract's first channel."""

    kind = "fake"
    can = frozenset({"edit", "deletion", "press", "photo", "voice", "batch", "window"})

    def __init__(self, limits: Limits = LIMITS) -> None:
        self.channel = FakeChannel()
        self.channel.limits = limits

    def provider(self) -> Provider:
        return Provider(FakeCredentials, lambda _credentials: self.channel)

    def credentials(self) -> FakeCredentials:
        return FakeCredentials(token=SecretStr(SECRET))

    def connected(self, url: str) -> None:
        self.channel.connected_to = url

    def text(self, number: int, words: str) -> Post:
        return post(_entry(number, "text", text=words))

    def press(self, number: int, token: str, title: str) -> Post:
        return post(_entry(number, "press", token=token, title=title))

    def photo(self, number: int, raw: bytes, caption: str) -> Post:
        self.channel.files[f"file-{number}"] = raw
        return post(_entry(number, "files", files=[f"file-{number}"], caption=caption))

    def edit(self, number: int, of: int, words: str) -> Post:
        return post(_entry(number, "edit", of=f"k{of}", text=words))

    def deletion(self, number: int, of: int) -> Post:
        return post(_entry(number, "deletion", of=f"k{of}"))

    def voice(self, number: int) -> Post:
        return post(_entry(number, "voice"))

    def batch(self, *texts: tuple[int, str]) -> Post:
        return post(*(_entry(number, "text", text=words) for number, words in texts))

    def forged(self, number: int, words: str) -> Post:
        return replace(self.text(number, words), headers={"X-Fake-Signature": sign(b"another body")})

    def sent(self) -> list[Sent]:
        return [
            Sent(part.text, tuple((choice.token, choice.title) for choice in part.choices))
            for _, part, _, _ in self.channel.sent
        ]

    def refuse_next(self) -> None:
        self.channel.faults.append(ChannelRefused("The customer has blocked us.", "403"))

    def be_busy_once(self, retry_after_s: float) -> None:
        self.channel.faults.append(ChannelUnavailable("too many requests", retry_after_s))

    def close_window(self) -> None:
        self.channel.faults.append(WindowClosed("The last message is too long ago.", "10"))

    def close(self) -> None:
        pass


def _entry(number: int, what: str, **content: Any) -> dict[str, Any]:
    return {"key": f"k{number}", "what": what, **content}
