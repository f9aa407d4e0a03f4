"""The providers that can be played: each one's stand-in, and the credentials of the channel at it."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from pydantic import BaseModel, SecretStr

from amends.channels.providers.slack import SlackCredentials
from amends.channels.providers.telegram import TelegramCredentials
from amends.channels.providers.twilio import TwilioCredentials
from amends.channels.providers.whatsapp import WhatsAppCredentials
from demo.providers.slack import SlackStandIn
from demo.providers.telegram import TelegramStandIn
from demo.providers.twilio import TwilioStandIn
from demo.providers.whatsapp import WhatsAppStandIn


@dataclass(frozen=True)
class Carrier:
    """`address_of` makes the address of a visitor's phone from the eight figures that are the visitor's own."""

    title: str
    begin: Callable[[], Any]
    credentials_of: Callable[[Any], BaseModel]
    address_of: Callable[[str], Any]


def telegram_credentials(stand_in: TelegramStandIn) -> TelegramCredentials:
    return TelegramCredentials(token=SecretStr(stand_in.token), api=stand_in.url)


def whatsapp_credentials(stand_in: WhatsAppStandIn) -> WhatsAppCredentials:
    return WhatsAppCredentials(
        phone_number_id=stand_in.number,
        account_id=stand_in.account,
        access_token=SecretStr(stand_in.access_token),
        app_secret=SecretStr(stand_in.app_secret),
        api=stand_in.url,
    )


def slack_credentials(stand_in: SlackStandIn) -> SlackCredentials:
    token, secret = SecretStr(stand_in.token), SecretStr(stand_in.signing_secret)
    return SlackCredentials(bot_token=token, signing_secret=secret, api=stand_in.url)


def twilio_credentials(stand_in: TwilioStandIn) -> TwilioCredentials:
    return TwilioCredentials(
        account_sid=stand_in.account,
        auth_token=SecretStr(stand_in.auth_token),
        sender=stand_in.number,
        api=stand_in.url,
    )


CARRIERS = {
    "telegram": Carrier("Telegram", lambda: TelegramStandIn(https_only=False), telegram_credentials, int),
    "whatsapp": Carrier("WhatsApp", WhatsAppStandIn, whatsapp_credentials, lambda own: f"316{own}"),
    "slack": Carrier("Slack", SlackStandIn, slack_credentials, lambda own: f"D0{own}"),
    "twilio_sms": Carrier("SMS", TwilioStandIn, twilio_credentials, lambda own: f"+316{own}"),
}
"""By the kind of channel, in the order in which they are shown."""
