"""A stand-in for Messenger: one page, and customers who can be played."""

import json
import time
from typing import Any

import jsonschema_rs

from demo.providers.meta import ACCESS_TOKEN, APP_SECRET, Json, MetaStandIn, node, refused
from demo.providers.stand_in import Choice, Hook, Sent, faults_of

PAGE = "104512345678901"
VERIFY_TOKEN = "a-word-that-is-put-in-by-hand"  # noqa: S105 - the stand-in's, worth nothing elsewhere
TEXT, QUICK_REPLIES, TITLE, PAYLOAD = 2000, 13, 20, 1000
FIELDS = {
    "messages", "messaging_postbacks", "message_deliveries", "message_reads", "message_echoes", "message_edits",
    "message_reactions", "messaging_referrals", "messaging_optins",
}  # fmt: skip
ACTIONS = ["typing_on", "typing_off", "mark_seen"]


def _words(most: int) -> Json:
    return {"type": "string", "minLength": 1, "maxLength": most}


def _object(required: list[str], **properties: Json) -> Json:
    return {"type": "object", "required": required, "properties": properties, "additionalProperties": False}


_RECIPIENT = _object(["id"], id={"type": "string", "pattern": "^[0-9]{1,40}$"})
_QUICK_REPLY = _object(
    ["content_type", "title", "payload"],
    content_type={"const": "text"},
    title=_words(TITLE),
    payload=_words(PAYLOAD),
    image_url=_words(2000),
)
_MESSAGE = _object(
    ["text"],
    text=_words(TEXT),
    quick_replies={"type": "array", "minItems": 1, "maxItems": QUICK_REPLIES, "items": _QUICK_REPLY},
    metadata=_words(1000),
)
_ATTACHMENT = _object(
    ["type", "payload"],
    type={"enum": ["image", "file"]},
    payload=_object([], is_reusable={"type": "boolean"}),
)
UPLOAD = jsonschema_rs.Draft202012Validator(
    _object(
        ["recipient", "messaging_type", "message"],
        recipient=_RECIPIENT,
        messaging_type={"const": "RESPONSE"},
        message=_object(["attachment"], attachment=_ATTACHMENT),
    )
)
UPLOADED_BYTES = 25 * 1000 * 1000
SEND = jsonschema_rs.Draft202012Validator(
    {
        **_object(
            ["recipient", "messaging_type", "message"],
            recipient=_RECIPIENT,
            messaging_type={"enum": ["RESPONSE", "UPDATE", "MESSAGE_TAG"]},
            tag={"const": "HUMAN_AGENT"},
            message=_MESSAGE,
        ),
        "if": {"properties": {"messaging_type": {"const": "MESSAGE_TAG"}}},
        "then": {"required": ["tag"]},
        "else": {"properties": {"tag": False}},
    }
)
ACTION = jsonschema_rs.Draft202012Validator(
    _object(["recipient", "sender_action"], recipient=_RECIPIENT, sender_action={"enum": ACTIONS})
)
SUBSCRIPTION = jsonschema_rs.Draft202012Validator(_object(["subscribed_fields"], subscribed_fields={"type": "string"}))


