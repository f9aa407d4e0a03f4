"""WhatsApp Cloud: a phone number of the merchant's at Meta."""

import re
from collections.abc import Sequence
from dataclasses import replace
from datetime import timedelta

import httpx
from pydantic import Field, SecretStr

from amends.channels import measure
from amends.channels.channel import Arrived, Checked
from amends.channels.credentials import Credentials
from amends.channels.errors import AddressGone, ChannelRefused
from amends.channels.limits import Choices, Files, Limits, Outside, Units
from amends.channels.outgoing import Part, Shown, Way
from amends.channels.providers import calling, meta, whatsapp_calls
from amends.channels.providers.reading import Json, document, objects, whole, words
from amends.channels.received import Call, Received, RemoteFile
from amends.errors import ChannelError
from amends.evidence.enclosed import Enclosed

LIMITS = Limits(
    text=4096,
    units=Units.UTF16,
    text_with_choices=1024,
    buttons=Choices(most=3, title=20),
    list=Choices(most=10, title=24),
    typing=True,
    pictures=True,
    window=timedelta(hours=24),
    outside=Outside.TEMPLATE,
    files=Files(frozenset({"image/jpeg", "application/pdf", "text/plain"}), 5 * 1024 * 1024),
)
"""Meta counts characters and does not say which; by UTF-16 units no text is too long in either way."""
LIST_TITLE = 20
REMEMBERED = 1000
"""Customers whose latest message is known here, for the sign that somebody types."""


class WhatsAppCredentials(Credentials):
    """What Meta's dashboard shows, a word of ours for its handshake, and the message it approved."""

    phone_number_id: str = Field(description="the phone number's id, under WhatsApp > API Setup", pattern=r"^[0-9]+$")
    account_id: str = Field(description="the WhatsApp Business Account's id, on the same page", pattern=r"^[0-9]+$")
    access_token: SecretStr = Field(description="a system user's token, see docs/channels/whatsapp.md")
    app_secret: meta.AppSecret
    verify_token: meta.VerifyToken
    template: str = Field(default="", description="the name of an approved template without variables; empty for none")
    api: meta.Address

    @property
    def account(self) -> str:
        return f"{self.api} {self.phone_number_id}"


