"""The providers that can be played: each one's stand-in, and the credentials of the channel at it."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from pydantic import SecretStr

from amends.channels.credentials import Credentials
from amends.channels.providers.email import EmailCredentials
from amends.channels.providers.email_mailbox import Tls
from amends.channels.providers.matrix import MatrixCredentials
from amends.channels.providers.messenger import MessengerCredentials
from amends.channels.providers.slack import SlackCredentials
from amends.channels.providers.telegram import TelegramCredentials
from amends.channels.providers.twilio import TwilioCredentials
from amends.channels.providers.whatsapp import WhatsAppCredentials
from demo.providers.email import EmailStandIn
from demo.providers.matrix import MatrixStandIn
from demo.providers.messenger import MessengerStandIn
from demo.providers.slack import SlackStandIn
from demo.providers.telegram import TelegramStandIn
from demo.providers.twilio import TwilioStandIn
from demo.providers.whatsapp import WhatsAppStandIn


@dataclass(frozen=True)
class Carrier:
    """`address_of` makes the address of a visitor's phone from the eight figures that are the visitor's own. `is_mail`:
    what is written has a subject."""

    title: str
    begin: Callable[[], Any]
    credentials_of: Callable[[Any], Credentials]
    address_of: Callable[[str], Any]
    is_mail: bool = False


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


def messenger_credentials(stand_in: MessengerStandIn) -> MessengerCredentials:
    return MessengerCredentials(
        page_id=stand_in.account,
        access_token=SecretStr(stand_in.access_token),
        app_secret=SecretStr(stand_in.app_secret),
        verify_token=SecretStr(stand_in.verify_token),
        api=stand_in.url,
    )


def email_credentials(stand_in: EmailStandIn) -> EmailCredentials:
    here, secret = "127.0.0.1", SecretStr(stand_in.password)
    return EmailCredentials(
        address=stand_in.address,
        imap_host=here,
        imap_port=stand_in.imap_port,
        imap_password=secret,
        imap_tls=Tls.NONE,
        smtp_host=here,
        smtp_port=stand_in.smtp_port,
        smtp_user=stand_in.address,
        smtp_password=secret,
        smtp_tls=Tls.NONE,
    )


def matrix_credentials(stand_in: MatrixStandIn) -> MatrixCredentials:
    return MatrixCredentials(homeserver=stand_in.url, access_token=SecretStr(stand_in.token))


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
    "messenger": Carrier("Messenger", MessengerStandIn, messenger_credentials, str),
    "email": Carrier("E-mail", EmailStandIn, email_credentials, lambda own: f"kari.{own}@mail.example", is_mail=True),
    "slack": Carrier("Slack", SlackStandIn, slack_credentials, lambda own: f"D0{own}"),
    "matrix": Carrier("Matrix", MatrixStandIn, matrix_credentials, lambda own: f"@kari{own}:example.com"),
    "twilio_sms": Carrier("SMS", TwilioStandIn, twilio_credentials, lambda own: f"+316{own}"),
}
"""By the kind of channel, in the order in which they are shown."""
