"""The stand-ins of Telegram, WhatsApp and Messenger as the contract of all channels wants them."""

from collections.abc import Callable
from typing import Any

import httpx

from amends.channels.providers import messenger, telegram, whatsapp
from amends.channels.registry import Provider
from demo.providers.messenger import MessengerStandIn
from demo.providers.stand_in import Hook
from demo.providers.telegram import TelegramStandIn
from demo.providers.whatsapp import WhatsAppStandIn
from tests.channels.harness import Post, Sent
from tests.channels.providers.conftest import SECRET, VERIFY_TOKEN


class _Harness:
    """`posts` are calls by the number that the contract gives them: the same number is the same delivery."""

    kind = ""
    can = frozenset({"edit", "press", "photo", "voice", "batch"})
    address: Any = ""

    def __init__(self, stand_in: Any) -> None:
        self.stand_in = stand_in.start()
        self.client = httpx.Client(trust_env=False)
        self.posts: dict[int, Hook] = {}

    def once(self, number: int, made: Callable[[], Hook]) -> Post:
        if number not in self.posts:
            self.posts[number] = made()
        return self.post(self.posts[number])

    @staticmethod
    def post(hook: Hook) -> Post:
        return Post(hook.body, dict(hook.headers))

    def connected(self, url: str) -> None:
        """The contract delivers by itself."""

    def text(self, number: int, words: str) -> Post:
        return self.once(number, lambda: self.stand_in.say(self.address, words))

    def press(self, number: int, token: str, title: str) -> Post:
        return self.once(number, lambda: self.stand_in.press(self.address, token))

    def photo(self, number: int, raw: bytes, caption: str) -> Post:
        return self.once(number, lambda: self.stand_in.photo(self.address, raw, caption))

    def edit(self, number: int, of: int, words: str) -> Post:
        return self.once(number, lambda: self.stand_in.edit(self.address, self.own(self.posts[of]), words))

    def forged(self, number: int, words: str) -> Post:
        post = self.text(number, words)
        del self.posts[number]
        return Post(post.body, {name: text[:-1] + "x" for name, text in post.headers.items()})

    def own(self, hook: Hook) -> Any:
        """The id of the message in a call."""
        raise NotImplementedError

    def sent(self) -> list[Sent]:
        return [
            Sent(each.text, tuple((choice.token, choice.title) for choice in each.choices))
            for each in self.stand_in.sent_to(str(self.address))
        ]

    def refuse_next(self) -> None:
        self.stand_in.fail("refused")

    def be_busy_once(self, retry_after_s: float) -> None:
        self.stand_in.fail("flood", seconds=retry_after_s)

    def close(self) -> None:
        self.client.close()
        self.stand_in.stop()


class TelegramHarness(_Harness):
    kind = "telegram"
    can = frozenset({"edit", "press", "photo", "voice"})
    address = 4711

    def __init__(self) -> None:
        super().__init__(TelegramStandIn(secret=SECRET))

    def provider(self) -> Provider:
        return Provider(
            telegram.TelegramCredentials,
            lambda given: telegram.TelegramChannel(**dict(given), api=self.stand_in.url, client=self.client),
            telegram.LIMITS,
            telegram.listens,
        )

    def credentials(self) -> telegram.TelegramCredentials:
        return telegram.TelegramCredentials(token=self.stand_in.token, secret=SECRET)

    def edit(self, number: int, of: int, words: str) -> Post:
        return self.once(number, lambda: self.stand_in.edit(self.address, self.own(self.posts[of]), text=words))

    def voice(self, number: int) -> Post:
        content = {"file_id": "a", "file_unique_id": "b", "duration": 3}
        return self.once(number, lambda: self.stand_in.play(self.address, voice=content))

    def own(self, hook: Hook) -> int:
        return hook.document["message"]["message_id"]


class WhatsAppHarness(_Harness):
    kind = "whatsapp"
    can = _Harness.can | {"deletion"}
    address = "31612345678"

    def __init__(self) -> None:
        super().__init__(WhatsAppStandIn())

    def provider(self) -> Provider:
        return Provider(
            whatsapp.WhatsAppCredentials,
            lambda given: whatsapp.WhatsAppChannel(**dict(given), api=self.stand_in.url, client=self.client),
            whatsapp.LIMITS,
        )

    def credentials(self) -> whatsapp.WhatsAppCredentials:
        return whatsapp.WhatsAppCredentials(
            phone_number_id=self.stand_in.number,
            account_id=self.stand_in.account,
            access_token=self.stand_in.access_token,
            app_secret=self.stand_in.app_secret,
            verify_token=VERIFY_TOKEN,
            template="case_news",
        )

    def deletion(self, number: int, of: int) -> Post:
        return self.once(number, lambda: self.stand_in.delete(self.address, self.own(self.posts[of])))

    def voice(self, number: int) -> Post:
        return self.once(number, lambda: self.stand_in.play(self.address, "audio", {"id": "1", "voice": True}))

    def batch(self, *texts: tuple[int, str]) -> Post:
        messages = [self.stand_in.message(self.address, "text", {"body": words}) for _, words in texts]
        return self.once(texts[0][0], lambda: self.stand_in.batch(messages))

    def own(self, hook: Hook) -> str:
        return hook.document["entry"][0]["changes"][0]["value"]["messages"][0]["id"]


class MessengerHarness(_Harness):
    kind = "messenger"
    address = "7712345678"

    def __init__(self) -> None:
        super().__init__(MessengerStandIn())

    def provider(self) -> Provider:
        return Provider(
            messenger.MessengerCredentials,
            lambda given: messenger.MessengerChannel(**dict(given), api=self.stand_in.url, client=self.client),
            messenger.LIMITS,
        )

    def credentials(self) -> messenger.MessengerCredentials:
        return messenger.MessengerCredentials(
            page_id=self.stand_in.account,
            access_token=self.stand_in.access_token,
            app_secret=self.stand_in.app_secret,
            verify_token=VERIFY_TOKEN,
        )

    def voice(self, number: int) -> Post:
        audio = {"type": "audio", "payload": {"url": "https://cdn.fbsbx.com/a"}}
        return self.once(number, lambda: self.stand_in.play(self.address, attachments=[audio]))

    def batch(self, *texts: tuple[int, str]) -> Post:
        messages = [self.stand_in.message(self.address, text=words) for _, words in texts]
        return self.once(texts[0][0], lambda: self.stand_in.batch(messages))

    def own(self, hook: Hook) -> str:
        return hook.document["entry"][0]["messaging"][0]["message"]["mid"]
