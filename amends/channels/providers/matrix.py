"""Matrix: an account of the merchant's on any homeserver, and its chats of two there. Nobody calls us: the worker asks.

Encrypted rooms are not read (docs/decisions/0122-matrix-is-asked-over-plain-http.md).
"""

import hashlib
import logging
from collections import Counter
from collections.abc import Callable, Sequence
from urllib.parse import urlsplit

import httpx
from pydantic import Field, SecretStr

from amends.channels import measure
from amends.channels.channel import Arrived, Checked, Listen, Place
from amends.channels.credentials import Credentials
from amends.channels.errors import AddressGone, ChannelRefused, NotGenuine
from amends.channels.limits import Files, Limits, Units
from amends.channels.outgoing import Part
from amends.channels.providers import calling, matrix_events, matrix_rooms
from amends.channels.providers.matrix_server import Server, path
from amends.channels.providers.matrix_sync import POLL_S, Sync
from amends.channels.providers.reading import Json, an_object, words
from amends.channels.received import Call, Received, RemoteFile
from amends.errors import ChannelError, EvidenceRejected
from amends.evidence.enclosed import Enclosed
from amends.random_ids import random_id

LIMITS = Limits(
    text=10_000,
    units=Units.BYTES,
    typing=True,
    pictures=True,
    per_hour=120,
    files=Files(frozenset({"image/jpeg", "application/pdf", "text/plain"}), 10 * 1024 * 1024),
)
"""An event has at most 65,536 bytes as JSON, in which a sign takes up to six."""
DEVICE = "AMENDS"
"""How the devices begin that are made of a password. Those are signed out again with the channel."""
TYPING_MS = 20_000

log = logging.getLogger(__name__)


class MatrixCredentials(Credentials):
    """An account of its own for the merchant's customers. Its password is not kept: it gets a token."""

    homeserver: str = Field(
        pattern=calling.ADDRESS,
        description="the homeserver's address, as the account's app shows it: https://matrix.example.com",
    )
    access_token: SecretStr = Field(
        default=SecretStr(""), description="the account's access token; empty where user and password are given"
    )
    user: str = Field(default="", description="the account's name, @support:example.com; empty with a token")
    password: SecretStr = Field(default=SecretStr(""), description="its password, which is not kept")

    @property
    def account(self) -> str:
        """Once it is signed in: then the name is the homeserver's own."""
        return f"{self.homeserver.rstrip('/')} {self.user}" if self.user else ""


def signed_in(given: MatrixCredentials, client: httpx.Client | None = None) -> MatrixCredentials:
    """With a token instead of a password, and the name that the homeserver knows the account by. ChannelRefused where
    neither is right."""
    opened = given if calling.plain(given.access_token) else _by_password(given, client)
    server = Server(opened.homeserver, calling.plain(opened.access_token), client)
    try:
        own = _whose(server)
    finally:
        if client is None:
            server.close()
    return opened.model_copy(update={"user": own, "password": SecretStr("")})


def _by_password(given: MatrixCredentials, client: httpx.Client | None) -> MatrixCredentials:
    if not given.user or not calling.plain(given.password):
        raise ChannelRefused("Give an access token, or a user and its password.", "credentials")
    server = Server(given.homeserver, "", client)
    wanted = {
        "type": "m.login.password",
        "identifier": {"type": "m.id.user", "user": given.user},
        "password": calling.plain(given.password),
        "device_id": f"{DEVICE}{random_id()[:12].upper()}",
        "initial_device_display_name": "Amends",
    }
    try:
        answer = an_object(server.call("POST", path("v3", "login"), wanted))
    except AddressGone:
        raise ChannelRefused("The homeserver does not take user and password: check both.", "M_FORBIDDEN") from None
    except ChannelRefused as fault:
        if fault.code in {"M_UNKNOWN", "M_UNRECOGNIZED"}:
            said = "The homeserver takes no password here: sign in as the account in an app, and give its access token."
            raise ChannelRefused(said, fault.code) from None
        raise
    finally:
        if client is None:
            server.close()
    if not (token := words(answer.get("access_token"))):
        raise ChannelRefused("The homeserver gave no access token for the password.", "login")
    return given.model_copy(update={"access_token": SecretStr(token)})


def _whose(server: Server) -> str:
    """The account's own address, by the token that the server is called with."""
    own = words(an_object(server.call("GET", path("v3", "account", "whoami"))).get("user_id"))
    if not matrix_events.PERSON.fullmatch(own):
        raise ChannelRefused("The homeserver does not say whose access token it is.", "whoami")
    return own


