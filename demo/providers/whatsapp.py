"""A stand-in for WhatsApp Cloud: one phone number, and customers who can be played."""

import hashlib
import time
from typing import Any

from amends.languages import CODES
from demo.providers import whatsapp_messages as messages
from demo.providers.meta import ACCESS_TOKEN, APP_SECRET, Json, MetaStandIn, node, refused
from demo.providers.stand_in import Choice, Hook, Sent, faults_of

NUMBER, ACCOUNT = "106540352242922", "102290129340398"
SHOWN_NUMBER = "15550783881"


class WhatsAppStandIn(MetaStandIn):
    """`templates` are names and languages of what Meta approved."""

    flood_code, gone_code = 130429, 131026

    def __init__(self, number: str = NUMBER, access_token: str = ACCESS_TOKEN, app_secret: str = APP_SECRET) -> None:
        super().__init__(ACCOUNT, access_token, app_secret)
        self.number = number
        self.templates = {("case_news", language) for language in CODES}

    # -- the customer -------------------------------------------------------------------------------------------------

    def say(self, address: str, text: str) -> Hook:
        return self.play(address, "text", {"body": text})

    def photo(self, address: str, raw: bytes, caption: str = "", media_type: str = "image/jpeg") -> Hook:
        file = self._file(raw, media_type)
        return self.play(address, "image", file | ({"caption": caption} if caption else {}))

    def document(self, address: str, raw: bytes, name: str, media_type: str, caption: str = "") -> Hook:
        file = self._file(raw, media_type) | {"filename": name}
        return self.play(address, "document", file | ({"caption": caption} if caption else {}))

    def press(self, address: str, token: str) -> Hook:
        """Taps the choice with this token, in the latest message that has it."""
        sent = next(each for each in reversed(self.sent_to(address)) if token in {c.token for c in each.choices})
        title = next(choice.title for choice in sent.choices if choice.token == token)
        kind = "list_reply" if sent.raw["interactive"]["type"] == "list" else "button_reply"
        context = {"context": {"from": SHOWN_NUMBER, "id": sent.id}}
        return self.play(address, "interactive", {"type": kind, kind: {"id": token, "title": title}}, **context)

    def edit(self, address: str, message_id: str, text: str) -> Hook:
        """Only numbers that are used in the WhatsApp Business app too hear of this."""
        changed = {"type": "text", "text": {"body": text}, "context": {"id": "M0"}}
        return self.play(address, "edit", {"original_message_id": message_id, "message": changed})

    def delete(self, address: str, message_id: str) -> Hook:
        return self.play(address, "revoke", {"original_message_id": message_id})

    def play(self, address: str, kind: str, content: Any, **more: Any) -> Hook:
        """Sends any message: `kind` and its content as in the webhook's reference."""
        return self.batch([self.message(address, kind, content, **more)])

    def status(self, sent: Sent, state: str, code: int | None = None, title: str = "") -> Hook:
        """News of a message of ours: sent, delivered, read or failed."""
        found: Json = {"id": sent.id, "status": state, "timestamp": _now(), "recipient_id": sent.address}
        if code is not None:
            found["errors"] = [{"code": code, "title": title, "message": title, "error_data": {"details": title}}]
        return self._delivered({"contacts": [_contact(sent.address)], "statuses": [found]})

    def batch(self, batch: list[Json]) -> Hook:
        """Several messages in one call."""
        contacts = [_contact(each["from"]) for each in batch]
        return self._delivered({"contacts": contacts, "messages": batch})

    def message(self, address: str, kind: str, content: Any, **more: Any) -> Json:
        """One message as it stands in a call. It opens the window, as any does."""
        self.closed.discard(address)
        own = f"wamid.HBgL{self.next_number():08}"
        base = {"from": address, "from_user_id": f"NL.{address}", "id": own, "timestamp": _now(), "type": kind}
        return base | more | {kind: content}

    # -- the server ---------------------------------------------------------------------------------------------------

    def routed(self, method: str, path: list[str], asked: Json) -> Json:
        match method, path:
            case "POST", [self.number, "messages"]:
                return self._messages(asked)
            case "POST", [self.number, "media"]:
                return {"id": self._uploaded(asked)}
            case "GET", [self.number]:
                named = {"verified_name": "Shop", "display_phone_number": f"+{SHOWN_NUMBER}"}
                return node({"id": self.number, **named}, asked)
            case "GET" | "POST" | "DELETE", [self.account, "subscribed_apps"]:
                return self.subscription(method, asked, messages.SUBSCRIPTION)
            case "GET", [file] if file in self.files and asked.get("phone_number_id", self.number) == self.number:
                return self._known(file)
        raise refused(400, 100, "Unsupported request. Object does not exist, or lacks permission", subcode=33)

    def _messages(self, asked: Json) -> Json:
        if "status" in asked:
            if said := faults_of(messages.SEEN, asked):
                raise _invalid(said)
            self.typing += [asked["message_id"]] if "typing_indicator" in asked else []
            return {"success": True}
        kind = asked.get("type", "text")
        if kind not in messages.MESSAGES:
            raise _invalid(f"Param type must be one of {', '.join(messages.MESSAGES)}")
        if said := faults_of(messages.MESSAGES[kind], asked) or messages.fault_beyond_shape(asked):
            raise _invalid(said)
        address = asked.get("to") or asked["recipient"]
        self._let_through(address, kind, asked)
        own = f"wamid.OUT{self.next_number():08}"
        self.sent.append(Sent(own, address, self._text(asked), _choices(asked), asked, self._raw(asked)))
        return {
            "messaging_product": "whatsapp",
            "contacts": [{"input": address, "wa_id": address}],
            "messages": [{"id": own}],
        }

    def _uploaded(self, asked: Json) -> str:
        name, media_type, raw = asked.get("file") or ("", "", b"")
        if asked.get("messaging_product") != "whatsapp":
            raise _invalid("The parameter messaging_product is required.")
        if media_type not in messages.UPLOADS or asked.get("type") != media_type:
            raise refused(400, 100, f"(#100) Param file must be a file with one of the following types: {media_type}")
        if not raw or len(raw) > messages.UPLOADS[media_type]:
            raise refused(400, 131053, "(#131053) Media upload error", details=f"{name} has {len(raw)} bytes")
        return self.keep(raw, media_type)

    def _raw(self, asked: Json) -> bytes:
        named = asked.get(asked["type"], {})
        if "id" not in named:
            return b""
        if named["id"] not in self.files:
            raise _invalid("Media ID is not valid")
        return self.files[named["id"]][0]

    def _text(self, asked: Json) -> str:
        match asked["type"]:
            case "text":
                return str(asked["text"]["body"])
            case "interactive":
                return str(asked["interactive"]["body"]["text"])
            case "image":
                return "image.jpg"
            case "document":
                return str(asked["document"]["filename"])
        return f"[{asked['template']['name']}]"

    def _let_through(self, address: str, kind: str, asked: Json) -> None:
        if address in self.gone:
            raise refused(400, 131026, "(#131026) Message undeliverable", details="Message Undeliverable.")
        if kind == "template":
            named = (asked["template"]["name"], asked["template"]["language"]["code"])
            if named not in self.templates:
                said = "Template name does not exist in the translation"
                raise refused(404, 132001, f"(#132001) {said}", details=f"template name {named} does not exist")
        elif address in self.closed:
            said = "Message failed to send because more than 24 hours have passed since the customer last replied"
            raise refused(400, 131047, "(#131047) Re-engagement message", details=said)

    def _known(self, file: str) -> Json:
        raw, media_type = self.files[file]
        known = {"id": file, "mime_type": media_type, "sha256": hashlib.sha256(raw).hexdigest()}
        return known | {"file_size": str(len(raw)), "url": f"{self.url}/files/{file}", "messaging_product": "whatsapp"}

    def _file(self, raw: bytes, media_type: str) -> Json:
        return {"id": self.keep(raw, media_type), "mime_type": media_type, "sha256": hashlib.sha256(raw).hexdigest()}

    def _delivered(self, value: Json, number: str = "") -> Hook:
        metadata = {"display_phone_number": SHOWN_NUMBER, "phone_number_id": number or self.number}
        whole = {"messaging_product": "whatsapp", "metadata": metadata, **value}
        entry = {"id": self.account, "changes": [{"value": whole, "field": "messages"}]}
        hook = self.hook({"object": "whatsapp_business_account", "entry": [entry]})
        self.deliver(hook)
        return hook


def _contact(address: str) -> Json:
    return {"profile": {"name": "Lotte Janssen"}, "wa_id": address, "user_id": f"NL.{address}"}


def _now() -> str:
    return str(int(time.time()))


def _choices(asked: Json) -> tuple[Choice, ...]:
    action = asked.get("interactive", {}).get("action", {})
    replies = [button["reply"] for button in action.get("buttons", ())]
    rows = [row for section in action.get("sections", ()) for row in section["rows"]]
    return tuple(Choice(each["id"], each["title"]) for each in replies + rows)


def _invalid(said: str) -> Exception:
    return refused(400, 100, "(#100) Invalid parameter", details=said)
