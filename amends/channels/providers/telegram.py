"""Telegram: a bot of the merchant's own. Updates come to a webhook, or are asked for where we have no public address.

The token is a part of every call's address, so nothing here tells an address, in an error or in a log line.
"""

import hmac
import json
import logging
import re
import time
from collections.abc import Callable, Sequence
from typing import Any
from urllib.parse import quote

import httpx
from pydantic import Field, SecretStr

from amends import clock
from amends.channels import measure
from amends.channels.channel import Arrived, Checked, Listen
from amends.channels.credentials import Credentials
from amends.channels.errors import AddressGone, ChannelRefused, ChannelUnavailable, NotGenuine
from amends.channels.limits import Choices, Files, Limits, Units
from amends.channels.outgoing import Part, Shown
from amends.channels.providers import calling, telegram_updates
from amends.channels.providers.reading import Json, an_object, document, objects, whole, words
from amends.channels.received import Call, Press, Received, RemoteFile
from amends.errors import ChannelError, EvidenceRejected, InvalidDocument
from amends.evidence.enclosed import Enclosed
from amends.random_ids import random_id

API = "https://api.telegram.org"
HEADER = "x-telegram-bot-api-secret-token"
POLL_S = 10
"""Seconds that Telegram waits for something new before it answers that there is nothing."""
LONGEST_PAUSE_S = 60.0

LIMITS = Limits(
    text=4096,
    units=Units.UTF16,
    text_with_choices=4096,
    buttons=Choices(most=12, title=64),
    typing=True,
    pictures=True,
    files=Files(frozenset({"image/jpeg", "application/pdf", "text/plain"}), 50 * 1000 * 1000),
)

log = logging.getLogger(__name__)


class TelegramCredentials(Credentials):
    """What @BotFather gives, and a secret between Telegram and us."""

    token: SecretStr = Field(description="the bot's token, as @BotFather gives it: 123456789:AA…")
    secret: SecretStr = Field(
        default_factory=lambda: SecretStr(random_id()),
        description="a secret that Telegram repeats in each call, 1 to 256 of A-Z, a-z, 0-9, _ and -; made up if empty",
    )
    polling: bool = Field(
        default=False, description="true where Telegram cannot call us, for lack of a public https address"
    )
    api: str = Field(
        default=API, pattern=calling.ADDRESS, description="the Bot API's address; another one for a server of your own"
    )

    @property
    def account(self) -> str:
        """By the number before the colon, which BotFather keeps where it gives a new token."""
        return f"{self.api} {self.token.get_secret_value().partition(':')[0]}"


