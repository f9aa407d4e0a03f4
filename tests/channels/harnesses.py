"""Every channel that is held to the contract. A provider adds one line here."""

from collections.abc import Callable

from tests.channels.email_harness import EmailHarness
from tests.channels.fake import FakeHarness
from tests.channels.harness import Harness
from tests.channels.matrix_harness import MatrixHarness
from tests.channels.stand_in_harness import (
    MessengerHarness,
    PolledTelegramHarness,
    SlackHarness,
    SmsHarness,
    TelegramHarness,
    TwilioWhatsAppHarness,
    WhatsAppHarness,
)

HARNESSES: dict[str, Callable[[], Harness]] = {
    "fake": FakeHarness,
    "telegram": TelegramHarness,
    "telegram_polled": PolledTelegramHarness,
    "whatsapp": WhatsAppHarness,
    "messenger": MessengerHarness,
    "email": EmailHarness,
    "twilio_sms": SmsHarness,
    "twilio_whatsapp": TwilioWhatsAppHarness,
    "slack": SlackHarness,
    "matrix": MatrixHarness,
}
