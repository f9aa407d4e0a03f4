"""Harnesses of the providers that have a stand-in: it plays the customer, and shows what came to their phone."""

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime
from typing import Any

import httpx
from pydantic import SecretStr

from amends.channels.providers.messenger import MessengerChannel, MessengerCredentials
from amends.channels.providers.slack import SlackChannel, SlackCredentials
from amends.channels.providers.telegram import TelegramChannel, TelegramCredentials, listens
from amends.channels.providers.twilio import SmsChannel, TwilioCredentials, TwilioWhatsAppChannel
from amends.channels.providers.whatsapp import WhatsAppChannel, WhatsAppCredentials
from amends.channels.registry import Provider
from demo.providers.messenger import MessengerStandIn
from demo.providers.slack import SlackStandIn
from demo.providers.stand_in import Hook
from demo.providers.telegram import TelegramStandIn
from demo.providers.twilio import TwilioStandIn
from demo.providers.whatsapp import WhatsAppStandIn
from tests.channels.harness import AT, Post, Sent

SECRET = "between_us"


class StandInHarness:
    """`address` is the customer's. A number's delivery is made once, and is the same each time that it is asked for."""

    kind: str
    can: frozenset[str]
    signature: tuple[str, str]
    """The header that proves a call, and a value that proves nothing."""

    def __init__(self, stand_in: Any, address: Any, channel: type[Any]) -> None:
        self.stand_in, self.address = stand_in, address
        self.stand_in.start()
        self.client = httpx.Client(trust_env=False, verify=False)
        self._channel = channel
        self._hooks: dict[int, Hook] = {}

    def provider(self) -> Provider:
        def make(given: Any) -> Any:
            return self._channel(**{**dict(given), "api": self.stand_in.url}, client=self.client)

        return Provider(type(self.credentials()), make)

    def credentials(self) -> Any:
        raise NotImplementedError

    def message_id(self, number: int) -> Any:
        """What the provider calls the customer's message."""
        raise NotImplementedError

    def connected(self, url: str) -> None:
        """Most of them do not sign the address."""

    def text(self, number: int, words: str) -> Post:
        return self._once(number, lambda: self.stand_in.say(self.address, words))

    def press(self, number: int, token: str, title: str) -> Post:
        return self._once(number, lambda: self.stand_in.press(self.address, token))

    def photo(self, number: int, raw: bytes, caption: str) -> Post:
        return self._once(number, lambda: self.stand_in.photo(self.address, raw, caption))

    def edit(self, number: int, of: int, words: str) -> Post:
        return self._once(number, lambda: self.stand_in.edit(self.address, self.message_id(of), words))

    def deletion(self, number: int, of: int) -> Post:
        return self._once(number, lambda: self.stand_in.delete(self.address, self.message_id(of)))

    def voice(self, number: int) -> Post:
        raise NotImplementedError

    def batch(self, *texts: tuple[int, str]) -> Post:
        raise NotImplementedError

    def forged(self, number: int, words: str) -> Post:
        real = self.text(number, words)
        name, worthless = self.signature
        assert name in real.headers
        return replace(real, headers={**real.headers, name: worthless})

    def sent(self) -> list[Sent]:
        return [
            Sent(
                "" if each.file else each.text,
                tuple((choice.token, choice.title) for choice in each.choices),
                ((each.text, each.file),) if each.file else (),
            )
            for each in self.stand_in.sent_to(str(self.address))
        ]

    def refuse_next(self) -> None:
        self.stand_in.fail("refused")

    def be_busy_once(self, retry_after_s: float) -> None:
        self.stand_in.fail("flood", seconds=retry_after_s)

    def close_window(self) -> None:
        self.stand_in.close_window(self.address)

    def close(self) -> None:
        self.client.close()
        self.stand_in.stop()

    def _once(self, number: int, make: Callable[[], Hook]) -> Post:
        hook = self._hooks[number] if number in self._hooks else make()
        self._hooks[number] = hook
        return Post(hook.body, dict(hook.headers))


class TelegramHarness(StandInHarness):
    kind = "telegram"
    can = frozenset({"edit", "press", "photo", "voice"})
    signature = ("x-telegram-bot-api-secret-token", "another")

    def __init__(self) -> None:
        super().__init__(TelegramStandIn(secret=SECRET), 4711, TelegramChannel)

    def provider(self) -> Provider:
        return replace(super().provider(), listen=listens)

    def credentials(self) -> TelegramCredentials:
        return TelegramCredentials(token=SecretStr(self.stand_in.token), secret=SecretStr(SECRET))

    def message_id(self, number: int) -> int:
        return int(self._hooks[number].document["message"]["message_id"])

    def edit(self, number: int, of: int, words: str) -> Post:
        return self._once(number, lambda: self.stand_in.edit(self.address, self.message_id(of), text=words))

    def voice(self, number: int) -> Post:
        voice = {"file_id": "v", "file_unique_id": "v", "duration": 3}
        return self._once(number, lambda: self.stand_in.play(self.address, voice=voice))


class PolledTelegramHarness(TelegramHarness):
    """A bot that is not called, and asks. What is said lies there until then, and comes once more when it is delivered
    again."""

    is_asked = True

    def __init__(self) -> None:
        super().__init__()
        self._told: set[bytes] = set()

    def credentials(self) -> TelegramCredentials:
        return super().credentials().model_copy(update={"polling": True})

    def deliver(self, call: Post) -> None:
        if call.body in self._told:
            self.stand_in.lay_again(Hook(call.body, {}))
        self._told.add(call.body)

    def is_anything_there(self) -> bool:
        return self.stand_in.is_anything_there()