class TelegramChannel:
    """One bot. Threads may share it."""

    kind = "telegram"

    def __init__(
        self,
        token: SecretStr | str,
        secret: SecretStr | str,
        polling: bool = False,
        api: str = API,
        client: httpx.Client | None = None,
    ) -> None:
        self._polling = polling
        self._token, self._secret = calling.plain(token), calling.plain(secret)
        self._api = api.rstrip("/")
        self._client = client or calling.new_client()

    @property
    def polling(self) -> bool:
        return self._polling

    @property
    def limits(self) -> Limits:
        return LIMITS

    def take(self, call: Call) -> Arrived:
        given = call.headers.get(HEADER, "")
        if not self._secret or not hmac.compare_digest(given.encode("utf-8", "replace"), self._secret.encode()):
            raise NotGenuine("the secret token is missing or another")
        return Arrived(telegram_updates.read(document(call.body, "update"), call.at))

    def listen(self, take: Callable[[Sequence[Received]], None], is_over: Callable[[], bool]) -> None:
        """Ask for updates until it is over (`Listen`). What `take` has kept is never asked for again."""
        offset, pause, is_called = 0, 1.0, True
        while not is_over():
            try:
                if is_called:
                    self.disconnect()  # Telegram answers a bot's questions only while it has no webhook
                    is_called = False
                updates = self._updates(offset, POLL_S)
            except ChannelUnavailable as fault:
                _wait(min(fault.retry_after_s or pause, LONGEST_PAUSE_S), is_over)
                pause = min(pause * 2, LONGEST_PAUSE_S)
                continue
            pause = 1.0
            at = clock.now()
            received = [each for update in updates for each in telegram_updates.read(update, at)]
            if received:
                take(received)
            offset = max([offset, *(number + 1 for each in updates if (number := whole(each.get("update_id"))))])
        self._confirm(offset)

    def fetch(self, file: RemoteFile) -> bytes:
        if file.size is not None and file.size > LIMITS.file:
            raise EvidenceRejected("too_large")
        url = f"{self._api}/file/bot{self._token}/{quote(self._path_of(file.reference))}"
        reply = calling.download(self._client, url, who="Telegram", most=LIMITS.file)
        if reply.status == 200:
            return reply.body
        if reply.status == 429 or reply.status >= 500:
            raise ChannelUnavailable(f"Telegram answered {reply.status} for a file", calling.patience(reply.headers))
        raise ChannelRefused("Telegram has this file no more.", str(reply.status))

    def send(self, address: str, part: Part, key: str, thread: str = "") -> str:
        measure.check(part, LIMITS)
        if part.files:
            return self._send_file(address, part.files[0])
        body: Json = {
            "chat_id": _chat(address),
            "text": part.text,
            "link_preview_options": {"is_disabled": True},
        }
        if part.shown is Shown.BUTTONS:
            rows = [[{"text": choice.title, "callback_data": choice.token}] for choice in part.choices]
            body["reply_markup"] = {"inline_keyboard": rows}
        return _id_of(address, self._call("sendMessage", body))

    def _send_file(self, address: str, file: Enclosed) -> str:
        """As a document: what Telegram takes as a photo it makes smaller, and refuses where it is long and narrow."""
        content = {"document": (file.name, file.read(), file.media_type)}
        return _id_of(address, self._call("sendDocument", {"chat_id": _chat(address)}, files=content))

    def show_typing(self, address: str, thread: str = "") -> None:
        self._try("sendChatAction", {"chat_id": _chat(address), "action": "typing"})

    def acknowledge_press(self, received: Received) -> None:
        if isinstance(received.what, Press):
            self._try("answerCallbackQuery", {"callback_query_id": received.message_id})

    def check(self) -> Checked:
        if not re.fullmatch(r"[A-Za-z0-9_-]{1,256}", self._secret):
            raise ChannelRefused("The secret may hold 1 to 256 of A-Z, a-z, 0-9, _ and -; choose another.", "secret")
        bot, hook = an_object(self._call("getMe")), an_object(self._call("getWebhookInfo"))
        trouble = self._masked(words(hook.get("last_error_message")))
        to_do = [f"Telegram could not reach our address lately: {trouble}."] if trouble else []
        return Checked(f"@{words(bot.get('username'))} ({words(bot.get('first_name'))})", to_do)

    def connect(self, url: str) -> Sequence[str]:
        """Nothing is left to click. With `polling` nobody calls: the worker asks."""
        if self._polling:
            self.disconnect()
            return ()
        wanted = {"url": url, "secret_token": self._secret, "allowed_updates": list(telegram_updates.ALLOWED)}
        self._call("setWebhook", wanted)
        return ()

    def disconnect(self) -> None:
        self._call("deleteWebhook", {})

    def close(self) -> None:
        self._client.close()

    def _path_of(self, reference: str) -> str:
        try:
            found = an_object(self._call("getFile", {"file_id": reference}))
        except ChannelRefused as fault:
            if "file is too big" in str(fault):
                raise EvidenceRejected("too_large") from None
            raise
        if not (path := words(found.get("file_path"))):
            raise ChannelRefused("Telegram has this file no more.", "no_file")
        return path

    def _updates(self, offset: int, wait_s: int) -> list[Json]:
        wanted = {"offset": offset, "timeout": wait_s, "allowed_updates": list(telegram_updates.ALLOWED)}
        return list(objects(self._call("getUpdates", wanted, seconds=wait_s + calling.SECONDS)))

    def _confirm(self, offset: int) -> None:
        try:
            self._updates(offset, 0)
        except ChannelError as fault:
            log.info("the last updates of Telegram will come again: %s", fault)

    def _try(self, method: str, body: Json) -> None:
        """A courtesy: whatever becomes of it, nothing else depends on it."""
        try:
            self._call(method, body)
        except ChannelError as fault:
            log.info("%s came to nothing: %s", method, fault)

    def _call(self, method: str, body: Json | None = None, seconds: float = calling.SECONDS, files: Any = None) -> Any:
        """`files`: as httpx takes them, for a form in the place of JSON."""
        if not re.fullmatch(r"[0-9]+:[A-Za-z0-9_-]+", self._token):
            raise ChannelRefused(_NO_TOKEN, "token")
        content: Json = (
            {"content": json.dumps(body or {}).encode(), "headers": {"Content-Type": "application/json"}}
            if files is None
            else {"data": body, "files": files}
        )
        url = f"{self._api}/bot{self._token}/{method}"
        wait_s = seconds if files is None else calling.FILE_SECONDS
        reply = calling.exchange(self._client, "POST", url, who="Telegram", seconds=wait_s, **content)
        try:
            answer = document(reply.body, "answer")
        except InvalidDocument:
            raise ChannelUnavailable(f"Telegram answered {reply.status} without JSON") from None
        if answer.get("ok") is True:
            return answer.get("result")
        raise self._fault(reply.status, answer)

    def _fault(self, status: int, answer: Json) -> ChannelError:
        code = whole(answer.get("error_code")) or status
        said = self._masked(words(answer.get("description"))) or f"status {code}"
        if code == 429 or code >= 500:
            after = whole(an_object(answer.get("parameters")).get("retry_after"))
            return ChannelUnavailable(f"Telegram: {said}", None if after is None else float(after))
        if code in {401, 404}:
            return ChannelRefused(_NO_TOKEN, str(code))
        if "chat not found" in said:
            return AddressGone(
                "Telegram has no chat with this customer: they never pressed Start, or are there no more.", str(code)
            )
        if code == 403:
            return AddressGone(f"The customer cannot be reached on Telegram any more: {said}.", str(code))
        return ChannelRefused(f"Telegram refused it: {said}.", str(code))

    def _masked(self, said: str) -> str:
        return said.replace(self._token, "…").replace(self._secret or "…", "…")


def listens(channel: TelegramChannel) -> Listen | None:
    """What asks for updates, where the bot is not called."""
    return channel.listen if channel.polling else None


_NO_TOKEN = "Telegram does not know this token; open @BotFather, choose /mybots, your bot, API Token, and copy it anew."  # noqa: S105


def _id_of(address: str, message: object) -> str:
    number = whole(an_object(message).get("message_id"))
    return "" if number is None else telegram_updates.message_id(int(address), number)


def _chat(address: str) -> int:
    if not re.fullmatch(r"-?[0-9]{1,19}", address, re.ASCII):
        raise AddressGone("This is no chat of Telegram.", "address")
    return int(address)


def _wait(seconds: float, is_over: Callable[[], bool]) -> None:
    until = time.monotonic() + seconds
    while not is_over() and (left := until - time.monotonic()) > 0:
        time.sleep(min(left, 0.2))
