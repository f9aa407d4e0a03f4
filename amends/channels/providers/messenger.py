"""Messenger: the merchant's Facebook page."""

import json
from collections.abc import Sequence
from datetime import timedelta

import httpx
from pydantic import Field, SecretStr

from amends.channels import measure
from amends.channels.channel import Arrived, Checked
from amends.channels.credentials import Credentials
from amends.channels.errors import AddressGone
from amends.channels.limits import Choices, Files, Limits, Outside, Units
from amends.channels.outgoing import Part, Shown, Way
from amends.channels.providers import calling, messenger_calls, meta
from amends.channels.providers.reading import Json, document, objects, words
from amends.channels.received import Call, Received, RemoteFile
from amends.errors import ChannelError
from amends.evidence.enclosed import Enclosed

LIMITS = Limits(
    text=2000,
    units=Units.UTF16,
    text_with_choices=2000,
    buttons=Choices(most=13, title=20),
    typing=True,
    pictures=True,
    window=timedelta(hours=24),
    outside=Outside.PERSON,
    person_window=timedelta(days=7),
    files=Files(frozenset({"image/jpeg", "application/pdf", "text/plain"}), 25 * 1000 * 1000),
)
"""Meta counts characters and does not say which; by UTF-16 units no text is too long in either way."""
FIELDS = ("messages", "messaging_postbacks", "message_deliveries", "message_edits")


class MessengerCredentials(Credentials):
    """What Meta's dashboard shows, and a word of ours for its handshake."""

    page_id: str = Field(description="the Facebook page's id", pattern=r"^[0-9]+$")
    access_token: SecretStr = Field(description="the page's access token, under Messenger > Settings > Generate")
    app_secret: meta.AppSecret
    verify_token: meta.VerifyToken
    api: meta.Address

    @property
    def account(self) -> str:
        return f"{self.api} {self.page_id}"


class MessengerChannel:
    """One page. Threads may share it."""

    kind = "messenger"

    def __init__(
        self,
        page_id: str,
        access_token: SecretStr | str,
        app_secret: SecretStr | str,
        verify_token: SecretStr | str,
        api: str = meta.API,
        client: httpx.Client | None = None,
    ) -> None:
        self._page = page_id
        self._verify_token = calling.plain(verify_token)
        self._proof = meta.Proof(calling.plain(app_secret), self._verify_token)
        self._graph = meta.Graph("Messenger", calling.plain(access_token), api, client)

    @property
    def limits(self) -> Limits:
        return LIMITS

    def take(self, call: Call) -> Arrived:
        if meta.is_handshake(call):
            return self._proof.handshake(call)
        self._proof.check(call)
        received = messenger_calls.read(document(call.body, "call"), self._page, call.at)
        return Arrived(tuple(received), meta.RECEIVED)

    def fetch(self, file: RemoteFile) -> bytes:
        """Its address needs no token, and gets none."""
        meta.too_large(file.size, LIMITS.file)
        return self._graph.file(file.reference, LIMITS.file, with_token=False)

    def send(self, address: str, part: Part, key: str, thread: str = "") -> str:
        measure.check(part, LIMITS)
        if part.files:
            return self._send_file(address, part.files[0])
        message: Json = {"text": part.text}
        if part.shown is Shown.BUTTONS:
            message["quick_replies"] = [
                {"content_type": "text", "title": choice.title, "payload": choice.token} for choice in part.choices
            ]
        way = {"messaging_type": "RESPONSE"}
        if part.way is Way.PERSON:
            way = {"messaging_type": "MESSAGE_TAG", "tag": "HUMAN_AGENT"}
        answer = self._graph.call("POST", f"{self._page}/messages", _to(address) | way | {"message": message})
        return words(answer.get("message_id"))

    def _send_file(self, address: str, file: Enclosed) -> str:
        kind = "image" if file.media_type == "image/jpeg" else "file"
        attachment = {"attachment": {"type": kind, "payload": {"is_reusable": False}}}
        form = {"messaging_type": "RESPONSE", "message": json.dumps(attachment)}
        form["recipient"] = json.dumps(_to(address)["recipient"])
        return words(self._graph.upload(f"{self._page}/messages", form, file, "filedata").get("message_id"))

    def show_typing(self, address: str, thread: str = "") -> None:
        try:
            self._graph.call("POST", f"{self._page}/messages", _to(address) | {"sender_action": "typing_on"})
        except ChannelError:
            return  # a courtesy: nothing else depends on it

    def acknowledge_press(self, received: Received) -> None:
        """Messenger shows no spinner."""

    def close(self) -> None:
        self._graph.close()

    def check(self) -> Checked:
        with meta.looked_up("page", "Messenger > Messenger API Settings, where it stands beside the page's name"):
            known = self._graph.who_am_i(self._page, "name", self._proof.app_secret)
            found = self._graph.call("GET", f"{self._page}/subscribed_apps")
        to_do = () if any(objects(found.get("data"))) else ("No app hears of this page's messages yet: connect it.",)
        return Checked(words(known.get("name")), to_do)

    def connect(self, url: str) -> Sequence[str]:
        """Subscribes the app to the page's messages. Where they go is set for the whole app, in the dashboard only."""
        self._graph.call("POST", f"{self._page}/subscribed_apps", {"subscribed_fields": ",".join(FIELDS)})
        return (
            f"{meta.OPEN}, choose Messenger > Messenger API Settings, and press Configure webhooks.",
            f"Put {url} into Callback URL and {self._verify_token} into Verify token, and press Verify and save.",
            f"Subscribe to the fields {', '.join(FIELDS)}.",
        )

    def disconnect(self) -> None:
        self._graph.call("DELETE", f"{self._page}/subscribed_apps")


def _to(address: str) -> Json:
    if not messenger_calls.ADDRESS.fullmatch(address):
        raise AddressGone("This is no customer of Messenger.", "address")
    return {"recipient": {"id": address}}
