"""The server of the stand-in for Telegram: the Bot API's methods, as strict as their description."""

import asyncio
import json
import time
from dataclasses import dataclass
from typing import Any
from urllib.parse import unquote, urlsplit

from starlette.datastructures import UploadFile
from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from demo.providers import telegram_methods as methods
from demo.providers.stand_in import Choice, Hook, Refusal, Sent, StandIn, faults_of

TOKEN = "123456789:AAF-demo_token_of_nobody_at_all_0000000"  # noqa: S105 - the stand-in's, worth nothing elsewhere
SECRET_HEADER = "x-telegram-bot-api-secret-token"  # noqa: S105 - a header's name
_LOOK_S = 0.02
_CONFLICT = "can't use getUpdates method while webhook is active; use deleteWebhook to delete the webhook first"

Json = dict[str, Any]


@dataclass
class Customer:
    first_name: str
    language: str = "en"
    kind: str = "private"
    blocked: bool = False


class BotApi(StandIn):
    """One bot. `https_only`: whether a webhook must be a public one, as Telegram has it. `secret` is what deliveries
    repeat; setWebhook sets it."""

    def __init__(self, token: str = TOKEN, secret: str = "", *, https_only: bool = True) -> None:
        super().__init__()
        self.token, self.secret, self.https_only = token, secret, https_only
        self.bot = {"id": int(token.partition(":")[0]), "is_bot": True, "first_name": "Support", "username": "shop_bot"}
        self.customers: dict[int, Customer] = {}
        self.acknowledged: list[str] = []
        self._queries: set[str] = set()
        self._files: dict[str, tuple[str, bytes]] = {}
        self._pending: list[Json] = []
        self._handed_out: set[int] = set()
        self._messages: dict[tuple[int, int], Json] = {}
        self._allowed: list[str] = []
        self._trouble = ""
        self._update_id, self._message_id = 9_000_000, 100
        self._methods = {
            "getMe": self._get_me,
            "getWebhookInfo": self._get_webhook_info,
            "setWebhook": self._set_webhook,
            "deleteWebhook": self._delete_webhook,
            "sendMessage": self._send_message,
            "sendDocument": self._send_document,
            "sendChatAction": self._send_chat_action,
            "answerCallbackQuery": self._answer_callback_query,
            "getFile": self._get_file,
        }

    def flood(self, seconds: float) -> Response:
        after = int(seconds)
        document = {"ok": False, "error_code": 429, "description": f"Too Many Requests: retry after {after}"}
        return JSONResponse({**document, "parameters": {"retry_after": after}}, 429)

    def refusal(self) -> Response:
        said = "Forbidden: bot was blocked by the user"
        return JSONResponse({"ok": False, "error_code": 403, "description": said}, 403)

    async def answer(self, request: Request, path: str, body: bytes) -> Response:
        if path.startswith(f"file/bot{self.token}/"):
            return self._download(path)
        root, _, name = path.partition("/")
        if root != f"bot{self.token}":
            raise _refused(
                401 if root.startswith("bot") else 404, "Unauthorized" if root.startswith("bot") else "Not Found"
            )
        if name not in methods.METHODS:
            raise _refused(404, "Not Found")
        asked, raw = await _uploaded(request) if _is_form(request) else (_parameters(request, body), b"")
        if said := faults_of(methods.METHODS[name], asked):
            raise _refused(400, f"Bad Request: {said}")
        if name == "getUpdates":
            return JSONResponse({"ok": True, "result": await self._updates(asked)})
        with self.lock:
            return JSONResponse({"ok": True, "result": self._methods[name]({**asked, "raw": raw} if raw else asked)})

    def _get_me(self, _asked: Json) -> Json:
        may = {"can_join_groups": False, "can_read_all_group_messages": False, "supports_inline_queries": False}
        return {**self.bot, **may}

    def _get_webhook_info(self, _asked: Json) -> Json:
        trouble = {"last_error_date": int(time.time()), "last_error_message": self._trouble} if self._trouble else {}
        known = {"url": self.hook_url, "has_custom_certificate": False, "pending_update_count": len(self._pending)}
        return {**known, **trouble}

    def _set_webhook(self, asked: Json) -> bool:
        if not asked["url"]:
            return self._delete_webhook(asked)
        url = urlsplit(asked["url"])
        if self.https_only and url.scheme != "https":
            raise _refused(400, "Bad Request: bad webhook: HTTPS url must be provided for webhook")
        if self.https_only and (url.port or 443) not in methods.ALLOWED_PORTS:
            raise _refused(400, "Bad Request: bad webhook: Webhook can be set up only on ports 80, 88, 443 or 8443")
        self.hook_url, self.secret = asked["url"], asked.get("secret_token", "")
        self._allowed = asked.get("allowed_updates", self._allowed)
        self._drop(asked)
        return True

    def _delete_webhook(self, asked: Json) -> bool:
        self.hook_url, self.secret = "", ""
        self._drop(asked)
        return True

    def _drop(self, asked: Json) -> None:
        if asked.get("drop_pending_updates"):
            self._pending = []

    def _send_message(self, asked: Json) -> Json:
        chat = self._reachable(asked)
        if said := methods.fault_of_message(asked):
            raise _refused(400, f"Bad Request: {said}")
        kept = {name: asked[name] for name in ("text", "reply_markup", "link_preview_options") if name in asked}
        message = self._message(chat, self.bot, **kept)
        rows = asked.get("reply_markup", {}).get("inline_keyboard", [])
        choices = tuple(Choice(each["callback_data"], each["text"]) for row in rows for each in row)
        self.sent.append(Sent(str(message["message_id"]), str(chat), asked["text"], choices, asked))
        return message

    def _send_document(self, asked: Json) -> Json:
        chat, document = self._reachable(asked), asked["document"]
        raw = asked.get("raw", b"")
        if said := methods.fault_of_caption(asked):
            raise _refused(400, f"Bad Request: {said}")
        if not raw:
            raise _refused(400, "Bad Request: file must be non-empty")
        if len(raw) > methods.SENT_BYTES:
            raise _refused(413, "Request Entity Too Large")
        kept = {**self._file(raw, f"documents/{document['file_name']}"), **document}
        message = self._message(chat, self.bot, document=kept)
        self.sent.append(
            Sent(str(message["message_id"]), str(chat), document["file_name"], (), {"document": document}, raw)
        )
        return message

    def _send_chat_action(self, asked: Json) -> bool:
        self.typing.append(str(self._reachable(asked)))
        return True

    def _answer_callback_query(self, asked: Json) -> bool:
        query = asked["callback_query_id"]
        if query not in self._queries:
            raise _refused(400, "Bad Request: query is too old and response timeout expired or query ID is invalid")
        self.acknowledged.append(query)
        return True

    def _get_file(self, asked: Json) -> Json:
        if asked["file_id"] not in self._files:
            raise _refused(400, "Bad Request: wrong file_id or the file is temporarily unavailable")
        path, raw = self._files[asked["file_id"]]
        if len(raw) > methods.FILE_BYTES:
            raise _refused(400, "Bad Request: file is too big")
        return {**_named(asked["file_id"], raw), "file_path": path}

    async def _updates(self, asked: Json) -> list[Json]:
        if self.hook_url:
            raise _refused(409, f"Conflict: {_CONFLICT}")
        until, offset = time.monotonic() + asked.get("timeout", 0), asked.get("offset", 0)
        self._allowed = asked.get("allowed_updates", self._allowed)
        while True:
            with self.lock:
                last = self._pending[offset:] if offset < 0 else self._pending
                self._pending = [each for each in last if each["update_id"] >= offset]
                found = self._pending[: asked.get("limit", 100)]
                self._handed_out |= {each["update_id"] for each in found}
            if found or time.monotonic() >= until:
                return found
            await asyncio.sleep(_LOOK_S)

    def is_anything_there(self) -> bool:
        """Whether an update lies here that the bot was never given."""
        with self.lock:
            return any(each["update_id"] not in self._handed_out for each in self._pending)

    def lay_again(self, hook: Hook) -> None:
        """The update comes once more to a bot that asks, as one that it never confirmed."""
        with self.lock:
            self._pending.append(hook.document)
            self._handed_out.discard(hook.document["update_id"])

    def _download(self, path: str) -> Response:
        wanted = unquote(path.partition("/")[2].partition("/")[2])
        for known, raw in self._files.values():
            if known == wanted and len(raw) <= methods.FILE_BYTES:
                return Response(raw, media_type="application/octet-stream")
        raise _refused(404, "Not Found")

    def _reachable(self, asked: Json) -> int:
        chat = asked["chat_id"]
        if chat not in self.customers:
            raise _refused(400, "Bad Request: chat not found")
        if self.customers[chat].blocked:
            raise _refused(403, "Forbidden: bot was blocked by the user")
        return int(chat)

    def _happened(self, **what: Any) -> Hook:
        """Queues the update, or delivers it where a webhook is set."""
        with self.lock:
            self._update_id += 1
            update = {"update_id": self._update_id, **what}
            if not self.hook_url and (not self._allowed or set(what) <= set(self._allowed)):
                self._pending.append(update)
        hook = self.hook(update)
        if not self._allowed or set(what) <= set(self._allowed):
            status = self.deliver(hook)
            self._trouble = "" if status is None or status < 300 else f"Wrong response from the webhook: {status}"
        return hook

    def hook(self, update: Json) -> Hook:
        """Any update as it is delivered."""
        proof = {SECRET_HEADER: self.secret} if self.secret else {}
        return Hook(json.dumps(update).encode(), {"content-type": "application/json", **proof})

    def _message(self, chat: int, sender: Json, **content: Any) -> Json:
        with self.lock:
            self._message_id += 1
            message = {"message_id": self._message_id, "from": sender, "chat": self._chat(chat)}
            message |= {"date": int(time.time()), **content}
            self._messages[chat, self._message_id] = message
        return message

    def _user(self, chat: int) -> Json:
        known = self.customers[chat]
        named = {"first_name": known.first_name, "language_code": known.language}
        return {"id": abs(chat), "is_bot": False, **named}

    def _chat(self, chat: int) -> Json:
        known = self.customers[chat]
        named = {"first_name": known.first_name} if known.kind == "private" else {"title": "A group"}
        return {"id": chat, "type": known.kind, **named}

    def _size(self, raw: bytes, width: int, height: int) -> Json:
        return {**self._file(raw, f"photos/file_{len(self._files)}.jpg"), "width": width, "height": height}

    def _file(self, raw: bytes, path: str) -> Json:
        file_id = f"AgAC{len(self._files):06}"
        self._files[file_id] = (path, raw)
        return _named(file_id, raw)