class MessengerStandIn(MetaStandIn):
    """A person's words pass a closed window; nothing passes one in `shut`."""

    flood_code = 613

    def __init__(self, page: str = PAGE, access_token: str = ACCESS_TOKEN, app_secret: str = APP_SECRET) -> None:
        super().__init__(page, access_token, app_secret)
        self.verify_token = VERIFY_TOKEN
        self.met: set[str] = set()
        self.shut: set[str] = set()

    # -- the customer -------------------------------------------------------------------------------------------------

    def say(self, address: str, text: str) -> Hook:
        return self.play(address, text=text)

    def photo(self, address: str, raw: bytes, caption: str = "", media_type: str = "image/jpeg") -> Hook:
        """Words and a picture stand in one message where the customer sends them together."""
        attachment = {"type": "image", "payload": {"url": f"{self.url}/files/{self.keep(raw, media_type)}"}}
        return self.play(address, attachments=[attachment], **({"text": caption} if caption else {}))

    def document(self, address: str, raw: bytes, name: str, media_type: str, caption: str = "") -> Hook:
        url = f"{self.url}/files/{self.keep(raw, media_type)}/{name}"
        attachment = {"type": "file", "payload": {"url": url}}
        return self.play(address, attachments=[attachment], **({"text": caption} if caption else {}))

    def press(self, address: str, token: str) -> Hook:
        """Taps the quick reply with this token, in the latest message that has it."""
        sent = next(each for each in reversed(self.sent_to(address)) if token in {c.token for c in each.choices})
        title = next(choice.title for choice in sent.choices if choice.token == token)
        return self.play(address, text=title, quick_reply={"payload": token})

    def edit(self, address: str, message_id: str, text: str) -> Hook:
        edited = {"mid": message_id, "text": text, "num_edit": 1}
        return self.batch([self.event(address, message_edit=edited)])

    def delivered(self, sent: Sent) -> Hook:
        news = {"mids": [sent.id], "watermark": _now()}
        return self.batch([self.event(sent.address, delivery=news)])

    def play(self, address: str, **content: Any) -> Hook:
        """Sends any message: the fields of `message` as in the webhook's reference."""
        return self.batch([self.message(address, **content)])

    def message(self, address: str, **content: Any) -> Json:
        """One message as it stands in a call. It opens the window, as any does."""
        self.met.add(address)
        self.closed.discard(address)
        return self.event(address, message={"mid": f"m_{self.next_number():08}", **content})

    def event(self, address: str, **what: Any) -> Json:
        return {"sender": {"id": address}, "recipient": {"id": self.account}, "timestamp": _now(), **what}

    def batch(self, events: list[Json]) -> Hook:
        """Several events in one call."""
        hook = self.hook({"object": "page", "entry": [{"id": self.account, "time": _now(), "messaging": events}]})
        self.deliver(hook)
        return hook

    def put_in(self, url: str) -> bool:
        """The address and the verify token are put into the app's pages. Meta saves it only if it knows the token."""
        if self.shake_hands(url, self.verify_token):
            self.hook_url = url
        return bool(self.hook_url)

    # -- the server ---------------------------------------------------------------------------------------------------

    def needs_token(self) -> bool:
        return False

    def routed(self, method: str, path: list[str], asked: Json) -> Json:
        match method, path:
            case "POST", [self.account, "messages"]:
                if "filedata" in asked:
                    return self._upload(asked)
                return self._action(asked) if "sender_action" in asked else self._send(asked)
            case "GET", [self.account]:
                return node({"id": self.account, "name": "Shop"}, asked)
            case "GET" | "POST" | "DELETE", [self.account, "subscribed_apps"]:
                if unknown := set(asked.get("subscribed_fields", "").split(",")) - FIELDS - {""}:
                    raise _invalid(f"Param subscribed_fields holds unknown fields: {sorted(unknown)}")
                return self.subscription(method, asked, SUBSCRIPTION)
        raise refused(400, 100, "Unsupported request. Object does not exist, or lacks permission", subcode=33)

    def _upload(self, asked: Json) -> Json:
        """A form whose fields are JSON, with the file beside them."""
        name, _, raw = asked["filedata"]
        fields = {"message", "recipient"}
        read = {key: json.loads(each) if key in fields else each for key, each in asked.items() if key != "filedata"}
        if said := faults_of(UPLOAD, read):
            raise _invalid(said)
        if not raw or len(raw) > UPLOADED_BYTES:
            raise refused(400, 100, "(#100) Upload attachment failure.", subcode=2018047)
        address = read["recipient"]["id"]
        self._reach(address)
        if address in self.shut or address in self.closed:
            raise refused(400, 10, "(#10) This message is sent outside of allowed window.", subcode=2018278)
        own = f"m_out{self.next_number():08}"
        self.sent.append(Sent(own, address, name, (), read, raw))
        return {"recipient_id": address, "message_id": own}

    def _send(self, asked: Json) -> Json:
        if said := faults_of(SEND, asked):
            raise _invalid(said)
        address, message = asked["recipient"]["id"], asked["message"]
        if len(message["text"].encode("utf-16-le")) // 2 > TEXT:
            raise _invalid(f"Length of param message[text] must be less than or equal to {TEXT}")
        self._reach(address)
        is_tagged = asked["messaging_type"] == "MESSAGE_TAG"
        if address in self.shut or (address in self.closed and not is_tagged):
            said = "(#10) This message is sent outside of allowed window."
            raise refused(400, 10, said, subcode=2018278)
        own = f"m_out{self.next_number():08}"
        choices = tuple(Choice(each["payload"], each["title"]) for each in message.get("quick_replies", ()))
        self.sent.append(Sent(own, address, message["text"], choices, asked))
        return {"recipient_id": address, "message_id": own}

    def _action(self, asked: Json) -> Json:
        if said := faults_of(ACTION, asked):
            raise _invalid(said)
        address = asked["recipient"]["id"]
        self._reach(address)
        self.typing += [address] if asked["sender_action"] == "typing_on" else []
        return {"recipient_id": address}

    def _reach(self, address: str) -> None:
        if address not in self.met:
            raise refused(400, 100, "(#100) No matching user found", subcode=2018001)
        if address in self.gone:
            raise refused(400, 551, "(#551) This person isn't available right now.", subcode=1545041)


def _now() -> int:
    return int(time.time() * 1000)


def _invalid(said: str) -> Exception:
    return refused(400, 100, f"(#100) {said}")