class MatrixChannel:
    """One account. Threads may share it. The address of a customer is their own; the thread is the room."""

    kind = "matrix"

    def __init__(
        self,
        homeserver: str,
        access_token: SecretStr | str,
        user: str = "",
        password: SecretStr | str = "",
        client: httpx.Client | None = None,
        poll_s: float = POLL_S,
    ) -> None:
        self._homeserver, self._poll_s = homeserver, poll_s
        self._server = Server(homeserver, calling.plain(access_token), client)
        self._own = ""
        self._stumbled: Counter[str] = Counter()
        self._place: Place = _Nowhere()

    @property
    def limits(self) -> Limits:
        return LIMITS

    def stands_at(self, place: Place) -> None:
        self._place = place

    def take(self, call: Call) -> Arrived:
        raise NotGenuine("nobody calls for an account of Matrix")

    def listen(self, take: Callable[[Sequence[Received]], None], is_over: Callable[[], bool]) -> None:
        """Hand over what comes until it is over (`Listen`)."""
        Sync(self._server, self._who(), self._place, self._stumbled, self._poll_s).run(take, is_over)

    def fetch(self, file: RemoteFile) -> bytes:
        if file.size is not None and file.size > LIMITS.file:
            raise EvidenceRejected("too_large")
        return self._server.file(file.reference, LIMITS.file)

    def send(self, address: str, part: Part, key: str, thread: str = "") -> str:
        """Into the room, if it is still one of that person and us alone. Without one, into a new room."""
        measure.check(part, LIMITS)
        if not matrix_events.PERSON.fullmatch(address):
            raise AddressGone("This is nobody on Matrix, where addresses are like @kim:example.com.", "address")
        room_id = self._chat(address, thread) if thread else self._new_chat(address)
        body: Json = self._file(part.files[0]) if part.files else {"msgtype": "m.text", "body": part.text}
        body["m.mentions"] = {}
        once = hashlib.sha256(f"{key}\x1f{room_id}\x1f{part.text}".encode("utf-8", "replace")).hexdigest()[:40]
        where = path("v3", "rooms", room_id, "send", "m.room.message", f"amends-{once}")
        event_id = words(an_object(self._server.call("PUT", where, body)).get("event_id"))
        return matrix_events.message_id(event_id, room_id, self._who()) if event_id else ""

    def _file(self, file: Enclosed) -> Json:
        """Put on the homeserver, and the message that names it."""
        kind = "m.image" if file.media_type == "image/jpeg" else "m.file"
        url, info = self._server.upload(file), {"mimetype": file.media_type}
        return {"msgtype": kind, "body": file.name, "filename": file.name, "url": url, "info": info}

    def show_typing(self, address: str, thread: str = "") -> None:
        try:
            where = path("v3", "rooms", thread, "typing", self._who())
            self._server.call("PUT", where, {"typing": True, "timeout": TYPING_MS})
        except ChannelError as fault:
            log.info("typing was not shown: %s", fault)

    def acknowledge_press(self, received: Received) -> None:
        """Nothing is pressed on Matrix."""

    def close(self) -> None:
        self._server.close()

    def check(self) -> Checked:
        versions = an_object(self._server.call("GET", "versions")).get("versions")
        own = self._who()
        to_do: list[str] = []
        if "v1.11" not in (versions if isinstance(versions, list) else ()):
            to_do.append("The homeserver is older than Matrix 1.11 or does not say so: pictures may not be taken.")
        if urlsplit(self._homeserver).scheme != "https":
            to_do.append("The homeserver is called without TLS: the token can be read on the way. Use https.")
        return Checked(own, to_do)

    def connect(self, url: str) -> Sequence[str]:
        """Nobody calls us."""
        return ()

    def disconnect(self) -> None:
        """Sign out the device that a password has made. A token that was given stays good: always ChannelRefused then,
        with what is to be done by hand."""
        known = an_object(self._server.call("GET", path("v3", "account", "whoami")))
        if not words(known.get("device_id")).startswith(DEVICE):
            raise ChannelRefused("The access token is still good: sign out the session that it is of.", "by_hand")
        self._server.call("POST", path("v3", "logout"), {})

    def _who(self) -> str:
        """The account's own address. Asked of the homeserver once."""
        if not self._own:
            self._own = _whose(self._server)
        return self._own

    def _chat(self, address: str, room_id: str) -> str:
        """The room. Looked at each time: others may have come in since, who would read order numbers and addresses."""
        room = matrix_rooms.asked(self._server, room_id, self._who())
        if room is None or address not in room.joined:
            raise AddressGone("The customer is not in this Matrix room any more, or we are not.", "left")
        if room.partner != address:
            raise ChannelRefused("Others are in this Matrix room, or may come in, and would read it too.", "not_alone")
        return room_id

    def _new_chat(self, address: str) -> str:
        wanted = {"preset": "private_chat", "is_direct": True, "invite": [address]}
        room_id = words(an_object(self._server.call("POST", path("v3", "createRoom"), wanted)).get("room_id"))
        if not room_id:
            raise ChannelRefused("The homeserver made no room.", "no_room")
        return room_id


class _Nowhere:
    """Of a channel that no database keeps."""

    def __init__(self) -> None:
        self._token = ""

    def get(self) -> str:
        return self._token

    def set(self, token: str) -> None:
        self._token = token


def listens(channel: MatrixChannel) -> Listen:
    """Its rooms, which are asked for."""
    return channel.listen
