"""The channels' stand-ins, each connected to the running system as a channel of the merchant's."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from typing import Any

from amends import clock
from amends.channels.connecting import Connecting
from amends.channels.credentials import Credentials
from amends.channels.sealing import Seal
from amends.settings_secrets import CHANNEL_SECRET_FILE
from demo.phones.carriers import (
    matrix_credentials,
    messenger_credentials,
    slack_credentials,
    telegram_credentials,
    twilio_credentials,
    whatsapp_credentials,
)
from demo.providers.messenger import MessengerStandIn
from demo.providers.slack import SlackStandIn
from demo.providers.telegram import TelegramStandIn
from demo.providers.twilio import TwilioStandIn
from demo.providers.whatsapp import WhatsAppStandIn
from tests.conversations.mail_program import EmailStandIn
from tests.conversations.matrix_app import MatrixApp
from tests.conversations.phone import PhoneCustomer
from tests.conversations.playing import Play
from tests.conversations.scenario import Scenario, scenarios
from tests.stack import Stack


@dataclass(frozen=True)
class Carrier:
    """A provider's stand-in, and the merchant's channel at it. `address`: of the customer who is played."""

    kind: str
    stand_in: Any
    channel_id: str
    address: Any

    def of(self, number: int) -> "Carrier":
        """The same with another customer."""
        return replace(self, address=PHONES[self.kind].address(number))


@dataclass(frozen=True)
class Phone:
    """`begin` makes the provider's stand-in, `credentials` those of the channel at it, `address` a customer's there."""

    begin: Any
    credentials: Any
    address: Any


class PhonePlay(Play):
    """A conversation whose customer has a phone."""

    def __init__(self, stack: Stack, scenario: Scenario, carrier: Carrier) -> None:
        self.carrier = carrier
        super().__init__(stack, scenario)

    def _customer(self, language: str | None = None) -> Any:
        return PhoneCustomer(self.stack, self.carrier.stand_in, self.carrier.address, self.carrier.channel_id)


PHONES: dict[str, Phone] = {
    "telegram": Phone(lambda: TelegramStandIn(https_only=False), telegram_credentials, lambda n: 4711 + n),
    "whatsapp": Phone(WhatsAppStandIn, whatsapp_credentials, lambda n: f"316{12345678 + n}"),
    "messenger": Phone(MessengerStandIn, messenger_credentials, lambda n: str(7000000000000001 + n)),
    "email": Phone(EmailStandIn, EmailStandIn.credentials, lambda n: f"kim.{n}@mail.example"),
    "twilio_sms": Phone(TwilioStandIn, twilio_credentials, lambda n: f"+316{12345678 + n}"),
    "twilio_whatsapp": Phone(lambda: TwilioStandIn("whatsapp:"), twilio_credentials, lambda n: f"+316{12345678 + n}"),
    "slack": Phone(SlackStandIn, slack_credentials, lambda n: f"D024BE{n:03}"),
    "matrix": Phone(MatrixApp, matrix_credentials, lambda n: f"@kim{n}:example.com"),
}


@contextmanager
def carried(kind: str, stack: Stack) -> Iterator[Carrier]:
    """A channel of that kind, added and in the end removed again."""
    phone = PHONES[kind]
    with phone.begin() as stand_in:
        seal = Seal((stack.folder / CHANNEL_SECRET_FILE).read_text("utf-8").strip())
        connecting = Connecting(stack.database, seal, clock.now, stack.settings.public_url)
        credentials: Credentials = phone.credentials(stand_in)
        added = connecting.add("norrnet", kind, credentials, "Shop")
        assert stand_in.put_in(added.url)
        yield Carrier(kind, stand_in, added.id, phone.address(0))
        connecting.remove(added.id)


def on(kind: str, name: str, apart: int = 0) -> Scenario:
    """A scenario of the chat window's, with a customer and an order of its own on that channel."""
    found = next(each for each in scenarios() if each.name == name)
    place = 1000 * (1 + sorted(PHONES).index(kind)) if kind in PHONES else 0
    return replace(found, name=f"{name}_on_{kind}", number=found.number + apart + place)
