"""The providers that there are: what each needs, and how its channel is made of that. One line a provider."""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from amends.channels.channel import Channel, Listen
from amends.channels.credentials import Credentials
from amends.channels.kinds import ChannelKind
from amends.channels.providers import email, matrix
from amends.channels.providers.messenger import MessengerChannel, MessengerCredentials
from amends.channels.providers.slack import SlackChannel, SlackCredentials
from amends.channels.providers.telegram import TelegramChannel, TelegramCredentials, listens
from amends.channels.providers.twilio import SmsChannel, TwilioCredentials, TwilioWhatsAppChannel
from amends.channels.providers.whatsapp import WhatsAppChannel, WhatsAppCredentials


def _calls_us(_channel: Any) -> Listen | None:
    return None


def _as_given(credentials: Any) -> Any:
    return credentials


@dataclass(frozen=True)
class Provider:
    """`credentials` is the model that is asked for and sealed; `make` opens a channel with one.

    `sign_in` makes of what was asked for what is kept, where that is not the same: a token of a password.
    `listen`, where the provider does not call us, gives what asks it; None for a channel that is called all the same.
    """

    credentials: type[Credentials]
    make: Callable[[Any], Channel]
    listen: Callable[[Any], Listen | None] = field(default=_calls_us)
    sign_in: Callable[[Any], Any] = field(default=_as_given)


PROVIDERS: dict[str, Provider] = {
    ChannelKind.TELEGRAM: Provider(TelegramCredentials, lambda given: TelegramChannel(**dict(given)), listens),
    ChannelKind.WHATSAPP: Provider(WhatsAppCredentials, lambda given: WhatsAppChannel(**dict(given))),
    ChannelKind.MESSENGER: Provider(MessengerCredentials, lambda given: MessengerChannel(**dict(given))),
    ChannelKind.EMAIL: Provider(email.EmailCredentials, email.EmailChannel, email.listens),
    ChannelKind.TWILIO_SMS: Provider(TwilioCredentials, lambda given: SmsChannel(**dict(given))),
    ChannelKind.TWILIO_WHATSAPP: Provider(TwilioCredentials, lambda given: TwilioWhatsAppChannel(**dict(given))),
    ChannelKind.SLACK: Provider(SlackCredentials, lambda given: SlackChannel(**dict(given))),
    ChannelKind.MATRIX: Provider(
        matrix.MatrixCredentials, lambda given: matrix.MatrixChannel(**dict(given)), matrix.listens, matrix.signed_in
    ),
}
"""By kind."""