def _named(file_id: str, raw: bytes) -> Json:
    return {"file_id": file_id, "file_unique_id": f"u{file_id}", "file_size": len(raw)}


def _parameters(request: Request, body: bytes) -> Json:
    """From a JSON body; a query has no types, and a bot of ours sends none."""
    if request.query_params:
        raise _refused(400, "Bad Request: parameters belong into the body")
    try:
        asked = json.loads(body or b"{}")
    except ValueError:
        raise _refused(400, "Bad Request: can't parse JSON object") from None
    return asked if isinstance(asked, dict) else {}


def _is_form(request: Request) -> bool:
    return request.headers.get("content-type", "").startswith("multipart/form-data")


async def _uploaded(request: Request) -> tuple[Json, bytes]:
    """From a form with one file, and that file's content."""
    asked: Json = {}
    raw = b""
    for name, value in (await request.form()).multi_items():
        if isinstance(value, UploadFile):
            raw = await value.read()
            named = {"file_name": value.filename or "", "mime_type": value.content_type or ""}
            asked[name] = {**named, "file_size": len(raw)}
        else:
            asked[name] = int(value) if name == "chat_id" and value.lstrip("-").isdigit() else value
    return asked, raw


def _refused(code: int, description: str) -> Refusal:
    return Refusal(code, {"ok": False, "error_code": code, "description": description})