class MetaHarness(StandInHarness):
    signature = ("x-hub-signature-256", "sha256=" + "0" * 64)


class WhatsAppHarness(MetaHarness):
    kind = "whatsapp"
    can = frozenset({"edit", "deletion", "press", "photo", "voice", "batch", "window"})

    def __init__(self) -> None:
        super().__init__(WhatsAppStandIn(), "31612345678", WhatsAppChannel)

    def credentials(self) -> WhatsAppCredentials:
        return WhatsAppCredentials(
            phone_number_id=self.stand_in.number,
            account_id=self.stand_in.account,
            access_token=SecretStr(self.stand_in.access_token),
            app_secret=SecretStr(self.stand_in.app_secret),
            verify_token=SecretStr(SECRET),
        )

    def message_id(self, number: int) -> str:
        [message] = self._hooks[number].document["entry"][0]["changes"][0]["value"]["messages"]
        return str(message["id"])

    def voice(self, number: int) -> Post:
        voice = {"id": "1", "mime_type": "audio/ogg; codecs=opus", "sha256": "x", "voice": True}
        return self._once(number, lambda: self.stand_in.play(self.address, "audio", voice))

    def batch(self, *texts: tuple[int, str]) -> Post:
        made = [self.stand_in.message(self.address, "text", {"body": words}) for _, words in texts]
        return self._once(texts[0][0], lambda: self.stand_in.batch(made))


class MessengerHarness(MetaHarness):
    kind = "messenger"
    can = frozenset({"edit", "press", "photo", "voice", "batch", "window"})

    def __init__(self) -> None:
        super().__init__(MessengerStandIn(), "7000000000000001", MessengerChannel)

    def credentials(self) -> MessengerCredentials:
        return MessengerCredentials(
            page_id=self.stand_in.account,
            access_token=SecretStr(self.stand_in.access_token),
            app_secret=SecretStr(self.stand_in.app_secret),
            verify_token=SecretStr(self.stand_in.verify_token),
        )

    def message_id(self, number: int) -> str:
        return str(self._hooks[number].document["entry"][0]["messaging"][0]["message"]["mid"])

    def voice(self, number: int) -> Post:
        recording = {"type": "audio", "payload": {"url": f"{self.stand_in.url}/files/1"}}
        return self._once(number, lambda: self.stand_in.play(self.address, attachments=[recording]))

    def batch(self, *texts: tuple[int, str]) -> Post:
        made = [self.stand_in.message(self.address, text=words) for _, words in texts]
        return self._once(texts[0][0], lambda: self.stand_in.batch(made))


class TwilioHarness(StandInHarness):
    """What the provider calls is the public address, and `answers_at` where the test has it."""

    signature = ("x-twilio-signature", "0" * 27 + "=")
    answers_at = ""

    def connected(self, url: str) -> None:
        self.stand_in.signed_for, self.stand_in.answers_at = url, self.answers_at

    def credentials(self) -> TwilioCredentials:
        return TwilioCredentials(
            account_sid=self.stand_in.account,
            auth_token=SecretStr(self.stand_in.auth_token),
            sender=self.stand_in.number,
        )

    def voice(self, number: int) -> Post:
        return self._once(number, lambda: self.stand_in.media(self.address, (b"OggS", "audio/ogg")))


class SmsHarness(TwilioHarness):
    kind = "twilio_sms"
    can = frozenset({"photo", "voice"})

    def __init__(self) -> None:
        super().__init__(TwilioStandIn(), "+31612345678", SmsChannel)


class TwilioWhatsAppHarness(TwilioHarness):
    kind = "twilio_whatsapp"
    can = frozenset({"photo", "voice", "window"})

    def __init__(self) -> None:
        super().__init__(TwilioStandIn("whatsapp:"), "+31612345678", TwilioWhatsAppChannel)


class SlackHarness(StandInHarness):
    """What Slack signs has a time, so its `clock` is that of the scene."""

    kind = "slack"
    can = frozenset({"edit", "deletion", "press", "photo", "voice"})
    signature = ("x-slack-signature", "v0=" + "0" * 64)

    def __init__(self) -> None:
        self.clock: Callable[[], datetime] = lambda: AT
        super().__init__(SlackStandIn(clock=lambda: self.clock().timestamp()), "D024BE91L", SlackChannel)

    def again(self, call: Post) -> Post:
        hook = self.stand_in.again(Hook(call.body, call.headers))
        return Post(hook.body, dict(hook.headers))

    def credentials(self) -> SlackCredentials:
        return SlackCredentials(
            bot_token=SecretStr(self.stand_in.token), signing_secret=SecretStr(self.stand_in.signing_secret)
        )

    def message_id(self, number: int) -> str:
        return str(self._hooks[number].document["event"]["ts"])

    def voice(self, number: int) -> Post:
        clip = self.stand_in.file(b"OggS", "audio_message.m4a", "audio/mp4") | {"subtype": "slack_audio"}
        return self._once(number, lambda: self.stand_in.play(self.address, subtype="file_share", files=[clip]))