class WhatsAppChannel:
    """One phone number. Threads may share it."""

    kind = "whatsapp"

    def __init__(
        self,
        phone_number_id: str,
        account_id: str,
        access_token: SecretStr | str,
        app_secret: SecretStr | str,
        verify_token: SecretStr | str,
        template: str = "",
        api: str = meta.API,
        client: httpx.Client | None = None,
    ) -> None:
        self._number, self._account, self._template = phone_number_id, account_id, template
        self._verify_token = calling.plain(verify_token)
        self._latest: dict[str, str] = {}
        self._proof = meta.Proof(calling.plain(app_secret), self._verify_token)
        self._graph = meta.Graph("WhatsApp", calling.plain(access_token), api, client)

    @property
    def limits(self) -> Limits:
        return LIMITS if self._template else replace(LIMITS, outside=Outside.NOTHING)

    def take(self, call: Call) -> Arrived:
        if meta.is_handshake(call):
            return self._proof.handshake(call)
        self._proof.check(call)
        received = tuple(whatsapp_calls.read(document(call.body, "call"), self._number, call.at))
        self._remember(received)
        return Arrived(received)

    def fetch(self, file: RemoteFile) -> bytes:
        meta.too_large(file.size, LIMITS.file)
        if not re.fullmatch(r"[0-9]{1,40}", file.reference, re.ASCII):
            raise ChannelRefused("This is no file of WhatsApp.", "reference")
        known = self._graph.call("GET", file.reference, phone_number_id=self._number)
        size = words(known.get("file_size"))
        meta.too_large(int(size) if size.isascii() and size.isdigit() else whole(known.get("file_size")), LIMITS.file)
        return self._graph.file(words(known.get("url")), LIMITS.file, with_token=True)

    def send(self, address: str, part: Part, key: str, thread: str = "") -> str:
        answer = self._graph.call("POST", f"{self._number}/messages", self._to(address) | self._message(part))
        return next((words(each.get("id")) for each in objects(answer.get("messages"))), "")

    def show_typing(self, address: str, thread: str = "") -> None:
        """Goes with the message that is being answered, which is shown as read by it: nothing is shown where none of
        this address was taken lately in this process."""
        if (answered := self._latest.get(address)) is None:
            return
        seen = {"messaging_product": "whatsapp", "status": "read", "message_id": answered}
        try:
            self._graph.call("POST", f"{self._number}/messages", seen | {"typing_indicator": {"type": "text"}})
        except ChannelError:
            return  # a courtesy: nothing else depends on it

    def acknowledge_press(self, received: Received) -> None:
        """WhatsApp shows no spinner."""

    def close(self) -> None:
        self._graph.close()

    def check(self) -> Checked:
        where = "WhatsApp > API Setup, and give the system user that account under Assign assets"
        with meta.looked_up("phone number", where):
            known = self._graph.who_am_i(self._number, "verified_name,display_phone_number", self._proof.app_secret)
        account = f"{words(known.get('verified_name'))} ({words(known.get('display_phone_number'))})"
        with meta.looked_up("WhatsApp Business Account", where):
            found = self._graph.call("GET", f"{self._account}/subscribed_apps")
        to_do = () if any(objects(found.get("data"))) else ("No app hears of this account's messages yet: connect it.",)
        return Checked(account, to_do)

    def connect(self, url: str) -> Sequence[str]:
        """Has the messages of this account sent to `url`, whatever else the app serves."""
        wanted = {"override_callback_uri": url, "verify_token": self._verify_token}
        try:
            self._graph.call("POST", f"{self._account}/subscribed_apps", wanted)
        except ChannelRefused as fault:
            return (
                f"Meta did not take the address by itself ({fault}).",
                f"{meta.OPEN}, choose WhatsApp > Configuration, and press Edit beside Webhook.",
                f"Put {url} into Callback URL and {self._verify_token} into Verify token, and press Verify and save.",
                _FIELDS,
            )
        return (_FIELDS,)

    def disconnect(self) -> None:
        self._graph.call("DELETE", f"{self._account}/subscribed_apps")

    def _remember(self, received: Sequence[Received]) -> None:
        for each in received:
            if each.message_id:
                self._latest.pop(each.address, None)
                self._latest[each.address] = each.message_id
        for address in list(self._latest)[:-REMEMBERED]:
            self._latest.pop(address, None)

    def _to(self, address: str) -> Json:
        if not whatsapp_calls.ADDRESS.fullmatch(address):
            raise AddressGone("This is no number of WhatsApp.", "address")
        to = "to" if address.isdigit() else "recipient"
        return {"messaging_product": "whatsapp", "recipient_type": "individual", to: address}

    def _message(self, part: Part) -> Json:
        if part.way is Way.TEMPLATE:
            return self._template_message(part.language)
        measure.check(part, LIMITS)
        if part.files:
            return self._file(part.files[0])
        if part.shown is Shown.NONE:
            return {"type": "text", "text": {"body": part.text, "preview_url": False}}
        if len({choice.title for choice in part.choices}) < len(part.choices):
            raise ChannelRefused("Two choices have one label, which WhatsApp does not take.", "same_labels")
        body = {"text": part.text}
        if part.shown is Shown.BUTTONS:
            buttons = [{"type": "reply", "reply": {"id": each.token, "title": each.title}} for each in part.choices]
            interactive: Json = {"type": "button", "body": body, "action": {"buttons": buttons}}
        else:
            if not 0 < len(part.list_title) <= LIST_TITLE:
                raise ChannelRefused(f"The label of a list has 1 to {LIST_TITLE} characters.", "list_title")
            rows = [{"id": each.token, "title": each.title} for each in part.choices]
            action = {"button": part.list_title, "sections": [{"rows": rows}]}
            interactive = {"type": "list", "body": body, "action": action}
        return {"type": "interactive", "interactive": interactive}

    def _file(self, file: Enclosed) -> Json:
        """Put with WhatsApp first, where it lies for 30 days, and sent by its id."""
        form = {"messaging_product": "whatsapp", "type": file.media_type}
        media = words(self._graph.upload(f"{self._number}/media", form, file).get("id"))
        if file.media_type == "image/jpeg":
            return {"type": "image", "image": {"id": media}}
        return {"type": "document", "document": {"id": media, "filename": file.name}}

    def _template_message(self, language: str) -> Json:
        if not self._template:
            raise ChannelRefused("No approved template is named for this number, so nothing goes out.", "no_template")
        language_of = {"policy": "deterministic", "code": language}
        return {"type": "template", "template": {"name": self._template, "language": language_of}}


_FIELDS = f"{meta.OPEN}, choose WhatsApp > Configuration > Webhook fields, and subscribe to messages."
